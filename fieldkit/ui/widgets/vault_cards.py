"""The vaults of this computer, of which one is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldkit.languages.bidi import isolate
from fieldkit.ui.language import bind
from fieldkit.ui.models.unlock import VaultChoice
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.choice_card import ChoiceCard


class VaultCards(QWidget):
    """`chosen` carries the vault; nothing is seen where there is only one."""

    chosen = Signal(object)  # VaultChoice

    def __init__(self) -> None:
        super().__init__()
        self._cards: list[ChoiceCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens().space_s)
        bind(self, "setAccessibleName", "Vaults on this computer")

    @property
    def cards(self) -> Sequence[ChoiceCard]:
        """The cards in order."""
        return tuple(self._cards)

    def show_vaults(self, vaults: Sequence[VaultChoice], chosen: Path) -> None:
        """Show these vaults, with the one in the folder `chosen` chosen."""
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self._cards = [_card(vault) for vault in vaults]
        for card, vault in zip(self._cards, vaults, strict=True):
            card.setChecked(vault.folder == chosen)
            card.clicked.connect(self._tell)
            self._column.addWidget(card)
        self.setVisible(len(vaults) > 1)

    def _tell(self) -> None:
        card = next(card for card in self._cards if card.isChecked())
        self.chosen.emit(card.value)


def _card(vault: VaultChoice) -> ChoiceCard:
    if vault.offers_sample:
        return ChoiceCard(
            lambda: isolate(vault.name),
            "A sample: everybody in it is invented.",
            icon="table",
            value=vault,
        )
    place = (lambda: isolate(vault.place)) if vault.place else ""
    return ChoiceCard(lambda: isolate(vault.name), place, icon="lock", value=vault)
