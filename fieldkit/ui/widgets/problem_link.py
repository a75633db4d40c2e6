"""Something to put right before finishing, as a way to the question it is about."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QWidget

from fieldkit.ui.language import bind, language
from fieldkit.ui.models.interview import Bilingual, ProblemLine
from fieldkit.ui.theme import tokens
from fieldkit.ui.theme.icons import paint_icon
from fieldkit.ui.widgets.bilingual_text import BilingualText
from fieldkit.ui.widgets.form_text import spoken
from fieldkit.ui.widgets.row_words import question_in_row
from fieldkit.ui.widgets.window_words import in_window

_AROUND: Final = 10
_BETWEEN: Final = 2


class ProblemLink(QAbstractButton):
    """The question, what is wrong with it, an arrow. Pressing it leads there."""

    def __init__(self, line: ProblemLine, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = line.key
        question = question_in_row(line.question, line.row)
        self._question = BilingualText(question)
        self._told = line.problem
        self._problem = _problem_text(line.problem)
        self.setAccessibleName(spoken(question))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        bind(self, "speak", lambda: language().code)

    def speak(self, _code: str) -> None:
        """Say it in the language of the window, where it is the window that says it."""
        told = in_window(self._told)
        self._problem = _problem_text(told)
        self.setAccessibleDescription(spoken(told))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Texts break."""
        return True

    def heightForWidth(self, width: int) -> int:
        """A target's height at least."""
        room = self._room(width)
        texts = self._question.height(room) + _BETWEEN + self._problem.height(room)
        return max(tokens().touch, texts + 2 * _AROUND)

    def sizeHint(self) -> QSize:
        """As high as its width makes it."""
        width = max(self.width(), tokens().field)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(0, tokens().touch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes there, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Edge, icon, question, problem, arrow."""
        look = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thick = float(look.focus) if self.hasFocus() else 1.0
        painter.setPen(QPen(QColor(look.accent if self.hasFocus() else look.danger_line), thick))
        painter.setBrush(QColor(look.hover if self.underMouse() else look.surface))
        edge = QRectF(self.rect()).adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
        painter.drawRoundedRect(edge, look.radius, look.radius)
        self._paint_icon(painter, "problem", look.space_l, look.danger)
        self._paint_icon(painter, "next", self.width() - look.space_l - look.icon, look.muted)
        self._paint_texts(painter)
        painter.end()

    # --- inside

    def _room(self, width: int) -> int:
        return max(1, width - 2 * (tokens().space_l + tokens().icon + tokens().space_m))

    def _paint_icon(self, painter: QPainter, name: str, left: int, colour: str) -> None:
        side = tokens().icon
        place = QRect(left, (self.height() - side) // 2, side, side)
        paint_icon(painter, self._mirrored(place).toRectF(), name, colour)

    def _paint_texts(self, painter: QPainter) -> None:
        room = self._room(self.width())
        left = (self.width() - room) // 2
        question, problem = self._question.height(room), self._problem.height(room)
        top = (self.height() - question - problem - _BETWEEN) // 2
        direction = self.layoutDirection()
        self._question.paint(painter, QRect(left, top, room, question), direction)
        below = QRect(left, top + question + _BETWEEN, room, problem)
        self._problem.paint(painter, below, direction)

    def _mirrored(self, place: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)


def _problem_text(problem: Bilingual) -> BilingualText:
    return BilingualText(problem, size="small", ink="danger", second_ink="danger")
