"""One step of a page that leads through several: what it shows, and what Next means on it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldkit.languages.marking import N_
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.field import Field
from fieldkit.ui.widgets.texts import body, title

Message = str | Callable[[], str]


class Step(QWidget):
    """Base of steps. Widgets go into `column`; intents are signals of the step itself."""

    next_message: str = N_("Next")
    """The words of the button that leads on; "" where nothing does."""
    back_message: str = N_("Back")
    """The words of the button that leads back; "" where nothing does."""

    def __init__(self, name: Message, explanation: Message = "") -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(tokens().space_l)
        self.column.addWidget(title(name))
        if explanation:
            self.column.addWidget(body(explanation))

    def go_on(self) -> None:
        """Next, or Enter: say what is wrong at its place, or emit the intent."""
        raise NotImplementedError

    def focus_first(self) -> None:
        """Put the focus where the step begins."""
        raise NotImplementedError

    def field_for(self, code: str) -> Field | None:
        """The field at which a refusal of this code is told; None: above the step."""
        return None

    def forget(self) -> None:
        """Another step is shown: let go of what is secret."""
