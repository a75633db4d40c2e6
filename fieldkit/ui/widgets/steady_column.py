"""A scrolled column in which what a person looks at stays where it is.

Questions come and go above the one that is being answered, labels grow when the language is
switched: the scroll bar is moved so that the focused widget, or else the topmost one in sight,
keeps its place on the screen.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from fieldkit.ui.widgets.scroll_column import ScrollColumn

_LAID_OUT: Final = (QEvent.Type.Resize, QEvent.Type.LayoutRequest)
_ROOM_ABOVE: Final = 24
_ROOM_BELOW: Final = 8


class SteadyColumn(ScrollColumn):
    """`show_body` says whose children are the things that people look at."""

    def __init__(self) -> None:
        self._anchor: QWidget | None = None
        self._kept_at = 0
        self._kept_top = True
        self._moving = False
        self._kept_in_sight: tuple[QWidget, QWidget] | None = None
        self._body: QWidget | None = None
        super().__init__()
        body = self.column.parentWidget()
        assert body is not None
        self.inner: QWidget = body
        """The widget that the column lies in: the parent of what goes into it."""
        content = self.widget()
        assert content is not None
        self._content = content
        content.installEventFilter(self)
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._scrolled)
        bar.rangeChanged.connect(self._restore)

    def show_body(self, body: QWidget) -> None:
        """Another section, shown from its top: nothing of the one before is kept in place."""
        self._body = body
        self._anchor = self._kept_in_sight = None
        self.verticalScrollBar().setValue(0)

    def bring_into_sight(self, card: QWidget) -> None:
        """Show as much of a card as there is room for, its beginning first."""
        top = self._top_in_content(card)
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if top < bar.value() or top + card.height() > bar.value() + height:
            spare = max(0, height - card.height())
            bar.setValue(top - min(spare, _ROOM_ABOVE))

    def keep_in_sight(self, card: QWidget, part: QWidget) -> None:
        """Keep a card in sight, above all a part at its end, together with what has the focus:
        now, and while the page finds its shape, until the focus goes on or somebody scrolls."""
        self._kept_in_sight = (card, part)
        self._show_kept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """After the content was laid out anew, put the anchor back."""
        handled = super().eventFilter(watched, event)
        if event.type() in _LAID_OUT and watched is self._content:
            self._restore()
            self._show_kept()
        return handled

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None or not self._content.isAncestorOf(now):
            return
        self._kept_in_sight = None
        # Under a pressed mouse button nothing may move: the click would miss what it was meant for.
        if QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            super()._follow_focus(_before, now)
        self._keep(now)

    # --- inside

    def _scrolled(self, _value: int) -> None:
        if not self._moving:
            self._kept_in_sight = None
            self._keep(self._focused_in_sight() or self._topmost())

    def _show_kept(self) -> None:
        if self._kept_in_sight is None or QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        card, part = self._kept_in_sight
        if not (isValid(card) and isValid(part) and part.isVisible()):
            self._kept_in_sight = None
            self._follow_focus(None, QApplication.focusWidget())  # it had to stand back for this
            return
        wanted = self._where_kept(card, part)
        if wanted != self.verticalScrollBar().value():
            self._move_to(wanted)
            self._keep(self._focused_in_sight() or self._topmost())

    def _where_kept(self, card: QWidget, part: QWidget) -> int:
        """The value of the scroll bar, near the present one: where not everything has room, the
        part rather than the focus, and the focus rather than the beginning of the card."""
        begin, room = self._top_in_content(card), self.viewport().height()
        top = self._top_in_content(part)
        end = begin + card.height()
        focus = QApplication.focusWidget()
        if focus is not None and self._content.isAncestorOf(focus):
            end = max(end, self._top_in_content(focus) + focus.height() + _ROOM_BELOW)
        least, most = end - room, begin
        if least > most:  # not the whole card
            return min(least, top)
        return min(max(self.verticalScrollBar().value(), least), most)

    def _top_in_content(self, widget: QWidget) -> int:
        return widget.mapTo(self._content, QPoint(0, 0)).y()

    def _move_to(self, value: int) -> None:
        self._moving = True
        self.verticalScrollBar().setValue(value)
        self._moving = False

    def _focused_in_sight(self) -> QWidget | None:
        focus = QApplication.focusWidget()
        if focus is None or not self._content.isAncestorOf(focus):
            return None
        top = self._place_of(focus)
        in_sight = top + focus.height() > 0 and top < self.viewport().height()
        return focus if in_sight else None

    def _topmost(self) -> QWidget | None:
        if self._body is None or self.verticalScrollBar().value() == 0:
            return None  # at the top it stays at the top
        children = (each for each in self._body.children() if isinstance(each, QWidget))
        places = [(self._place_of(each), each) for each in children if each.isVisible()]
        in_sight = [(top, each) for top, each in places if top + each.height() > 0]
        return min(in_sight, key=lambda place: place[0])[1] if in_sight else None

    def _keep(self, anchor: QWidget | None) -> None:
        self._anchor = anchor
        if anchor is not None:
            self._kept_at = self._place_of(anchor)
            self._kept_top = self.verticalScrollBar().value() == 0

    def _restore(self) -> None:
        anchor = self._anchor
        if anchor is None or not isValid(anchor) or not self._content.isAncestorOf(anchor):
            self._anchor = None
            return
        if self._kept_top and self._is_in_sight(anchor):
            return  # what was shown from its top still is
        moved = self._place_of(anchor) - self._kept_at
        if moved:
            self._move_to(self.verticalScrollBar().value() + moved)

    def _is_in_sight(self, anchor: QWidget) -> bool:
        top = self._place_of(anchor)
        return self.verticalScrollBar().value() == 0 and (
            top + anchor.height() <= self.viewport().height()
        )

    def _place_of(self, anchor: QWidget) -> int:
        return anchor.mapTo(self.viewport(), QPoint(0, 0)).y()
