"""Help and errors of the command line: everything is explained, in words that people use."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

import pytest

from app.commands.parser import Parser
from app.main import COMMANDS, parser
from tests.app.commands.words_nobody_uses import odd_words

LONGEST = 62
"""Characters of a command's line in `afterglow --help`, so that it fits 80 columns."""


def commands(top: argparse.ArgumentParser, name: str = "afterglow") -> Iterator[tuple[str, argparse.ArgumentParser]]:
    yield name, top
    for action in top._actions:
        if isinstance(action, argparse._SubParsersAction):
            for verb, inner in action.choices.items():
                yield from commands(inner, f"{name} {verb}")


ALL = dict(commands(parser()))


@pytest.mark.parametrize("name", ALL)
def test_every_command_and_option_is_explained(name: str) -> None:
    command = ALL[name]
    texts = {"": command.description}
    for action in command._actions:
        if not isinstance(action, argparse._SubParsersAction):
            texts[" ".join(action.option_strings) or action.dest] = action.help

    for option, text in texts.items():
        assert text, option
        assert len(text.split()) >= 2, (option, text)
        assert re.sub(r"\W", "", text).casefold() != re.sub(r"\W", "", option).casefold()


@pytest.mark.parametrize("name", ALL)
def test_help_has_no_words_that_nobody_uses_and_a_first_line_that_fits(name: str) -> None:
    command = ALL[name]
    text = command.format_help()

    assert odd_words(re.sub(r"docs/\w+\.md|afterglow[^\n]*|in scripts and JSON[^)]*\)|--\w[\w-]*", "", text)) == set()
    if name.count(" ") == 1:
        sentence = (command.description or "").split(". ")[0]
        assert len(sentence) <= LONGEST, sentence


@pytest.mark.parametrize("name", [name for name in ALL if name.count(" ") == 1])
def test_every_command_has_an_example_that_can_be_typed(name: str) -> None:
    epilog = ALL[name].epilog or ""
    lines = [line.strip() for line in epilog.splitlines()[1:]]

    assert lines
    for line in lines:
        assert line.startswith(name)


def test_every_command_is_in_one_group() -> None:
    grouped = [module for modules in COMMANDS.values() for module in modules]
    listed = ALL["afterglow"].format_help()

    assert len(grouped) == len(set(grouped))
    for name in ALL:
        if name.count(" ") == 1:
            assert re.search(rf"^  {name.split()[1]} ", listed, re.MULTILINE), name


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["serach", "x"], "Did you mean `afterglow search`?"),
        (["invoice"], "afterglow search 'invoice'"),
        (["search", "x", "--limt", "3"], "Did you mean `--limit`?"),
        (["--jsn"], "Did you mean `--json`?"),
        (["models", "alow"], "Did you mean `afterglow models allow`?"),
        (["search", "two", "words"], "Put quotes around"),
        (["search", "x", "--limit", "three"], "--limit: `three` is not a whole number."),
        (["search", "x", "--app"], "--app needs a value."),
        (["import"], "Something is missing: PATH."),
        (["forget", "--last", "soon"], "30s, 10m, 2h or 1d"),
        (["memories", "--kind", "feelings"], "activities"),
        (["memories", "--kind", "moments"], "activities"),
        (["export", "x", "--format", "pdf"], "archive, folder, markdown, xlsx"),
        (["reflect", "--apply", "--undo", "x"], "cannot be used together"),
        (["status", "--json=yes"], "--json takes no value."),
    ],
)
def test_a_slip_is_answered_with_what_to_type(words: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parser().parse_args(words)

    assert ended.value.code == 2
    text = capsys.readouterr().err
    assert told in text
    assert "--help` explains it." in text
    assert len(text.splitlines()) == 2


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("core", "core"), ("about-you", "core"), ("About you", "core"), ("activities", "episodic"), ("people", "semantic"),
     ("People & projects", "semantic"), ("projects", "semantic"), ("how-tos", "procedural"), ("howto", "procedural"),
     ("documents", "resource"), ("Secrets", "vault"), ("vault", "vault")],
)  # fmt: skip
def test_kinds_are_named_as_in_the_window_or_as_in_scripts(typed: str, kind: str) -> None:
    assert parser().parse_args(["memories", "--kind", typed]).kind == kind
    assert parser().parse_args(["export", "x", "--kind", typed, "--kind", "moments"]).kind == [kind, "frame"]


def test_options_of_every_command_stand_before_or_after_it() -> None:
    for words in (["--json", "status"], ["status", "--json"]):
        assert parser().parse_args(words).json is True
    assert isinstance(parser(), Parser)
