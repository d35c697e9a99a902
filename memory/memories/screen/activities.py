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
from memory.memories.screen.observation import Observation
from memory.memories.screen.window_subject import is_draft
from memory.text.phrasing import join_list, quote, shorten

_ORDER = ("viewing", "reading", "watching", "searching", "chat", "mail", "terminal", "editing", "writing", "letter")
"""Of several acts in one window the later one says more."""
_CURSOR = re.compile(r"[\s■█▌▏|_]+$")
_SECRET = re.compile(r"\S*=\S*|(?=\S*\d)(?=\S*[A-Za-z])\S{16,}")
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


def activity_type(sight: Observation) -> str:
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


def stronger_activity(first: str, second: str) -> str:
    return max(first, second, key=_ORDER.index)


# -- what the window names ---------------------------------------------------------------------------------------------


def find_commands(texts: Iterable[str]) -> tuple[str, ...]:
    """What was typed at a prompt, without anything that may be a secret."""
    typed = []
    for text in texts:
        match = PROMPT.match(text.strip())
        if match and (command := _strip_secrets(match[1])):
            typed.append(command)
    return tuple(typed)


def _strip_secrets(command: str) -> str:
    parts = _CURSOR.sub("", command).lstrip("$_ ").split()
    words: list[str] = []
    for part in parts:
        if _SECRET.fullmatch(part):
            break
        words.append(part)
    return " ".join(words) if words and words[0][:1].isalpha() and len(words[0]) > 1 else ""


def join_commands(before: Sequence[str], more: Iterable[str]) -> list[str]:
    """A command that is being typed takes the place of its beginning; one that still stands there is not a new one."""
    commands_so_far = list(before)
    for command in more:
        if any(old.startswith(command) for old in commands_so_far):
            continue
        commands_so_far = [old for old in commands_so_far if not command.startswith(old)]
        commands_so_far.append(command)
    return commands_so_far[-COMMANDS:]


def shorten_command(command: str) -> str:
    """A program and its subcommand: `git log`."""
    parts = command.split()
    second = parts[1] if len(parts) > 1 else ""
    return f"{parts[0]} {second}" if second.isalpha() and second.islower() and parts[0] not in _ALONE else parts[0]


_ALONE_NAMES = "cat less more cd ls vi vim nvim nano rm cp mv mkdir echo man ssh python python3 grep tail head"
_ALONE = frozenset(_ALONE_NAMES.split())
"""Programs whose first word after the name is a place or a text, not a subcommand."""


def find_people(sight: Observation) -> tuple[str, ...]:
    """Who writes here, or is written to."""
    if sight.about.has("chat"):
        return tuple(name.name for name in find_names(sight.cells) if name.how == "chat")
    letter = parse_mail(sight)
    return (letter.to or ((letter.sender,) if letter.sender else ())) if letter else ()


def find_subject(sight: Observation) -> str:
    letter = parse_mail(sight)
    return letter.subject if letter else ""


# -- sentences ---------------------------------------------------------------------------------------------------------


def write_sentence(activity: Activity) -> str:
    """In the past tense, without its duration."""
    return _SENTENCES[activity.act](activity)


def _name_pages(activity: Activity, *, in_quotes: bool = True) -> str:
    names = [quote(name) if in_quotes else shorten(name) for name in activity.names] or [activity.app]
    return join_list(names, 2) if len(names) <= 2 else f"{', '.join(names[:2])} and {len(names) - 2} more pages"


def _on_site(activity: Activity) -> str:
    where = f" on {activity.site}" if activity.site and activity.site not in activity.names else ""
    return where or (f" in {activity.app}" if not activity.site and activity.app not in activity.names else "")


def _describe_commands(activity: Activity) -> str:
    run = list(dict.fromkeys(shorten_command(command) for command in activity.commands))
    return f"Ran {join_list(run, 4)} in {activity.app}" if run else f"Worked in {activity.app}"


def _describe_search(activity: Activity) -> str:
    return f"Searched {activity.site or activity.app} for {join_list([quote(words) for words in activity.asked])}"


def _describe_draft(activity: Activity) -> str:
    to = f" to {join_list(activity.people)}" if activity.people else ""
    about = f" about {quote(activity.subject)}" if activity.subject else ""
    return f"Wrote a mail{to}{about}"


def _describe_mail(activity: Activity) -> str:
    if (activity.subject or activity.people) and len(activity.names) == 1:
        sender = f" from {activity.people[0]}" if activity.people else ""
        return f"Read a mail{sender}: {quote(activity.subject or activity.names[0])}"
    return _describe_reading(activity)


def _describe_chat(activity: Activity) -> str:
    verb = "Wrote in" if activity.typed else "Read"
    among = f" with {join_list(activity.people)}" if activity.people else ""
    named = "" if _is_plain(activity) else f" {_name_pages(activity)}"
    return (
        f"{verb} the chat{named}{_on_site(activity)}{among}" if named else f"{verb} the chat in {activity.app}{among}"
    )


def _is_plain(activity: Activity) -> bool:
    """Nothing is known but the program."""
    return not activity.site and (not activity.names or list(activity.names) == [activity.app])


def _describe_reading(activity: Activity) -> str:
    return (
        f"Used {activity.app}"
        if _is_plain(activity)
        else f"Read {_name_pages(activity, in_quotes=_is_quoted(activity))}{_on_site(activity)}"
    )


def _is_quoted(activity: Activity) -> bool:
    """A file's name needs no quotes."""
    return bool(activity.site) or activity.program


def _describe_view(activity: Activity) -> str:
    looked = f"Looked at {_name_pages(activity, in_quotes=_is_quoted(activity))}{_on_site(activity)}"
    return f"Used {activity.app}" if _is_plain(activity) else looked


_SENTENCES = {
    "terminal": _describe_commands,
    "searching": _describe_search,
    "letter": _describe_draft,
    "mail": _describe_mail,
    "chat": _describe_chat,
    "writing": lambda activity: f"Wrote {_name_pages(activity, in_quotes=False)}{_on_site(activity)}",
    "editing": lambda activity: f"Worked on {_name_pages(activity, in_quotes=False)}{_on_site(activity)}",
    "watching": lambda activity: f"Watched {_name_pages(activity)}{_on_site(activity)}",
    "reading": _describe_reading,
    "viewing": _describe_view,
}


def is_activity(name: str) -> bool:
    return name in _SENTENCES
