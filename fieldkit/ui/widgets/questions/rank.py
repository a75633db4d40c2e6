"""Choices to be put in order. An order that nobody chose is no answer: until something is moved, or
the order is kept on purpose, the question is blank.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldkit.ui.language import bind, text
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.questions.editor import Editor
from fieldkit.ui.widgets.questions.rank_list import RankList
from fieldkit.ui.widgets.showing import set_shown
from fieldkit.ui.widgets.texts import small


class RankEditor(Editor):
    """The choices as a list to be moved in, a button that keeps the order, and one that clears it.

    Where a choice is no longer offered the form takes it out of the answer; one that is offered
    anew stands at the end and has no place yet.
    """

    def build(self) -> None:
        """How it is done, the list, the button."""
        self._list = RankList(self)
        self._list.ordered.connect(self._ordered)
        self._list.done.connect(self.done)
        self._list.restructured.connect(self.restructured)
        self._how = small(
            "Drag the choices into order, or move them with the arrows. "
            "With keys: Ctrl with the arrow up or down."
        )
        self._keep = ActionButton("Keep this order", icon="check", role="quiet")
        self._keep.clicked.connect(self._confirm)
        self._clear = ActionButton("Clear", role="quiet")
        bind(self._clear, "setAccessibleName", "Clear answer")
        bind(self._clear, "setToolTip", "Clear answer (Delete)")
        self._clear.clicked.connect(self._list.clear)
        self._lay_out()

    def render_answer(self) -> None:
        """The choices that have a place in their order, then the others in the form's."""
        chosen = {value: at for at, value in enumerate(self.answer.split())}
        offered = self.question.choices
        placed = [choice for choice in offered if choice.value in chosen]
        placed.sort(key=lambda choice: chosen[choice.value])
        rest = [choice for choice in offered if choice.value not in chosen]
        fixed = self.question.readonly
        set_shown(self._how, shown=not fixed)
        self._list.show_order([*placed, *rest], len(placed), fixed=fixed)
        self._show_buttons()

    @property
    def entrance(self) -> QWidget:
        """The first card, or the one that was entered last."""
        return self._list.entrance

    @property
    def stops(self) -> list[QWidget]:
        """The cards, then the buttons."""
        return [*self._list.cards, self._keep, self._clear]

    def describe(self, description: str) -> None:
        """The question names the list; each card has its own name."""
        self._list.setAccessibleName(self.question.label.lead.text)
        self._list.setAccessibleDescription(description)
        said = ". ".join(filter(None, (self.question.label.lead.text, self._keys(), description)))
        for card in self._list.cards:
            card.setAccessibleDescription(said)

    # --- inside

    def _keys(self) -> str:
        """The keys, for who hears a card rather than sees it."""
        if self.question.readonly:
            return ""
        return text(
            "Space picks it up and puts it down, the arrow keys move it, Escape puts it back"
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().space_s)
        row = QHBoxLayout()
        row.addWidget(self._keep)
        row.addWidget(self._clear)
        row.addStretch(1)
        column.addWidget(self._how)
        column.addWidget(self._list)
        column.addLayout(row)

    def _show_buttons(self) -> None:
        """One of the two, or both where some choices have a place and some have none."""
        placed, count = self._list.placed, len(self._list.cards)
        may = not self.question.readonly
        for button, shown in (
            (self._keep, may and placed < count),
            (self._clear, may and placed > 0),
        ):
            if button.hasFocus() and not shown:
                self._list.entrance.setFocus(Qt.FocusReason.OtherFocusReason)
            set_shown(button, shown=shown)

    def _confirm(self) -> None:
        self._list.confirm()

    def _ordered(self, values: tuple[str, ...]) -> None:
        self._show_buttons()
        self.hand_over(values or None)
