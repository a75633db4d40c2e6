"""Unlocking: the vaults there are, opening one, and the way in by the recovery code.

Imported before the first page is shown: nothing here may reach forms, workbooks or publishing.
"""

from __future__ import annotations

from pathlib import Path

from fieldkit.model.answers import HiddenBytes
from fieldkit.operations.vault_folders import (
    VaultFolder,
    find_vaults,
    open_for_window,
    open_sample,
)
from fieldkit.ui.models.passphrases import Proposal
from fieldkit.ui.models.unlock import Opened, UnlockView, VaultChoice
from fieldkit.ui.presenters.access import Access
from fieldkit.ui.presenters.passphrases import proposal, spellings
from fieldkit.vault import Vault, open_with_recovery, set_passphrase
from fieldkit.vault.errors import KeystoreMissing, WrongPassphrase
from fieldkit.vault.kdf import KdfCost


class UnlockPresenter:
    """Opens vaults under `root` or elsewhere. `kdf` None: measured when a passphrase is renewed."""

    def __init__(self, access: Access, root: Path, *, kdf: KdfCost | None = None) -> None:
        self._access = access
        self._root = root
        self._kdf = kdf

    def view(self, last: str) -> UnlockView:
        """The vaults of this computer; the one in the folder `last` first, wherever it lies."""
        found = find_vaults(self._root)
        known = {each.folder for each in found}
        if last and Path(last) not in known:
            found += find_vaults(Path(last))
        found.sort(key=lambda each: str(each.folder) != last)
        return UnlockView(tuple(self._choice(each) for each in found))

    def look(self, folder: Path) -> UnlockView:
        """The vaults in a folder that somebody names. Raises KeystoreMissing for none."""
        found = find_vaults(folder)
        if not found:
            raise KeystoreMissing("There is no vault in this folder; nothing was changed.")
        return UnlockView(tuple(self._choice(each) for each in found))

    def unlock(self, folder: Path, user: str, passphrase: HiddenBytes) -> Opened:
        """Open a vault and keep it open. Raises what `open_for_window` raises."""
        *others, last = spellings(passphrase)
        for spelling in others:
            try:
                return self._open(folder, user, spelling)
            except WrongPassphrase:
                continue
        return self._open(folder, user, last)

    def unlock_sample(self, folder: Path) -> Opened:
        """Open a sample with what lies beside it. Raises what `open_sample` raises."""
        self._access.lock()
        return self._keep(open_sample(folder, self._access.clock))

    def recover(self, folder: Path, code: HiddenBytes) -> Proposal:
        """Open a vault by its recovery code, and propose a new passphrase.

        Raises BadRecoveryCode and what `open_with_recovery` raises.
        """
        self._access.lock()
        self._access.take(open_with_recovery(folder, code=code, clock=self._access.clock))
        return proposal(self._access.randomness)

    def other_words(self) -> Proposal:
        """Propose another passphrase."""
        return proposal(self._access.randomness)

    def renew(self, passphrase: HiddenBytes) -> Opened:
        """Give who came by the recovery code a new passphrase. Raises WeakPassphrase."""
        vault = self._access.vault
        set_passphrase(vault, vault.user, passphrase, kdf=self._kdf)
        return _opened(vault)

    def abandon(self) -> None:
        """Nobody wants in any more: close what the recovery code opened."""
        self._access.lock()

    def _open(self, folder: Path, user: str, passphrase: HiddenBytes) -> Opened:
        self._access.lock()
        return self._keep(open_for_window(folder, user, passphrase, self._access.clock))

    def _keep(self, vault: Vault) -> Opened:
        self._access.take(vault)
        return _opened(vault)

    def _choice(self, found: VaultFolder) -> VaultChoice:
        here = found.folder.is_relative_to(self._root)
        return VaultChoice(
            found.folder,
            found.name,
            asks_name=found.users > 1,
            offers_sample=found.offers_sample,
            place="" if here else str(found.folder),
        )


def _opened(vault: Vault) -> Opened:
    return Opened(vault.folder, vault.sample, vault.user)
