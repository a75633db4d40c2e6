"""Words or a code are typed, from paper or from hearing."""

from __future__ import annotations

from PySide6.QtCore import Signal

from fieldkit.languages.marking import N_
from fieldkit.ui.language import text
from fieldkit.ui.widgets.card import Card
from fieldkit.ui.widgets.code_edit import CodeEdit
from fieldkit.ui.widgets.field import Field
from fieldkit.ui.widgets.step import Message, Step


class TypedCodeStep(Step):
    """`typed` carries what was typed. `refusals`: the codes of refusals told at the field."""

    typed = Signal(str)
    refusals: tuple[str, ...] = ()
    missing: str = N_("Type it here first.")

    def __init__(self, name: Message, explanation: Message, label: Message, hint: Message) -> None:
        super().__init__(name, explanation)
        self.line = CodeEdit()
        self.field = Field(label, self.line)
        self.field.set_hint(hint)
        card = Card()
        card.add(self.field)
        self.column.addWidget(card)

    def focus_first(self) -> None:
        """On the field."""
        self.line.setFocus()

    def field_for(self, code: str) -> Field | None:
        """What does not fit is told at the field, and selected to be typed anew."""
        if code not in self.refusals:
            return None
        self.line.selectAll()
        return self.field

    def forget(self) -> None:
        """What was typed goes."""
        self.line.clear()
        self.field.clear_problem()

    def go_on(self) -> None:
        """Have it compared."""
        if self.line.text().strip():
            self.field.clear_problem()
            self.typed.emit(self.line.text())
        else:
            self.field.show_problem(lambda: text(self.missing))
            self.line.setFocus()
