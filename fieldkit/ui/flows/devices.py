"""The coordinator's devices: joins their pages to their presenter."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from fieldkit.ui.flows.desk import Desk
from fieldkit.ui.models.devices import DevicesView
from fieldkit.ui.pages.approve import ApprovePage
from fieldkit.ui.pages.devices import DevicesPage
from fieldkit.ui.presenters.devices import DevicesPresenter


class DevicesFlow(QObject):
    """Two pages: the list, and approving a laptop."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._presenter = DevicesPresenter(desk.access)

    _page: DevicesPage
    _approving: ApprovePage

    def begin(self) -> None:
        """Show the devices."""
        self._desk.runner.run(self._presenter.view, self._arrive)

    # --- the list

    def _arrive(self, view: DevicesView) -> None:
        page = self._page = DevicesPage()
        page.leave_wanted.connect(self._desk.go.home)
        page.approve_wanted.connect(self._approve)
        page.revoke_wanted.connect(self._revoke)
        page.kit_wanted.connect(self._write_kit)
        page.drop_wanted.connect(self._prepare_drop)
        page.show_model(view)
        self._desk.shell.show_page(page)

    def _revoke(self, device: str) -> None:
        self._desk.runner.run(
            lambda: self._presenter.revoke(device), self._revoked, failed=self._page.show_failure
        )

    def _revoked(self, view: DevicesView) -> None:
        """The button that had the focus is gone."""
        self._page.show_model(view)
        self._page.focus_first()

    def _write_kit(self, folder: Path) -> None:
        page = self._page
        self._desk.runner.run(
            lambda: self._presenter.copy_kit(folder),
            page.show_kit_written,
            failed=page.show_kit_refused,
        )

    def _prepare_drop(self, folder: Path) -> None:
        page = self._page
        self._desk.runner.run(
            lambda: self._presenter.prepare_drop(folder),
            page.show_drop_prepared,
            failed=page.show_drop_refused,
        )

    # --- approving

    def _approve(self) -> None:
        page = self._approving = ApprovePage()
        page.leave_wanted.connect(self.begin)
        page.finished.connect(self.begin)
        page.request.file_chosen.connect(self._read_request)
        page.listen.typed.connect(self._compare)
        self._desk.shell.show_page(page)

    def _read_request(self, file: Path) -> None:
        page = self._approving
        page.set_waiting(waiting=True)
        self._desk.runner.run(
            lambda: self._presenter.read_request(file),
            page.show_asking,
            failed=page.show_failure,
        )

    def _compare(self, heard: str) -> None:
        page = self._approving
        page.set_waiting(waiting=True)
        self._desk.runner.run(
            lambda: self._presenter.approve(heard), page.show_approved, failed=page.show_failure
        )
