"""What somebody did in a window: wrote, read, searched.

Pure functions. What an act is called in words is here too, so that an episode reads as a person would tell it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from memory.memories.screen.layout import PROMPT
from memory.memories.screen.mail import parse_mail
from memory.memories.screen.names import find_names
from memory.memories.screen.observation import Sight
from memory.memories.screen.window_subject import is_draft
from memory.text.phrasing import join_list, quoted, shorten

_ORDER = ("viewing", "reading", "watching", "searching", "chat", "mail", "terminal", "editing", "writing", "letter")
"""Of several acts in one window the later one says more."""
_CURSOR = re.compile(r"[\s■█▌▏|_]+$")
_SECRET = re.compile(r"\S*=\S*|(?=\S*\d)(?=\S*[A-Za-z])\S{16,}")
_OPTION = re.compile(r"-{1,2}\w")
COMMANDS = 12
"""The last ones that an episode names."""


@dataclass(frozen=True, slots=True)
class Activity:
    """What an episode has in it, for its sentence."""

    act: str
    app: str = field(repr=False)
    names: Sequence[str] = field(repr=False)
    site: str = field(default="", repr=False)
    asked: Sequence[str] = field(default=(), repr=False)
    people: Sequence[str] = field(default=(), repr=False)
    commands: Sequence[str] = field(default=(), repr=False)
    subject: str = field(default="", repr=False)
    typed: bool = False
    program: bool = False
    """It is no page and no file, only a program's window."""


def activity_type(sight: Sight) -> str:
    window = sight.about
    if window.terminal:
        return "terminal"
    if window.asked:
        return "searching"
    if is_draft(window):
        return "letter"
    if window.has("chat", "mail") and not window.is_file:
        return "chat" if window.has("chat") else "mail"
    if window.is_file and (sight.typed or window.unsaved):
        return "editing" if window.has("code", "sheet", "slides") else "writing"
    if window.has("video"):
        return "watching"
    return "reading" if sight.prose or (window.has("pdf", "letter", "note", "code") and window.is_file) else "viewing"


def stronger(one: str, other: str) -> str:
    return max(one, other, key=_ORDER.index)


# -- what the window names ---------------------------------------------------------------------------------------------


def commands(texts: Iterable[str]) -> tuple[str, ...]:
    """What was typed at a prompt, without anything that may be a secret."""
    found = []
    for text in texts:
        match = PROMPT.match(text.strip())
        if match and (command := _bare(match[1])):
            found.append(command)
    return tuple(found)


def _bare(command: str) -> str:
    parts = _CURSOR.sub("", command).lstrip("$_ ").split()
    kept: list[str] = []
    for part in parts:
        if _SECRET.fullmatch(part):
            break
        kept.append(part)
    return " ".join(kept) if kept and kept[0][:1].isalpha() and len(kept[0]) > 1 else ""


def joined_commands(before: Sequence[str], more: Iterable[str]) -> list[str]:
    """A command that is being typed takes the place of its beginning; one that still stands there is not a new one."""
    found = list(before)
    for command in more:
        if any(old.startswith(command) for old in found):
            continue
        found = [old for old in found if not command.startswith(old)]
        found.append(command)
    return found[-COMMANDS:]


def short(command: str) -> str:
    """A program and what it is told to do: `git log`."""
    parts = command.split()
    second = parts[1] if len(parts) > 1 else ""
    return f"{parts[0]} {second}" if second.isalpha() and second.islower() and parts[0] not in _ALONE else parts[0]


_ALONE_NAMES = "cat less more cd ls vi vim nvim nano rm cp mv mkdir echo man ssh python python3 grep tail head"
_ALONE = frozenset(_ALONE_NAMES.split())
"""Programs that are told a place or a text, not what to do."""


def people(sight: Sight) -> tuple[str, ...]:
    """Who writes here, or is written to."""
    if sight.about.has("chat"):
        return tuple(name.name for name in find_names(sight.cells) if name.how == "chat")
    letter = parse_mail(sight)
    return (letter.to or ((letter.sender,) if letter.sender else ())) if letter else ()


def subject(sight: Sight) -> str:
    letter = parse_mail(sight)
    return letter.subject if letter else ""


# -- sentences ---------------------------------------------------------------------------------------------------------


def sentence(told: Activity) -> str:
    """In the past tense, without its duration."""
    return _SENTENCES[told.act](told)


def _named(told: Activity, *, quote: bool = True) -> str:
    names = [quoted(name) if quote else shorten(name) for name in told.names] or [told.app]
    return join_list(names, 2) if len(names) <= 2 else f"{', '.join(names[:2])} and {len(names) - 2} more pages"


def _on_site(told: Activity) -> str:
    where = f" on {told.site}" if told.site and told.site not in told.names else ""
    return where or (f" in {told.app}" if not told.site and told.app not in told.names else "")


def _ran(told: Activity) -> str:
    run = list(dict.fromkeys(short(command) for command in told.commands))
    return f"Ran {join_list(run, 4)} in {told.app}" if run else f"Worked in {told.app}"


def _searched(told: Activity) -> str:
    return f"Searched {told.site or told.app} for {join_list([quoted(one) for one in told.asked])}"


def _wrote_letter(told: Activity) -> str:
    to = f" to {join_list(told.people)}" if told.people else ""
    about = f" about {quoted(told.subject)}" if told.subject else ""
    return f"Wrote a mail{to}{about}"


def _read_mail(told: Activity) -> str:
    if (told.subject or told.people) and len(told.names) == 1:
        sender = f" from {told.people[0]}" if told.people else ""
        return f"Read a mail{sender}: {quoted(told.subject or told.names[0])}"
    return _read(told)


def _chatted(told: Activity) -> str:
    verb = "Wrote in" if told.typed else "Read"
    among = f" with {join_list(told.people)}" if told.people else ""
    named = "" if _is_plain(told) else f" {_named(told)}"
    return f"{verb} the chat{named}{_on_site(told)}{among}" if named else f"{verb} the chat in {told.app}{among}"


def _is_plain(told: Activity) -> bool:
    """Nothing is known but the program."""
    return not told.site and (not told.names or list(told.names) == [told.app])


def _read(told: Activity) -> str:
    return f"Used {told.app}" if _is_plain(told) else f"Read {_named(told, quote=_is_quoted(told))}{_on_site(told)}"


def _is_quoted(told: Activity) -> bool:
    """A file's name needs no quotes."""
    return bool(told.site) or told.program


def _viewed(told: Activity) -> str:
    looked = f"Looked at {_named(told, quote=_is_quoted(told))}{_on_site(told)}"
    return f"Used {told.app}" if _is_plain(told) else looked


_SENTENCES = {
    "terminal": _ran,
    "searching": _searched,
    "letter": _wrote_letter,
    "mail": _read_mail,
    "chat": _chatted,
    "writing": lambda told: f"Wrote {_named(told, quote=False)}{_on_site(told)}",
    "editing": lambda told: f"Worked on {_named(told, quote=False)}{_on_site(told)}",
    "watching": lambda told: f"Watched {_named(told)}{_on_site(told)}",
    "reading": _read,
    "viewing": _viewed,
}


def is_act(name: str) -> bool:
    return name in _SENTENCES
