"""The items of a section one under the other, kept by key from one state to the next.

An unchanged question never touches its widget, so that nothing a person is doing is disturbed;
questions that become relevant or cease to be come and go between those that stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldkit.ui.models.interview import HeadingView, Item, QuestionKind, QuestionView, RosterView
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.answer_intents import AnswerIntents
from fieldkit.ui.widgets.group_heading import GroupHeading
from fieldkit.ui.widgets.item_view import ItemBody
from fieldkit.ui.widgets.note_panel import NotePanel
from fieldkit.ui.widgets.question_card import QuestionCard
from fieldkit.ui.widgets.questions.editor import Setting
from fieldkit.ui.widgets.roster import Roster
from fieldkit.ui.widgets.showing import set_shown

ItemWidget = QuestionCard | NotePanel | GroupHeading | Roster


class ItemColumn(ItemBody):
    """`role` is the look of its question cards: "card" on the page, "" inside another card."""

    def __init__(self, intents: AnswerIntents, parent: QWidget, role: str = "card") -> None:
        super().__init__(parent)
        self._intents = intents
        self._role = role
        self._items: dict[str, ItemWidget] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens().space_l if role else tokens().space_xl)

    def show_items(self, items: Sequence[Item], setting: Setting) -> None:
        """Show these items; widgets of items that are there already are kept."""
        before = list(self._items)
        self._let_go({item.key for item in items})
        kept: dict[str, ItemWidget] = {}
        for position, item in enumerate(items):
            widget = self._shown(item, setting)
            kept[item.key] = widget
            if self._column.indexOf(widget) != position:
                self._column.insertWidget(position, widget)
                set_shown(widget, shown=True)  # now: the focus may go to it at once
        self._items = kept
        if list(kept) != before:
            self._intents.restructured.emit()

    def cards(self) -> Iterator[QuestionCard]:
        """The questions that can be answered now, in the order of reading."""
        for widget in self._items.values():
            if isinstance(widget, QuestionCard):
                yield widget
            elif isinstance(widget, Roster):
                yield from widget.cards()

    def reveal(self, key: str) -> QuestionCard | None:
        """The card of a question, opening the row that it is in; None where there is none."""
        for widget in self._items.values():
            if isinstance(widget, QuestionCard) and widget.key == key:
                return widget
            if isinstance(widget, Roster) and (found := widget.reveal(key)) is not None:
                return found
        return None

    @property
    def stops(self) -> list[QWidget]:
        """Where the Tab key stops."""
        return [stop for widget in self._items.values() for stop in widget.stops]

    # --- inside

    def _shown(self, item: Item, setting: Setting) -> ItemWidget:
        """The widget of an item, brought up to date or made."""
        known = self._items.get(item.key)
        if isinstance(item, HeadingView) and isinstance(known, GroupHeading):
            known.show_heading(item)
        elif isinstance(item, RosterView) and isinstance(known, Roster):
            known.show_roster(item, setting)
        elif isinstance(item, QuestionView) and isinstance(known, NotePanel):
            known.show_note(item)
        elif isinstance(item, QuestionView) and isinstance(known, QuestionCard):
            known.show_question(item, setting)
        else:
            known = self._made(item, setting)
        return known

    def _made(self, item: Item, setting: Setting) -> ItemWidget:
        if isinstance(item, HeadingView):
            return GroupHeading(item, self)
        if isinstance(item, RosterView):
            return Roster(item, setting, self._intents, self._made_inside, self)
        if item.kind is QuestionKind.NOTE:
            return NotePanel(item, self)
        return QuestionCard(item, setting, self._intents, self._role, self)

    def _made_inside(self, member: QWidget) -> ItemColumn:
        """The questions of a row, inside its card."""
        return ItemColumn(self._intents, member, role="")

    def _let_go(self, staying: set[str]) -> None:
        for key in [key for key in self._items if key not in staying]:
            gone = self._items.pop(key)
            if isinstance(gone, QuestionCard):
                gone.commit_pending()
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
