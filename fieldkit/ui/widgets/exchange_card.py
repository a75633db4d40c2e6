"""What lies between this laptop and its coordinator: what waits to be sent, what was answered."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldkit.ui.instants import day
from fieldkit.ui.language import bind, language, ntext, text
from fieldkit.ui.models.form_name import FormName
from fieldkit.ui.models.home import HomeView
from fieldkit.ui.models.join import Standing
from fieldkit.ui.reading_order import in_order
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.card import Card
from fieldkit.ui.widgets.texts import body, muted


class ExchangeCard(Card):
    """Sending and receiving are on one page; each button leads to its part."""

    send_wanted = Signal()
    receive_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._ready = body()
        self._waiting = muted()
        self._receipt = muted()
        self.send = ActionButton("Send…", icon="send", role="primary")
        self.receive = ActionButton("Receive…", icon="receive")
        self.send.clicked.connect(self.send_wanted)
        self.receive.clicked.connect(self.receive_wanted)
        self._lay_out()

    def show_model(self, view: HomeView) -> None:
        """Say what waits; offer what can be done."""
        bind(self._ready, "setText", lambda: _ready_words(view))
        bind(self._waiting, "setText", lambda: _waiting_words(view))
        bind(self._receipt, "setText", lambda: _receipt_words(view))
        self._waiting.setVisible(view.exchange.waiting > 0)
        laptop = view.coordination is None
        self._receipt.setVisible(laptop and view.place.standing is Standing.JOINED)
        self.receive.setVisible(laptop)
        self.send.setEnabled(bool(view.ready) or view.exchange.waiting > 0)

    @property
    def stops(self) -> list[QWidget]:
        """Where the Tab key stops."""
        return [self.receive, self.send]

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(tokens().space_s)
        for widget in (self._ready, self._waiting, self._receipt):
            words.addWidget(widget)
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens().space_s)
        buttons.addWidget(self.receive)
        buttons.addWidget(self.send)
        row = QHBoxLayout()
        row.setSpacing(tokens().space_l)
        row.addLayout(words, 1)
        row.addLayout(buttons)
        self.add(row)


def _ready_words(view: HomeView) -> str:
    if not view.ready:
        return text("Nothing waits to be sent. Records come here when they are finished.")
    counted = [_counted(name, count) for name, count in view.ready_by_form()]
    whole = ntext(
        "{count} record is ready to send:", "{count} records are ready to send:", len(view.ready)
    )
    return "\n".join([whole, *counted])


def _counted(name: FormName, count: int) -> str:
    form = name.within(language().code).text
    return in_order(text("{number} × {form}", number=count, form=form))


def _waiting_words(view: HomeView) -> str:
    return ntext(
        "{count} file that was sent waits for its receipt.",
        "{count} files that were sent wait for their receipts.",
        view.exchange.waiting,
    )


def _receipt_words(view: HomeView) -> str:
    if not view.exchange.receipt_number:
        return text("No receipt has come from the coordinator yet.")
    if not view.exchange.receipt_at:
        return text("Last receipt: number {number}", number=view.exchange.receipt_number)
    return text(
        "Last receipt: number {number}, written on {day}",
        number=view.exchange.receipt_number,
        day=day(view.exchange.receipt_at),
    )
