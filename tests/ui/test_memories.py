"""The memories page: six kinds to look through, correct and take back; nothing is shown that is not there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton

from base.errors import Damaged
from base.records.secret import Revealed
from memory.memories.memory import Basis, Kind
from tests.ui.conftest import NOW
from tests.ui.memories import a_life, episodes, memory, remember
from ui.kit.confirm import ConfirmDialog
from ui.kit.widgets import WrappedText
from ui.memories.editor import MemoryEditor
from ui.memories.page import PAGE_SIZE
from ui.memories.tree_model import FILL, MEMORY


@pytest.fixture
def home(desk, archive, day):
    """A window whose memories page is open."""
    remember(archive, a_life(day))
    one = desk()
    one.recording.archive = archive
    one.window.navigation.go("Memories")
    one.settle()
    return one


def look_at(one, kind):
    one.window.page_set.memories.choose_kind(kind)
    one.settle()
    return one.window.page_set.memories


def branches(page):
    tree = page.list.tree
    return [tree.index(row, 0).data() for row in range(tree.rowCount()) if tree.index(row, 0).data(MEMORY) is None]


def press(widget, name):
    next(one for one in widget.findChildren(QAbstractButton) if one.accessibleName() == name).click()


def rest(home, memory):
    return [one for one in home.archive.memories(memory.kind).memories if one.id != memory.id]


def told(widget):
    labels = [text.text() for text in widget.findChildren(QLabel) if text.isVisibleTo(widget)]
    return labels + [text.toPlainText() for text in widget.findChildren(WrappedText) if text.isVisibleTo(widget)]


def test_episodes_stand_by_day_newest_first(home):
    page = look_at(home, Kind.EPISODIC)

    assert branches(page) == ["Today", "Yesterday"]
    assert page.list.current.summary == "Answered Marisol about the survey photos"


def test_knowledge_is_a_tree(home):
    page = look_at(home, Kind.SEMANTIC)
    tree = page.list.tree
    people = tree.index(branches(page).index("People"), 0)

    assert branches(page) == ["Concepts", "Organisations", "People", "Projects"]
    assert tree.index(0, 0, people).data() == "Work"
    assert tree.rowCount(tree.index(0, 0, people)) == 2


def test_a_procedure_shows_its_steps(home):
    page = look_at(home, Kind.PROCEDURAL)

    assert "Run make report in the terminal" in told(page.panel)


def test_documents_stand_by_their_sort(home):
    assert branches(look_at(home, Kind.RESOURCE)) == ["Documents", "Files", "Mail", "Web pages"]


def test_the_vault_is_masked(home):
    page = look_at(home, Kind.VAULT)

    assert branches(page) == ["High sensitivity", "Low sensitivity"]
    assert "••••••••" in told(page.panel)


@pytest.fixture
def vault(home, monkeypatch):
    """The page at a secret whose value the archive tells, and what it was asked for."""
    asked = []
    page = look_at(home, Kind.VAULT)
    monkeypatch.setattr(
        home.archive, "reveal", lambda name: asked.append(name) or (Revealed("kelp77gannet", "a", NOW),)
    )
    page.asked = asked
    return page


def test_a_value_is_shown_when_asked_for_and_hidden_again(home, vault):
    press(vault.panel, "Show the value")
    home.settle()
    assert vault.asked == [vault.list.current.id]
    assert "kelp77gannet" in told(vault.panel)

    vault.panel._secret._hide.timeout.emit()
    home.settle()
    assert "kelp77gannet" not in told(vault.panel)
    assert "••••••••" in told(vault.panel)


def test_a_value_goes_with_the_choice_and_with_the_lock(home, vault):
    other = vault.list.current
    for leave in (
        lambda: vault.list.choose(next(one.id for one in rest(home, other))),
        lambda: vault.set_archive(None),
    ):
        vault.reveal()
        home.settle()
        assert "kelp77gannet" in told(vault.panel)
        leave()
        home.settle()
        assert "kelp77gannet" not in told(vault.panel)


def test_a_copied_value_leaves_the_clipboard_unless_it_is_another_one(home, vault):
    minute_ends = home.window.clipboard.timer.timeout.emit
    vault.reveal()
    home.settle()
    clipboard = QGuiApplication.clipboard()

    press(vault.panel, "Copy the value of Today")
    assert clipboard.text() == "kelp77gannet"
    assert clipboard.mimeData().hasFormat("x-kde-passwordManagerHint")
    minute_ends()
    assert clipboard.text() == ""

    press(vault.panel, "Copy the value of Today")
    clipboard.setText("something else")
    minute_ends()
    assert clipboard.text() == "something else"


def test_a_copied_value_leaves_the_clipboard_when_the_window_quits(home, vault):
    vault.reveal()
    home.settle()
    press(vault.panel, "Copy the value of Today")

    home.window.shut_down()

    assert QGuiApplication.clipboard().text() == ""


def test_what_was_not_kept_is_said(home, vault, monkeypatch):
    monkeypatch.setattr(home.archive, "reveal", lambda _: ())
    vault.reveal()
    home.settle()
    assert any("was not saved" in line for line in told(vault.panel))


def test_a_core_block_says_how_full_it_is(home):
    page = look_at(home, Kind.CORE)
    assert page.list.tree.index(0, 0).data() == "You"
    assert 0.3 < page.list.tree.index(0, 0).data(FILL) < 0.5


def test_evidence_opens_the_moment_and_escape_leads_back(home, day, qtbot):
    page = look_at(home, Kind.EPISODIC)

    page.panel.opened.emit(day[30].id)
    home.settle()
    assert home.window.moment.moment.id == day[30].id

    qtbot.keyClick(home.window.moment, Qt.Key.Key_Escape)
    assert home.window.navigation.currentWidget() is page


def test_a_relation_leads_to_the_other_thing(home):
    page = look_at(home, Kind.SEMANTIC)

    page.panel.related.emit("Harbour office")
    home.settle()

    assert page.list.current.fields.name == "Harbour office"


def test_words_find_among_the_kind_and_escape_leaves_them(home, qtbot):
    page = look_at(home, Kind.EPISODIC)

    qtbot.keyClicks(page.bar.field, "marisol")
    home.settle()
    assert {one.summary.split(" (")[0] for one in _all(page)} == {"Answered Marisol about the survey photos"}

    home.window.back()
    home.settle()
    assert page.list.tree.size == 6
    assert home.window.navigation.currentWidget() is page


def test_an_edit_is_the_persons_word_and_can_be_taken_back(home, qtbot):
    page = look_at(home, Kind.CORE)
    page.list.choose(next(one.id for one in _all(page) if "Hamburg" in one.summary))
    home.settle()

    page.edit()
    editor = home.window.findChild(MemoryEditor)
    editor.value.setText("Bremen")
    editor.submit()
    home.settle()
    assert page.list.current.summary == "You live in Bremen"
    assert page.list.current.basis is Basis.STATED

    page.undo()
    home.settle()
    assert "You live in Hamburg" in {one.summary for one in _all(page)}


def test_escape_leaves_the_editor_and_the_memory_as_they_were(home, qtbot):
    page = look_at(home, Kind.CORE)
    before = page.list.current

    page.edit()
    editor = home.window.findChild(MemoryEditor)
    editor.summary.setText("something else")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    home.settle()

    assert home.window.findChild(MemoryEditor) is None
    assert page.list.current == before


def test_deleted_memories_come_back_by_undo(home):
    page = look_at(home, Kind.RESOURCE)
    gone = page.list.current.id

    page.delete()
    home.settle()
    assert gone not in {one.id for one in _all(page)}

    page.undo()
    home.settle()
    assert gone in {one.id for one in _all(page)}


def test_two_memories_become_one_with_all_evidence(home):
    page = look_at(home, Kind.EPISODIC)
    tree = page.list.tree
    first, second = (tree.index(row, 0, tree.index(0, 0)) for row in (0, 1))
    wanted = set(first.data(MEMORY).evidence) | set(second.data(MEMORY).evidence)
    page.list.setCurrentIndex(first)
    page.list.selectionModel().select(second, page.list.selectionModel().SelectionFlag.Select)

    page.merge()
    home.settle()

    assert set(page.list.current.evidence) == wanted


def test_forgetting_for_good_asks_first(home, archive):
    page = look_at(home, Kind.VAULT)
    name = page.list.current.id

    page.forget()
    question = home.window.findChild(ConfirmDialog)
    assert archive.memory(name) is not None
    question.confirm_button.click()
    home.settle()

    assert archive.memory(name) is None
    assert archive.history(name) == ()


def test_the_person_can_tell_what_no_screen_showed(home):
    page = look_at(home, Kind.CORE)

    page.tell()
    editor = home.window.findChild(MemoryEditor)
    editor.summary.setText("You are allergic to nuts")
    editor.submit()
    home.settle()

    assert page.list.current.basis is Basis.STATED
    assert "What you told Afterglow" in told(page.panel)


def test_the_history_unfolds_and_takes_back_one_change(home):
    page = look_at(home, Kind.PROCEDURAL)
    assert "Created" not in told(page.panel)

    page.panel.toggle_history()
    assert "Created" in told(page.panel)


def test_pages_are_fetched_as_the_list_is_scrolled(desk, archive, day):
    remember(archive, [memory(Kind.EPISODIC, n, day[:2], f"episode {n}") for n in range(PAGE_SIZE + 30)])
    one = desk()
    one.window.navigation.go("Memories")
    one.settle()
    page = one.window.page_set.memories
    assert page.list.tree.size == PAGE_SIZE

    page.list.scrollToBottom()
    one.settle()

    assert page.list.tree.size == PAGE_SIZE + 30


def test_kinds_have_their_whole_names_and_their_keys(home):
    bar = home.window.page_set.memories.bar

    buttons = bar.findChildren(QPushButton)

    assert "People && projects" in " ".join(one.text() for one in buttons)  # a single & would underline the next letter
    assert [one.shortcut().toString() for one in buttons if one.isCheckable()] == [f"Alt+{n}" for n in range(1, 7)]


def test_nothing_made_is_said_honestly(desk):
    one = desk()

    one.window.navigation.go("Memories")
    one.settle()

    assert "Nothing in “Activities” yet" in told(one.window.page_set.memories)
    assert any("40 moments have not been processed" in text for text in told(one.window.page_set.memories))


def test_a_failure_is_told_and_can_be_tried_again(desk, archive, day):
    class Broken(type(archive)):
        def memory_counts(self):
            raise Damaged("objects/ab12")

    one = desk(Broken(day).prepare())

    one.window.navigation.go("Memories")
    one.settle()

    assert Damaged.title in told(one.window.page_set.memories)


def test_a_lock_leaves_nothing_behind(home, day):
    page = look_at(home, Kind.EPISODIC)
    page.edit()

    home.window.lock_memory()
    home.settle()

    assert page.list.tree.size == 0
    assert home.window.findChild(MemoryEditor) is None
    assert not any(one.summary in text for one in episodes(day) for text in told(page))


def test_every_action_has_a_name_and_a_key(home):
    page = look_at(home, Kind.EPISODIC)

    for button in page.findChildren(QAbstractButton):
        assert button.accessibleName() or button.text(), button
    for button in (*page.bar._group.buttons(), *page.buttons._buttons.values()):
        assert "(" in button.toolTip()


def _all(page):
    def below(index):
        here = [index.data(MEMORY)] if index.data(MEMORY) else []
        under = [page.list.tree.index(row, 0, index) for row in range(page.list.tree.rowCount(index))]
        return here + [one for each in under for one in below(each)]

    return below(QModelIndex())
