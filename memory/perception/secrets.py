"""Detects secrets in text: keys, cards, passwords.

Pure functions over text, called by the perceiving thread before anything is kept. In doubt a value beside a telling
label is taken for a secret: a word too many is blotted out, never one too few. What is read from a picture may hold
spaces inside a number and a wrong character inside a key; so the shapes are wide, and checked by their sums where there
are any (ISO/IEC 7812 Luhn, ISO 13616 mod 97).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

from memory.text.lexicon import LEXICON


class SecretMatch(NamedTuple):
    """Characters `start` up to but not including `end`."""

    start: int
    end: int
    kind: str


_LABELS = {kind: words.alternatives for kind, words in LEXICON.meanings("secrets/labels").items()}
_NAMED = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Z0-9]+_)*(?:PASSWORD|PASSWD|PWD|PASS|SECRET|TOKEN|(?:API_?|ACCESS_?|PRIVATE_?)?KEY)"
    r"(?:_[A-Z0-9]+)*\s*[=:]\s*[\"']?([^\s\"',;]{4,})"
)
_SEPARATOR = rf"[\"']?\s*(?:[:=：]+>?|{LEXICON.words('secrets/means').whole_words})\s*[\"']?"
_VALUE = r"([^\s\"',;，。]{3,})"
_LABELLED = {
    kind: re.compile(rf"(?<![A-Za-z]){words}{_SEPARATOR}{_VALUE}", re.IGNORECASE) for kind, words in _LABELS.items()
}
_BARE = {kind: re.compile(rf"(?:.*\W)?{words}\s*[:：]?\s*", re.IGNORECASE) for kind, words in _LABELS.items()}

_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(shape))
    for kind, shape in (
        ("AWS key", r"\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{12,20}\b"),
        ("GitHub token", r"\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,})"),
        ("GitLab token", r"\bg[l1I](?:pat|ptt|dt|rt) ?- ?[\w-]{16,}"),
        ("Slack token", r"\bx[o0O]x[abeoprs] ?- ?[A-Za-z0-9-]{10,}|hooks\.slack\.com/services/[\w/]{20,}"),
        ("Stripe key", r"\b(?:sk|rk|pk|whsec)_ ?(?:[a-zI1]{3,4}_ ?)?[A-Za-z0-9]{16,}"),
        ("Google key", r"\bA[Il1|]za[\w-]{30,}|\bya29\.[\w-]{20,}"),
        ("model key", r"\bsk ?- ?(?:[a-z]+[0-9]* ?- ?)*[\w-]{20,}"),
        ("package token", r"\b(?:npm_[A-Za-z0-9]{30,}|pypi-[\w-]{30,})"),
        ("SendGrid key", r"\bSG\. ?[^\s.\"']{16,}\. ?[^\s.\"']{16,}"),
        ("JWT", r"\beyJ[\w-]{8,}\.\s?[\w-]{8,}(?:\.\s?[\w-]*)?"),
        ("private key", r"-----\s?BEGIN [A-Z ]*PRIVATE KEY\s?-----.*|\bAGE ?- ?SECRET ?- ?KEY ?- ?[1Il][0-9A-Z]{20,}"),
        ("one-time secret", r"otpauth://\S+"),
    )
)
_GROUPS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(shape, re.IGNORECASE))
    for kind, shape in (
        ("password", r"\b[a-z][a-z0-9+.-]*://[^\s:/@]+: ?([^\s@/]{3,})@"),
        ("password", r"(?:^|\s)(?:--?p(?:ass(?:word|wd|phrase)?)?|--token|--secret|--api-key)[= ]([^\s-]\S{3,})"),
        ("key", r"\b(?:Bearer|Basic|Token)\s+([\w+/=.~-]{16,})"),
        (
            "key",
            r"[?&](?:\w+[_-]|api)?(?:token|key|secret|password|sig|signature|code)=([^&#\s]{4,})",
        ),
        ("key", r"\bssh-(?:rsa|ed25519)-secret\s+(\S{16,})"),
    )
)
_CARD = re.compile(r"(?<![\d.])\d(?:[ -]{0,2}\d){12,18}(?![\d.])")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b")
_SSN = re.compile(r"\b(?!000|666|9\d\d)\d{3}-(?!00)\d\d-(?!0000)\d{4}\b")
_PLAIN = frozenset(LEXICON.words("secrets/no_values").words)
_MASKED = re.compile(r"[•●∙·*＊xX.…\-_]+")
_KEY_LINE = re.compile(r"\S{24,}")
_KEY_LETTERS = re.compile(r"[A-Za-z0-9+/=]")
_MISREAD = 0.1
"""Share of a key's letters that may have been read as signs no key has."""
_CODE_ALONE = re.compile(r"\b(?:PIN|PUK)\s+(\d{4,8})\b")
_RANDOM = re.compile(r"(?<![\w/+.@-])[A-Za-z0-9_+-]{28,}(?![\w/+.@-])")
"""A word of a random key's length that is no part of an address, a path or a digest with its name."""
_GOES_ON = re.compile(r" (?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9_-]{6,}")
"""What follows a space that a wide letter made in the middle of a key."""
_OF_ONE_LENGTH = frozenset(["password", "PIN", "code", "card", "account", "social security number", "private key"])


