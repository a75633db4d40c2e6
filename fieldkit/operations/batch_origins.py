"""Where a batch file comes from, for the people who have to ask for another copy of it.

What an opened batch or the ledger says is proven by a signature. A file that cannot be believed has
only its name to go by: that is said too, and marked as a claim.
"""

from __future__ import annotations

from dataclasses import dataclass

from fieldkit.model.batches import OpenedBatch
from fieldkit.registry.store import HeldBatch
from fieldkit.sync.drop.base import SHORT, parse_batch_name
from fieldkit.vault import peers
from fieldkit.vault.vault import Vault


@dataclass(frozen=True)
class BatchOrigin:
    """The device that wrote a batch, its label here, and the batch's number among its batches.

    `created_at` is the device's own clock (ISO text, "" where the ledger does not keep it);
    `records` counts the versions inside (0 where the file was not opened). `is_proven` is False
    when all this is only what the file's name claims.
    """

    device: str = ""
    label: str = ""
    sequence: int = 0
    created_at: str = ""
    records: int = 0
    is_proven: bool = False


NOWHERE = BatchOrigin()


class Origins:
    """Tells origins by the labels of the devices that a vault knows."""

    def __init__(self, vault: Vault) -> None:
        known = peers.peers(vault).items()
        self._labels = {device: peer.device.label for device, peer in known}

    def claimed(self, name: str) -> BatchOrigin:
        """What a file's name on the drop claims; NOWHERE for a name that says nothing."""
        claim = parse_batch_name(name)
        if claim is None:
            return NOWHERE
        whole = [each for each in self._labels if each[:SHORT] == claim.device]
        device = whole[0] if len(whole) == 1 else claim.device
        return BatchOrigin(device, self._labels.get(device, ""), claim.sequence)

    def held(self, batch: HeldBatch) -> BatchOrigin:
        """The origin of a batch that the ledger has."""
        label = self._labels.get(batch.device, "")
        return BatchOrigin(batch.device, label, batch.sequence, is_proven=True)

    def opened(self, batch: OpenedBatch) -> BatchOrigin:
        """The origin of a batch that was verified."""
        said = batch.manifest
        label = self._labels.get(said.device, "")
        count = len(batch.events)
        return BatchOrigin(said.device, label, said.sequence, said.created_at, count, True)
