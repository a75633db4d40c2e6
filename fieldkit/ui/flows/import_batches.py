"""The coordinator's import: a look at a drop, and the import when she confirms."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from fieldkit.ui.flows.desk import Desk
from fieldkit.ui.models.import_batches import ImportView
from fieldkit.ui.pages.import_batches import ImportPage
from fieldkit.ui.presenters.import_batches import ImportPresenter
from fieldkit.ui.runner import Failure


class ImportFlow(QObject):
    """Connects the import page to its presenter."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._presenter = ImportPresenter(desk.access)
        self._folder = Path()
        self._page = ImportPage()
        self._page.look_wanted.connect(self._look)
        self._page.import_wanted.connect(self._import)
        self._page.stop_wanted.connect(desk.runner.cancel)
        self._page.leave_wanted.connect(self._leave)
        desk.runner.progressed.connect(self._page.show_progress)

    def begin(self) -> None:
        """Ask where the batches are; the folder of last time is offered."""
        last = self._desk.preferences.present.drop
        self._page.show_choice(Path(last) if last else None)
        self._desk.shell.show_page(self._page)

    def _look(self, folder: Path) -> None:
        self._folder = folder
        self._desk.preferences.change(drop=str(folder))
        self._page.show_looking()
        presenter = self._presenter
        self._desk.runner.task(
            lambda progress: presenter.look(str(folder), progress),
            self._show,
            failed=self._failed,
        )

    def _import(self) -> None:
        self._page.show_importing()
        presenter, folder = self._presenter, str(self._folder)
        self._desk.runner.task(
            lambda progress: presenter.take_in(folder, progress),
            self._show,
            failed=self._failed,
        )

    def _show(self, view: ImportView) -> None:
        self._page.show_model(view)

    def _failed(self, failure: Failure) -> None:
        """Back to the folder; a stop that was asked for needs no words."""
        self._page.show_choice(self._folder)
        if failure.code != "cancelled":
            self._desk.runner.failed.emit(failure)

    def _leave(self) -> None:
        """Nobody leaves a running import without having seen what it did."""
        if self._desk.runner.busy:
            self._desk.runner.cancel()
        else:
            self._desk.go.home()
