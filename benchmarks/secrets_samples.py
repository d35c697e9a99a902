"""Secrets that belong to nobody, in the forms that real ones have, as they stand on screens.

Values are drawn by a seed and have right check sums; prefixes are put together here, so that no scanner takes this file
for a leak. Each type stands in several settings of words that the detectors were not written from.
"""

from __future__ import annotations

import base64
import random
import string
from collections.abc import Iterator
from dataclasses import dataclass, field

LETTERS = string.ascii_letters + string.digits
UPPER = string.ascii_uppercase + string.digits
HEX = "0123456789abcdef"


@dataclass(frozen=True, slots=True)
class Sample:
    type: str
    rows: tuple[str, ...] = field(repr=False)
    """As they stand below each other; `¦` parts a row into a label and a field right of it."""
    values: tuple[str, ...] = field(repr=False)
    """What must not be left: each a part of a row."""


class Mint:
    """Draws values; the same seed, the same values."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)

    def some(self, length: int, letters: str = LETTERS) -> str:
        return "".join(self._dice.choice(letters) for _ in range(length))

    def password(self) -> str:
        """Twelve characters with a digit and a mark, as generators make them."""
        return self.some(6) + self._dice.choice("!#%+?") + self.some(3, string.digits) + self.some(3)

    def card(self, head: str, length: int) -> str:
        digits = head + self.some(length - len(head) - 1, string.digits)
        total = sum(sum(divmod(int(one) * (2 - place % 2), 10)) for place, one in enumerate(reversed(digits)))
        return digits + str(-total % 10)

    def iban(self, land: str, length: int) -> str:
        account = self.some(length - 4, string.digits)
        moved = "".join(str(int(one, 36)) for one in account + land) + "00"
        return f"{land}{98 - int(moved) % 97:02}{account}"

    def jwt(self) -> str:
        head = base64.urlsafe_b64encode(b'{"alg":"HS256","typ":"JWT"}').decode().rstrip("=")
        body = base64.urlsafe_b64encode(f'{{"sub":"{self.some(6, string.digits)}"}}'.encode()).decode().rstrip("=")
        return f"{head}.{body}.{self.some(43)}"


def grouped(digits: str, *sizes: int) -> str:
    parts, at = [], 0
    for size in sizes:
        parts.append(digits[at : at + size])
        at += size
    return " ".join(part for part in parts if part)


def samples(seed: int = 1) -> tuple[Sample, ...]:
    mint = Mint(seed)
    return tuple(one for make in (_tokens, _keys, _money, _people, _logins, _blocks) for one in make(mint))


_SETTINGS = (
    "$ export DEPLOY={}",
    'client = connect("{}")',
    "Here it is, please rotate it after the demo: {}",
    "+ value: {}",
)


def _tokens(mint: Mint) -> Iterator[Sample]:
    """Those with a prefix of their maker, four settings each."""
    for setting in _SETTINGS:
        for name, value in (
            ("AWS access key id", "AK" + "IA" + mint.some(16, UPPER)),
            ("GitHub token", "gh" + "p_" + mint.some(36)),
            ("GitLab token", "gl" + "pat-" + mint.some(20)),
            ("Slack token", "xo" + f"xb-{mint.some(12, string.digits)}-{mint.some(12, string.digits)}-{mint.some(24)}"),
            ("Stripe key", "sk" + "_live_" + mint.some(24)),
            ("Google API key", "AI" + "za" + mint.some(35)),
            ("model provider key", "sk" + "-proj-" + mint.some(48)),
            ("npm token", "np" + "m_" + mint.some(36)),
        ):
            yield Sample(name, (setting.format(value),), (value,))


def _keys(mint: Mint) -> Iterator[Sample]:
    for row in ("aws_secret_access_key = {}", "AWS_SECRET_ACCESS_KEY={}", "Secret access key¦{}"):
        value = mint.some(40)
        yield Sample("AWS secret key", (row.format(value),), (value,))
    for row in ("Cookie: session={}", "curl -H 'Authorization: Bearer {}'", "id_token {}"):
        value = mint.jwt()
        yield Sample("JWT", (row.format(value),), (value,))
    for row in (
        "SG" + ".{}",
        "TWILIO_AUTH_TOKEN={}",
        "Client secret: {}",
        "api-key: {}",
        "https://maps.tern.example/v1/tiles?api_key={}",
    ):
        value = mint.some(32, HEX) if not row.startswith("SG") else f"{mint.some(22)}.{mint.some(43)}"
        yield Sample("key beside its name", (row.format(value),), (value,))


def _money(mint: Mint) -> Iterator[Sample]:
    for row, value in (
        ("Card number¦{}", grouped(mint.card("4", 16), 4, 4, 4, 4)),
        ("Charged to {} on Monday", mint.card("55", 16)),
        ("amex {}", grouped(mint.card("37", 15), 4, 6, 5)),
        ("Karte: {}", mint.card("4", 16)),
    ):
        yield Sample("payment card", (row.format(value),), (value,))
    for row, value in (
        ("Pay into {} by Friday", mint.iban("DE", 22)),
        ("IBAN¦{}", grouped(mint.iban("CH", 21), 4, 4, 4, 4, 4, 1)),
        ("Compte {}", grouped(mint.iban("FR", 27), 4, 4, 4, 4, 4, 4, 3)),
        ("Konto: {}", grouped(mint.iban("AT", 20), 4, 4, 4, 4, 4)),
    ):
        yield Sample("bank account (IBAN)", (row.format(value),), (value,))


def _people(mint: Mint) -> Iterator[Sample]:
    for row in ("SSN {}", "Social security number¦{}", "Tax file of Ada Quill, {}"):
        digits = mint.some(8, "12345678")
        value = f"5{digits[:2]}-{digits[2:4]}-{digits[4:8]}"
        yield Sample("social security number", (row.format(value),), (value,))
    for row, size in (("PIN: {}", 4), ("CVC¦{}", 3), ("Verification code: {}", 6), ("PUK {}", 8)):
        value = mint.some(size, "123456789")
        yield Sample("PIN or code", (row.format(value),), (value,))


def _logins(mint: Mint) -> Iterator[Sample]:
    for row in (
        "Password: {}",
        "Password¦{}",
        "Kennwort: {}",
        "Mot de passe : {}",
        "the wifi password is {}",
        '  "password": "{}",',
        "Contraseña: {}",
    ):
        value = mint.password()
        yield Sample("password beside its label", (row.format(value),), (value,))
    for row in (
        "psql postgres://billing:{}@db.tern.example/main",
        "mysql -u root --password={} shop",
        "sshpass -p {} ssh pi@10.0.0.7",
        "git clone https://ada:{}@git.tern.example/quill.git",
    ):
        value = mint.some(14)
        yield Sample("password in a command", (row.format(value),), (value,))


def _blocks(mint: Mint) -> Iterator[Sample]:
    for name in ("OPENSSH ", "RSA ", "EC ", ""):
        body = tuple(mint.some(64) for _ in range(4))
        rows = (f"-----BEGIN {name}" + "PRIVATE KEY-----", *body, f"-----END {name}" + "PRIVATE KEY-----")
        yield Sample("private key", rows, body)
    for row in ("{}", "Scan or type {}", "age: {}"):
        age = row.startswith("age")
        secret = mint.some(32, string.ascii_uppercase + "234567")
        value = "AGE-SECRET-" + f"KEY-1{mint.some(58, UPPER)}" if age else f"otpauth://totp/Tern:ada?secret={secret}"
        yield Sample("one-time or age secret", (row.format(value),), (value if age else secret,))
