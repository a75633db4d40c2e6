"""The keyring of a vault: its receiving key, the devices it has approved or shut out."""

from __future__ import annotations

from fieldkit.sync.batch.open import Keyring
from fieldkit.vault import peers
from fieldkit.vault.vault import Vault


def keyring_of(vault: Vault) -> Keyring:
    """What `open_batch` needs to open batches sent to this vault. Raises NoDeployment."""
    return Keyring(
        receiving=vault.device_keys().receiving,
        trusted=peers.trusted_devices(vault),
        revoked=peers.revoked_devices(vault),
        deployment=peers.deployment(vault).deployment,
    )
