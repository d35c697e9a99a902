"""An answer's Markdown, made harmless: no HTML, no pictures, nothing fetched, no address opened. UI thread.

What an answer quotes was on the screen, where anybody may have written it. The only links are the citations.
"""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QResizeEvent, QTextCharFormat, QTextCursor, QTextDocument, QTextOption
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser

from ui.language import tr
from ui.theme import Look

_PICTURE = re.compile(r"!\[([^\]]*)\](\([^)]*\)|\[[^\]]*\])?")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_ADDRESS = re.compile(r"<((?:https?|file|mailto|ftp):[^>]*)>", re.IGNORECASE)
_NUMBER = re.compile(r"\[(\d{1,2})\]")
_DEFINITION = re.compile(r"(?m)^[ ]{0,3}\[[^\]]+\]:\s.*$")


def harmless(text: str, citations: int) -> str:
    """The same words without pictures and links; `[n]` leads to the n-th citation where there is one."""
    plain = _DEFINITION.sub("", text)
    for pattern in (_PICTURE, _LINK, _ADDRESS):
        plain = pattern.sub(r"\1", plain)

    def cite(found: re.Match[str]) -> str:
        number = int(found[1])
        return f"[\\[{number}\\]](cite:{number})" if 1 <= number <= citations else f"\\[{number}\\]"

    return _NUMBER.sub(cite, plain)


class Markdown(QTextBrowser):
    cited = Signal(int)
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
        self._text, self._citations = "", 0
        look.changed.connect(self._render)

    def show_answer(self, text: str, citations: int = 0) -> None:
        self._text, self._citations = text, citations
        self._render()

    def _render(self) -> None:
        features = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
        self.document().setMarkdown(harmless(self._text, self._citations), features)
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
            self.cited.emit(int(link.path()))

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
