"""Examples on the sky: one card for each step, of invented things. UI thread."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.i18n import tr, translate_keys
from ui.kit.icons import render_icon
from ui.kit.ports import FirstRunStep
from ui.kit.theme import CONTRAST, XS, L, Look, M, S, Tokens, font, mono_font
from ui.kit.widgets import card, label

_KINDS = {
    "talk": (("#c4587a", "#f7dfe6"), ("#e2839f", "#4a2736")),
    "write": (("#b3791f", "#f8e8cb"), ("#dba94f", "#453418")),
    "numbers": (("#2f8a76", "#d6ece6"), ("#5db9a3", "#1c3d37")),
}
"""Line and ground of a kind of activity, light and dark."""
_NOISE = ("9f 3a c1 07 e8 55 4d b2 90 6e", "1b f4 72 ad 38 c6 0e 91 d7 23", "e0 5c 8b 16 fa 49 b3 67 2d c8")
"""What a sealed file looks like."""


def make_example(step: FirstRunStep, look: Look) -> QWidget:
    return {
        FirstRunStep.WELCOME: _Found,
        FirstRunStep.LEAVE_OUT: _DayWithGap,
        FirstRunStep.PASSPHRASE: _OnDisk,
        FirstRunStep.RECOVERY_KEY: _Paper,
        FirstRunStep.TRY_IT: _Afterwards,
    }[step](look)


def _glyph(name: str, color: str, size: int) -> QLabel:
    result = QLabel()
    result.setPixmap(render_icon(name, color, size, 2))
    result.setFixedWidth(size)
    return result


class _Card(QFrame):
    """A card that is built anew when the theme changes, since its glyphs are tinted."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setProperty("role", "card")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(L, L, L, L)
        self._column.setSpacing(M)
        self._fill(self._column, look.tokens)
        look.changed.connect(self._refill)

    def _refill(self) -> None:
        _empty(self._column)
        self._fill(self._column, self._look.tokens)

    def _fill(self, column: QVBoxLayout, tokens: Tokens) -> None:
        raise NotImplementedError


def _empty(layout: QVBoxLayout | QHBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner := item.layout(), QVBoxLayout | QHBoxLayout):
            _empty(inner)


def _line() -> QFrame:
    return card("line")


class _Found(QWidget):
    """A search that found a word in a message, over pictures of the same day."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(L)
        column.addWidget(_FoundCard(look))
        row = QHBoxLayout()
        row.setContentsMargins(L, 0, L, 0)
        row.setSpacing(S)
        for sort in _SKETCHES:
            row.addWidget(_Sketch(sort, look))
        column.addLayout(row)


class _FoundCard(_Card):
    def _fill(self, column: QVBoxLayout, tokens: Tokens) -> None:
        field = card("typed")
        row = QHBoxLayout(field)
        row.setContentsMargins(M, S, M, S)
        row.setSpacing(S)
        row.addWidget(_glyph("search", tokens.ink, 18))
        row.addWidget(label(f"{tr('loading bay')}|"), 1)
        column.addWidget(field)
        row = QHBoxLayout()
        row.setSpacing(M)
        row.addWidget(_Crop(self._look), 5)
        words = QVBoxLayout()
        words.setSpacing(XS)
        name = QHBoxLayout()
        name.setSpacing(S)
        name.addWidget(_glyph("ask", tokens.accent, 18))
        name.addWidget(label("Tomas Ardley", "strong"), 1)
        words.addLayout(name)
        words.addWidget(label(tr("Tuesday, 11:42"), "small"))
        words.addWidget(label(tr("“… at loading bay B.”"), "dense", wrap=True))
        words.addStretch(1)
        row.addLayout(words, 5)
        column.addLayout(row)


class _Crop(QWidget):
    """A piece of a screen with the found words in a frame."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setMinimumSize(150, 104)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(200, 104)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(tokens.color("border"), 1))
        painter.setBrush(tokens.color("ground"))
        painter.drawRoundedRect(box, 10, 10)
        painter.setFont(font(13))
        metrics = QFontMetricsF(font(13))
        before, word = tr("Thursday, at"), tr("loading bay")
        wide = metrics.horizontalAdvance(word)
        left = min(14 + metrics.horizontalAdvance(before) + 8, self.width() - wide - 14)
        found = QRectF(left - 3, 22, wide + 6, 22)
        outline = QPainterPath()
        outline.addRoundedRect(box, 10, 10)
        painter.setClipPath(outline)
        painter.setPen(QPen(tokens.color("warm"), 1.5))
        painter.setBrush(tokens.color("mark"))
        painter.drawRoundedRect(found, 4, 4)
        painter.setPen(tokens.color("ink"))
        start = left - 8 - metrics.horizontalAdvance(before)
        painter.drawText(QRectF(start, 22, 400, 22), Qt.AlignmentFlag.AlignVCenter, before)
        painter.drawText(QRectF(left, 22, 400, 22), Qt.AlignmentFlag.AlignVCenter, word)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.color("border"))
        for row, share in enumerate((0.82, 0.6)):
            painter.drawRoundedRect(QRectF(14, 58 + 18 * row, (self.width() - 28) * share, 7), 3.5, 3.5)
        painter.end()


