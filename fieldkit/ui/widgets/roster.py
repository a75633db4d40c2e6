"""A repeat: its rows as cards of which one is open, and a button for one row more."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from fieldkit.ui.language import bind
from fieldkit.ui.models.interview import RosterView
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.answer_intents import AnswerIntents
from fieldkit.ui.widgets.bilingual_label import BilingualLabel
from fieldkit.ui.widgets.item_view import MakeBody
from fieldkit.ui.widgets.member_card import MemberCard
from fieldkit.ui.widgets.question_card import QuestionCard
from fieldkit.ui.widgets.questions.editor import Setting
from fieldkit.ui.widgets.showing import set_shown
from fieldkit.ui.widgets.surplus_rows import SurplusRows


class Roster(QWidget):
    """`make_body` makes the column of questions inside a row."""

    def __init__(
        self,
        roster: RosterView,
        setting: Setting,
        intents: AnswerIntents,
        make_body: MakeBody,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.key = roster.key
        self._roster = roster
        self._setting = setting
        self._intents = intents
        self._make_body = make_body
        self._members: dict[str, MemberCard] = {}
        self._open_key = ""
        self._label = BilingualLabel("heading", "second", self)
        self._surplus: SurplusRows | None = None
        self.add = ActionButton(icon="plus")
        self.add.clicked.connect(lambda: intents.row_wanted.emit(self._roster.path))
        self._lay_out()
        self.show_roster(roster, setting)

    def show_roster(self, roster: RosterView, setting: Setting) -> None:
        """Show the rows as they stand."""
        before = list(self._members)
        self._roster, self._setting = roster, setting
        self._label.show_label(roster.label)
        bind(self.add, "setText", "Add: {what}", what=roster.label.lead.text)
        set_shown(self.add, shown=roster.is_free)
        self._show_surplus()
        self._let_go({row.key for row in roster.rows})
        kept: dict[str, MemberCard] = {}
        for position, row in enumerate(roster.rows):
            member = self._members.get(row.key) or self._made(position)
            member.show_row(roster, row, setting, is_open=row.key == self._open_key)
            kept[row.key] = member
            if self._rows.indexOf(member) != position:
                self._rows.insertWidget(position, member)
                set_shown(member, shown=True)
        self._members = kept
        if list(kept) != before:
            self._intents.restructured.emit()

    def cards(self) -> Iterator[QuestionCard]:
        """The questions of the open row."""
        for member in self._members.values():
            yield from member.cards()

    def reveal(self, key: str) -> QuestionCard | None:
        """The card of a question, opening its row; None where it is in none."""
        for member in self._members.values():
            if member.holds(key):
                self._show_open(member.key)
                return member.reveal(key if key != member.key else member.first_key())
        return None

    @property
    def stops(self) -> list[QWidget]:
        """What is said above the rows, row after row, then the button."""
        above = self._surplus.stops if self._surplus is not None else []
        rows = (stop for each in self._members.values() for stop in each.stops)
        return [*above, *rows, self.add]

    # --- inside

    def _lay_out(self) -> None:
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, tokens().space_m, 0, 0)
        column.setSpacing(tokens().space_m)
        column.addWidget(self._label)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(tokens().space_m)
        column.addLayout(self._rows)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeading)

    def _show_surplus(self) -> None:
        asked = self._roster.asked_for
        if asked is not None:
            if self._surplus is None:
                self._surplus = SurplusRows(self)
                self._surplus.unwanted.connect(self._give_up_surplus)
                self._surplus.restructured.connect(self._intents.restructured)
                self._column.insertWidget(1, self._surplus)
                self._intents.restructured.emit()
            self._surplus.show_roster(self._roster)
        if self._surplus is not None:
            set_shown(self._surplus, shown=asked is not None)

    def _give_up_surplus(self) -> None:
        keys = tuple(row.key for row in self._roster.surplus)
        self._intents.rows_unwanted.emit(keys, self._roster.label.lead.text)

    def _made(self, position: int) -> MemberCard:
        member = MemberCard(self._roster.rows[position], self._intents, self._make_body, self)
        member.toggled.connect(lambda: self._toggle(member))
        return member

    def _toggle(self, member: MemberCard) -> None:
        self._show_open("" if member.is_open else member.key)

    def _show_open(self, key: str) -> None:
        if key != self._open_key:
            self._open_key = key
            self.show_roster(self._roster, self._setting)
            self._intents.restructured.emit()

    def _let_go(self, staying: set[str]) -> None:
        for key in [key for key in self._members if key not in staying]:
            neighbour = self._neighbour(key, staying)
            gone = self._members.pop(key)
            focus = QApplication.focusWidget()
            if focus is not None and gone.isAncestorOf(focus):
                neighbour.setFocus()
            self._rows.removeWidget(gone)
            gone.hide()
            gone.deleteLater()

    def _neighbour(self, key: str, staying: set[str]) -> QWidget:
        """Where the focus goes when a row goes: the next one, else the one before, else Add."""
        keys = list(self._members)
        position = keys.index(key)
        nearest = [*keys[position + 1 :], *reversed(keys[:position])]
        near = next((each for each in nearest if each in staying), None)
        return self.add if near is None else self._members[near].header
