"""A button with words, and an icon if that helps; its words wrap rather than being cut off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
)

from fieldkit.languages.bidi import isolate
from fieldkit.ui.language import bind
from fieldkit.ui.theme import set_role, tokens
from fieldkit.ui.theme.icons import bind_icon

# role -> the token of its words
_INKS: Final = {
    "primary": "accent_ink",
    "secondary": "ink",
    "quiet": "accent",
    "danger": "danger",
    "toast": "toast_accent",
}
_GAP: Final = 8
_RING_INSET: Final = 3.5
# An arrow that leads on stands behind the word, where the eye goes on.
_ICONS_BEHIND: Final = frozenset({"next"})
_WRAPPED: Final = Qt.TextFlag.TextWordWrap


class ActionButton(QPushButton):
    """Roles: primary (one on a page), secondary, quiet, danger. Enter presses it, as Space does."""

    def __init__(
        self,
        message: str | Callable[[], str] = "",
        *,
        icon: str = "",
        role: str = "secondary",
        **fields: object,
    ) -> None:
        super().__init__()
        self._role = role
        self._icon_name = ""
        set_role(self, role)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if message:
            self.set_message(message, **fields)
        if icon:
            self.show_icon(icon)

    def set_message(self, message: str | Callable[[], str], **fields: object) -> None:
        """Other words for the button."""
        bind(self, "setText", message, **fields)

    def show_icon(self, name: str) -> None:
        """Another icon for the button."""
        self._icon_name = name
        bind_icon(self, name, _INKS.get(self._role, "ink"))

    def sizeHint(self) -> QSize:
        """The words on one line if there is room, else as high as they need in this width."""
        natural = super().sizeHint()
        wrapped = self._height_of_words(self.width()) if self.width() < natural.width() else 0
        padding = 2 * tokens().space_s
        return QSize(natural.width(), max(natural.height(), wrapped + padding))

    def minimumSizeHint(self) -> QSize:
        """Narrower than the words, but never than the longest of them."""
        hint = self.sizeHint()
        words = self.text().split()
        longest = max((self.fontMetrics().horizontalAdvance(word) for word in words), default=0)
        return QSize(min(hint.width(), longest + 2 + self._beside_words()), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A width that makes the words wrap asks for another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The style draws the ground; the words are ours, because Qt does not wrap them."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        # PySide6's stubs leave out the fields of the style options.
        option.text = ""  # pyright: ignore[reportAttributeAccessIssue]
        option.icon = QIcon()  # pyright: ignore[reportAttributeAccessIssue]
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        self._draw_content(painter)
        if self._role == "primary" and self.hasFocus():
            self._draw_inner_ring(painter)

    def _draw_content(self, painter: QPainter) -> None:
        area = self._content_area()
        beside = self._icon_width()
        said = isolate(self.text())  # "Browse…" keeps its dots behind it on an Arabic page
        words = painter.boundingRect(
            area.adjusted(0, 0, -beside, 0), Qt.AlignmentFlag.AlignCenter | _WRAPPED, said
        )
        width = words.width() + beside
        start = area.x() + (area.width() - width) // 2
        before = beside if self._icon_is_left() else 0
        place = QRect(start + before, area.y(), words.width(), area.height())
        painter.setPen(QColor(self._ink()))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter | _WRAPPED, said)
        if beside:
            left = start if before else start + width - self.iconSize().width()
            self._draw_icon(painter, QRect(left, area.y(), self.iconSize().width(), area.height()))

    def _draw_icon(self, painter: QPainter, place: QRect) -> None:
        mode = QIcon.Mode.Normal if self.isEnabled() else QIcon.Mode.Disabled
        self.icon().paint(painter, place, Qt.AlignmentFlag.AlignCenter, mode)

    def _draw_inner_ring(self, painter: QPainter) -> None:
        """On a ground of the accent colour the ring of the other controls could not be seen."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens().accent_ink), tokens().focus))
        inset = _RING_INSET
        ring = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        radius = tokens().radius - inset + 1
        painter.drawRoundedRect(ring, radius, radius)

    def _ink(self) -> str:
        if not self.isEnabled():
            return tokens().faint
        if self.isChecked():
            return tokens().accent
        return tokens().colour(_INKS.get(self._role, "ink"))

    def _content_area(self) -> QRect:
        padding = tokens().space_l if self._role != "quiet" else tokens().space_m
        return self.rect().adjusted(padding, 2, -padding, -2)

    def _icon_width(self) -> int:
        if self.icon().isNull():
            return 0
        return self.iconSize().width() + (_GAP if self.text() else 0)

    def _icon_is_left(self) -> bool:
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return right_to_left == (self._icon_name in _ICONS_BEHIND)

    def _beside_words(self) -> int:
        return self.width() - self._content_area().width() + self._icon_width()

    def _height_of_words(self, width: int) -> int:
        room = QRect(0, 0, width - self._beside_words(), 10_000)
        return self.fontMetrics().boundingRect(room, _WRAPPED, self.text()).height()
