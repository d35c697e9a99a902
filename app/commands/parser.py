"""The command line's parser: help in plain words, and errors that say what to type instead.

Imported by every start of the program, so it imports nothing heavy.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, NoReturn

USAGE = 2
"""The exit code of a command line that makes no sense."""
_NAME_COLUMN = 12
_SENTENCES = (
    (r"the following arguments are required: (.+)", r"Something is missing: \1."),
    (r"argument (\S+): expected (?:one|at least one) argument", r"\1 needs a value."),
    (r"argument (\S+): ignored explicit argument .*", r"\1 takes no value."),
    (r"argument (\S+): not allowed with argument (\S+)", r"\1 cannot be used together with \2."),
    (r"ambiguous option: (\S+) could match (.+)", r"\1 could mean any of these: \2."),
    (r"argument (\S+): (.+)", r"\1: \2."),
)
"""argparse's messages, and how a person would say them."""


class _HelpFormatter(argparse.HelpFormatter):
    """Wraps descriptions, leaves lists and examples as they were written, and keeps the usage to one line."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30)

    def add_usage(
        self, usage: str | None, actions: Iterable[argparse.Action], groups: Any, prefix: str | None = None
    ) -> None:
        words = [_usage_of(action) for action in actions if not action.option_strings or action.required]
        super().add_usage(usage or " ".join(["%(prog)s", *words, "[options]"]), actions, groups, "Usage: ")

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return text if "\n" in text else super()._fill_text(text, width, indent)


def _usage_of(action: argparse.Action) -> str:
    name = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
    shown = f"{action.option_strings[0]} {name}" if action.option_strings else name
    return f"[{shown}]" if not action.option_strings and not action.required else shown


class Parser(argparse.ArgumentParser):
    """Refuses what it does not know with the nearest thing that it does know."""

    def __init__(self, *, examples: Sequence[str] = (), **more: Any) -> None:
        """`examples`: whole command lines, shown below the help."""
        epilog = "\n".join(["Examples:", *(f"  {example}" for example in examples)]) if examples else None
        super().__init__(epilog=epilog, formatter_class=_HelpFormatter, **more)
        self._positionals.title, self._optionals.title = "What to give", "Options"

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Nothing is left over for somebody else: a command knows its own options best."""
        parsed, unknown = super().parse_known_args(args, namespace)
        if unknown:
            known = [name for action in self._actions for name in action.option_strings]
            self.error(f"{_unknown_option(unknown[0], known)}")
        return parsed, unknown

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is None or value in action.choices:
            return
        known = [str(choice) for choice in action.choices]
        if not isinstance(action, argparse._SubParsersAction):
            raise argparse.ArgumentError(action, f"`{value}` is none of {', '.join(known)}")
        near = get_close_matches(value, known, n=1)
        hint = f"Did you mean `{self.prog} {near[0]}`?" if near else f"To search for it: {self.prog} search {value!r}."
        self.error(f"There is no command `{value}`. {hint}")

    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"{_in_plain_words(message)}\n`{self.prog} --help` explains it.\n")


def _unknown_option(given: str, known: Sequence[str]) -> str:
    if not given.startswith("-"):
        return f"`{given}` is one word too many. Put quotes around what belongs together."
    near = get_close_matches(given.partition("=")[0], known, n=1)
    return f"There is no option `{given}`." + (f" Did you mean `{near[0]}`?" if near else "")


def _in_plain_words(message: str) -> str:
    for pattern, sentence in _SENTENCES:
        if re.fullmatch(pattern, message, re.DOTALL):
            return re.sub(pattern, sentence, message, flags=re.DOTALL)
    return message


def list_commands(groups: Mapping[str, Sequence[str]], about: Mapping[str, str]) -> str:
    """The groups under their titles, a line for each command: the first sentence of what it does."""
    lines = []
    for title, names in groups.items():
        lines += ["", f"{title}:"]
        for name in names:
            sentence = about[name].split(". ")[0].rstrip(".")
            lines.append(f"  {name:<{_NAME_COLUMN}}{sentence}")
    return "\n".join(lines)
