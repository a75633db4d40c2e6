"""The way to every page, and back after a lock. The only place that knows all flows.

A flow is loaded when it is gone to (docs/decisions/0006): the page that unlocks should not wait for
the rooms that publish.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QClipboard, QGuiApplication

from fieldkit.ui.flows.desk import Desk
from fieldkit.ui.flows.unlock import UnlockFlow
from fieldkit.ui.language import language
from fieldkit.ui.preferences import PreferencesFile
from fieldkit.ui.presenters.access import Access
from fieldkit.ui.runner import Runner
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
        window.home_wanted.connect(self.home)
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
        self._keep(UnlockFlow(self.desk, self._unlocked)).begin()

    def _unlocked(self) -> None:
        (vault, record), self._come_back = self._come_back, ("", "")
        if record and vault == self.desk.preferences.present.last_vault:
            self.interview(record)
        else:
            self.home()

    def lock(self) -> None:
        """Show nothing at once, hand over what is half typed, close the vault."""
        page = self._window.page
        self._window.hide_content()
        if page is not None:
            page.commit_pending()
        self._come_back = (self.desk.preferences.present.last_vault, self._record)
        self.desk.runner.withdraw_undo()
        self.desk.runner.forget()  # a page that is on its way would uncover itself
        _forget_what_was_copied()
        self.desk.runner.run(self.desk.access.lock, lambda _: self.unlock())

    # --- with an open vault

    def home(self) -> None:
        """What can be begun, continued, sent."""
        from fieldkit.ui.flows.home import HomeFlow

        self._open(HomeFlow(self.desk)).begin()

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
        """Keep the flow that is on the screen alive, and let the one before go."""
        before, self._flow = self._flow, flow
        self._record = ""
        # An interview may have let the window speak the respondent's language.
        language().set(self.desk.preferences.present.language or language().code)
        if before is not None:
            before.deleteLater()
        return flow


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
