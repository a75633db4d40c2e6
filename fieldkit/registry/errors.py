"""What the registry refuses, in words. No message holds an answer or a name of a person."""

from __future__ import annotations

from fieldkit.model.errors import FieldKitError


class RegistryError(FieldKitError):
    """Something the registry cannot do; nothing was changed."""

    code = "registry"


class BatchRefused(RegistryError):
    """A verified batch that this registry does not take. Codes: `bad-event`, `not-coordinator`."""

    code = "batch-refused"


class CopiedVault(BatchRefused):
    """Two different batches or events of one device claim the same place in its chain.

    A laptop never does this (a restored backup becomes a new device), so its vault was copied
    or its key is used elsewhere. `held` is the hash of what the registry already had.
    """

    code = "copied-vault"

    def __init__(self, device: str, held: str) -> None:
        super().__init__(
            "This batch contradicts one already imported from the same device: its vault seems "
            "to have been copied. The batch was set aside; what was imported before stays.",
            next_step="Find out which laptop wrote it, revoke the device and approve a new one.",
        )
        self.device = device
        self.held = held


class UnknownRecord(RegistryError):
    """No current record has this id."""

    code = "unknown-record"


class NoConflict(RegistryError):
    """The record has one current version: there is nothing to resolve."""

    code = "no-conflict"


class ColumnTaken(RegistryError):
    """A column name that already means something else (invariant 9)."""

    code = "column-taken"


class BadChoice(RegistryError):
    """A resolution that does not fit the conflict. Codes: `bad-choice`, `unreadable`."""

    code = "bad-choice"


class CorrectionRefused(RegistryError):
    """A correction that is not stored. Codes: `conflict`, `incomplete`, `gate`, `unchanged`."""

    code = "correction-refused"
