"""The ask page: a conversation that rests on moments, is kept, can be stopped, and is cleared when one says so."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QImage, QTextDocument
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel

from base.errors import Damaged
from memory.ask.conversation import CONVERSATION, MAX_CITED
from ui.ask import conversation
from ui.ask.citation import CitationCard
from ui.ask.markdown import Markdown, escape_plain_text, sanitize_markdown
from ui.ask.messages import CLOSEST, NO_ANSWER
from ui.kit.confirm import ConfirmDialog
from ui.kit.fakes import FakeAsking

ANSWER = "The quay floods above **4.2 metres** [1]."


@pytest.fixture
def ask(desk):
    """A window with its ask page open, and a question asked there."""

    def asked(question="quay", **options):
        one = desk(**options)
        one.window.navigation.go("Ask")
        one.settle()
        if question:
            one.qtbot.keyClicks(one.window.page_set.ask.composer.field, question)
            one.qtbot.keyClick(one.window.page_set.ask.composer.field, Qt.Key.Key_Return)
        return one

    return asked


def told(widget):
    return [text.text() for text in widget.findChildren(QLabel) if text.isVisibleTo(widget)]


def test_an_answer_comes_with_the_moments_that_it_rests_on(ask):
    one = ask(asking=FakeAsking(ANSWER))
    one.settle()

    bubble = one.window.page_set.ask.bubbles[-1]
    assert "floods above 4.2 metres [1]" in bubble.answer.toPlainText()
    assert len(bubble.findChildren(CitationCard)) == MAX_CITED


def test_without_an_answer_it_says_so_and_shows_what_comes_closest(ask):
    one = ask()
    one.settle()

    assert CLOSEST in told(one.window.page_set.ask.bubbles[-1])


def test_without_anything_it_says_only_that(ask):
    one = ask("zebra")
    one.settle()

    bubble = one.window.page_set.ask.bubbles[-1]
    assert NO_ANSWER in told(bubble)
    assert not bubble.findChildren(CitationCard)


def test_a_citation_opens_its_moment_and_escape_leads_back(ask, qtbot):
    one = ask(asking=FakeAsking(ANSWER))
    one.settle()
    bubble = one.window.page_set.ask.bubbles[-1]

    bubble.answer.anchorClicked.emit(QUrl("cite:1"))
    one.settle()
    assert one.window.navigation.currentWidget() is one.window.moment

    qtbot.keyClick(one.window.moment, Qt.Key.Key_Escape)
    assert one.window.navigation.currentWidget() is one.window.page_set.ask


def test_the_answer_is_shown_while_it_comes_and_can_be_stopped(ask, qtbot, archive):
    asking = FakeAsking(ANSWER, hold=threading.Event())
    one = ask(asking=asking)
    bubble = one.window.page_set.ask.bubbles[-1]
    qtbot.waitUntil(lambda: "quay" in bubble.answer.toPlainText())

    one.window.back()
    qtbot.waitUntil(asking.cancelled.is_set)
    one.settle()

    assert "Stopped." in told(bubble)
    assert one.window.page_set.ask.composer.send.isVisible()
    assert archive.chats(CONVERSATION) == ()


def test_what_was_asked_or_answered_is_found_again(ask, qtbot):
    one = ask(asking=FakeAsking(ANSWER))
    page = one.window.page_set.ask
    one.settle()
    page._asking.text = "Marisol wrote."
    page.ask("who wrote?")
    one.settle()
    for words, found in (("metres", ["quay"]), ("WHO", ["who wrote?"]), ("zebra", []), ("", ["quay", "who wrote?"])):
        page.open_find()
        page._find.setText(words)
        one.settle()
        assert sorted(bubble.question for bubble in page.bubbles) == found
        assert page._no_match.isVisible() is (not found)

    page._find.setText("metres")
    one.settle()
    qtbot.keyClick(page._find, Qt.Key.Key_Escape)
    one.settle()
    assert len(page.bubbles) == 2
    assert not page._find.isVisible()


@pytest.mark.parametrize("answered_first", [True, False])
def test_a_question_asked_while_the_earlier_ones_are_fetched_stays(ask, qtbot, monkeypatch, answered_first):
    """They come when they come: before the answer, or after it."""
    fetched, answer, fetch = threading.Event(), threading.Event(), conversation.load_earlier
    answer.set()
    one = ask(asking=FakeAsking(ANSWER, hold=answer))
    one.settle()
    page = one.window.page_set.ask

    def late(*told):
        fetched.wait(5)
        return fetch(*told)

    monkeypatch.setattr(conversation, "load_earlier", late)
    answer.clear()
    page._fetch(conversation.PAGE_SIZE)
    page.ask("who wrote?")
    for event in (answer, fetched) if answered_first else (fetched, answer):
        event.set()
        ended = (lambda: page._job is None) if event is answer else (lambda: not page._history_lane.busy)
        qtbot.waitUntil(ended)
    one.settle()

    assert [bubble.question for bubble in page.bubbles] == ["quay", "who wrote?"]
    assert [page._bubble_column.itemAt(place).widget() for place in range(page._bubble_column.count())] == page.bubbles
    assert all("4.2 metres" in bubble.answer.toPlainText() for bubble in page.bubbles)


def test_the_screen_belongs_to_the_question_while_its_box_is_ticked(ask, qtbot):
    one = ask(asking=FakeAsking(ANSWER))
    one.settle()
    page = one.window.page_set.ask

    page.composer.with_screen.click()
    page.ask("what is this?")
    one.settle()

    assert page._asking.screens == [False, True]


def photo(folder, name="photo.png"):
    path = folder / name
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(QColor(10, 20, 30))
    image.save(str(path))
    return path


def pasted(path, *, as_file):
    told = QMimeData()
    if as_file:
        told.setUrls([QUrl.fromLocalFile(str(path))])
    else:
        told.setImageData(QImage(str(path)))
    return told


@pytest.mark.parametrize("as_file", [True, False])
def test_a_picture_that_is_pasted_or_dropped_belongs_to_the_question(ask, qtbot, tmp_path, as_file):
    one = ask(question="", asking=FakeAsking(ANSWER))
    page = one.window.page_set.ask
    composer = page.composer

    composer.field.insertFromMimeData(pasted(photo(tmp_path), as_file=as_file))
    one.settle()
    assert composer.attached.isVisible()
    qtbot.keyClicks(composer.field, "quay")
    qtbot.keyClick(composer.field, Qt.Key.Key_Return)
    one.settle()

    (given,) = page._asking.pictures
    assert given.shape == (48, 64, 3)
    assert given[0, 0].tolist() == [30, 20, 10]
    assert not composer.attached.isVisible()
    assert "The picture of the question" in {one.accessibleName() for one in page.bubbles[-1].findChildren(QLabel)}
    page.ask("and now?")
    one.settle()
    assert page._asking.pictures[-1] is None


def test_a_picture_asks_without_words_too(ask, qtbot, tmp_path, monkeypatch):
    one = ask(question="", asking=FakeAsking(""))
    page = one.window.page_set.ask
    assert not page.composer.send.isEnabled()
    opened = []
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *given: opened.append(given) or (photo(tmp_path), ""))

    page.composer.attach.click()
    assert Path(opened[0][2]).is_dir()
    one.settle()
    page.composer.send.click()
    one.settle()

    assert page.bubbles[-1].question == conversation.PICTURE_QUESTION
    assert page._asking.pictures[-1] is not None
    page._fetched = 0
    page.clear_view()
    page._fetch(conversation.PAGE_SIZE)
    one.settle()
    assert [bubble.question for bubble in page.bubbles] == [conversation.PICTURE_QUESTION]


@pytest.mark.parametrize("goes", ["escape", "again", "its button", "lock"])
def test_an_attached_picture_can_be_taken_away(ask, qtbot, tmp_path, goes):
    one = ask(question="", asking=FakeAsking(ANSWER))
    composer = one.window.page_set.ask.composer
    composer.attached.attach(photo(tmp_path))
    one.settle()
    assert composer.send.isEnabled()

    if goes == "escape":
        qtbot.keyClick(composer.field, Qt.Key.Key_Escape)
    elif goes == "again":
        composer.attach.click()
    elif goes == "its button":
        composer.attached.remove.click()
    else:
        one.window.lock_memory()
    one.settle()

    assert composer.attached.picture is None
    assert composer.attached.isHidden()
    assert not composer.send.isEnabled()


@pytest.mark.parametrize("content", [b"no picture", b""])
def test_what_is_no_picture_is_told_and_the_question_stays(ask, qtbot, tmp_path, content):
    one = ask(question="", asking=FakeAsking(ANSWER))
    page = one.window.page_set.ask
    told = []
    page.failed.connect(told.append)
    qtbot.keyClicks(page.composer.field, "quay")
    (tmp_path / "no.png").write_bytes(content)

    page.composer.field.insertFromMimeData(pasted(tmp_path / "no.png", as_file=True))
    one.settle()

    assert "picture" in str(told[0])
    assert page.composer.field.toPlainText() == "quay"
    assert page.composer.attached.picture is None


def test_words_are_pasted_as_words(ask, tmp_path):
    one = ask(question="")
    field = one.window.page_set.ask.composer.field
    words = QMimeData()
    words.setText("quay")

    field.insertFromMimeData(words)

    assert field.toPlainText() == "quay"


def test_how_it_was_found_unfolds(ask):
    one = ask()
    one.settle()
    bubble = one.window.page_set.ask.bubbles[-1]
    assert not bubble.steps.isVisible()

    bubble.toggle.click()

    assert "1.  Every moment was looked at." in told(bubble)


def test_the_conversation_is_there_again_after_a_lock(ask, archive):
    one = ask(asking=FakeAsking(ANSWER))
    one.settle()

    one.window.lock_memory()
    one.settle()
    assert one.window.page_set.ask.bubbles == []
    one.window.set_archive(archive)
    one.window.navigation.go("Ask")
    one.settle()

    bubble = one.window.page_set.ask.bubbles[-1]
    assert "floods above 4.2 metres" in bubble.answer.toPlainText()
    assert len(bubble.findChildren(CitationCard)) == MAX_CITED


def test_what_is_quoted_stays_as_it_was_on_the_screen(ask, archive):
    """Two tildes strike out what stands between them, in Markdown; a shell's prompt has many."""
    quoted = "ada@quay:~/maps$ cp *.svg ~/old_maps_2 # <b>all</b> [7] [1]"

    one = ask(asking=FakeAsking(quoted, markdown=False))
    shown = []
    for _ in range(2):
        one.settle()
        answer = one.window.page_set.ask.bubbles[-1].answer
        shown.append((answer.toPlainText(), answer.toHtml().count("href="), answer.toHtml().count("cite:1")))
        one.window.lock_memory()
        one.settle()
        one.window.set_archive(archive)
        one.window.navigation.go("Ask")

    assert shown == [(quoted, 1, 1)] * 2


