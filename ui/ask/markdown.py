"""Safe Markdown view. UI thread.

What an answer quotes was on the screen, where anybody may have written it. The only links are the citations. A model
writes Markdown; what is quoted without one is plain text, in which no character means anything.
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
"""At the end of what is quoted; elsewhere a number in brackets was on the screen."""
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
"""What CommonMark lets a backslash stand before."""


def sanitize_markdown(text: str, citations: int) -> str:
    """The same words without pictures and links; `[n]` leads to the n-th citation where there is one."""
    plain = _DEFINITION.sub("", text)
    for pattern in (_PICTURE, _LINK, _ADDRESS):
        plain = pattern.sub(r"\1", plain)

    return _NUMBER.sub(lambda found: _citation(int(found[1]), citations), plain)


def escape_plain_text(text: str, citations: int) -> str:
    """Markdown that shows plain paragraphs as they are; `[n]` at the end of one leads to the n-th citation."""
    return "\n\n".join(_verbatim(one, citations) for one in text.split("\n\n"))


def _verbatim(paragraph: str, citations: int) -> str:
    end = _CITED.search(paragraph)
    said = paragraph[: end.start()] if end else paragraph
    shown = "\n".join(_PUNCTUATION.sub(r"\\\1", line.strip()) for line in said.splitlines())
    return f"{shown} {_citation(int(end[1]), citations)}" if end else shown


def _citation(number: int, citations: int) -> str:
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
        self._shown = ""
        look.changed.connect(self._render)

    def show_answer(self, text: str, citations: int = 0, *, markdown: bool = True) -> None:
        self._shown = (sanitize_markdown if markdown else escape_plain_text)(text, citations)
        self._render()

    def _render(self) -> None:
        features = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
        self.document().setMarkdown(self._shown, features)
        self._unlink()
        self._fit()

    def _unlink(self) -> None:
        """Bare addresses become links by themselves; here they are words."""
        cursor = QTextCursor(self.document())
        for start, length, link in _links(self.document()):
            if not link.startswith("cite:"):
                cursor.setPosition(start)
                cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
                cursor.setCharFormat(QTextCharFormat())

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Nothing is ever loaded, from nowhere."""
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
    """(position, length, address) of everything that is linked."""
    found = []
    block = document.begin()
    while block.isValid():
        parts = block.begin()
        while not parts.atEnd():
            piece = parts.fragment()
            if piece.isValid() and piece.charFormat().isAnchor():
                found.append((piece.position(), piece.length(), piece.charFormat().anchorHref()))
            parts += 1
        block = block.next()
    return found
