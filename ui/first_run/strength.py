"""How long a passphrase would hold, by zxcvbn's estimate of the guesses it takes (Wheeler, USENIX Security 2016).

Qt-free; blocking for some milliseconds, so it is called on the jobs pool. The estimate knows common passwords, names,
English words, keys that lie side by side and dates. Words of other languages count as random letters: for those it is
too kind.
"""

from __future__ import annotations

from enum import IntEnum

_LONGEST = 72
"""zxcvbn refuses more; what follows could only make it stronger."""
_GUESSES = (6.0, 8.0, 10.0, 12.5)
"""Powers of ten. Argon2id at our cost takes a core seconds for each guess; 10,000 guesses a second is thousands of
cores. At that rate these are two minutes, three hours, twelve days and ten years."""


class Strength(IntEnum):
    MINUTES = 0
    HOURS = 1
    DAYS = 2
    YEARS = 3
    DECADES = 4


def measure(passphrase: str) -> Strength:
    from zxcvbn import zxcvbn  # its word lists take 2 MB: only when somebody chooses a passphrase

    log = float(zxcvbn(passphrase[:_LONGEST], user_inputs=["afterglow"])["guesses_log10"])
    return Strength(sum(log >= limit for limit in _GUESSES))
