"""What the command line calls things: the words of the window beside the names that scripts use.

Imported by every start of the program, so it repeats names of records that take a while to import; tests compare them.
"""

from __future__ import annotations

import argparse
import re

KINDS = {
    "core": "About you",
    "episodic": "Activities",
    "semantic": "People & projects",
    "procedural": "How-tos",
    "resource": "Documents",
    "vault": "Secrets",
}
"""The six kinds of memories: the name in JSON (`memory.memories.memory.Kind`), and the one in the window."""
MOMENTS = {"frame": "Moments"}
KIND_CHOICES = "about-you, activities, people, how-tos, documents or secrets"
_OTHER_NAMES = {
    "you": "core",
    "projects": "semantic",
    "moment": "frame",
    "activity": "episodic",
    "person": "semantic",
}
_BASIS = {"measured": "seen on the screen", "inferred": "inferred", "stated": "you said so"}
_STATES = {
    "saved": "saved",
    "unchanged": "nothing had changed",
    "skipped": "left out",
    "paused": "paused",
    "locked": "screen locked",
    "failed": "could not be recorded",
}
_REASONS = {
    "afterglow itself": "Afterglow itself",
    "not running": "Afterglow was not running",
    "no space": "the disk was full",
    "unknown window": "a window without a name",
    "video": "a video, one picture every 30 s",
}
_WAITS_FOR = {
    "idle": "you to be away from the computer",
    "mains": "mains power",
    "battery": "the battery to be charged",
    "heat": "the computer to cool down",
}


def read_kind(text: str) -> str:
    """The name that scripts use. Raises ArgumentTypeError for what is no kind of memory."""
    return _read(text, KINDS, KIND_CHOICES)


def read_kind_or_moments(text: str) -> str:
    return _read(text, KINDS | MOMENTS, f"moments, {KIND_CHOICES}")


def _read(text: str, kinds: dict[str, str], choices: str) -> str:
    wanted = _letters(text)
    for name, shown in kinds.items():
        if wanted == name or (len(wanted) > 2 and _letters(shown).startswith(wanted)):
            return name
    other = _OTHER_NAMES.get(wanted)
    if other not in kinds:
        raise argparse.ArgumentTypeError(f"`{text}` is no kind of memory; write {choices}")
    return other


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.casefold())


def kind_name(kind: str) -> str:
    return (KINDS | MOMENTS).get(kind, kind)


def basis_words(basis: str) -> str:
    return _BASIS[basis]


def state_words(state: str, reason: str = "") -> str:
    """`left out (password manager)`"""
    word = _STATES[state]
    return f"{word} ({reason_words(reason)})" if reason else word


def outcome_words(outcome: str) -> str:
    """The outcome of an import, such as `skipped: password manager`."""
    state, _, reason = outcome.partition(": ")
    return f"{_STATES[state]}: {reason_words(reason)}" if reason else _STATES[state]


def reason_words(reason: str) -> str:
    """A rule's name, or a fault. Rules that the person wrote (`app: Mail`) stay as they are."""
    return reason if ":" in reason else _REASONS.get(reason, reason.replace("_", " "))


def waits_for_words(reason: str) -> str:
    return _WAITS_FOR.get(reason, "its turn")


def count_words(count: int, one: str, many: str = "") -> str:
    """`1 moment`, `1,204 moments`"""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
