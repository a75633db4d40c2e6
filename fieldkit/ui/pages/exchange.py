"""Exchange with the coordinator: one folder, what goes into it, what comes out of it."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldkit.languages.marking import N_
from fieldkit.ui.language import text
from fieldkit.ui.models.exchange import ExchangeView, ReceiveResult, SendResult
from fieldkit.ui.models.join import Standing
from fieldkit.ui.pages.page import Page
from fieldkit.ui.runner import ProgressReport
from fieldkit.ui.widgets.action_bar import ActionBar
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.banner import Banner
from fieldkit.ui.widgets.drop_card import DropCard
from fieldkit.ui.widgets.exchange_report import ExchangeReport
from fieldkit.ui.widgets.progress_panel import ProgressPanel
from fieldkit.ui.widgets.receive_card import ReceiveCard
from fieldkit.ui.widgets.scroll_column import ScrollColumn
from fieldkit.ui.widgets.send_card import SendCard


class Part(Enum):
    """What the person came for."""

    SEND = "send"
    RECEIVE = "receive"


class ExchangePage(Page):
    """Nothing is written before `send_wanted`; receiving never writes to the folder."""

    folder_chosen = Signal(object)  # Path
    send_wanted = Signal(object)  # Path
    receive_wanted = Signal(object)  # Path
    stop_wanted = Signal()
    join_wanted = Signal()

    def __init__(self, part: Part) -> None:
        super().__init__()
        self._part = part
        self._view = ExchangeView(Standing.JOINED)
        self.join_banner = Banner("warn")
        self.drop = DropCard()
        self.report = ExchangeReport()
        self.sending = SendCard()
        self.receiving = ReceiveCard()
        self.progress = ProgressPanel()
        self.home = ActionButton("Home", icon="home")
        self.again = ActionButton("Back to the folder", icon="folder")
        self._lay_out()
        self._connect()

    def title(self) -> str:
        """The title in the present language."""
        if self._view.standing is Standing.COORDINATOR:
            return text("Send")
        return text("Exchange with the coordinator")

    def focus_first(self) -> None:
        """The way to join, to stop, or what the person came for as soon as the folder is known."""
        if self.join_banner.isVisibleTo(self):
            self._join.setFocus()
        elif self.progress.isVisibleTo(self):
            self.progress.focus_first()
        elif not self._view.folder.can_be_used:
            self.drop.folder.setFocus()
        elif self._part is Part.RECEIVE and self.receiving.isVisibleTo(self):
            self.receiving.receive.setFocus()
        elif self.sending.send.isEnabled():
            self.sending.send.setFocus()
        else:
            self.home.setFocus()

    # --- what is shown

    def show_model(self, view: ExchangeView) -> None:
        """Show what would go and where."""
        self._take(view)
        self._show_cards()

    def show_sending(self) -> None:
        """Sending goes on."""
        self._show_running("Sending")

    def show_receiving(self) -> None:
        """Receiving goes on."""
        self._show_running("Receiving")

    def show_progress(self, report: ProgressReport) -> None:
        """How far it is; the names of files say nothing to anybody."""
        self.progress.show_progress(report.done, report.total)

    def show_sent(self, result: SendResult, view: ExchangeView) -> None:
        """What sending did, and what is left."""
        self.report.show_sent(result)
        self._show_after(view)

    def show_received(self, result: ReceiveResult, view: ExchangeView) -> None:
        """What came back, and what is left."""
        self.report.show_received(result)
        self._show_after(view)

    def show_again(self, view: ExchangeView) -> None:
        """Back to the cards, as if nothing had been begun."""
        self.show_model(view)
        self.focus_first()

    # --- inside

    def _take(self, view: ExchangeView) -> None:
        """Fill the cards, without showing them."""
        self._view = view
        self._show_standing(view.standing)
        self.drop.show_folder(view.folder)
        self.sending.show_model(view.to_send)

    def _show_cards(self) -> None:
        cards: list[QWidget] = []
        if self._view.can_send:
            cards = [self.drop, self.sending]
            cards += [self.receiving] if self._view.can_receive else []
        self._show_only(*cards)

    def _show_running(self, message: str) -> None:
        self.progress.start(message)
        self._show_only(self.progress)
        self.progress.focus_first()

    def _show_after(self, view: ExchangeView) -> None:
        """The report alone; the cards are one step away."""
        self._take(view)
        self._show_only(self.report, self.again)
        self._scroll.verticalScrollBar().setValue(0)
        self.home.setFocus()

    def _show_only(self, *parts: QWidget) -> None:
        """These parts and no others; what is there already stays, and keeps the focus."""
        for each in (
            self.drop,
            self.sending,
            self.receiving,
            self.progress,
            self.report,
            self.again,
        ):
            each.setVisible(each in parts)
        self.home.setEnabled(self.progress not in parts)

    def _back(self) -> None:
        self._show_cards()
        self.focus_first()

    def _show_standing(self, standing: Standing) -> None:
        words = _JOIN_WORDS.get(standing)
        self.join_banner.setVisible(words is not None)
        if words is not None:
            message, action = words
            self.join_banner.set_message(message)
            self._join = self.join_banner.set_action(action, self.join_wanted.emit)

    def _want_send(self) -> None:
        path = self.drop.path()
        if path is not None:
            self.send_wanted.emit(path)

    def _want_receive(self) -> None:
        path = self.drop.path()
        if path is not None:
            self.receive_wanted.emit(path)

    def _connect(self) -> None:
        self.drop.chosen.connect(self.folder_chosen)
        self.sending.send_wanted.connect(self._want_send)
        self.receiving.receive_wanted.connect(self._want_receive)
        self.progress.cancel_wanted.connect(self.stop_wanted)
        self.home.clicked.connect(self.leave_wanted)
        self.again.clicked.connect(self._back)

    def _lay_out(self) -> None:
        self._scroll = ScrollColumn()
        self._join = ActionButton()
        for part in (
            self.join_banner,
            self.report,
            self.drop,
            self.sending,
            self.receiving,
            self.progress,
        ):
            self._scroll.add(part)
            part.hide()
        self._scroll.end()
        bar = ActionBar()
        bar.lead(self.home, self.again)
        self.again.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addWidget(bar)


# standing -> (what is said, the way on)
_JOIN_WORDS = {
    Standing.NO_KIT: (
        N_("This computer belongs to no deployment yet, so there is nobody to send to."),
        N_("Install a kit"),
    ),
    Standing.NOT_ASKED: (
        N_(
            "This laptop has not joined its deployment yet. It can send and receive when it has;"
            " until then everything is kept here."
        ),
        N_("Join"),
    ),
    Standing.ASKED: (
        N_(
            "This laptop has asked to join. It can send and receive as soon as your coordinator's"
            " six words are typed in."
        ),
        N_("Go on joining"),
    ),
}
