"""What the import page shows: a line for each batch file, what is missing, what is left to do.

Instants are ISO text and counts are numbers: the page writes both in the language of the window.
Nothing here holds an answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class ImportStage(Enum):
    """LOOKED: nothing was written. IMPORTED: what the registry took is in it for good."""

    LOOKED = "looked"
    IMPORTED = "imported"


class BatchState(Enum):
    """What becomes of a batch file. NEW: it can be imported; IMPORTED: it was, just now."""

    NEW = "new"
    IMPORTED = "imported"
    ALREADY = "already"
    REFUSED = "refused"


@dataclass(frozen=True)
class BatchRow:
    """One batch file.

    `laptop` is the label of the computer that wrote it ("": none is known by that `key`, which is
    the beginning of its id), `sequence` the number it gave it (0: unknown), `written_at` when, by
    its own clock. `is_proven` is False for a refused file: then laptop and number are only what its
    name says. `clock_doubted`: the laptop's clock says a time that cannot be. `reason` is the code
    of a refusal, `message` its words.
    """

    file: str
    laptop: str
    key: str
    sequence: int
    written_at: str
    state: BatchState
    records: int = 0
    new: int = 0
    same: int = 0
    changed: int = 0
    conflict: int = 0
    is_proven: bool = True
    clock_doubted: bool = False
    reason: str = ""
    message: str = ""


@dataclass(frozen=True)
class GapRow:
    """What is missing of one laptop: inclusive ranges of batch numbers, and of signed versions
    where no whole batch is missing."""

    laptop: str
    batches: tuple[tuple[int, int], ...]
    versions: tuple[tuple[int, int], ...]

    @property
    def batch_numbers(self) -> Iterator[int]:
        """Every missing batch number."""
        for first, last in self.batches:
            yield from range(first, last + 1)


@dataclass(frozen=True)
class ReceiptRow:
    """A receipt that was left on the drop: its place there, and the laptop it is for."""

    file: str
    laptop: str


@dataclass(frozen=True)
class ImportTotals:
    """The sums of all lines. Records are counted of what was imported or, before that, of what can
    be: see `ImportView.totals`."""

    importable: int
    imported: int
    already: int
    refused: int
    new: int
    same: int
    changed: int
    conflict: int


@dataclass(frozen=True)
class ImportView:
    """A drop as it was looked through, or what importing it did.

    `parked` counts versions whose form is not known here yet; `ignored` are files that are no
    batches; `unreceipted` the laptops whose receipt could not be written, `receipts_reason` the
    code and `receipts_message` the words of why. `was_stopped`: the person stopped the import.
    """

    stage: ImportStage
    folder: str
    rows: tuple[BatchRow, ...]
    gaps: tuple[GapRow, ...] = ()
    parked: int = 0
    ignored: tuple[str, ...] = ()
    receipts: tuple[ReceiptRow, ...] = ()
    unreceipted: tuple[str, ...] = ()
    receipts_reason: str = ""
    receipts_message: str = ""
    was_stopped: bool = False

    @property
    def totals(self) -> ImportTotals:
        """The sums over the lines; of a look, what would come in, of an import, what came in."""
        looked = self.stage is ImportStage.LOOKED
        counted = self._in_state(BatchState.NEW if looked else BatchState.IMPORTED)
        return ImportTotals(
            importable=len(self._in_state(BatchState.NEW)),
            imported=len(self._in_state(BatchState.IMPORTED)),
            already=len(self._in_state(BatchState.ALREADY)),
            refused=len(self._in_state(BatchState.REFUSED)),
            new=sum(row.new for row in counted),
            same=sum(row.same for row in counted),
            changed=sum(row.changed for row in counted),
            conflict=sum(row.conflict for row in counted),
        )

    def _in_state(self, state: BatchState) -> list[BatchRow]:
        return [row for row in self.rows if row.state is state]
