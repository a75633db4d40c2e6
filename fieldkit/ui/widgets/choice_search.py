"""A long list of choices: what is chosen, a field to search in, and the list while searching.

The list opens by a click into the field, by typing or by the arrow keys, never by merely passing
through with Tab; it closes by choosing, by Esc, and when the focus goes elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QVBoxLayout, QWidget

from fieldkit.ui.language import bind, nbind
from fieldkit.ui.models.interview import ChoiceView
from fieldkit.ui.theme import tokens
from fieldkit.ui.theme.icons import paint_icon
from fieldkit.ui.widgets.choice_rows import ChoiceRowPainter, ChoiceRows
from fieldkit.ui.widgets.line_edit import LineEdit
from fieldkit.ui.widgets.showing import set_shown
from fieldkit.ui.widgets.texts import muted

_ROWS_IN_SIGHT: Final = 6
_BEFORE_GLASS: Final = 12
_AROUND_ROWS: Final = 4  # border and padding of the stylesheet; with less, a bar that moves nothing
_STEPS: Final[dict[int, int]] = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -_ROWS_IN_SIGHT,
    Qt.Key.Key_PageDown: _ROWS_IN_SIGHT,
}


class ChoiceSearch(QWidget):
    """`picked` carries the value of the row that was pressed or entered, `unfolded` the list when
    it comes in sight."""

    picked = Signal(str)
    unfolded = Signal(object)
    done = Signal()

    def __init__(self, parent: QWidget, *, stays_open: bool) -> None:
        super().__init__(parent)
        self._stays_open = stays_open
        self.field = SearchField()
        self.rows = ChoiceRows(self)
        self._nothing = muted("Nothing in this list has these letters.")
        self._list: QListView | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens().space_xs)
        self._column.addWidget(self.field)
        self.field.edited.connect(self._search)
        self.field.opened.connect(self.open_list)
        self.field.stepped.connect(self._step)
        self.field.entered.connect(self._enter)
        self.field.escaped.connect(self.close_list)
        self.field.left.connect(self._close_later)

    @property
    def is_open(self) -> bool:
        """Whether the list is in sight."""
        return self._list is not None and not self._list.isHidden()

    @property
    def list(self) -> QListView:
        """The list; made when it is first needed."""
        if self._list is None:
            self._list = self._made_list()
        return self._list

    def show_choices(self, choices: Sequence[ChoiceView], chosen: Sequence[str]) -> None:
        """Offer these choices, ticked where they are chosen."""
        self.rows.show_choices(choices)
        self.rows.show_chosen(chosen)
        nbind(
            self.field,
            "setPlaceholderText",
            "Search {count} choice",
            "Search {count} choices",
            len(choices),
        )

    def open_list(self) -> None:
        """Bring the list in sight."""
        if not self.is_open and not self.field.isReadOnly():
            self.list.setVisible(True)
            self.field.claims_escape = True
            self._select_first()
            self._fit()
            self.unfolded.emit(self.list)

    def close_list(self) -> None:
        """Put the list away, and what was searched for."""
        self.field.claims_escape = False
        self.field.clear()
        self.rows.search("")
        if self._list is not None:
            self._list.setVisible(False)

    # --- inside

    def _made_list(self) -> QListView:
        made = ChoiceListView()
        made.setModel(self.rows)
        made.setItemDelegate(ChoiceRowPainter(made))
        made.clicked.connect(self._pick)
        self.rows.modelReset.connect(self._found)  # in another language other rows are found
        bind(made, "setAccessibleName", "Choices found")
        QVBoxLayout(made.viewport()).addWidget(self._nothing)
        self._column.addWidget(made)
        return made

    def _search(self, sought: str) -> None:
        self.open_list()
        self.rows.search(sought)

    def _found(self) -> None:
        if self.is_open:
            self._select_first()
            self._fit()

    def _select_first(self) -> None:
        if self.rows.rowCount():
            self.list.setCurrentIndex(self.rows.index(0))

    def _step(self, steps: int) -> None:
        if not self.is_open:
            self.open_list()
            return
        last = self.rows.rowCount() - 1
        wanted = max(0, min(last, self.list.currentIndex().row() + steps))
        if last >= 0:
            self.list.setCurrentIndex(self.rows.index(wanted))

    def _enter(self) -> None:
        index = self.list.currentIndex() if self.is_open else QModelIndex()
        if index.isValid():
            self._pick(index)
        elif not self.is_open:
            self.done.emit()

    def _pick(self, index: QModelIndex) -> None:
        value = self.rows.choice(index).value
        if self._stays_open:
            self.field.selectAll()
        else:
            self.close_list()
        self.picked.emit(value)

    def _fit(self) -> None:
        """As high as what was found, up to six rows; with words where nothing was."""
        set_shown(self._nothing, shown=bool(self.field.text()) and not self.rows.rowCount())
        shown = min(self.rows.rowCount(), _ROWS_IN_SIGHT)
        heights = [self.list.sizeHintForRow(row) for row in range(shown)]
        self.list.setFixedHeight(max(tokens().touch, sum(heights)) + 2 * _AROUND_ROWS)

    def _close_later(self) -> None:
        # After the focus has arrived where it goes: a list that closed in the middle of a click
        # would pull the button away from under the pointer.
        QTimer.singleShot(0, self, self._close_unless_back)

    def _close_unless_back(self) -> None:
        if not self.field.hasFocus():
            self.close_list()


class SearchField(LineEdit):
    """The field to search in: tells keys and clicks that are meant for the list."""

    opened = Signal()
    stepped = Signal(int)
    entered = Signal()
    escaped = Signal()
    left = Signal()

    claims_escape = False

    def __init__(self) -> None:
        super().__init__()
        self._make_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Enter and Esc are for the list."""
        key = event.key()
        if key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key == Qt.Key.Key_Escape and self.claims_escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """The magnifying glass changes sides and size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LayoutDirectionChange, QEvent.Type.StyleChange):
            self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, with a magnifying glass where it begins."""
        super().paintEvent(event)
        side = tokens().icon
        place = QRect(_BEFORE_GLASS, (self.height() - side) // 2, side, side)
        area = QStyle.visualRect(self.layoutDirection(), self.rect(), place)
        painter = QPainter(self)
        paint_icon(painter, area.toRectF(), "search", tokens().muted)
        painter.end()

    def _make_room(self) -> None:
        room = tokens().icon + tokens().space_s
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.setTextMargins(0 if right_to_left else room, 0, room if right_to_left else 0, 0)

    def event(self, event: QEvent) -> bool:
        """Esc closes the list before it could mean anything to the page."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self.claims_escape
        ):
            event.accept()
            return True
        return super().event(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens the list: once it is over, since the page may move to show it."""
        super().mouseReleaseEvent(event)
        self.opened.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The list closes when the focus is elsewhere."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class ChoiceListView(QListView):
    """The list: it takes no focus, so that typing goes on in the field."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Labels break elsewhere at another width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
