"""What is said about batches: their states, what they bring, what is missing, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import Final

from fieldkit.languages.marking import N_
from fieldkit.ui.failure_words import happened, next_step
from fieldkit.ui.instants import day_and_time
from fieldkit.ui.language import language, ntext, number, text
from fieldkit.ui.models.import_batches import (
    BatchRow,
    BatchState,
    GapRow,
    ImportStage,
    ImportView,
)
from fieldkit.ui.runner import Failure
from fieldkit.ui.widgets.explained_table import ExplainedRow

NOTHING: Final = "–"
_STATES: Final = {
    BatchState.NEW: N_("New"),
    BatchState.IMPORTED: N_("Imported"),
    BatchState.ALREADY: N_("Imported before"),
    BatchState.REFUSED: N_("Refused"),
}
COLUMNS: Final = (
    N_("State"),
    N_("Laptop"),
    N_("Batch"),
    N_("Written"),
    N_("New"),
    N_("Changed"),
    N_("Conflict"),
    N_("Same"),
)


def line(row: BatchRow) -> ExplainedRow:
    """A batch as a row of the table, with its explanation."""
    return ExplainedRow(
        cells=lambda: cells(row),
        tone=tone(row),
        heading=lambda: heading(row),
        explanation=lambda: explanation(row),
    )


def state(row: BatchRow) -> str:
    """What becomes of a file, in a word or two."""
    return text(_STATES[row.state])


def tone(row: BatchRow) -> str:
    """The tone that goes with the state."""
    if row.state is BatchState.REFUSED:
        return "danger"
    if row.state is BatchState.ALREADY:
        return "muted"
    return "warn" if row.conflict else "ok"


def cells(row: BatchRow) -> tuple[str, ...]:
    """The words of one line: state, laptop, number, when, and what it brings."""
    counts = (row.new, row.changed, row.conflict, row.same)
    counts_known = row.state in (BatchState.NEW, BatchState.IMPORTED)
    return (
        state(row),
        laptop(row),
        number(row.sequence) if row.sequence else NOTHING,
        day_and_time(row.written_at) or NOTHING,
        *(number(count) if counts_known else NOTHING for count in counts),
    )


def laptop(row: BatchRow) -> str:
    """The name of the laptop; where nobody has proven it, as a claim."""
    if not row.laptop:
        return text("unknown")
    return row.laptop if row.is_proven else text("said to be {laptop}", laptop=row.laptop)


def heading(row: BatchRow) -> str:
    """What a file is called where it is explained."""
    if row.laptop and row.sequence:
        return text("Batch {number} of {laptop}", number=row.sequence, laptop=row.laptop)
    return text("File {name}", name=PurePosixPath(row.file).name)


def explanation(row: BatchRow) -> str:
    """What becomes of a file, why, and what to do; a paragraph for each."""
    said = list(_refusal(row)) if row.state is BatchState.REFUSED else [_outcome(row)]
    if row.clock_doubted:
        said.append(
            text(
                "The clock of this laptop seems to be wrong. Nothing is lost by that, batches are"
                " ordered by their numbers; have the clock set right."
            )
        )
    return "\n".join(said)


def _refusal(row: BatchRow) -> Iterable[str]:
    failure = Failure(row.reason, row.message)
    yield happened(failure)
    if todo := next_step(failure):
        yield todo
    if row.laptop and not row.is_proven:
        yield text("Laptop and number are what the name of the file says.")
    elif row.key:
        yield text("The id of the laptop begins with {key}.", key=row.key)
    yield text("File: {name}", name=row.file)


def _outcome(row: BatchRow) -> str:
    if row.state is BatchState.ALREADY:
        return text("This batch was imported before. Nothing of it is imported twice.")
    stage = ImportStage.IMPORTED if row.state is BatchState.IMPORTED else ImportStage.LOOKED
    if row.conflict:
        return conflicts(row.conflict, stage)
    if stage is ImportStage.IMPORTED:
        return text("Everything in this batch is in the registry now.")
    return text("This batch is sound and can be imported.")


def conflicts(count: int, stage: ImportStage) -> str:
    """What a conflict is, plainly."""
    if stage is ImportStage.IMPORTED:
        return ntext(
            "{count} record was changed in two places. Both versions are kept; nothing was"
            " overwritten. Somebody who knows the case has to decide between them.",
            "{count} records were changed in two places. Both versions of each are kept; nothing"
            " was overwritten. Somebody who knows the cases has to decide between them.",
            count,
        )
    return ntext(
        "{count} record was changed in two places. Both versions will be kept; nothing is"
        " overwritten, and somebody can decide between them afterwards.",
        "{count} records were changed in two places. Both versions of each will be kept; nothing"
        " is overwritten, and somebody can decide between them afterwards.",
        count,
    )


def summary(view: ImportView) -> str:
    """The one sentence above everything."""
    total = view.totals
    if not view.rows:
        return text("There are no batches here")
    if view.stage is ImportStage.LOOKED:
        return _can_be_imported(total.importable)
    if view.was_stopped:
        return text(
            "Stopped: {imported} of {all} batches were imported",
            imported=total.imported,
            all=total.imported + total.importable,
        )
    if not total.imported:
        return text("Nothing new was imported")
    return ntext("{count} batch was imported", "{count} batches were imported", total.imported)


def _can_be_imported(count: int) -> str:
    if not count:
        return text("There is nothing new to import")
    return ntext("{count} batch can be imported", "{count} batches can be imported", count)


def counted(view: ImportView) -> list[tuple[str, str]]:
    """The totals as short remarks, each with its tone."""
    total = view.totals
    missing = sum(1 for gap in view.gaps for _ in gap.batch_numbers)
    said = [
        (total.new, ntext("{count} new record", "{count} new records", total.new), "ok"),
        (
            total.changed,
            ntext("{count} changed record", "{count} changed records", total.changed),
            "accent",
        ),
        (total.conflict, ntext("{count} conflict", "{count} conflicts", total.conflict), "warn"),
        (total.refused, ntext("{count} refused", "{count} refused", total.refused), "danger"),
        (missing, ntext("{count} batch missing", "{count} batches missing", missing), "warn"),
        (
            total.already,
            ntext("{count} imported before", "{count} imported before", total.already),
            "",
        ),
    ]
    return [(words, tone) for count, words, tone in said if count]


def gap(row: GapRow) -> str:
    """What is missing of one laptop, and what to do."""
    count = sum(last - first + 1 for first, last in row.batches)
    if count:
        return ntext(
            "Batch {numbers} of {laptop} is missing. Ask for it: the laptop leaves it on the drop"
            " again when it sends.",
            "Batches {numbers} of {laptop} are missing. Ask for them: the laptop leaves them on the"
            " drop again when it sends.",
            count,
            numbers=spans(row.batches),
            laptop=row.laptop,
        )
    missing = sum(last - first + 1 for first, last in row.versions)
    return ntext(
        "{count} version signed on {laptop} has not arrived. Ask what happened to it.",
        "{count} versions signed on {laptop} have not arrived. Ask what happened to them.",
        missing,
        laptop=row.laptop,
    )


def spans(ranges: Sequence[tuple[int, int]]) -> str:
    """Inclusive ranges as people write them: `4, 6–8 and 11`."""
    said = [
        number(first) if first == last else f"{number(first)}–{number(last)}"
        for first, last in ranges
    ]
    return listed(said)


def listed(items: Sequence[str]) -> str:
    """`north, south and east`, as the language of the window writes lists."""
    return language().locale.createSeparatedList(list(items))