def find_secrets(text: str) -> list[SecretMatch]:
    """In the order of the text, none over another."""
    matches = sorted(
        (_extend_to_end(text, match) for match in _find_all(text)), key=lambda match: (match.start, -match.end)
    )
    apart: list[SecretMatch] = []
    for match in matches:
        if apart and match.start < apart[-1].end:
            apart[-1] = apart[-1]._replace(end=max(apart[-1].end, match.end))
        else:
            apart.append(match)
    return apart


def mask_secrets(text: str) -> str:
    """The text with `[secret: kind]` where secrets stood."""
    for secret in reversed(find_secrets(text)):
        text = f"{text[: secret.start]}[secret: {secret.kind}]{text[secret.end :]}"
    return text


def bare_label(text: str) -> str:
    """The kind of secret of which a line is only the label, so that the value stands beside it; else empty."""
    return next((kind for kind, shape in _BARE.items() if len(text) <= 48 and shape.fullmatch(text)), "")


def may_be_value(text: str) -> bool:
    """Whether a text that stands beside a label can be its secret: one word, and not one of a sentence."""
    return len(text.split()) <= 2 and _is_value(text.strip()) and any(letter.isdigit() for letter in text)


def is_key_body(text: str) -> bool:
    """A line of what stands between the head and the end of a private key."""
    body = text.replace(" ", "")
    right = len(_KEY_LETTERS.findall(body))
    return bool(_KEY_LINE.fullmatch(body)) and text.count(" ") <= 2 and right >= (1 - _MISREAD) * len(body)


def _find_all(text: str) -> Iterator[SecretMatch]:
    for kind, shape in _SHAPES:
        yield from (SecretMatch(*hit.span(), kind) for hit in shape.finditer(text))
    for kind, shape in _GROUPS:
        yield from (SecretMatch(*hit.span(1), kind) for hit in shape.finditer(text))
    for kind, shape in _LABELLED.items():
        yield from (SecretMatch(*hit.span(1), kind) for hit in shape.finditer(text) if _is_secret(hit, kind))
    yield from (SecretMatch(*hit.span(1), "key") for hit in _NAMED.finditer(text) if _is_value(hit[1]))
    yield from (SecretMatch(*hit.span(1), "PIN") for hit in _CODE_ALONE.finditer(text))
    yield from (SecretMatch(*hit.span(), "key") for hit in _RANDOM.finditer(text) if _is_random(hit[0]))
    yield from _find_checked(text, _CARD, "card", _is_card)
    yield from _find_checked(text, _IBAN, "account", _is_iban)
    yield from (SecretMatch(*hit.span(), "social security number") for hit in _SSN.finditer(text))


def _extend_to_end(text: str, match: SecretMatch) -> SecretMatch:
    more = None if match.kind in _OF_ONE_LENGTH else _GOES_ON.match(text, match.end)
    return match._replace(end=more.end()) if more else match


def _is_random(word: str) -> bool:
    """Capitals, small letters and digits in turns, as nobody names anything: a change of sort every third letter."""
    sorts = [
        "A" if letter.isupper() else "a" if letter.islower() else "1" if letter.isdigit() else "" for letter in word
    ]
    turns = sum(sort != following for sort, following in pairwise(sorts))
    return {"A", "a", "1"} <= set(sorts) and 3 * turns >= len(word) and sorts.count("1") >= 3


def _find_checked(text: str, shape: re.Pattern[str], kind: str, right: Callable[[str], bool]) -> Iterator[SecretMatch]:
    yield from (SecretMatch(*hit.span(), kind) for hit in shape.finditer(text) if right(re.sub(r"[ -]", "", hit[0])))


def _is_secret(hit: re.Match[str], kind: str) -> bool:
    value = hit[1]
    if kind in ("PIN", "code"):
        return 3 <= len(value) <= 10 and sum(letter.isdigit() for letter in value) >= 3
    return _is_value(value) and (kind == "password" or _is_mixed(value))


def _is_value(value: str) -> bool:
    word = value.strip(".,;:!?()[]<>\"'")
    if len(word) < 3 or word.casefold() in _PLAIN or _MASKED.fullmatch(word) or word.startswith(("$", "{{", "${", "<")):
        return False
    return not word.startswith(("[secret", "secret:"))


def _is_mixed(value: str) -> bool:
    return len(value) >= 6 and any(letter.isdigit() for letter in value) and any(letter.isalpha() for letter in value)


def _is_card(digits: str) -> bool:
    if not 13 <= len(digits) <= 19 or len(set(digits)) < 3 or digits[0] not in "3456":
        return False
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0


def _is_iban(code: str) -> bool:
    if not 15 <= len(code) <= 34:
        return False
    return int("".join(str(int(letter, 36)) for letter in code[4:] + code[:4])) % 97 == 1
