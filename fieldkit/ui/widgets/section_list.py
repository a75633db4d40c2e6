"""The sections at the leading edge, and how much of the interview is answered.

Where the window is narrow or the text is large it becomes a strip of numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from fieldkit.ui.language import bind, text
from fieldkit.ui.models.interview import SectionLine
from fieldkit.ui.theme import set_role, tokens
from fieldkit.ui.widgets.section_row import SectionRow
from fieldkit.ui.widgets.showing import set_shown
from fieldkit.ui.widgets.texts import small

_WIDE: Final = 264  # at 100 % text
_SCROLL_BAR: Final = 16


class SectionList(QFrame):
    """Emits the section that is wanted. One stop for the Tab key; arrow keys move inside it."""

    section_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "sidebar")
        self._lines: tuple[SectionLine, ...] = ()
        self._current = ""
        self._rows: list[SectionRow] = []
        self._is_narrow = False
        self._counted = small()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        bind(self._bar, "setAccessibleName", "Answered so far")
        self._lay_out()
        bind(self, "show_progress", self._progress)
        self.show_narrow(is_narrow=False)

    @property
    def rows(self) -> Sequence[SectionRow]:
        """The rows in order."""
        return tuple(self._rows)

    @property
    def is_narrow(self) -> bool:
        """Whether it is only a strip."""
        return self._is_narrow

    @property
    def stops(self) -> list[QWidget]:
        """The rows."""
        return list(self._rows)

    def show_sections(self, lines: Sequence[SectionLine], current: str) -> bool:
        """Show how far everything is; says whether rows came or went."""
        restructured = len(lines) != len(self._lines)
        self._lines, self._current = tuple(lines), current
        while len(self._rows) < len(lines):
            self._rows.append(self._made(len(self._rows), lines[len(self._rows)]))
        for gone in self._rows[len(lines) :]:
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        del self._rows[len(lines) :]
        for position, (row, line) in enumerate(zip(self._rows, lines, strict=True)):
            row.show_line(position, line, is_current=line.id == current)
            is_entrance = line.id == current
            policy = Qt.FocusPolicy.StrongFocus if is_entrance else Qt.FocusPolicy.ClickFocus
            row.setFocusPolicy(policy)
            if is_entrance:
                self._scroll.ensureWidgetVisible(row, 0, tokens().space_l)
        self.show_progress(self._progress())
        return restructured

    def show_progress(self, words: str) -> None:
        """`words` says it for the label, or for the bar alone; the bar follows the sections."""
        self._counted.setText(words)
        self._bar.setToolTip(words if self._is_narrow else "")
        asked = sum(line.asked for line in self._lines)
        self._bar.setMaximum(max(1, asked))
        self._bar.setValue(min(asked, sum(line.answered for line in self._lines)))

    def show_narrow(self, *, is_narrow: bool) -> None:
        """A strip of numbers, or everything."""
        self._is_narrow = is_narrow
        self._counted.setVisible(not is_narrow)
        self._bar.setToolTip(self._counted.text() if is_narrow else "")
        for row in self._rows:
            row.show_narrow(is_narrow=is_narrow)
        look = tokens()
        strip = look.touch + 2 * look.space_s + _SCROLL_BAR
        self.setFixedWidth(strip if is_narrow else _WIDE * look.scale // 100)

    # --- inside

    def _lay_out(self) -> None:
        space = tokens()
        column = QVBoxLayout(self)
        column.setContentsMargins(space.space_s, space.space_l, 3, space.space_s)
        column.setSpacing(space.space_s)
        head = QVBoxLayout()
        head.setContentsMargins(space.space_s, 0, space.space_m, space.space_s)
        head.setSpacing(space.space_s)
        head.addWidget(self._counted)
        head.addWidget(self._bar)
        column.addLayout(head)
        self._inner = inner = QWidget()
        set_role(inner, "column")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, space.space_xs, 0)
        self._column.setSpacing(2)
        self._column.addStretch(1)
        self._scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        column.addWidget(scroll, 1)

    def _made(self, position: int, line: SectionLine) -> SectionRow:
        row = SectionRow(position, line, self._inner)
        row.show_narrow(is_narrow=self._is_narrow)
        row.wanted.connect(self.section_wanted)
        row.step_wanted.connect(self._step)
        self._column.insertWidget(position, row)
        set_shown(row, shown=True)
        return row

    def _step(self, wanted: int) -> None:
        if 0 <= wanted < len(self._rows):
            self._rows[wanted].setFocus(Qt.FocusReason.OtherFocusReason)

    def _progress(self) -> str:
        return text(
            "{answered} of {asked} answered",
            answered=sum(line.answered for line in self._lines),
            asked=sum(line.asked for line in self._lines),
        )
