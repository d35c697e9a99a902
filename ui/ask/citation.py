"""Citation card: picture, time, app, title and text of a cited moment. A click opens the moment.

An answer bubble creates one for each citation. UI thread.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from base.records.moment import Moment
from base.records.search import Hit
from ui.kit.i18n import tr
from ui.kit.theme import RADIUS_SMALL, TEXT, TEXT_SMALL, Look, M, S, font
from ui.kit.thumbnails import Thumbnails, paint_thumbnail
from ui.kit.widgets import plain_tip

HEIGHT, PICTURE = 78, QSize(104, 58)


@dataclass(frozen=True, slots=True)
class Citation:
    frame: str
    at: datetime
    app: str = field(repr=False)
    title: str = field(repr=False)
    snippet: str = field(default="", repr=False)


def citation_of_hit(hit: Hit) -> Citation:
    return Citation(hit.frame, hit.at, hit.app, hit.title, hit.snippet)


def citation_of_moment(moment: Moment) -> Citation:
    return Citation(moment.id, moment.at, moment.app, moment.title, moment.summary)


class CitationCard(QAbstractButton):
    def __init__(self, look: Look, thumbnails: Thumbnails, number: int, citation: Citation, when: str) -> None:
        super().__init__()
        self._look, self._thumbnails = look, thumbnails
        self._number, self._citation, self._when = number, citation, when
        self.setFixedHeight(HEIGHT)
        self.setMinimumWidth(240)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(
            tr(
                "Citation {number}: {when}, {app}, {title}. {words}",
                number=number,
                when=when,
                app=citation.app,
                title=citation.title,
                words=citation.snippet,
            )
        )
        self.setToolTip(plain_tip(f"{citation.title}\n{citation.snippet}"[:400]))
        thumbnails.arrived.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        highlighted = self.hasFocus() or self.underMouse()
        painter.setPen(QPen(tokens.color("accent" if self.hasFocus() else "border"), 1.5 if self.hasFocus() else 1))
        painter.setBrush(tokens.color("hover" if highlighted else "surface"))
        painter.drawRoundedRect(box, 12, 12)
        picture = QRectF(box.x() + S + 1, box.center().y() - PICTURE.height() / 2, PICTURE.width(), PICTURE.height())
        paint_thumbnail(painter, picture, self._thumbnails.get(self._citation.frame), tokens, RADIUS_SMALL)
        text_box = QRectF(picture.right() + M, box.y() + S, box.right() - picture.right() - 2 * M, box.height() - 2 * S)
        self._paint_text(painter, text_box)
        painter.end()

    def _paint_text(self, painter: QPainter, box: QRectF) -> None:
        tokens = self._look.tokens
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.color("accent_soft"))
        badge = QRectF(box.x(), box.y() + 1, 20, 18)
        painter.drawRoundedRect(badge, 9, 9)
        painter.setFont(font(TEXT_SMALL, QFont.Weight.DemiBold))
        painter.setPen(tokens.color("accent"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(self._number))
        painter.setFont(font(TEXT_SMALL))
        painter.setPen(tokens.color("muted"))
        self._draw_line(painter, box.adjusted(26, 0, 0, 0), 0, f"{self._when} · {self._citation.app}".rstrip(" ·"))
        painter.setFont(font(TEXT, QFont.Weight.Medium))
        painter.setPen(tokens.color("ink"))
        self._draw_line(painter, box, 21, self._citation.title or self._citation.app)
        painter.setFont(font(TEXT_SMALL))
        painter.setPen(tokens.color("muted"))
        self._draw_line(painter, box, 41, self._citation.snippet)

    def _draw_line(self, painter: QPainter, box: QRectF, top: float, text: str) -> None:
        elided = painter.fontMetrics().elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(QRectF(box.x(), box.y() + top, box.width(), 20), Qt.AlignmentFlag.AlignVCenter, elided)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)
