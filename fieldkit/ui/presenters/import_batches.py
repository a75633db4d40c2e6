"""The coordinator's import, as view models: a look first, and the import itself only when asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from fieldkit.model.clock import from_text
from fieldkit.model.progress import NO_PROGRESS, Cancelled, Progress
from fieldkit.operations.devices import known_devices
from fieldkit.operations.import_batches import (
    BatchLine,
    BatchOutcome,
    ImportReport,
    import_drop,
    preview_drop,
)
from fieldkit.sync.drop.base import SHORT, parse_receipt_name
from fieldkit.ui.models.import_batches import (
    BatchRow,
    BatchState,
    GapRow,
    ImportStage,
    ImportView,
    ReceiptRow,
)
from fieldkit.ui.presenters.access import Access

# Those that need somebody come first: among five hundred lines nobody would find them.
_ORDER: Final = (BatchState.REFUSED, BatchState.NEW, BatchState.IMPORTED, BatchState.ALREADY)
# Clocks of two computers never agree to the minute; this much is no sign of anything.
_CLOCK_PLAY: Final = timedelta(minutes=10)
_ID_SHOWN: Final = 8


class ImportPresenter:
    """Looks through a drop, and imports from it. Lives on the operations' thread."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._looked: ImportView | None = None

    def look(self, folder: str, progress: Progress) -> ImportView:
        """What importing `folder` would do; nothing is written. Raises what `preview_drop` does."""
        report = preview_drop(self._access.vault, Path(folder), progress=progress)
        self._looked = self._view(ImportStage.LOOKED, folder, report)
        return self._looked

    def take_in(self, folder: str, progress: Progress) -> ImportView:
        """Import `folder`; receipts are left there. Raises what `import_drop` does.

        Stopped between two batches, the view tells which were imported; going on is importing
        again.
        """
        vault, clock = self._access.vault, self._access.clock
        try:
            report = import_drop(vault, Path(folder), clock=clock, progress=progress)
        except Cancelled:
            return self._stopped(folder)
        return self._view(ImportStage.IMPORTED, folder, report)

    def _stopped(self, folder: str) -> ImportView:
        before = self._looked
        now = self.look(folder, NO_PROGRESS)
        fresh = {row.file: row for row in before.rows} if before is not None else {}
        rows = tuple(_since(fresh.get(row.file), row) for row in now.rows)
        return replace(now, stage=ImportStage.IMPORTED, rows=rows, was_stopped=True)

    def _view(self, stage: ImportStage, folder: str, report: ImportReport) -> ImportView:
        labels = {peer.device.id: peer.device.label for peer in known_devices(self._access.vault)}
        receipts = tuple(_receipts(report.receipts, labels))
        return ImportView(
            stage=stage,
            folder=folder,
            rows=_rows(report.batches, stage, self._access.clock.now()),
            gaps=tuple(
                GapRow(_named(gap.device, labels), tuple(gap.batches), tuple(gap.events))
                for gap in report.gaps
            ),
            parked=report.parked,
            ignored=tuple(report.ignored),
            receipts=receipts,
            unreceipted=_unreceipted(report, receipts),
            receipts_reason=report.receipts_code,
            receipts_message=report.receipts_problem,
        )


def _rows(lines: Sequence[BatchLine], stage: ImportStage, now: datetime) -> tuple[BatchRow, ...]:
    doubted = _doubted(lines, now)
    rows = [_row(line, stage, clock_doubted=line.file in doubted) for line in lines]
    return tuple(sorted(rows, key=lambda row: _ORDER.index(row.state)))


def _row(line: BatchLine, stage: ImportStage, *, clock_doubted: bool) -> BatchRow:
    origin = line.origin
    return BatchRow(
        file=line.file,
        laptop=origin.label,
        key=origin.device[:_ID_SHOWN],
        sequence=origin.sequence,
        written_at=origin.created_at if _instant(origin.created_at) else "",
        state=_state(line.outcome, stage),
        records=origin.records,
        new=line.counts.new,
        same=line.counts.same,
        changed=line.counts.changed,
        conflict=line.counts.conflict,
        is_proven=origin.is_proven,
        clock_doubted=clock_doubted,
        reason=line.reason,
        message=line.message,
    )


def _state(outcome: BatchOutcome, stage: ImportStage) -> BatchState:
    if outcome is BatchOutcome.REFUSED:
        return BatchState.REFUSED
    if outcome is BatchOutcome.ALREADY:
        return BatchState.ALREADY
    return BatchState.NEW if stage is ImportStage.LOOKED else BatchState.IMPORTED


def _since(before: BatchRow | None, now: BatchRow) -> BatchRow:
    """A line after an import was stopped: what was new and is held now came in just now."""
    if before is None or before.state is not BatchState.NEW or now.state is not BatchState.ALREADY:
        return now
    return replace(before, state=BatchState.IMPORTED)


def _doubted(lines: Iterable[BatchLine], now: datetime) -> set[str]:
    """The files written in the future, or before the batch that came before them: a clock that is
    wrong changes nothing in the order, and somebody should set it right."""
    latest: dict[str, datetime] = {}
    found: set[str] = set()
    for line in sorted(lines, key=lambda line: (line.origin.device, line.origin.sequence)):
        at, device = _instant(line.origin.created_at), line.origin.device
        if at is None:
            continue
        if at > now + _CLOCK_PLAY or at < latest.get(device, at) - _CLOCK_PLAY:
            found.add(line.file)
        latest[device] = at
    return found


def _instant(text: str) -> datetime | None:
    """What a laptop wrote as the time: signed, and still nothing that anybody has checked."""
    try:
        return from_text(text)
    except ValueError:
        return None


def _named(device: str, labels: dict[str, str]) -> str:
    return labels.get(device, "") or device[:_ID_SHOWN]


def _receipts(names: Iterable[str], labels: dict[str, str]) -> Iterator[ReceiptRow]:
    short = {device[:SHORT]: device for device in labels}
    for name in names:
        claim = parse_receipt_name(name)
        device = claim.device if claim is not None else ""
        yield ReceiptRow(name, _named(short.get(device, device), labels))


def _unreceipted(report: ImportReport, receipts: Sequence[ReceiptRow]) -> tuple[str, ...]:
    """The laptops that wait for a receipt which the drop did not take."""
    if not report.receipts_problem:
        return ()
    seen = {line.origin.label for line in report.batches if line.origin.is_proven}
    return tuple(sorted(seen - {receipt.laptop for receipt in receipts} - {""}))
