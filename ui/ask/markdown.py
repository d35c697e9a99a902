"""Markdown view of an answer, without links and pictures (Qt Markdown, sanitized).

An answer bubble creates it. UI thread. An answer quotes text from the screen, which anybody may have written, so the
only links are the citations. A model writes Markdown; a quote without a model is plain text and is escaped.
"""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QResizeEvent, QTextCharFormat, QTextCursor, QTextDocument, QTextOption
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser

from ui.kit.i18n import tr
from ui.kit.theme import Look

_PICTURE = re.compile(r"!\[([^\]]*)\](\([^)]*\)|\[[^\]]*\])?")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_ADDRESS = re.compile(r"<((?:https?|file|mailto|ftp):[^>]*)>", re.IGNORECASE)
_NUMBER = re.compile(r"\[(\d{1,2})\]")
_DEFINITION = re.compile(r"(?m)^[ ]{0,3}\[[^\]]+\]:\s.*$")
_CITED = re.compile(r"[ \t]\[(\d{1,2})\][ \t]*$")
"""A citation stands at the end of a quote; a number in brackets elsewhere was on the screen."""
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
"""Characters that CommonMark allows after a backslash."""


def sanitize_markdown(text: str, citations: int) -> str:
    """Removes pictures and links; `[n]` becomes a link to the n-th citation if there is one."""
    plain = _DEFINITION.sub("", text)
    for pattern in (_PICTURE, _LINK, _ADDRESS):
        plain = pattern.sub(r"\1", plain)
    return _NUMBER.sub(lambda match: _citation_link(int(match[1]), citations), plain)


def escape_plain_text(text: str, citations: int) -> str:
    """Markdown that shows plain text unchanged; `[n]` at the end of a paragraph links to the n-th citation."""
    paragraphs = []
    for paragraph in text.split("\n\n"):
        citation = _CITED.search(paragraph)
        quote = paragraph[: citation.start()] if citation else paragraph
        escaped = "\n".join(_PUNCTUATION.sub(r"\\\1", line.strip()) for line in quote.splitlines())
        paragraphs.append(f"{escaped} {_citation_link(int(citation[1]), citations)}" if citation else escaped)
    return "\n\n".join(paragraphs)


def _citation_link(number: int, citations: int) -> str:
    return f"[\\[{number}\\]](cite:{number})" if 1 <= number <= citations else f"\\[{number}\\]"


class Markdown(QTextBrowser):
    citation_clicked = Signal(int)
    """The number of a citation, from 1."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.setAccessibleName(tr("Answer"))
        self.anchorClicked.connect(self._follow)
        self._markdown = ""
        look.changed.connect(self._render)

    def show_answer(self, text: str, citations: int = 0, *, markdown: bool = True) -> None:
        self._markdown = (sanitize_markdown if markdown else escape_plain_text)(text, citations)
        self._render()

    def _render(self) -> None:
        features = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
        self.document().setMarkdown(self._markdown, features)
        # Qt turns bare addresses into links; undo all but the citations.
        cursor = QTextCursor(self.document())
        for start, length, link in _links(self.document()):
            if not link.startswith("cite:"):
                cursor.setPosition(start)
                cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
                cursor.setCharFormat(QTextCharFormat())
        self._fit()

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Loads nothing, neither from the disk nor from the network."""
        return None

    def _follow(self, link: QUrl) -> None:
        if link.scheme() == "cite" and link.path().isdigit():
            self.citation_clicked.emit(int(link.path()))

    def _fit(self) -> None:
        self.setFixedHeight(round(self.document().size().height()) + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _links(document: QTextDocument) -> list[tuple[int, int, str]]:
    """(position, length, address) of every link."""
    links = []
    block = document.begin()
    while block.isValid():
        parts = block.begin()
        while not parts.atEnd():
            fragment = parts.fragment()
            if fragment.isValid() and fragment.charFormat().isAnchor():
                links.append((fragment.position(), fragment.length(), fragment.charFormat().anchorHref()))
            parts += 1
        block = block.next()
    return links
