"""Secrets are blotted out of text and pixels before anything is kept. All values are made here; none is real."""

from __future__ import annotations

import random
import re
import string

import numpy as np
import pytest
from perceive_drawing import frame, screen

from base.records.line import Line
from base.records.moment import Moment
from memory.perception.perceiver import Perceiver
from memory.perception.redaction import INK, redact
from memory.perception.secrets import bare_label, find_secrets, mask_secrets
from memory.pictures.decoding import decode

DICE = random.Random(5)


def some(length: int, letters: str = string.ascii_letters + string.digits) -> str:
    return "".join(DICE.choice(letters) for _ in range(length))


def card() -> str:
    digits = "4" + some(14, string.digits)
    odd = sum(int(one) for one in digits[-2::-2])
    even = sum(sum(map(int, str(2 * int(one)))) for one in digits[::-2])
    return digits + str(-(odd + even) % 10)


def iban() -> str:
    account = some(18, string.digits)
    check = 98 - int(account + "131400") % 97
    return f"DE{check:02}{account}"


SECRETS = {
    "AWS key": ("aws id ", "AK" + "IA" + some(16, string.ascii_uppercase)),
    "GitHub token": ("git remote ", "gh" + "p_" + some(36)),
    "GitLab token": ("", "gl" + "pat-" + some(20)),
    "Slack token": ("bot: ", "xo" + "xb-" + some(12, string.digits) + "-" + some(24)),
    "Stripe key": ("", "sk" + "_live_" + some(24)),
    "Google key": ("maps ", "AI" + "za" + some(35)),
    "model key": ("export K=", "sk" + "-proj-" + some(40)),
    "package token": ("", "np" + "m_" + some(36)),
    "JWT": ("cookie ", "ey" + "J" + some(20) + "." + some(40) + "." + some(43)),
    "one-time secret": ("", "otp" + "auth://totp/me?secret=" + some(16, string.ascii_uppercase)),
    "card": ("pay with ", " ".join([(whole := card())[:4], whole[4:8], whole[8:12], whole[12:]])),
    "account": ("IBAN ", iban()),
    "PIN": ("PIN: ", some(4, string.digits)),
    "code": ("Security code: ", some(3, string.digits)),
    "password in a connection": ("db postgres://app:", some(12) + "@db.example/main"),
    "password in a command": ("mysql -u me --password=", some(10)),
    "password": ("Password: ", some(10) + "!"),
    "Passwort": ("WLAN-Passwort: ", some(12)),
    "密码": ("密码：", some(8)),
    "setting": ("PAYMENTS_API_KEY=", some(24)),
    "wide letters": ("see gl" + "pat ", "-" + some(20)),
    "wide letters of a model": ("", "sk" + "-proj -" + some(40)),
    "o for 0": ("", "x0" + "xb-" + some(12, string.digits) + "-" + some(24)),
    "l for I": ("maps ", "Al" + "za" + some(35)),
    "age": ("age: ", "AGE- SECRET-" + "KEY-1" + some(58, string.ascii_uppercase)),
    "space after a colon": ("git clone https://ada: ", some(14) + "@db.example/main"),
    "no separator": ("PUK ", some(8, string.digits)),
    "unknown maker": (
        "connect ",
        "".join(
            some(1, string.ascii_uppercase) + some(1, string.digits) + some(1, string.ascii_lowercase)
            for _ in range(12)
        ),
    ),
    "header": ("Authorization: Bearer ", some(32)),
    "address": ("https://app.example/cb?access_token=", some(30)),
}


@pytest.mark.parametrize("kind", SECRETS)
def test_a_secret_is_found_in_a_line_and_what_names_it_stays(kind: str) -> None:
    before, secret = SECRETS[kind]
    value = secret.removesuffix("@db.example/main")

    seen = mask_secrets(before + secret)
    left = re.sub(r"\[secret: [^]]+\]", "", seen)

    assert left != seen
    assert value not in left
    assert not any(value[at : at + 6] in left for at in range(len(value) - 5))


