"""A button that shows what is chosen and opens a menu: a picture, the words, an arrow."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QMenu,
    QStyle,
    QStyleOptionToolButton,
    QStylePainter,
    QToolButton,
)

from fieldkit.ui.theme import set_role, tokens
from fieldkit.ui.theme.icons import paint_icon
from fieldkit.ui.widgets.form_text import leading_edge

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ARROW: Final = "down"


class MenuButton(QToolButton):
    """Draws its own inside: the style leaves no room between picture and words, and as much
    before them as the arrow takes after them."""

    def __init__(self, picture: str = "") -> None:
        super().__init__()
        set_role(self, "menu-button")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._picture = picture
        self._is_short = False
        self._menu = QMenu(self)
        self.setMenu(self._menu)  # for the arrow; a click opens it without waiting for it
        self.setPopupMode(QToolButton.ToolButtonPopupMode.DelayedPopup)
        self.clicked.connect(self.open_menu)

    @property
    def choices(self) -> list[QAction]:
        """What the menu offers."""
        return self._menu.actions()

    def show_short(self, *, is_short: bool) -> None:
        """Only the picture."""
        self._is_short = is_short
        self.updateGeometry()
        self.update()

    def open_menu(self) -> None:
        """Open the menu below the button, without waiting for it."""
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the menu, as Space does."""
        if event.key() in _ENTER:
            self.open_menu()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Room for what is drawn, and a finger."""
        look = tokens()
        pictures = 2 if self._picture else 1
        words = self._drawn()
        width = 2 * look.space_m + pictures * look.icon + look.space_s
        if words:
            width += self.fontMetrics().horizontalAdvance(words) + 2
            width += look.space_s if self._picture else 0
        return QSize(max(width, look.touch), look.touch)

    def minimumSizeHint(self) -> QSize:
        """The same: languages are not cut off."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame of the style, then picture, words and arrow in the order of reading."""
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        option.text = ""  # pyright: ignore[reportAttributeAccessIssue]
        option.features = QStyleOptionToolButton.ToolButtonFeature.None_  # pyright: ignore[reportAttributeAccessIssue]
        option.toolButtonStyle = Qt.ToolButtonStyle.ToolButtonTextOnly  # pyright: ignore[reportAttributeAccessIssue]
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        look = tokens()
        left, right = look.space_m, self.width() - look.space_m
        if self._picture:
            paint_icon(painter, self._place(left), self._picture, look.colour("muted"))
            left += look.icon + look.space_s
        paint_icon(painter, self._place(right - look.icon), _ARROW, look.colour("muted"))
        words = QRect(left, 0, right - look.icon - look.space_s - left, self.height())
        painter.setPen(self.palette().color(QPalette.ColorRole.ButtonText))
        painter.drawText(self._mirrored(words), leading_edge(self.layoutDirection()), self._drawn())
        painter.end()

    # --- inside

    def _drawn(self) -> str:
        return "" if self._is_short else self.text()

    def _place(self, left: int) -> QRectF:
        size = tokens().icon
        return QRectF(self._mirrored(QRect(left, (self.height() - size) // 2, size, size)))

    def _mirrored(self, place: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)
