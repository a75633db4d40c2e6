"""The way to every page, and back after a lock. The only place that knows all flows.

A flow is loaded when it is gone to (docs/decisions/0006): the page that unlocks should not wait for
the rooms that publish.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QClipboard, QGuiApplication
from shiboken6 import isValid

from fieldkit.ui.flows.desk import Desk
from fieldkit.ui.flows.unlock import UnlockFlow
from fieldkit.ui.language import language, text
from fieldkit.ui.models.unlock import Tries
from fieldkit.ui.pages.page import Page
from fieldkit.ui.preferences import PreferencesFile
from fieldkit.ui.presenters.access import Access
from fieldkit.ui.runner import Failure, Runner
from fieldkit.ui.window import Window

F = TypeVar("F", bound=QObject)


class Navigation(QObject):
    """Keeps the flow that is on the screen, and the record to come back to after a lock."""

    def __init__(
        self,
        window: Window,
        runner: Runner,
        access: Access,
        preferences: PreferencesFile,
        root: Path,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._flow: QObject | None = None
        self._record = ""
        self._come_back: tuple[str, str] = ("", "")
        self.desk = Desk(runner, window, access, preferences, self, root)
        self._tries = Tries()
        self._has_news = False  # about what was typed last before the lock
        self._going: list[QObject] = []
        window.home_wanted.connect(self._home_wanted)
        window.page_came.connect(self._let_them_go)
        window.closing.connect(_forget_what_was_copied)
        window.lock_wanted.connect(self.lock)

    # --- before a vault is open

    def first_run(self) -> None:
        """Make or join a vault."""
        from fieldkit.ui.flows.first_run import FirstRunFlow

        self._keep(FirstRunFlow(self.desk)).begin()

    def unlock(self) -> None:
        """Open a vault; afterwards the work goes on where it was locked."""
        self._window.show_unlocked(unlocked=False)
        self._window.show_sample_band(visible=False)
        self._keep(UnlockFlow(self.desk, self._unlocked, tries=self._tries)).begin()

    def _unlocked(self) -> None:
        (vault, record), self._come_back = self._come_back, ("", "")
        if record and vault == self.desk.preferences.present.last_vault:
            self.interview(record)
        else:
            self.home()
        if self._has_news:
            self._has_news = False
            self._window.tell(
                lambda: text("What was half typed when FieldKit was locked could not be saved.")
            )

    def lock(self) -> None:
        """Show nothing at once, hand over what is half typed, close the vault."""
        if self._window.is_locking:
            return
        page = self._window.page
        before = page.unsaved if page is not None else 0
        self.desk.runner.forget()  # a page that is on its way would uncover itself
        self._window.hide_content()
        if page is not None:
            page.commit_pending()
        if not isinstance(self._flow, UnlockFlow):  # there, it was locked before
            self._come_back = (self.desk.preferences.present.last_vault, self._record)
        self.desk.runner.withdraw_undo()
        _forget_what_was_copied()
        self.desk.runner.run(
            self.desk.access.lock, lambda _: self._locked(before), failed=self._closed_badly
        )

    def _locked(self, before: int) -> None:
        page = self._window.page
        if page is not None and page.unsaved > before:
            self._has_news = True
        self.unlock()

    def _closed_badly(self, failure: Failure) -> None:
        """The keys are gone all the same: nobody is left before a cover that cannot be lifted."""
        self.unlock()
        self.desk.runner.failed.emit(failure)

    # --- with an open vault

    def leave(self) -> None:
        """Home, once what is typed on the page is saved. What could not be is shown there: the page
        stays, and the next time nothing new is found."""
        page = self._window.page
        if page is None:
            self.home()
            return
        before = page.unsaved
        page.commit_pending()
        self.desk.runner.run(lambda: None, lambda _: self._left(before))

    def _left(self, before: int) -> None:
        page = self._window.page
        if page is None or page.unsaved <= before:
            self.home()

    def _home_wanted(self) -> None:
        """The button at the top. Nobody leaves what runs without having seen what became of it."""
        if self.desk.runner.busy:
            self.desk.runner.cancel()
        else:
            self.leave()

    def home(self, record: str = "") -> None:
        """What can be begun, continued, sent; the focus on a draft, where one is named."""
        from fieldkit.ui.flows.home import HomeFlow

        self._open(HomeFlow(self.desk, record)).begin()

    def start(self, form_id: str) -> None:
        """Begin an interview."""
        from fieldkit.ui.flows.interview import InterviewFlow

        self._open(InterviewFlow(self.desk)).start(form_id)

    def interview(self, record: str, key: str = "") -> None:
        """Go on with a record, at a question where one is named."""
        from fieldkit.ui.flows.interview import InterviewFlow

        self._open(InterviewFlow(self.desk)).resume(record, key)

    def review(self, record: str) -> None:
        """Look a record through."""
        from fieldkit.ui.flows.interview import InterviewFlow

        self._open(InterviewFlow(self.desk)).review(record)

    def move(self, record: str) -> None:
        """Show what a newer version of its form would do to a draft."""
        from fieldkit.ui.flows.move import MoveFlow
        from fieldkit.ui.models.move import Way

        self._open(MoveFlow(self.desk, record, Way.FORTH)).begin()

    def move_back(self, record: str) -> None:
        """Show what taking such a move back would do."""
        from fieldkit.ui.flows.move import MoveFlow
        from fieldkit.ui.models.move import Way

        self._open(MoveFlow(self.desk, record, Way.BACK)).begin()

    def send(self) -> None:
        """Seal what is ready and leave it on a drop."""
        from fieldkit.ui.flows.exchange import ExchangeFlow
        from fieldkit.ui.pages.exchange import Part

        self._open(ExchangeFlow(self.desk, Part.SEND)).begin()

    def receive(self) -> None:
        """Read receipts and kits from a drop."""
        from fieldkit.ui.flows.exchange import ExchangeFlow
        from fieldkit.ui.pages.exchange import Part

        self._open(ExchangeFlow(self.desk, Part.RECEIVE)).begin()

    def join(self) -> None:
        """Let a laptop join its deployment."""
        from fieldkit.ui.flows.join import JoinFlow

        self._open(JoinFlow(self.desk)).begin()

    def devices(self) -> None:
        """The laptops of a deployment."""
        from fieldkit.ui.flows.devices import DevicesFlow

        self._open(DevicesFlow(self.desk)).begin()

    def import_batches(self) -> None:
        """Take in what lies on a drop."""
        from fieldkit.ui.flows.import_batches import ImportFlow

        self._open(ImportFlow(self.desk)).begin()

    def publish(self) -> None:
        """Write the municipality's workbooks."""
        from fieldkit.ui.flows.publish import PublishFlow

        self._open(PublishFlow(self.desk)).begin()

    def working_on(self, record: str) -> None:
        """The record on the screen, to come back to after a lock; "" for none."""
        self._record = record

    def _open(self, flow: F) -> F:
        """A flow of an open vault: there is something to lock, and a home."""
        self._window.show_unlocked(unlocked=True)
        return self._keep(flow)

    def _keep(self, flow: F) -> F:
        """Keep the flow that is on the screen alive. What the one before asked for is done, and
        shows no page any more; what it offered to take back stays as it is. It goes when another
        page has come: until then, and where none can, its own page is there to be used."""
        before, self._flow = self._flow, flow
        self.desk.runner.forget()
        self.desk.runner.withdraw_undo()
        if not self._window.is_locking:
            self._window.expect_page()
        self._record = ""
        # An interview may have let the window speak the respondent's language.
        language().set(self.desk.preferences.present.language or language().code)
        if before is not None:
            self._going.append(before)
        return flow

    def _let_them_go(self) -> None:
        if self._going:  # what was still asked on their pages would take the focus there
            self.desk.runner.forget()
        while self._going:
            _let_go(self._going.pop())


def _let_go(flow: QObject) -> None:
    """A page that no window took goes in Qt's order: left to Python's collector, its parts would be
    deleted in any order, and the process with them."""
    page: object = getattr(flow, "_page", None)
    if isinstance(page, Page) and isValid(page) and page.parent() is None:
        page.deleteLater()
    flow.deleteLater()


def _forget_what_was_copied() -> None:
    """An answer that was copied here does not outlive the lock; what others copied is theirs."""
    clipboard = QGuiApplication.clipboard()
    for place in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
        ours = (
            clipboard.ownsClipboard()
            if place is QClipboard.Mode.Clipboard
            else (clipboard.supportsSelection() and clipboard.ownsSelection())
        )
        if ours:
            clipboard.clear(place)
