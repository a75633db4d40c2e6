"""The way in by the recovery code, and a new passphrase."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from fieldkit.ui.flows.desk import Desk
from fieldkit.ui.pages.recover import RecoverPage
from fieldkit.ui.presenters.passphrases import secret
from fieldkit.ui.presenters.unlock import UnlockPresenter


class Recovery(QObject):
    """`opened` carries an Opened; `left` is emitted when nobody wants in any more."""

    opened = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, presenter: UnlockPresenter, folder: Path) -> None:
        super().__init__()
        self._desk = desk
        self._presenter = presenter
        self._folder = folder
        self._page = RecoverPage()
        self._page.back_wanted.connect(self._leave)
        self._page.code.typed.connect(self._recover)
        self._page.passphrase.other_words_wanted.connect(self._other_words)
        self._page.passphrase.chosen.connect(self._renew)

    def begin(self) -> None:
        """Ask for the code."""
        self._desk.shell.show_page(self._page)

    def _recover(self, typed: str) -> None:
        self._page.set_waiting(waiting=True)
        self._desk.runner.run(
            lambda: self._presenter.recover(self._folder, secret(typed)),
            self._page.show_proposal,
            failed=self._page.show_failure,
        )

    def _other_words(self) -> None:
        self._desk.runner.run(self._presenter.other_words, self._page.show_proposal)

    def _renew(self, typed: str) -> None:
        self._page.set_waiting(waiting=True)
        self._desk.runner.run(
            lambda: self._presenter.renew(secret(typed)),
            self.opened.emit,
            failed=self._page.show_failure,
        )

    def _leave(self) -> None:
        self._desk.runner.run(self._presenter.abandon, lambda _: self.left.emit())
