"""The recovery code, shown to be written on paper."""

from __future__ import annotations

from PySide6.QtCore import Signal

from fieldkit.languages.marking import N_
from fieldkit.ui.models.first_run import CodeStep as CodeModel
from fieldkit.ui.widgets.banner import Banner
from fieldkit.ui.widgets.card import Card
from fieldkit.ui.widgets.step import Step
from fieldkit.ui.widgets.texts import body
from fieldkit.ui.widgets.word_grid import WordGrid

_COLUMNS = 4


class CodeStep(Step):
    """`written` says that it is on paper now."""

    written = Signal()

    def __init__(self) -> None:
        super().__init__(
            "Write this recovery code on paper",
            "If you ever forget your passphrase, this code is the only way in. It is shown only"
            " now; on the next page you type it back.",
        )
        self.next_message = N_("I have written it down")
        self.renewed = Banner(
            "warn",
            "The code was mistyped three times, so here is a new one. Cross out the old one on"
            " your paper.",
        )
        self.groups = WordGrid(_COLUMNS)
        card = Card()
        card.add(self.groups)
        card.add(
            body(
                "Keep the paper away from this computer: in another bag, another drawer, another"
                " building. No photo, no message."
            )
        )
        self.column.addWidget(self.renewed)
        self.column.addWidget(card)

    def show_model(self, model: CodeModel) -> None:
        """Show the code."""
        self.renewed.setVisible(model.renewed)
        self.groups.show_words(model.groups)

    def focus_first(self) -> None:
        """There is nothing to type here: Enter goes on from anywhere."""
        self.setFocus()

    def forget(self) -> None:
        """The code is not shown any more."""
        self.groups.clear()

    def go_on(self) -> None:
        """On to typing it back."""
        self.written.emit()
