"""Says at a counted repeat that it has more rows than the form asks for, and takes the last away.

What only the form wrote goes at once, as a single row does. Where somebody answered something in
these rows it asks first, in the same place, and says in how many of them.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldkit.ui.language import bind, nbind
from fieldkit.ui.models.interview import RosterView
from fieldkit.ui.theme import set_role, tokens
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.banner import Banner
from fieldkit.ui.widgets.keep_or_remove import KeepOrRemove
from fieldkit.ui.widgets.showing import set_shown
from fieldkit.ui.widgets.surplus import tell_surplus
from fieldkit.ui.widgets.texts import body


class SurplusRows(QWidget):
    """`unwanted`: all rows above the count shall go."""

    unwanted = Signal()
    restructured = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._answered = 0
        self._asks = False
        self._banner = Banner("warn")
        self.remove = self._banner.set_action("Remove", self._ask)
        self.remove.show_icon("trash")
        self._question = _Question(self)
        self._question.kept.connect(self._keep)
        self._question.confirmed.connect(self._confirmed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._banner)
        column.addWidget(self._question)
        self._question.hide()

    def show_roster(self, roster: RosterView) -> None:
        """Say it of a repeat as it stands; what was asked about other rows is asked no more."""
        surplus = len(roster.surplus)
        if roster.asked_for is None:
            self._show_question(asks=False)
            return
        tell_surplus(self._banner, roster.asked_for, len(roster.rows))
        _say_how_many(self.remove, surplus)
        if roster.answered != self._answered:
            self._show_question(asks=False)
        self._answered = roster.answered
        self._question.show_numbers(surplus, roster.answered)

    @property
    def stops(self) -> list[QWidget]:
        """The button, or the two answers."""
        return [self.remove, *self._question.stops]

    # --- inside

    def _ask(self) -> None:
        if not self._answered:
            self.unwanted.emit()
            return
        self._show_question(asks=True)
        self._question.focus_first()

    def _keep(self) -> None:
        self._show_question(asks=False)
        self.remove.setFocus()

    def _confirmed(self) -> None:
        self._keep()
        self.unwanted.emit()

    def _show_question(self, *, asks: bool) -> None:
        if asks == self._asks:
            return
        self._asks = asks
        set_shown(self._banner, shown=not asks)
        set_shown(self._question, shown=asks)
        self.restructured.emit()


class _Question(KeepOrRemove):
    """Asked in the place of the banner."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            ActionButton("Keep them"), ActionButton(icon="trash", role="danger"), parent
        )
        set_role(self, "banner-warn")
        self._words = body("")
        self._lay_out()

    def show_numbers(self, rows: int, answered: int) -> None:
        """How many rows would go, and in how many of them there are answers."""
        if answered == rows:
            nbind(
                self._words,
                "setText",
                "There are answers in the last one. Remove it all the same?",
                "There are answers in all of the last {count}. Remove them all the same?",
                rows,
            )
        else:
            bind(
                self._words,
                "setText",
                "There are answers in {answered} of the last {rows}. Remove them all the same?",
                answered=answered,
                rows=rows,
            )
        _say_how_many(self._remove, rows)

    def _lay_out(self) -> None:
        space = tokens()
        column = QVBoxLayout(self)
        column.setContentsMargins(space.space_l, space.space_m, space.space_l, space.space_m)
        column.setSpacing(space.space_m)
        column.addWidget(self._words)
        row = QHBoxLayout()
        row.setSpacing(space.space_s)
        row.addWidget(self._keep)
        row.addWidget(self._remove)
        row.addStretch(1)
        column.addLayout(row)


def _say_how_many(button: ActionButton, rows: int) -> None:
    nbind(button, "setText", "Remove the last one", "Remove the last {count}", rows)
