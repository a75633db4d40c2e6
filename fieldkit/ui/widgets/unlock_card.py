"""The name, the passphrase and the button that unlocks; how long to wait after mistakes."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal

from fieldkit.ui.language import bind, nbind
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.card import Card
from fieldkit.ui.widgets.field import Field
from fieldkit.ui.widgets.line_edit import LineEdit
from fieldkit.ui.widgets.passphrase_edit import PassphraseEdit
from fieldkit.ui.widgets.step import Message
from fieldkit.ui.widgets.texts import muted

SECOND_MS = 1_000


class UnlockCard(Card):
    """`unlock_wanted` carries the name ("" where it is not asked for) and the passphrase."""

    unlock_wanted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._name = LineEdit()
        self._passphrase = PassphraseEdit()
        self.name = Field("Your name", self._name)
        self.passphrase = Field("Passphrase", self._passphrase)
        self.button = ActionButton("Unlock", icon="key", role="primary")
        self.waiting = muted()
        for widget in (self.name, self.passphrase, self.button, self.waiting):
            self.add(widget)
        self.waiting.hide()
        self._left = 0
        self._busy = False
        self._timer = QTimer(self)
        self._timer.setInterval(SECOND_MS)
        self._timer.timeout.connect(self._count_down)
        self.button.clicked.connect(self._ask)
        self._passphrase.submitted.connect(self._ask)
        self._name.returnPressed.connect(self.passphrase.setFocus)

    def begin(self, *, asks_name: bool) -> None:
        """Begin with a vault: nothing typed, nothing wrong. A wait goes on for another one, too."""
        self.name.setVisible(asks_name)
        self._name.clear()
        self._passphrase.clear()
        self.name.clear_problem()
        self.passphrase.clear_problem()
        self.set_busy(busy=False)

    def focus_first(self) -> None:
        """On the name where it is asked for, else on the passphrase."""
        (self.passphrase if self.name.isHidden() else self.name).setFocus()

    def set_busy(self, *, busy: bool) -> None:
        """While a passphrase is tried, nothing else can be."""
        self._busy = busy
        self.waiting.setVisible(busy or self._left > 0)
        if busy:
            bind(self.waiting, "setText", "Unlocking …")

    def show_wrong(self, message: Message, seconds: int) -> None:
        """Say what was wrong; what was typed is selected. Nothing is tried for some seconds."""
        self.set_busy(busy=False)
        self.passphrase.show_problem(message)
        self._passphrase.line.selectAll()
        self.passphrase.setFocus()
        self.wait(seconds)

    def wait(self, seconds: int) -> None:
        """Try nothing for some seconds."""
        self._left = seconds
        if seconds:
            self._timer.start()
        self._show_wait()

    @property
    def is_busy(self) -> bool:
        """Whether a vault is being opened."""
        return self._busy

    @property
    def seconds_left(self) -> int:
        """How long nothing is tried yet."""
        return self._left

    # --- inside

    def _ask(self) -> None:
        if self._busy or self._left:
            return
        if not self.name.isHidden() and not self._name.text().strip():
            self.name.show_problem("Type your name.")
            self.name.setFocus()
        elif not self._passphrase.text():
            self.passphrase.show_problem("Type your passphrase.")
            self.passphrase.setFocus()
        else:
            self.name.clear_problem()
            self.passphrase.clear_problem()
            name = "" if self.name.isHidden() else self._name.text().strip()
            self.unlock_wanted.emit(name, self._passphrase.text())

    def _count_down(self) -> None:
        self._left = max(0, self._left - 1)
        self._show_wait()

    def _show_wait(self) -> None:
        self.button.setEnabled(not self._left)
        self.waiting.setVisible(self._busy or self._left > 0)
        if self._left:
            nbind(
                self.waiting,
                "setText",
                "Wait one second before you try again.",
                "Wait {count} seconds before you try again.",
                self._left,
            )
        else:
            self._timer.stop()