@pytest.mark.parametrize(
    "text",
    [
        "Forgot your password? We send you a new one",
        "Password: required",
        "Password: ••••••••",
        "Order 4471-2290-18 left at 10:45 on 2026-09-15",
        "The key idea: tokens are words. Secret: patience",
        "call +41 471 29 59 13 or write kofi@umbra.example",
        "https://example.org/search?q=weather&page=2",
        "commit 3f2a9c1d0b7e44aa98c1d2e3f4a5b6c7d8e9f0a1",
        "https://drive.example/d/1Xk3fP9aQ2bT7cVdY8eZ4gHjK6mN0pR5s/edit",
        "integrity sha512-kQ3rT9vXz1Yb7Nd4Mf8Wp2Ls6Hg0Jc5AqE/x",
        "getPublicKeyCredentialCreationOptions2FromJSON",
        "the PIN 12 and the pin 4471 of the bowling alley",
        "password=$DB_PASSWORD",
    ],
)
def test_what_is_no_secret_stays_as_it_is(text: str) -> None:
    assert mask_secrets(text) == text


def test_a_card_number_with_a_wrong_sum_is_a_number() -> None:
    whole = card()

    assert find_secrets(f"no {whole[:-1]}{(int(whole[-1]) + 1) % 10}") == []


def test_labels_are_known_in_other_languages_and_sentences_are_none() -> None:
    assert [bare_label(one) for one in ("Password", "Passwort:", "Mot de passe", "密码")] == ["password"] * 4
    assert bare_label("The password was changed yesterday") == ""


def test_the_value_beside_or_below_its_label_is_blotted_out() -> None:
    secret = some(9) + "7"
    image = np.full((120, 600, 3), 240, np.uint8)
    lines = [
        Line("Password", (10, 10, 80, 16)),
        Line(secret, (140, 11, 100, 16)),
        Line("Kennwort", (10, 60, 80, 16)),
        Line(secret, (10, 84, 100, 16)),
        Line("Entry 7", (300, 84, 100, 16)),
    ]

    done = redact(image, lines)
    after, told = done.image, done.lines

    assert [line.text for line in told] == [
        "Password",
        "[secret: password]",
        "Kennwort",
        "[secret: password]",
        "Entry 7",
    ]
    assert [line.redacted for line in told] == [False, True, False, True, False]
    assert (after[12:26, 140:240] == INK).all()
    assert (after[12:26, 10:90] == 240).all()
    assert (image == 240).all()


def test_every_value_is_handed_on_with_the_place_of_its_mark() -> None:
    one, other = some(8) + "7", some(9) + "3"
    line = Line(f"DB_PASSWORD={one} then pwd: {other} ok", (10, 10, 400, 16))

    done = redact(np.zeros((40, 500, 3), np.uint8), [Line("calm", (10, 0, 40, 8)), line])

    assert [each.value for each in done.taken] == [one, other]
    kept = done.lines[1].text
    assert [kept[each.start :].startswith("[secret: password]") for each in done.taken] == [True, True]
    assert {each.line for each in done.taken} == {1}
    assert one not in repr(done)


def test_the_body_of_a_private_key_goes_with_its_head() -> None:
    head = "-----BEGIN OPENSSH " + "PRIVATE KEY-----"
    body = [some(60) for _ in range(3)]
    lines = [Line(text, (0, 20 * row, 400, 16)) for row, text in enumerate([head, *body, "done for today"])]

    told = redact(np.zeros((200, 500, 3), np.uint8), lines).lines

    assert [line.redacted for line in told] == [True, True, True, True, False]


def test_a_frame_is_kept_without_its_secret_in_text_title_and_picture(perceiver: Perceiver) -> None:
    secret = "Quay7" + "lantern9"
    image = screen((40, 40, "Harbour office, gate list"), (40, 90, f"Password: {secret}"), (40, 140, "Open on Sundays"))

    moment = perceiver.perceive(frame(image, title=f"token={secret}"))

    assert isinstance(moment, Moment)
    shown = " ".join([moment.title, moment.summary, *(line.text for line in moment.lines)])
    assert "lantern" not in shown
    assert "Harbour office" in shown
    assert moment.picture is not None
    again = perceiver.perceive(frame(decode(moment.picture)))
    assert isinstance(again, Moment)
    assert "antern" not in again.text
