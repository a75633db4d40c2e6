"""The open vault, or none: what every presenter works with. Lives on the operations' thread."""

from __future__ import annotations

from pathlib import Path

from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import Clock, Randomness
from fieldkit.model.errors import FieldKitError
from fieldkit.operations.vaults import Vault
from fieldkit.vault import open_vault


class Locked(FieldKitError):
    """Something was asked of a vault that is locked."""

    code = "locked-vault"

    def __init__(self) -> None:
        super().__init__("FieldKit is locked; nothing was done.", next_step="Unlock it first.")


class Access:
    """Holds the vault between unlocking and locking. `clock` and `randomness` come from outside."""

    def __init__(self, clock: Clock, randomness: Randomness) -> None:
        self.clock = clock
        self.randomness = randomness
        self._vault: Vault | None = None

    @property
    def vault(self) -> Vault:
        """The open vault. Raises Locked."""
        if self._vault is None:
            raise Locked
        return self._vault

    @property
    def is_open(self) -> bool:
        """Whether somebody has unlocked a vault."""
        return self._vault is not None

    def unlock(self, folder: Path, user: str | None, passphrase: HiddenBytes) -> None:
        """Open a vault; the one that was open is closed first. Raises what `open_vault` raises."""
        self.lock()
        self._vault = open_vault(folder, user=user, passphrase=passphrase, clock=self.clock)

    def take(self, vault: Vault) -> None:
        """Work with a vault that was just made and is open already."""
        self.lock()
        self._vault = vault

    def lock(self) -> None:
        """Close the vault and forget its keys; nothing when none is open."""
        if self._vault is not None:
            vault, self._vault = self._vault, None
            vault.close()