def test_clearing_the_view_keeps_what_was_said(ask, archive):
    one = ask()
    one.settle()

    one.window.page_set.ask.clear_view()

    assert one.window.page_set.ask.bubbles == []
    assert len(archive.chats(CONVERSATION)) == 2


def test_clearing_for_good_asks_first(ask, archive):
    one = ask()
    one.settle()

    one.window.page_set.ask.clear_for_good()
    question = one.window.findChild(ConfirmDialog)
    assert len(archive.chats(CONVERSATION)) == 2
    question.confirm_button.click()
    one.settle()

    assert archive.chats(CONVERSATION) == ()
    assert one.window.page_set.ask.bubbles == []


def test_a_failure_is_told_in_words(ask):
    def broken(*_):
        raise Damaged("objects/ab12")

    one = ask(asking=broken)
    one.settle()

    assert any(Damaged.title in text for text in told(one.window.page_set.ask.bubbles[-1]))


def test_shift_enter_begins_a_new_line(ask, qtbot):
    one = ask("")
    field = one.window.page_set.ask.composer.field

    qtbot.keyClicks(field, "one")
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(field, "two")

    assert field.toPlainText() == "one\ntwo"
    assert one.window.page_set.ask.bubbles == []


def test_every_button_has_a_name(ask):
    one = ask(asking=FakeAsking(ANSWER))
    one.settle()

    for button in one.window.page_set.ask.findChildren(QAbstractButton):
        assert button.accessibleName() or button.text()


