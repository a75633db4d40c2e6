"""What will go when somebody presses Send, and the button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from fieldkit.ui.language import bind, language, ntext, text
from fieldkit.ui.models.exchange import ToSend
from fieldkit.ui.reading_order import in_order
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.card import Card
from fieldkit.ui.widgets.texts import body


class SendCard(Card):
    """Refusals go too: the fact and the month, never who it was."""

    send_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("Send")
        self._what = body()
        self.send = ActionButton("Send", icon="send", role="primary")
        self.send.clicked.connect(self.send_wanted)
        row = QHBoxLayout()
        row.setSpacing(tokens().space_l)
        row.addWidget(self._what, 1)
        row.addWidget(self.send, 0, Qt.AlignmentFlag.AlignBottom)
        self.add(row)

    def show_model(self, view: ToSend) -> None:
        """Say what would go now."""
        bind(self._what, "setText", lambda: "\n".join(_lines(view)))
        self.send.setEnabled(not view.is_empty)


def _lines(view: ToSend) -> list[str]:
    if view.is_empty:
        return [text("Nothing waits to be sent: everything that is finished has its receipt.")]
    lines = [
        in_order(text("{number} × {form}", number=count, form=name.within(language().code).text))
        for name, count in view.records
    ]
    if view.refusals:
        lines.append(
            ntext(
                "{count} refusal (the month only, nobody's answers)",
                "{count} refusals (the months only, nobody's answers)",
                view.refusals,
            )
        )
    if view.waiting:
        lines.append(
            ntext(
                "{count} file without a receipt, again if it is missing there",
                "{count} files without a receipt, again if they are missing there",
                view.waiting,
            )
        )
    return lines
