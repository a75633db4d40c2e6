"""Unlocking: joins its page to its presenter; leads to the first run where there is no vault."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from fieldkit.ui.flows.desk import Desk
from fieldkit.ui.flows.recover import Recovery
from fieldkit.ui.models.unlock import Opened, Tries, UnlockView
from fieldkit.ui.pages.unlock import UnlockPage
from fieldkit.ui.presenters.passphrases import secret
from fieldkit.ui.presenters.unlock import UnlockPresenter
from fieldkit.ui.runner import Failure

WRONG = "wrong-passphrase"


class UnlockFlow(QObject):
    """`then` is called when a vault is open; `tries` are those of the window, so that nobody gets
    around a wait by another page. The presenter may be given, to work more cheaply."""

    def __init__(
        self,
        desk: Desk,
        then: Callable[[], None],
        *,
        tries: Tries | None = None,
        presenter: UnlockPresenter | None = None,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._then = then
        self._presenter = presenter or UnlockPresenter(desk.access, desk.root)
        self._tries = tries or Tries()
        self._recovery: Recovery | None = None

    _page: UnlockPage

    def begin(self) -> None:
        """Show the vaults there are, or the first run where there is none."""
        last = self._desk.preferences.present.last_vault
        self._desk.runner.run(lambda: self._presenter.view(last), self._show)

    # --- inside

    def _show(self, view: UnlockView) -> None:
        if not view.vaults:
            self._desk.go.first_run()
            return
        page = self._page = UnlockPage()
        page.unlock_wanted.connect(self._unlock)
        page.sample_wanted.connect(self._unlock_sample)
        page.recovery_wanted.connect(self._recover)
        page.elsewhere_wanted.connect(self._look)
        page.another_wanted.connect(self._desk.go.first_run)
        page.show_model(view)
        page.card.wait(self._tries.seconds_left())
        if self._recovery is not None:  # what is still asked on its page would take the focus there
            self._desk.runner.forget()
            self._recovery = None
        self._desk.shell.show_page(page)

    def _unlock(self, folder: Path, name: str, typed: str) -> None:
        self._page.set_busy(busy=True)
        self._desk.runner.run(
            lambda: self._presenter.unlock(folder, name, secret(typed)),
            self._opened,
            failed=self._not_opened,
        )

    def _unlock_sample(self, folder: Path) -> None:
        self._page.set_busy(busy=True)
        self._desk.runner.run(
            lambda: self._presenter.unlock_sample(folder),
            self._opened,
            failed=self._page.show_failure,
        )

    def _look(self, folder: Path) -> None:
        self._desk.runner.run(
            lambda: self._presenter.look(folder),
            self._found,
            failed=self._page.show_no_vault_there,
        )

    def _found(self, view: UnlockView) -> None:
        self._page.show_model(view)
        self._page.focus_first()

    def _recover(self, folder: Path) -> None:
        self._recovery = Recovery(self._desk, self._presenter, folder)
        self._recovery.opened.connect(self._opened)
        self._recovery.left.connect(self.begin)
        self._recovery.begin()

    def _opened(self, opened: Opened) -> None:
        self._tries.right()
        self._desk.preferences.change(last_vault=str(opened.folder))
        self._desk.shell.show_sample_band(visible=opened.is_sample)
        self._then()

    def _not_opened(self, failure: Failure) -> None:
        if failure.code != WRONG:
            self._page.show_failure(failure)
            return
        self._page.show_wrong(failure, self._tries.wrong())
