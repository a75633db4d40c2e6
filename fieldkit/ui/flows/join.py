"""Joining: joins its page to its presenter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from fieldkit.ui.flows.desk import Desk
from fieldkit.ui.models.join import JoinView, Standing
from fieldkit.ui.pages.join import JoinPage
from fieldkit.ui.presenters.join import JoinPresenter


class JoinFlow(QObject):
    """A coordinator's vault has nothing to join: its devices are shown instead."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._presenter = JoinPresenter(desk.access)

    _page: JoinPage

    def begin(self) -> None:
        """Show how far this laptop has come."""
        self._desk.runner.run(self._presenter.view, self._arrive)

    # --- inside

    def _arrive(self, view: JoinView) -> None:
        if view.standing is Standing.COORDINATOR:
            self._desk.go.devices()
            return
        page = self._page = JoinPage()
        page.leave_wanted.connect(self._desk.go.home)
        page.joined.finished.connect(self._desk.go.home)
        page.kit.file_chosen.connect(self._read_kit)
        page.kit.accepted.connect(self._install)
        page.ask.asked.connect(self._ask)
        page.heard.typed.connect(self._confirm)
        page.show_model(view)
        self._desk.shell.show_page(page)

    def _read_kit(self, file: Path) -> None:
        self._run(lambda: self._presenter.read_kit(file))

    def _install(self) -> None:
        self._run(self._presenter.install)

    def _ask(self, folder: Path, label: str, team: str) -> None:
        self._run(lambda: self._presenter.ask(folder, label, team))

    def _confirm(self, heard: str) -> None:
        self._run(lambda: self._presenter.confirm(heard))

    def _run(self, operation: Callable[[], JoinView]) -> None:
        self._page.set_waiting(waiting=True)
        self._desk.runner.run(operation, self._page.show_model, failed=self._page.show_failure)
