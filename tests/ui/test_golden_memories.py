"""What the memories page looks like: each kind, both themes, nothing there, a failure, much to say, locked."""

from __future__ import annotations

import pytest

from base.errors import Damaged
from base.records.secret import Revealed
from memory.memories.memory import Kind
from tests.ui.conftest import MORNING, NOW
from tests.ui.memories import a_life, memory, remember
from ui.memories.editor import MemoryEditor

THEMES = pytest.mark.parametrize("theme", ["light", "dark"])


@pytest.fixture
def memories(desk, archive, day):
    def shown(kind=None, **options):
        remember(archive, a_life(day))
        one = desk(**options)
        one.window.navigation.go("Memories")
        if kind is not None:
            one.window.page_set.memories.choose_kind(kind)
        one.settle()
        return one

    return shown


@THEMES
def test_episodes(memories, golden, theme):
    one = memories(theme=theme)

    golden(one.window, f"memories-episodes-{theme}")


@THEMES
def test_knowledge_with_its_graph(memories, golden, theme):
    one = memories(Kind.SEMANTIC, theme=theme)
    page = one.window.page_set.memories
    page.list.choose(next(m.id for m in one.archive.memories(Kind.SEMANTIC).memories if "photos" in m.summary))
    one.settle()

    golden(one.window, f"memories-knowledge-{theme}")


def test_a_procedure_with_its_history(memories, golden):
    one = memories(Kind.PROCEDURAL)
    one.window.page_set.memories.panel.toggle_history()
    one.settle()

    golden(one.window, "memories-procedure-light")


def test_documents(memories, golden):
    golden(memories(Kind.RESOURCE).window, "memories-library-light")


def test_the_vault(memories, golden):
    golden(memories(Kind.VAULT, theme="dark").window, "memories-vault-dark")


def test_a_secret_that_is_shown(memories, golden, monkeypatch):
    long = Revealed("tide_live_" + "Kq7Lm2Np" * 9, "a", NOW)
    one = memories(Kind.VAULT)
    monkeypatch.setattr(one.archive, "reveal", lambda _: (long, Revealed("kelp-gannet-7", "b", MORNING)))
    one.window.page_set.memories.reveal()
    one.settle()

    golden(one.window, "memories-vault-shown-light")


def test_the_core(memories, golden):
    golden(memories(Kind.CORE).window, "memories-core-light")


def test_several_chosen(memories, golden):
    one = memories()
    one.window.page_set.memories.list.selectAll()
    one.settle()

    golden(one.window, "memories-several-light")


def test_nothing_made_yet(desk, golden):
    one = desk()
    one.window.navigation.go("Memories")
    one.settle()

    golden(one.window, "memories-empty-light")


def test_a_failure(desk, golden, archive, day):
    class Broken(type(archive)):
        def memory_counts(self):
            raise Damaged("objects/ab12")

    one = desk(Broken(day).prepare(), theme="dark")
    one.window.navigation.go("Memories")
    one.settle()

    golden(one.window, "memories-failed-dark")


def test_much_to_say(desk, golden, archive, day):
    long = "A very long sentence about the quay wall that goes on and on without ever coming to its point " * 3
    where = "https://tides.example.org/" + "north-quay/" * 30
    fields = {"resource_type": "page", "location": where, "content": long * 12}
    remember(archive, [memory(Kind.RESOURCE, n, day, long, fields=fields, details=where + long * 4) for n in range(40)])
    one = desk()
    one.window.navigation.go("Memories")
    one.window.page_set.memories.choose_kind(Kind.RESOURCE)
    one.settle()

    golden(one.window, "memories-long-light")


def test_the_editor(memories, golden):
    one = memories(Kind.PROCEDURAL)

    one.window.page_set.memories.edit()
    editor = one.window.findChild(MemoryEditor)
    golden(editor, "memories-editor-light")
    editor.close()
