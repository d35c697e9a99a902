"""What commands print for people: plain words, no slips of the program's inside, nothing that steers the terminal."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rich.console import Console

from app.commands import output
from app.commands.words import KINDS, outcome_words, reason_words, state_words
from base import errors
from base.coverage import State
from base.errors import AfterglowError
from memory.memories.memory import Basis
from tests.app.commands.conftest import Afterglow
from tests.app.commands.words_nobody_uses import odd_words
from tests.end_to_end.conftest import Diary
from ui.kit.formatting import KIND_TITLES


def test_every_command_speaks_plainly(remembered: Afterglow, diary: Diary, tmp_path: Path) -> None:
    vault = json.loads(remembered("memories", "--kind", "secrets", "--json").out)["memories"][0]["id"]
    frame = json.loads(remembered("search", "turmeric", "--json").out)["hits"][0]["frame"]
    archive = tmp_path / "all.afterglow"
    shown = {
        words: remembered(*words).text
        for words in [
            ("import", diary.folder, "--metadata", diary.metadata),
            ("status",),
            ("stats",),
            ("timeline", "--day", "2026-03-02"),
            ("timeline", "--day", "2026-03-01"),
            ("search", "walnut bookcase"),
            ("search", "turmeric before:2020-01-01"),
            ("ask", "when is the invoice for the bookcase due?"),
            ("ask", "who won the chess match in Reykjavik?"),
            ("chats",),
            ("chats", "unheard"),
            ("chats", "--clear", "--yes"),
            ("chats",),
            ("memories",),
            ("memories", "--kind", "how-tos"),
            ("reveal", vault),
            ("reflect",),
            ("reflect", "--apply", "--forget-after", "1"),
            ("pin", frame),
            ("pin", frame, "--remove"),
            ("models",),
            ("models", "ledger"),
            ("export", archive),
            ("restore", archive),
            ("reindex",),
            ("report",),
            ("forget", "--app", "Notes", "--dry-run"),
            ("forget", "--app", "Notes", "--yes"),
            ("forget", "--app", "Notes", "--yes"),
            ("lock",),
            ("status",),
        ]
    }

    for words, text in shown.items():
        assert text.strip(), words
        assert odd_words(text) == set(), (words, text)
    day = shown[("timeline", "--day", "2026-03-02")].splitlines()
    assert [line[:5] for line in day[1:]] == sorted(line[:5] for line in day[1:])
    assert any("left out (password manager)" in line for line in day)
    assert set(KINDS.values()) - {"How-tos"} >= {
        line.strip().split(" › ")[0] for line in shown[("memories",)].splitlines() if " › " in line
    }


def test_kinds_are_called_what_the_window_calls_them() -> None:
    assert {kind.value: title for kind, title in KIND_TITLES.items()} == KINDS


def test_every_state_rule_and_basis_has_words() -> None:
    for state in State:
        assert odd_words(state_words(state.value, "unknown_window")) == set()
        assert outcome_words(f"{state.value}: password manager").endswith(": password manager")
    assert {str(basis) for basis in Basis} == {"measured", "inferred", "stated"}
    assert reason_words("app: Mail") == "app: Mail"


@pytest.mark.parametrize("kind", [value for value in vars(errors).values() if isinstance(value, type)])
def test_every_error_says_what_happened_and_what_to_do(kind: type[AfterglowError]) -> None:
    sentence = str(kind())

    assert odd_words(sentence) == set()
    assert sentence.count(".") >= 2
    assert len(kind.advice.split()) > 3


def test_text_of_the_screen_cannot_steer_the_terminal() -> None:
    title = "a\x1b]52;c;c3RvbGVu\x07b\x9b31mc\u202ed [bold]e[/]\r\x00f"

    shown = io.StringIO()
    Console(file=shown, highlight=False, width=200).print(output.content(title))

    assert not set(shown.getvalue()) & set("\x1b\x07\x9b\u202e\r\x00")
    assert "[bold]e[/]" in shown.getvalue()


def test_what_takes_a_while_says_so_on_a_terminal_and_is_silent_on_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal, pipe = io.StringIO(), io.StringIO()
    for target, forced in ((terminal, True), (pipe, False)):
        monkeypatch.setattr(output, "err", Console(file=target, force_terminal=forced, width=80))
        with output.waiting("Opening your memory") as status:
            status.stop()
        with output.progress_bar() as bar:
            bar.add_task("Reading", total=None)
            bar.update(bar.add_task("Importing", total=4), completed=1)

    assert "Opening your memory…" in terminal.getvalue()
    assert "1 of 4" in terminal.getvalue()
    assert "None" not in terminal.getvalue()
    assert pipe.getvalue() == ""


def test_spans_are_as_short_as_they_can_be() -> None:
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)

    assert output.span(noon, noon, UTC) == "Mon 02 Mar 2026 12:00"
    assert output.span(noon, noon + timedelta(minutes=5), UTC) == "Mon 02 Mar 2026 12:00–12:05"
    assert output.span(noon, noon + timedelta(days=1), UTC) == "Mon 02 Mar 2026 12:00 – Tue 03 Mar 12:00"
