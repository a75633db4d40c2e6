"""The coordinator's registry in a few numbers, and the ways to what she does with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fieldkit.ui.instants import day
from fieldkit.ui.language import bind, number, text
from fieldkit.ui.models.home import Coordination
from fieldkit.ui.theme import set_tone, tokens
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.card import Card
from fieldkit.ui.widgets.texts import label, muted


class CoordinationCard(Card):
    """Import, Publish and Devices are pages of their own."""

    import_wanted = Signal()
    publish_wanted = Signal()
    devices_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("Registry")
        self._records = _Figure("records")
        self._conflicts = _Figure("conflicts to decide")
        self._parked = _Figure("versions waiting for their form")
        self._published = muted()
        self.import_button = ActionButton("Import…", icon="receive", role="primary")
        self.publish_button = ActionButton("Publish…", icon="table")
        self.devices_button = ActionButton("Devices", icon="laptop")
        self.import_button.clicked.connect(self.import_wanted)
        self.publish_button.clicked.connect(self.publish_wanted)
        self.devices_button.clicked.connect(self.devices_wanted)
        self._lay_out()

    def show_model(self, view: Coordination) -> None:
        """Show the numbers; what is zero and would only worry is left out."""
        self._records.show_number(view.records)
        self._conflicts.show_number(view.conflicts, tone="warn" if view.conflicts else "")
        self._parked.show_number(view.parked, tone="warn")
        self._parked.setVisible(view.parked > 0)
        bind(self._published, "setText", lambda: _published_words(view.published_at))

    @property
    def stops(self) -> list[QWidget]:
        """Where the Tab key stops."""
        return [self.import_button, self.publish_button, self.devices_button]

    def _lay_out(self) -> None:
        figures = QHBoxLayout()
        figures.setSpacing(tokens().space_xl)
        for figure in (self._records, self._conflicts, self._parked):
            figures.addWidget(figure)
        figures.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens().space_s)
        for button in (self.import_button, self.publish_button, self.devices_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.add(figures)
        self.add(self._published)
        self.add(buttons)


class _Figure(QWidget):
    """A number with what it counts below; read out as one."""

    def __init__(self, message: str) -> None:
        super().__init__()
        self._number = QLabel()
        self._number.setProperty("role", "title")
        self._what = label("small", message)
        self._what.setWordWrap(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._number)
        column.addWidget(self._what)

    def show_number(self, value: int, *, tone: str = "") -> None:
        """Show a number in the digits of the window."""
        bind(self._number, "setText", lambda: number(value))
        set_tone(self._number, tone)


def _published_words(at: str) -> str:
    if not at:
        return text("Nothing has been published from here yet.")
    return text("Last publication: {day}", day=day(at))
