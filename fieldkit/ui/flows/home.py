"""Home: looks at the vault, leads to every other page, deletes a draft when it is told twice."""

from __future__ import annotations

from PySide6.QtCore import QObject

from fieldkit.ui.flows.desk import Desk
from fieldkit.ui.language import text
from fieldkit.ui.models.home import HomeView
from fieldkit.ui.pages.home import HomePage
from fieldkit.ui.presenters.home import HomePresenter


class HomeFlow(QObject):
    """Connects the page to its presenter and to the ways on. `record` is the draft whose row the
    focus begins at, "" for none."""

    def __init__(self, desk: Desk, record: str = "") -> None:
        super().__init__()
        self._desk = desk
        self._record = record
        self._presenter = HomePresenter(desk.access)

    def begin(self) -> None:
        """Look, then show the page."""
        self._desk.runner.run(self._presenter.view, self._open)

    _page: HomePage

    def _open(self, view: HomeView) -> None:
        # Made only now: a page that no window ever took is deleted by Python's collector, in an
        # order that Qt does not survive.
        self._page = HomePage()
        self._connect()
        self._page.show_model(view)
        self._page.begin_at(self._record)
        self._desk.shell.show_page(self._page)

    def _start(self, form_id: str) -> None:
        """Two clicks are one interview."""
        if not self._has_started:
            self._has_started = True
            self._desk.go.start(form_id)

    _has_started = False

    def _delete(self, record: str) -> None:
        presenter = self._presenter
        self._desk.runner.run(lambda: presenter.discard(record), self._deleted)

    def _deleted(self, view: HomeView) -> None:
        self._page.show_model(view)
        self._page.focus_drafts()
        self._desk.shell.tell(lambda: text("The draft was deleted."))

    def _connect(self) -> None:
        page, go = self._page, self._desk.go
        page.start_wanted.connect(self._start)
        page.continue_wanted.connect(go.interview)
        page.delete_wanted.connect(self._delete)
        page.move_wanted.connect(go.move)
        page.move_back_wanted.connect(go.move_back)
        page.review_wanted.connect(go.review)
        page.send_wanted.connect(go.send)
        page.receive_wanted.connect(go.receive)
        page.join_wanted.connect(go.join)
        page.import_wanted.connect(go.import_batches)
        page.publish_wanted.connect(go.publish)
        page.devices_wanted.connect(go.devices)