_SKETCHES = ("mail", "sheet", "article", "picture")


class _Sketch(QWidget):
    """A screen from afar: shapes, no words."""

    def __init__(self, sort: str, look: Look) -> None:
        super().__init__()
        self._sort, self._look = sort, look
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(56)
        look.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plain = tokens is CONTRAST
        painter.setPen(QPen(tokens.color("border"), 1) if plain else Qt.PenStyle.NoPen)
        dusk = self._sort == "picture"
        painter.setBrush(tokens.color("ground") if plain else QColor("#3b2a5c" if dusk else "#fbf4f6"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        draw = {"mail": self._mail, "sheet": self._sheet, "article": self._article, "picture": self._picture}
        draw[self._sort](painter, self.width())
        painter.end()

    def _bar(self, painter: QPainter, color: str, left: float, top: float, width: float, height: float = 3) -> None:
        painter.setBrush(QColor(color))
        painter.drawRoundedRect(QRectF(left, top, width, height), 1.5, 1.5)

    def _mail(self, painter: QPainter, width: int) -> None:
        self._bar(painter, "#d3577c", 7, 8, 12, 6)
        for row in range(4):
            self._bar(painter, "#d9ccd3", 7, 20 + 8 * row, width * 0.25)
            self._bar(painter, "#c9bcc4", width * 0.42, 14 + 9 * row, width * (0.45 if row % 2 else 0.36))

    def _sheet(self, painter: QPainter, width: int) -> None:
        for row in range(3):
            for column in range(4):
                self._bar(painter, "#cfc3ca", 7 + column * (width - 10) / 4, 9 + 8 * row, (width - 34) / 4)
        for column, height in enumerate((8, 14, 6, 11)):
            self._bar(painter, "#2f8a76", 8 + column * 9, 48 - height, 5, height)

    def _article(self, painter: QPainter, width: int) -> None:
        self._bar(painter, "#6561b0", width * 0.2, 8, width * 0.45, 4)
        self._bar(painter, "#e9a26f", width * 0.2, 16, width * 0.6, 14)
        for row in range(2):
            self._bar(painter, "#cfc3ca", width * 0.2, 36 + 7 * row, width * (0.6 - 0.1 * row))

    def _picture(self, painter: QPainter, width: int) -> None:
        painter.setBrush(QColor("#f6b26b"))
        painter.drawPie(QRectF(width / 2 - 11, 24, 22, 22), 0, 180 * 16)
        self._bar(painter, "#e4677a", 8, 35, width - 16, 2)
        self._bar(painter, "#8a4a86", width * 0.3, 42, width * 0.4, 2)


class _DayWithGap(_Card):
    def _fill(self, column: QVBoxLayout, tokens: Tokens) -> None:
        head = QHBoxLayout()
        head.addWidget(label(tr("Your day would look like this"), "strong", wrap=True), 1)
        head.addWidget(label(tr("Example"), "small"))
        column.addLayout(head)
        column.addWidget(_Ribbon(self._look))
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(_glyph("eye-off", tokens.violet, 18), 0, Qt.AlignmentFlag.AlignTop)
        words = tr("Left out: password manager. No picture, no words, no title. Only a gap of 14 minutes.")
        row.addWidget(label(words, "dense", wrap=True), 1)
        column.addLayout(row)


class _Ribbon(QWidget):
    """Three blocks of a day, and a hatched gap."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFixedHeight(44)
        look.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        blocks = (("talk", tr("Mail"), 0.0, 0.2), ("numbers", tr("Budget"), 0.21, 0.26), ("", "", 0.48, 0.16),
                  ("write", tr("Wall texts"), 0.65, 0.35))  # fmt: skip
        for kind, text, start, share in blocks:
            box = QRectF(self.width() * start, 0, self.width() * share - 2, self.height())
            self._paint_block(painter, tokens, box, kind, text)
        painter.end()

    def _paint_block(self, painter: QPainter, tokens: Tokens, box: QRectF, kind: str, text: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if not kind:
            painter.setBrush(tokens.color("sunken"))
            painter.drawRoundedRect(box, 6, 6)
            painter.setBrush(Qt.BrushStyle.BDiagPattern)
            hatch = painter.brush()
            hatch.setColor(tokens.color("edge"))
            painter.setBrush(hatch)
            painter.drawRoundedRect(box, 6, 6)
            return
        line, ground = _KINDS[kind][1 if tokens.dark else 0]
        painter.setBrush(tokens.color("surface") if tokens is CONTRAST else QColor(ground))
        painter.drawRoundedRect(box, 6, 6)
        painter.setBrush(QColor(line))
        painter.drawRect(QRectF(box.left(), box.bottom() - 4, box.width(), 4))
        painter.setPen(tokens.color("ink"))
        painter.setFont(font(12, QFont.Weight.Medium))
        inner = box.adjusted(8, 0, -4, -4)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(inner.width()))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, shown)


class _OnDisk(_Card):
    def _fill(self, column: QVBoxLayout, tokens: Tokens) -> None:
        column.addLayout(_head("lock", tokens.muted, tr("On the disk")))
        for text in _NOISE:
            noise = label(text, "muted")
            noise.setFont(mono_font(14))
            noise.setMinimumWidth(0)
            noise.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            column.addWidget(noise)
        column.addWidget(_line())
        column.addLayout(_head("eye", tokens.accent, tr("In Afterglow")))
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(label("Tomas Ardley", "strong"))
        row.addWidget(label(tr("Tuesday, 11:42"), "small"))
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(label(tr("“… at loading bay B.”"), "dense", wrap=True))


def _head(glyph: str, color: str, text: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(S)
    row.addWidget(_glyph(glyph, color, 20))
    row.addWidget(label(text, "strong", wrap=True), 1)
    return row


class _Paper(_Card):
    def _fill(self, column: QVBoxLayout, tokens: Tokens) -> None:
        row = QHBoxLayout()
        row.setSpacing(M)
        row.addWidget(_glyph("afterglow", "", 32))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(tr("Afterglow recovery key"), "strong"))
        words.addWidget(label(tr("Keep it away from this computer."), "small", wrap=True))
        row.addLayout(words, 1)
        column.addLayout(row)
        column.addWidget(_line())
        for _ in range(2):
            dots = label("••••  ••••  ••••  ••••")
            dots.setFont(mono_font(16))
            dots.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(dots)
        column.addWidget(_line())
        column.addWidget(
            label(tr("Print puts this on paper, with the whole key and how to use it."), "dense", wrap=True)
        )


class _Afterwards(_Card):
    def _fill(self, column: QVBoxLayout, tokens: Tokens) -> None:
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(_Dot(self._look))
        row.addWidget(label(tr("Recording"), "strong"))
        row.addStretch(1)
        row.addWidget(label(tr("after you press Start recording"), "small"))
        column.addLayout(row)
        column.addWidget(_line())
        for keys, meaning in (
            ("Ctrl+K", tr("Search everything you have seen")),
            ("Ctrl+P", tr("Pause, or forget the last ten minutes")),
            ("Ctrl+L", tr("Lock the memory")),
        ):
            row = QHBoxLayout()
            row.setSpacing(M)
            row.addWidget(label(translate_keys(keys), "key"))
            row.addWidget(label(meaning, "dense", wrap=True), 1)
            column.addLayout(row)


class _Dot(QWidget):
    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFixedSize(18, 18)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        color = self._look.tokens.color("good")
        painter.setBrush(color)
        painter.drawEllipse(QRectF(5, 5, 8, 8))
        color.setAlphaF(0.22)
        painter.setBrush(color)
        painter.drawEllipse(QRectF(1, 1, 16, 16))
        painter.end()
