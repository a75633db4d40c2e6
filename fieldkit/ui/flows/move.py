"""Moving an interview to a newer version of its form, or back: plan, page, then Home."""

from __future__ import annotations

from PySide6.QtCore import QObject

from fieldkit.ui.flows.desk import Desk
from fieldkit.ui.language import text
from fieldkit.ui.models.move import MoveView, Way
from fieldkit.ui.pages.move import MovePage
from fieldkit.ui.presenters.moves import MovePresenter
from fieldkit.ui.runner import Failure


class MoveFlow(QObject):
    """Connects the page to its presenter. Leaving it changes nothing."""

    def __init__(self, desk: Desk, record: str, way: Way) -> None:
        super().__init__()
        self._desk = desk
        self._record = record
        self._way = way
        self._presenter = MovePresenter(desk.access, record, way)

    _page: MovePage

    def begin(self) -> None:
        """Look at what would happen, then show it."""
        self._desk.runner.run(self._presenter.plan, self._open, failed=self._refused)

    def _open(self, view: MoveView) -> None:
        self._page = page = MovePage(view)
        page.leave_wanted.connect(self._go_home)
        page.confirmed.connect(self._take)
        self._desk.shell.show_page(page)

    def _go_home(self) -> None:
        """Home, at the draft that this was about."""
        self._desk.go.home(self._record)

    def _refused(self, failure: Failure) -> None:
        self._go_home()
        self._desk.runner.failed.emit(failure)

    def _take(self) -> None:
        self._desk.runner.run(
            self._presenter.take, lambda _: self._taken(), failed=self._page.show_failure
        )

    def _taken(self) -> None:
        self._go_home()
        if self._way is Way.FORTH:
            self._desk.shell.tell(lambda: text("The interview goes on in the new version."))
        else:
            self._desk.shell.tell(lambda: text("The move was taken back."))
