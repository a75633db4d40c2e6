"""A list that opens quickly however long it is: the first rows, and more when they are asked for.

From the twenty-first line on there is a field to look for a person code or a form, because nobody
scrolls through a thousand.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, Protocol, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldkit.languages.digits import to_ascii
from fieldkit.ui.language import bind
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.line_edit import LineEdit
from fieldkit.ui.widgets.texts import muted

FIRST: Final = 20
MORE: Final = 50


@dataclass(frozen=True)
class Listed:
    """A line of the list: its id, the words it can be found by (in any case), and what it shows."""

    id: str
    words: str
    line: object


class Row(Protocol):
    """What a row of the list is, besides a widget."""

    @property
    def stops(self) -> list[QWidget]:
        """Where the Tab key stops in it."""
        ...


class LongList(QWidget):
    """`make` builds the row of a line. `changed` is emitted when there are other rows."""

    changed = Signal()

    def __init__(self, make: Callable[[Any], QWidget]) -> None:
        super().__init__()
        self._make = make
        self._lines: tuple[Listed, ...] = ()
        self._wanted = FIRST
        self._rows: dict[str, tuple[object, QWidget]] = {}
        self._search = LineEdit("Look for a person code or a form")
        self._nothing = muted("Nothing in this list has these letters.")
        self._more = ActionButton(role="quiet")
        self._lay_out()
        self._search.edited.connect(self._look)
        self._more.clicked.connect(self._show_more)

    def show_lines(self, lines: Sequence[Listed]) -> None:
        """Show these lines, the first at once; rows of unchanged lines stay as they are."""
        self._lines = tuple(lines)
        self._search.setVisible(len(lines) > FIRST)
        if len(lines) <= FIRST:
            self._search.show_text("")
        self._fill()

    def row(self, line: str) -> QWidget | None:
        """The row of a line, while there is one."""
        found = self._rows.get(line)
        return found[1] if found is not None else None

    @property
    def rows(self) -> list[QWidget]:
        """The rows that are there, from the top."""
        return [row for _, row in self._rows.values()]

    @property
    def stops(self) -> list[QWidget]:
        """Where the Tab key stops, in the order of reading."""
        inside = [stop for row in self.rows for stop in cast(Row, row).stops]
        return [self._search, *inside, self._more]

    def reveal(self, line: str) -> None:
        """Have a row for this line, too, where it is in the list, however far down."""
        at = next((at for at, each in enumerate(self._lines) if each.id == line), -1)
        if at >= self._wanted:
            self._wanted = at + 1
            self._fill()

    def focus_line(self, line: str) -> bool:
        """The first thing to press in the row of a line; False where there is no such row."""
        row = self.row(line)
        return row is not None and _focus_first(row)

    def focus_row(self, at: int) -> None:
        """The first thing to press in the row at this place, or after it."""
        for row in self.rows[at:]:
            if _focus_first(row):
                return

    def _found(self) -> list[Listed]:
        wanted = to_ascii(self._search.text()).strip().casefold()
        return [each for each in self._lines if wanted in each.words.casefold()]

    def _fill(self) -> None:
        found = self._found()
        shown = found[: self._wanted]
        self._drop_rows({each.id: each.line for each in shown})
        with self._at_once():
            for at, each in enumerate(shown):
                self._place_row(at, each)
        self._rows = {each.id: self._rows[each.id] for each in shown}
        self._nothing.setVisible(bool(self._lines) and not found)
        self._offer_more(len(found) - len(shown))
        self.changed.emit()

    @contextmanager
    def _at_once(self) -> Generator[None]:
        """Lay out when all rows are there. Qt lays out everything around a widget whenever one is
        shown in it, which made fifty rows take seconds."""
        layout = self.layout()
        assert layout is not None
        layout.setEnabled(False)
        try:
            yield
        finally:
            layout.setEnabled(True)
            layout.invalidate()

    def _drop_rows(self, wanted: dict[str, object]) -> None:
        for line, (shown, row) in list(self._rows.items()):
            if wanted.get(line) != shown:
                del self._rows[line]
                row.hide()
                row.deleteLater()

    def _place_row(self, at: int, listed: Listed) -> None:
        if listed.id not in self._rows:
            self._rows[listed.id] = (listed.line, self._make(listed.line))
        row = self._rows[listed.id][1]
        if self._column.indexOf(row) != at:
            self._column.insertWidget(at, row)
            row.show()

    def _offer_more(self, left: int) -> None:
        self._more.setVisible(left > 0)
        more = min(left, MORE)
        self._more.set_message("Show the next {more} of {left}", more=more, left=left)

    def _look(self, _typed: str) -> None:
        self._wanted = FIRST
        self._fill()

    def _show_more(self) -> None:
        before = len(self._rows)
        self._wanted += MORE
        self._fill()
        self.focus_row(before)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(tokens().space_s)
        self._column = QVBoxLayout()
        self._column.setSpacing(tokens().space_s)
        outer.addWidget(self._search)
        outer.addWidget(self._nothing)
        outer.addLayout(self._column)
        outer.addWidget(self._more)
        bind(self._search, "setAccessibleName", "Look for a person code or a form")
        for widget in (self._search, self._nothing, self._more):
            widget.hide()


def _focus_first(row: QWidget) -> bool:
    for stop in cast(Row, row).stops[:1]:
        stop.setFocus()
        return True
    return False
