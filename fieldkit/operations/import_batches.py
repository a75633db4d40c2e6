"""Take in what lies on a drop: each batch on its own, all of it or nothing of it.

A refused batch changes nothing and does not stop the others. Receipts are written last, from what
the ledger says is durably here (invariant 7); a drop that cannot be written to is no reason not to
import from it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from fieldkit.model.batches import OpenedBatch
from fieldkit.model.clock import Clock
from fieldkit.model.errors import FieldKitError
from fieldkit.model.progress import NO_PROGRESS, Cancelled, Progress
from fieldkit.operations.batch_origins import NOWHERE, BatchOrigin, Origins
from fieldkit.operations.registries import Registry, registry_of, release_parked
from fieldkit.platform import StorageError
from fieldkit.registry.chains import Gap, gaps
from fieldkit.registry.errors import BatchRefused, CopiedVault
from fieldkit.registry.intake import ImportCounts
from fieldkit.sync.batch.open import Keyring, open_batch
from fieldkit.sync.drop.base import shown_name
from fieldkit.sync.drop.folder import FolderDrop
from fieldkit.sync.errors import SyncError
from fieldkit.sync.keyring import keyring_of
from fieldkit.sync.receipts import Rejection, write_receipt
from fieldkit.vault import peers
from fieldkit.vault.vault import Vault

BATCHES = "in"
NOTHING = ImportCounts(new=0, same=0, changed=0, conflict=0)


class BatchOutcome(Enum):
    """What became of a batch file."""

    IMPORTED = "imported"
    ALREADY = "already"
    REFUSED = "refused"


@dataclass(frozen=True)
class BatchLine:
    """A line of the report. `reason` is the refusal's code and `message` its words; `origin` says
    which laptop wrote the file, or is said by its name to have."""

    file: str
    outcome: BatchOutcome
    counts: ImportCounts = NOTHING
    reason: str = ""
    message: str = ""
    origin: BatchOrigin = NOWHERE


@dataclass(frozen=True)
class ImportReport:
    """What a drop held, and what the registry lacks afterwards.

    `ignored` are files beside the batches (half-written copies, strangers); `parked` counts the
    events whose form version is not here; `receipts_problem` says why no receipt was left, and
    `receipts_code` says it for machines.
    """

    batches: list[BatchLine]
    ignored: list[str]
    gaps: list[Gap]
    parked: int
    receipts: list[str]
    receipts_problem: str
    receipts_code: str = ""

    @property
    def refused(self) -> bool:
        """Whether any batch was refused."""
        return any(line.outcome is BatchOutcome.REFUSED for line in self.batches)


def import_drop(
    vault: Vault, folder: Path, *, clock: Clock, progress: Progress = NO_PROGRESS
) -> ImportReport:
    """Import every batch on the drop in `folder` and leave receipts there.

    Raises RegistryError for a laptop's vault, DropRefused when the drop is not there; Cancelled
    between two batches: those imported by then stay imported and get their receipts.
    """
    registry, drop = registry_of(vault), FolderDrop(folder)
    found = _Found.on(drop)
    release_parked(registry)
    importing = _Importing(registry, drop, keyring_of(vault), Origins(vault))
    lines: list[BatchLine] = []
    try:
        for name in _told(found.batches, progress):
            lines.append(importing.keep(name))
    except Cancelled:
        _note_import(vault, lines)
        _leave_receipts(registry, drop, importing.devices, clock)  # what fails comes next time
        raise
    _note_import(vault, lines)
    receipts = _leave_receipts(registry, drop, importing.devices, clock)
    return _report(registry, lines, found, receipts)


def preview_drop(vault: Vault, folder: Path, *, progress: Progress = NO_PROGRESS) -> ImportReport:
    """What `import_drop` would report, changing nothing in the vault or on the drop.

    Raises Cancelled between two batches; all of it is rolled back in any case.
    """
    registry, drop = registry_of(vault), FolderDrop(folder)
    found = _Found.on(drop)
    try:
        with vault.transaction():
            importing = _Importing(registry, drop, keyring_of(vault), Origins(vault))
            registry.intake.release_parked()
            lines = [importing.try_out(name) for name in _told(found.batches, progress)]
            raise _NothingKept(_report(registry, lines, found, _NO_RECEIPTS))
    except _NothingKept as preview:
        return preview.report


def _told(names: list[str], progress: Progress) -> Iterator[str]:
    """The files, each one told before it is looked at."""
    for done, name in enumerate(names):
        progress.step(done, len(names), shown_name(name))
        yield name


class _NothingKept(Exception):
    """Ends the transaction of a preview: what was tried out is rolled back."""

    def __init__(self, report: ImportReport) -> None:
        super().__init__()
        self.report = report


@dataclass(frozen=True)
class _Found:
    """The files below `in/`, in the order of devices and sequences."""

    batches: list[str]
    ignored: list[str]

    @classmethod
    def on(cls, drop: FolderDrop) -> _Found:
        names = list(_files(drop))
        batches = [name for name in names if name.endswith(".fkb")]
        return cls(batches, [shown_name(name) for name in names if not name.endswith(".fkb")])


def _files(drop: FolderDrop) -> Iterator[str]:
    for name in drop.files(BATCHES):
        yield f"{BATCHES}/{name}"
    for folder in drop.folders(BATCHES):
        for name in drop.files(f"{BATCHES}/{folder}"):
            yield f"{BATCHES}/{folder}/{name}"


@dataclass
class _Importing:
    """One walk over a drop; `devices` are those whose batches were seen and believed."""

    registry: Registry
    drop: FolderDrop
    keyring: Keyring
    origins: Origins
    devices: set[str] = field(default_factory=set[str])

    def keep(self, name: str) -> BatchLine:
        """Import a file for good, in a transaction of its own."""
        return self._line(name, self._import, self._set_aside)

    def try_out(self, name: str) -> BatchLine:
        """Import a file inside the transaction of a preview."""
        return self._line(name, self._import_for_now, _look_on)

    def _line(
        self,
        name: str,
        take: Callable[[OpenedBatch], ImportCounts],
        set_aside: Callable[[OpenedBatch, BatchRefused], None],
    ) -> BatchLine:
        shown = shown_name(name)
        origin = self.origins.claimed(name)
        try:
            data = self.drop.read(name)
            held = self.registry.store.find_batch(hashlib.sha256(data).hexdigest())
            if held is not None:
                self.devices.add(held.device)
                return BatchLine(shown, BatchOutcome.ALREADY, origin=self.origins.held(held))
            opened = open_batch(data, self.keyring, file_name=shown)
        except FieldKitError as refusal:
            return _refused(shown, refusal, origin)
        self.devices.add(opened.manifest.device)
        origin = self.origins.opened(opened)
        try:
            return BatchLine(shown, BatchOutcome.IMPORTED, take(opened), origin=origin)
        except BatchRefused as refusal:
            set_aside(opened, refusal)
            return _refused(shown, refusal, origin)
        except FieldKitError as refusal:
            return _refused(shown, refusal, origin)

    def _import(self, opened: OpenedBatch) -> ImportCounts:
        vault = self.registry.vault
        with vault.transaction():
            counts = self.registry.intake.import_batch(opened)
            vault.audit(
                "batch-imported",
                batch=opened.file_hash,
                device=opened.manifest.device,
                sequence=opened.manifest.sequence,
                new=counts.new,
                same=counts.same,
                changed=counts.changed,
                conflict=counts.conflict,
            )
        return counts

    def _import_for_now(self, opened: OpenedBatch) -> ImportCounts:
        with self.registry.store.attempt():
            return self.registry.intake.import_batch(opened)

    def _set_aside(self, opened: OpenedBatch, refusal: BatchRefused) -> None:
        held = refusal.held if isinstance(refusal, CopiedVault) else ""
        vault = self.registry.vault
        with vault.transaction():
            self.registry.store.quarantine(opened, refusal.code, held=held)
            vault.audit(
                "batch-quarantined",
                batch=opened.file_hash,
                device=opened.manifest.device,
                sequence=opened.manifest.sequence,
                reason=refusal.code,
            )


def _look_on(_opened: OpenedBatch, _refusal: BatchRefused) -> None:
    """In a preview nothing is set aside."""


def _refused(name: str, refusal: FieldKitError, origin: BatchOrigin) -> BatchLine:
    said = str(refusal)
    return BatchLine(name, BatchOutcome.REFUSED, reason=refusal.code, message=said, origin=origin)


def _note_import(vault: Vault, lines: list[BatchLine]) -> None:
    """One entry per import that found anything: refused files leave no other trace here."""
    counted = Counter(line.outcome for line in lines)
    if counted:
        with vault.transaction():
            facts = {outcome.value: counted[outcome] for outcome in BatchOutcome}
            vault.audit("drop-imported", **facts)


@dataclass(frozen=True)
class _Receipts:
    """The names of those left; why not all were: a code and words, or ""."""

    left: list[str]
    code: str = ""
    problem: str = ""


_NO_RECEIPTS = _Receipts([])


def _leave_receipts(
    registry: Registry, drop: FolderDrop, devices: set[str], clock: Clock
) -> _Receipts:
    left: list[str] = []
    approved = peers.trusted_devices(registry.vault)
    try:
        for device in sorted(devices & approved.keys()):
            left.append(_leave_receipt(registry, drop, device, clock))
    except (StorageError, SyncError) as trouble:
        return _Receipts(left, trouble.code, str(trouble))
    return _Receipts(left)


def _leave_receipt(registry: Registry, drop: FolderDrop, device: str, clock: Clock) -> str:
    store = registry.store
    imported = {held.sequence: held.file_hash for held in store.batches() if held.device == device}
    rejected = [
        Rejection(aside.sequence, aside.file_hash, aside.reason)
        for aside in store.quarantined()
        if aside.device == device
    ]
    return write_receipt(
        registry.vault, drop, device, imported=imported, rejected=rejected, clock=clock
    )


def _report(
    registry: Registry, lines: list[BatchLine], found: _Found, receipts: _Receipts
) -> ImportReport:
    return ImportReport(
        batches=lines,
        ignored=found.ignored,
        gaps=gaps(registry.store),
        parked=len(registry.store.parked()),
        receipts=receipts.left,
        receipts_problem=receipts.problem,
        receipts_code=receipts.code,
    )
