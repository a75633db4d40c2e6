"""Sending and receiving, as view models: whose folder it is, what will go, what went, what came."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from fieldkit.model.errors import FieldKitError
from fieldkit.model.progress import Cancelled, Progress
from fieldkit.operations.drops import folder_drop
from fieldkit.operations.home import startable
from fieldkit.operations.outgoing import Outgoing, outgoing
from fieldkit.operations.receive import ReadFile, ReceiveReport, receive
from fieldkit.operations.send import SentBatch, send
from fieldkit.operations.vaults import Vault
from fieldkit.platform import StorageError
from fieldkit.sync.drop.base import Drop, Put, parse_batch_name, parse_kit_name
from fieldkit.sync.drop.descriptor import check_descriptor, is_described
from fieldkit.sync.errors import SendInterrupted
from fieldkit.ui.models.exchange import (
    ExchangeView,
    FileAnswered,
    FileIgnored,
    FileSent,
    FolderView,
    Place,
    ReceiveResult,
    Refused,
    SendResult,
    ToSend,
)
from fieldkit.ui.models.form_name import FormName
from fieldkit.ui.models.join import Standing
from fieldkit.ui.presenters.access import Access
from fieldkit.ui.presenters.form_names import form_name
from fieldkit.ui.presenters.standing import standing_of
from fieldkit.vault import outbox, peers
from fieldkit.vault.outbox import KeptBatch

_MARK: Final = 8  # characters of the hash: enough to tell the batches of a laptop apart
_ACCEPTED: Final = "accepted"


class ExchangePresenter:
    """Works on the open vault, on the operations' thread."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def view(self, folder: str) -> ExchangeView:
        """What will go, and whether it may go into `folder` ("": none was chosen yet)."""
        going = outgoing(self._access.vault)
        standing = standing_of(going)
        if standing is Standing.NO_KIT:
            return ExchangeView(standing)
        return ExchangeView(
            standing,
            self._look_at(folder),
            _to_send(going),
            can_receive=standing is not Standing.COORDINATOR,
        )

    def send(self, folder: str, progress: Progress) -> SendResult:
        """Seal and write what waits. Raises what `send` raises before anything is sealed; what
        ends it later is in the result."""
        access = self._access
        drop = folder_drop(_path(folder))
        try:
            sent = send(
                access.vault,
                drop,
                clock=access.clock,
                randomness=access.randomness,
                progress=progress,
            )
        except (SendInterrupted, Cancelled) as trouble:
            return SendResult(folder, stopped=_refused(trouble))
        standing = standing_of(outgoing(access.vault))
        return SendResult(
            folder,
            tuple(_sent(batch) for batch in sent),
            by_coordinator=standing is Standing.COORDINATOR,
        )

    def receive(self, folder: str, progress: Progress) -> ReceiveResult:
        """Read receipts and kits. Raises what `receive` raises."""
        vault = self._access.vault
        known = _versions(vault)
        report = receive(vault, folder_drop(_path(folder)), progress=progress)
        new = [name for version, name in _versions(vault).items() if version not in known]
        return _received(folder, report, outbox.batches(vault), new)

    # --- inside

    def _look_at(self, folder: str) -> FolderView:
        if not folder:
            return FolderView()
        try:
            drop = folder_drop(_path(folder))
            return self._recognised(folder, drop)
        except (FieldKitError, StorageError) as refusal:
            return FolderView(folder, Place.REFUSED, refused=_refused(refusal))

    def _recognised(self, folder: str, drop: Drop) -> FolderView:
        vault = self._access.vault
        deployment = peers.deployment(vault)
        coordinator = peers.peers(vault)[deployment.coordinator].device
        check_descriptor(drop, deployment.deployment, coordinator)
        if is_described(drop):
            return FolderView(folder, Place.OURS, deployment.name)
        return FolderView(folder, Place.UNMARKED)


def _to_send(going: Outgoing) -> ToSend:
    return ToSend(
        records=tuple(
            (form_name(form.form_title), form.records) for form in going.waiting if form.records
        ),
        refusals=sum(form.refusals for form in going.waiting),
        waiting=len(going.sealed),
        waiting_records=sum(batch.records for batch in going.sealed),
    )


def _versions(vault: Vault) -> dict[tuple[str, str], FormName]:
    return {(form.form_id, form.version): form_name(form.form_title) for form in startable(vault)}


def _path(folder: str) -> Path:
    return Path(folder).expanduser()


def _refused(trouble: FieldKitError | StorageError) -> Refused:
    return Refused(trouble.code, trouble.message)


def _sent(batch: SentBatch) -> FileSent:
    claim = parse_batch_name(batch.file)
    assert claim is not None  # our own name
    mark = f"{claim.sequence}-{claim.hash[:_MARK]}".upper()
    return FileSent(claim.sequence, batch.records, mark, is_new=batch.state is Put.WRITTEN)


def _received(
    folder: str, report: ReceiveReport, kept: list[KeptBatch], new: list[FormName]
) -> ReceiveResult:
    by_name = {batch.file_name: batch for batch in kept}
    return ReceiveResult(
        folder=folder,
        receipts=sum(each.state == _ACCEPTED for each in report.receipts),
        confirmed=tuple(_answered(by_name[name], "") for name in report.confirmed),
        rejected=tuple(_answered(by_name[name], why) for name, why in report.rejected.items()),
        kits=tuple(_kit_number(each) for each in report.kits if each.state == _ACCEPTED),
        forms=tuple(new),
        ignored=tuple(
            _ignored(each) for each in report.receipts + report.kits if each.state != _ACCEPTED
        ),
    )


def _answered(batch: KeptBatch, reason: str) -> FileAnswered:
    return FileAnswered(batch.sequence, batch.records, reason)


def _kit_number(file: ReadFile) -> int:
    claim = parse_kit_name(file.file)
    return claim[0] if claim is not None else 0


def _ignored(file: ReadFile) -> FileIgnored:
    return FileIgnored(file.file.rpartition("/")[2], Refused(file.reason, file.message))
