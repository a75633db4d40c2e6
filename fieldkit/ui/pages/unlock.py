"""Unlocking: which vault, who, the passphrase; and the ways around it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldkit.ui.language import bind, text
from fieldkit.ui.models.unlock import UnlockView, VaultChoice
from fieldkit.ui.pages.page import Page
from fieldkit.ui.pages.told import told
from fieldkit.ui.runner import Failure
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.banner import Banner
from fieldkit.ui.widgets.folder_action import FolderAction
from fieldkit.ui.widgets.scroll_column import ScrollColumn
from fieldkit.ui.widgets.texts import title
from fieldkit.ui.widgets.unlock_card import UnlockCard
from fieldkit.ui.widgets.vault_cards import VaultCards

_NARROW: Final = 0.68  # of a page of text: there is little to read here
_ALMOST_ALL: Final = 1_000


class UnlockPage(Page):
    """Intents carry the folder of the vault that is chosen."""

    unlock_wanted = Signal(object, str, str)  # Path, name, passphrase
    sample_wanted = Signal(object)  # Path
    recovery_wanted = Signal(object)  # Path
    elsewhere_wanted = Signal(object)  # Path
    another_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._view = UnlockView(())
        self._chosen: VaultChoice | None = None
        self._narrow = QWidget()
        self.heading = title()
        self.vaults = VaultCards()
        self.card = UnlockCard()
        self.sample = Banner("warn", "This is a sample: everybody in it is invented.")
        self.offer = ActionButton("Open it with its own passphrase", icon="key")
        self.problem = Banner("danger")
        self.forgot = ActionButton("Use the recovery code", icon="key", role="quiet")
        self.elsewhere = ActionButton("Other folder …", icon="folder", role="quiet")
        self.another = ActionButton("Make another vault", icon="plus", role="quiet")
        self.folder = FolderAction(
            "A vault in another folder",
            "On a stick, or wherever you keep it.",
            "Look there",
        )
        self._lay_out()
        self._connect()

    def title(self) -> str:
        """The title of the page."""
        return text("Unlock")

    def show_model(self, model: UnlockView) -> None:
        """Show the vaults; the first one is chosen."""
        self._view = model
        self.folder.hide()
        self._choose(model.vaults[0])
        self.vaults.show_vaults(model.vaults, model.vaults[0].folder)

    def focus_first(self) -> None:
        """Where something is to be typed; a sample offers not to."""
        if self.sample.isHidden():
            self.card.focus_first()
        else:
            self.offer.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text needs a wider column."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._limit_width()

    def set_busy(self, *, busy: bool) -> None:
        """A vault is being opened."""
        self.problem.hide()
        self.card.set_busy(busy=busy)

    def show_wrong(self, failure: Failure, seconds: int) -> None:
        """The passphrase was wrong; the next try waits some seconds."""
        self.card.show_wrong(lambda: told(failure), seconds)

    def show_failure(self, failure: Failure) -> None:
        """The vault could not be opened for another reason."""
        self.card.set_busy(busy=False)
        self.problem.set_message(lambda: told(failure))
        self.problem.show()

    def show_no_vault_there(self, failure: Failure) -> None:
        """There is no vault in the folder that was named."""
        self.folder.show_problem(lambda: told(failure))

    # --- inside

    def _press(self, vault: VaultChoice) -> None:
        """A vault that is chosen already is meant to be opened."""
        if vault == self._chosen:
            self.focus_first()
        else:
            self._choose(vault)

    def _choose(self, vault: VaultChoice) -> None:
        self._chosen = vault
        bind(self.heading, "setText", "Unlock {vault}", vault=vault.name)
        self.problem.hide()
        self.sample.setVisible(vault.offers_sample)
        self.offer.setVisible(vault.offers_sample)
        self.card.begin(asks_name=vault.asks_name)

    def _unlock(self, name: str, typed: str) -> None:
        self.unlock_wanted.emit(self._folder(), name, typed)

    def _open_sample(self) -> None:
        if not self.card.is_busy:  # pressed twice, the second time would close what is just opened
            self.sample_wanted.emit(self._folder())

    def _recover(self) -> None:
        if not self.card.is_busy:
            self.recovery_wanted.emit(self._folder())

    def _make_another(self) -> None:
        if not self.card.is_busy:
            self.another_wanted.emit()

    def _folder(self) -> Path:
        assert self._chosen is not None, "the page is shown with a vault"
        return self._chosen.folder

    def _show_elsewhere(self) -> None:
        self.folder.show()
        # The focus is scrolled to at once, when the new card has no place of its own yet.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self.folder.field.setFocus()

    def _connect(self) -> None:
        self.vaults.chosen.connect(self._press)
        self.card.unlock_wanted.connect(self._unlock)
        self.offer.clicked.connect(self._open_sample)
        self.forgot.clicked.connect(self._recover)
        self.elsewhere.clicked.connect(self._show_elsewhere)
        self.another.clicked.connect(self._make_another)
        self.folder.wanted.connect(self.elsewhere_wanted)

    def _lay_out(self) -> None:
        self._scroll = ScrollColumn()
        column = QVBoxLayout(self._narrow)
        column.setContentsMargins(0, tokens().space_xl, 0, 0)
        column.setSpacing(tokens().space_l)
        for part in (self.heading, self.vaults, self.problem, self.sample, self.offer, self.card):
            column.addWidget(part)
        ways = QVBoxLayout()
        ways.setSpacing(0)
        for button in (self.forgot, self.elsewhere, self.another):
            ways.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        column.addLayout(ways)
        column.addWidget(self.folder)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._narrow, _ALMOST_ALL)
        middle.addStretch(1)
        self._scroll.add(middle)
        self._scroll.end()
        self.problem.hide()
        self.folder.hide()
        self._limit_width()
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._scroll)

    def _limit_width(self) -> None:
        self._narrow.setMaximumWidth(round(tokens().column * _NARROW))
