"""One of a few ways to go on, as a large card: a title, a sentence, an icon."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from fieldkit.ui.language import bind
from fieldkit.ui.theme import set_role, tokens
from fieldkit.ui.widgets.icon_label import IconLabel
from fieldkit.ui.widgets.texts import label

_RING_INSET = 4.0


class ChoiceCard(QRadioButton):
    """A radio button for Qt and for a screen reader; cards of one parent exclude each other.

    Space or Enter chooses, the arrow keys go to the next one. `value` is the caller's.
    """

    def __init__(
        self,
        message: str | Callable[[], str],
        explanation: str | Callable[[], str] = "",
        *,
        icon: str = "",
        value: object = None,
    ) -> None:
        super().__init__()
        self.value = value
        set_role(self, "choice-card")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._title = label("label")
        self._explanation = label("muted")
        self._icon = IconLabel(icon, "accent", factor=1.4) if icon else None
        self._lay_out()
        bind(self, "set_title", message)
        self._explanation.setVisible(bool(explanation))
        if explanation:
            bind(self, "set_explanation", explanation)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_title(self, words: str) -> None:
        """The title, in the present language."""
        self._title.setText(words)
        self.setAccessibleName(words)

    def set_explanation(self, words: str) -> None:
        """The sentence, in the present language."""
        self._explanation.setText(words)
        self.setAccessibleDescription(words)

    def sizeHint(self) -> QSize:
        """As large as what is written on it."""
        return self._row.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        """As small as its words can wrap."""
        return self._row.totalMinimumSize()

    def hasHeightForWidth(self) -> bool:
        """The words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high the words need it at this width."""
        return max(self._row.totalHeightForWidth(width), tokens().touch)

    def hitButton(self, pos: QPoint) -> bool:
        """All of the card can be pressed."""
        return self.rect().contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another text size asks for another height."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, edge and ring; the mark and the words are widgets on it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_card(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens().accent), tokens().focus))
            _rounded(painter, QRectF(self.rect()), _RING_INSET, tokens().radius_card - 3)

    def _paint_card(self, painter: QPainter) -> None:
        look = tokens()
        ground = look.hover if self.underMouse() and self.isEnabled() else look.surface
        painter.setBrush(QColor(look.accent_soft if self.isChecked() else ground))
        edge = look.accent if self.isChecked() else look.control
        painter.setPen(QPen(QColor(edge), 1))
        _rounded(painter, QRectF(self.rect()), 0.5, look.radius_card)

    def _lay_out(self) -> None:
        space = tokens()
        side = space.space_l
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(side, side, side, side)
        self._row.setSpacing(space.space_m)
        self._row.addWidget(_Mark(self), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self._title)
        column.addWidget(self._explanation)
        self._row.addLayout(column, 1)
        if self._icon is not None:
            self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        for part in self.findChildren(QLabel):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


class _Mark(QWidget):
    """The ring of a radio button, with a dot when its card is chosen."""

    def __init__(self, card: QRadioButton) -> None:
        super().__init__()
        self._card = card
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """As high as the line of the title, so that both stand on one height."""
        return QSize(tokens().icon, QFontMetrics(self._card.font()).height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ring and dot."""
        look = tokens()
        side = look.icon
        ring = QRectF(0, (self.height() - side) / 2, side, side)
        edge = look.accent if self._card.isChecked() else look.control
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(look.surface))
        painter.setPen(QPen(QColor(edge), 2))
        painter.drawEllipse(ring.adjusted(1, 1, -1, -1))
        if self._card.isChecked():
            inset = side * 0.27
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.accent))
            painter.drawEllipse(ring.adjusted(inset, inset, -inset, -inset))


def _rounded(painter: QPainter, area: QRectF, inset: float, radius: float) -> None:
    painter.drawRoundedRect(area.adjusted(inset, inset, -inset, -inset), radius, radius)
