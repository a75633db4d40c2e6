"""Sending to the coordinator and receiving from her, through one folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from fieldkit.model.progress import Progress
from fieldkit.ui.flows.desk import Desk
from fieldkit.ui.models.exchange import ExchangeView, ReceiveResult, SendResult
from fieldkit.ui.pages.exchange import ExchangePage, Part
from fieldkit.ui.presenters.exchange import ExchangePresenter
from fieldkit.ui.runner import Failure


class ExchangeFlow(QObject):
    """Connects the page to its presenter. The folder of last time is offered."""

    def __init__(self, desk: Desk, part: Part) -> None:
        super().__init__()
        self._desk = desk
        self._presenter = ExchangePresenter(desk.access)
        self._page = ExchangePage(part)
        self._connect()

    def begin(self) -> None:
        """Look what waits, then show the page."""
        presenter, folder = self._presenter, self._desk.preferences.present.drop
        self._desk.runner.run(lambda: presenter.view(folder), self._open)

    def _open(self, view: ExchangeView) -> None:
        self._page.show_model(view)
        self._desk.shell.show_page(self._page)

    def _look(self, chosen: Path) -> None:
        folder = str(chosen)
        self._desk.preferences.change(drop=folder)
        presenter = self._presenter
        self._desk.runner.run(lambda: presenter.view(folder), self._looked)

    def _looked(self, view: ExchangeView) -> None:
        """Who types a folder and presses Send at once is sending by now."""
        if not self._desk.runner.busy:
            self._page.show_model(view)

    def _send(self, chosen: Path) -> None:
        folder, presenter = str(chosen), self._presenter
        self._desk.preferences.change(drop=folder)

        def send(progress: Progress) -> tuple[SendResult, ExchangeView]:
            return presenter.send(folder, progress), presenter.view(folder)

        self._page.show_sending()
        self._desk.runner.task(send, lambda done: self._page.show_sent(*done), failed=self._failed)

    def _receive(self, chosen: Path) -> None:
        folder, presenter = str(chosen), self._presenter
        self._desk.preferences.change(drop=folder)

        def receive(progress: Progress) -> tuple[ReceiveResult, ExchangeView]:
            return presenter.receive(folder, progress), presenter.view(folder)

        self._page.show_receiving()
        self._desk.runner.task(
            receive, lambda done: self._page.show_received(*done), failed=self._failed
        )

    def _failed(self, failure: Failure) -> None:
        """Back to the cards, with the words above them."""
        presenter, folder = self._presenter, self._desk.preferences.present.drop
        self._desk.runner.run(lambda: presenter.view(folder), self._page.show_again)
        if failure.code != "cancelled":
            self._desk.runner.failed.emit(failure)

    def _leave(self) -> None:
        """Nobody leaves while something is being written without having seen what became of it."""
        if self._desk.runner.busy:
            self._desk.runner.cancel()
        else:
            self._desk.go.home()

    def _connect(self) -> None:
        page, runner = self._page, self._desk.runner
        page.folder_chosen.connect(self._look)
        page.send_wanted.connect(self._send)
        page.receive_wanted.connect(self._receive)
        page.stop_wanted.connect(runner.cancel)
        page.join_wanted.connect(self._desk.go.join)
        page.leave_wanted.connect(self._leave)
        runner.progressed.connect(page.show_progress)