@pytest.mark.parametrize(
    "hostile",
    [
        "<img src='http://evil.example/x.png'>",
        "![look](http://evil.example/x.png)",
        "![look](file:///etc/passwd)",
        "[click](http://evil.example)",
        "<http://evil.example/>",
        "<script>alert(1)</script>",
        "![look][a]\n\n[a]: http://evil.example/x.png",
    ],
)
def test_what_an_answer_quotes_loads_and_opens_nothing(desk, hostile):
    one = desk()
    shown = Markdown(one.look)
    shown.setParent(one.window)
    asked = []
    shown.loadResource = lambda *about: asked.append(about)

    shown.show_answer(f"{hostile} and [1]", 1)

    html = shown.toHtml()
    assert "evil.example" not in [part.split('"')[0] for part in html.split('href="')]
    assert all(link.startswith("cite:") for link in (part.split('"')[0] for part in html.split('href="')[1:]))
    assert "<img" not in html
    assert not asked


def test_only_citations_that_are_there_are_links():
    assert sanitize_markdown("so [1] and [2]", 1) == "so [\\[1\\]](cite:1) and \\[2\\]"


@given(st.lists(st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S", "Zs"])), max_size=3))
def test_no_character_that_is_quoted_means_anything(qapp, lines):
    """Blanks at the ends of a line and between words are the only thing that may be lost."""
    said = [line for line in (" ".join(line.split()) for line in lines) if line]
    document = QTextDocument()

    document.setMarkdown(escape_plain_text("\n\n".join(said), 0), QTextDocument.MarkdownFeature.MarkdownDialectGitHub)

    assert document.toPlainText().splitlines() == said
