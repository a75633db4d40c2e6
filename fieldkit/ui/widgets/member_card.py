"""A row of a repeat as a card: a member of the household, a step, a document."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fieldkit.ui.language import nbind
from fieldkit.ui.models.interview import QuestionView, RosterView, RowView
from fieldkit.ui.theme import set_role, tokens
from fieldkit.ui.widgets.answer_intents import AnswerIntents
from fieldkit.ui.widgets.chip import Chip
from fieldkit.ui.widgets.icon_button import IconButton
from fieldkit.ui.widgets.item_view import ItemBody, MakeBody
from fieldkit.ui.widgets.member_header import MemberHeader
from fieldkit.ui.widgets.question_card import QuestionCard
from fieldkit.ui.widgets.questions.editor import Setting
from fieldkit.ui.widgets.row_words import row_summary, row_title
from fieldkit.ui.widgets.showing import set_shown


class MemberCard(QFrame):
    """Closed it is one line; open it holds the questions, which are made only then."""

    toggled = Signal()

    def __init__(
        self, row: RowView, intents: AnswerIntents, make_body: MakeBody, parent: QWidget
    ) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self.key = row.key
        self._row = row
        self._intents = intents
        self._make_body = make_body
        self._body: ItemBody | None = None
        self.header = MemberHeader(self)
        self.header.clicked.connect(self.toggled)
        self._missing = Chip(tone="warn")
        self.remove = IconButton("trash", "Remove", ink="muted")
        self.remove.clicked.connect(self._ask_to_remove)
        self._lay_out()

    @property
    def is_open(self) -> bool:
        """Whether its questions can be answered."""
        return self._body is not None

    @property
    def title(self) -> str:
        """What it is called."""
        return self.header.title

    def show_row(
        self, roster: RosterView, row: RowView, setting: Setting, *, is_open: bool
    ) -> None:
        """Show the row as it stands, open or closed."""
        self._row = row
        summary = row_summary(row, setting.languages.lead)
        self.header.show_texts(row_title(roster, row), summary, is_open=is_open)
        set_shown(self._missing, shown=bool(row.missing))
        if row.missing:
            nbind(self._missing, "set_text", "{count} missing", "{count} missing", row.missing)
        set_shown(self.remove, shown=roster.may_lose_rows)
        self.remove.set_message("Remove {name}", name=self.title)
        if is_open:
            self._open(setting)
        else:
            self._close()

    def holds(self, key: str) -> bool:
        """Whether a question is in this row, however deep."""
        return key == self.key or _holds(self._row, key)

    def first_key(self) -> str:
        """The first question of the row."""
        return next((each.key for each in self._row.items if isinstance(each, QuestionView)), "")

    def cards(self) -> Iterator[QuestionCard]:
        """The questions that can be answered now."""
        if self._body is not None:
            yield from self._body.cards()

    def reveal(self, key: str) -> QuestionCard | None:
        """The card of a question in this open row."""
        return self._body.reveal(key) if self._body is not None else None

    @property
    def stops(self) -> list[QWidget]:
        """The line, the button that removes, the questions."""
        inside = self._body.stops if self._body is not None else []
        return [self.header, self.remove, *inside]

    # --- inside

    def _lay_out(self) -> None:
        space = tokens()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(space.space_s, space.space_s, space.space_m, space.space_s)
        self._column.setSpacing(space.space_s)
        line = QHBoxLayout()
        line.setSpacing(space.space_s)
        line.addWidget(self.header, 1)
        # By their own height: one of a fixed height would hold a line of two texts down to it.
        line.addWidget(self._missing, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignVCenter)
        self._column.addLayout(line)

    def _open(self, setting: Setting) -> None:
        if self._body is None:
            self._body = self._make_body(self)
            self._body.setContentsMargins(tokens().space_l, tokens().space_s, tokens().space_m, 16)
            self._body.show_items(self._row.items, setting)
            self._column.addWidget(self._body)
            set_shown(self._body, shown=True)
        else:
            self._body.show_items(self._row.items, setting)

    def _close(self) -> None:
        if self._body is None:
            return
        for card in self._body.cards():
            card.commit_pending()
        self._column.removeWidget(self._body)
        self._body.hide()
        self._body.deleteLater()
        self._body = None

    def _ask_to_remove(self) -> None:
        self._intents.row_unwanted.emit(self.key, self.title)


def _holds(row: RowView, key: str) -> bool:
    for item in row.items:
        if item.key == key:
            return True
        if isinstance(item, RosterView) and any(_holds(each, key) for each in item.rows):
            return True
    return False
