"""Publishing: rows per second into the workbook and the canonical CSV, and how flat memory stays.

For rates more is better. The baselines write the same cells without checking them: openpyxl in its
write-only mode, and the csv module.
"""

from __future__ import annotations

import csv
import random
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import openpyxl

from benchmarks import form_texts
from benchmarks.measure import (
    Baseline,
    Row,
    compared,
    main,
    nothing,
    peak_memory,
    per_second,
    timed_in_turn,
)
from fieldkit.forms import FormDefinition, definition_from_package
from fieldkit.model.clock import SystemClock
from fieldkit.model.protocols import CurrentRecord
from fieldkit.model.records import Record, Refusal
from fieldkit.publishing import tables
from fieldkit.publishing.canonical_csv import CanonicalCsv
from fieldkit.publishing.cells import CellValue, cell_value
from fieldkit.publishing.columns import DATA, Contract, Table, contract
from fieldkit.publishing.profiles import CASE
from fieldkit.publishing.publish import publish
from fieldkit.publishing.settings import Settings
from fieldkit.publishing.workbook import FormWorkbook, open_workbook, plan_sheets

_OPENPYXL: Final = "openpyxl write_only, the same cells"
_CSV: Final = "csv module, the same cells"
_QUESTIONS: Final = 40
_SETTINGS: Final = Settings(CASE)
_ALIKE: Final = 500  # so many different records; further ones repeat them under new ids


@dataclass(frozen=True)
class Size:
    """How many rows, and how long each figure may take."""

    rows: int
    few: int
    many: int
    runs: int
    seconds: float


FULL: Final = Size(rows=5_000, few=2_000, many=20_000, runs=3, seconds=30.0)
QUICK: Final = Size(rows=1_000, few=500, many=5_000, runs=1, seconds=5.0)


def measure(size: Size, *, beside: Path | None = None) -> list[Row]:
    """All rows of this area; `beside` is where to put the folder (None: the temporary folder)."""
    with tempfile.TemporaryDirectory(prefix="fieldkit-bench-", dir=beside) as made:
        folder = Path(made)
        return [*_rates(folder, size), *_memory(folder, size)]


# --- invented records of a form of forty questions


def _definition() -> FormDefinition:
    return definition_from_package(form_texts.flat_form(_QUESTIONS))


@dataclass
class _Source:
    """A RecordSource that makes its records as they are asked for, and keeps none."""

    definition: FormDefinition
    count: int

    def revision(self) -> str:
        return f"{self.count:064x}"

    def form_ids(self) -> list[str]:
        return [self.definition.form_id]

    def current(self, form_id: str) -> Iterator[CurrentRecord]:
        paths = [node.path for node in self.definition.publishable()]
        for number in range(self.count):
            yield _record(form_id, self.definition, paths, number)

    def refusals(self, form_id: str) -> list[Refusal]:
        return []

    def packages(self, form_id: str) -> list[bytes]:
        return [self.definition.package.to_bytes()]


@dataclass
class _Ledger:
    """A ColumnLedger in memory."""

    names: dict[str, list[tuple[str, str]]] = field(
        default_factory=dict[str, list[tuple[str, str]]]
    )

    def columns(self, form_id: str, table: str) -> list[tuple[str, str]]:
        return self.names.get(table, [])

    def add(self, form_id: str, table: str, names: Iterable[tuple[str, str]]) -> None:
        self.names.setdefault(table, []).extend(names)


def _record(
    form_id: str, definition: FormDefinition, paths: list[str], number: int
) -> CurrentRecord:
    source = random.Random(number % _ALIKE)
    content = Record(
        record=f"uuid:{number:032x}",
        form_id=form_id,
        form_version=definition.version,
        form_hash=definition.form_hash,
        subject="FK-AAAA-AAAA",
        language="el",
        answers={path: _answer(definition, path, source) for path in paths},
        languages={},
        rows={},
    )
    return CurrentRecord(content, ["0" * 64], "0" * 64, "w1", "2026-11-22T09:00:00.000Z")


def _answer(definition: FormDefinition, path: str, source: random.Random) -> str:
    match definition.nodes[path].type:
        case "int":
            return str(source.randrange(1000))
        case "decimal":
            return f"{source.randrange(10_000)}.5"
        case "date":
            return f"2026-{source.randrange(1, 13):02d}-{source.randrange(1, 29):02d}"
        case "select_one":
            return source.choice(("yes", "no"))
        case "select_multiple":
            return " ".join(source.sample("abcde", source.randrange(1, 6)))
        case _:
            return f"Παρατήρηση με λίγα λόγια {source.randrange(1000)}"


# --- rates


@dataclass(frozen=True)
class _Ready:
    """Rows as texts and as typed cells, with the table they belong to."""

    planned: Contract
    table: Table
    rows: list[tables.Row]
    cells: list[list[CellValue]]


def _ready(count: int) -> _Ready:
    definition = _definition()
    planned = contract(definition.form_id, [definition], _Ledger(), CASE)
    rows = [
        row
        for current in _Source(definition, count).current(definition.form_id)
        for _, row in tables.record_rows(planned, current, CASE).rows
    ]
    table = planned.tables[0]
    cells = [
        [cell_value(column, text) for column, text in zip(table.columns, row.cells, strict=True)]
        for row in rows
    ]
    return _Ready(planned, table, rows, cells)


def _rates(folder: Path, size: Size) -> list[Row]:
    ready = _ready(size.rows)
    name = f"{len(ready.rows)} rows of {len(ready.table.columns)} columns"
    books = timed_in_turn(
        lambda: _write_workbook(ready, folder),
        lambda: _write_openpyxl(ready, folder / "openpyxl.xlsx"),
        most=size.runs,
        seconds=size.seconds,
    )
    files = timed_in_turn(
        lambda: _write_canonical(ready, folder / "data.csv"),
        lambda: _write_csv(ready, folder / "plain.csv"),
        most=size.runs * 3,
        seconds=size.seconds,
    )
    published = timed_in_turn(
        lambda: _publish(size.rows, folder),
        lambda: _write_workbook(ready, folder),
        most=size.runs,
        seconds=size.seconds,
    )
    count = len(ready.rows)
    alone = Baseline("writing the workbook alone", per_second(published[1], count))
    return [
        _rate(f"workbook, {name}", books, _OPENPYXL, count),
        _rate(f"canonical CSV, {name}", files, _CSV, count),
        compared(
            f"whole publication, {name}", per_second(published[0], count), alone, unit="rows/s"
        ),
    ]


def _rate(name: str, samples: tuple[list[float], list[float]], baseline: str, count: int) -> Row:
    ours, bare = (per_second(each, count) for each in samples)
    return compared(name, ours, Baseline(baseline, bare), unit="rows/s")


def _write_workbook(ready: _Ready, folder: Path) -> None:
    plans = plan_sheets(ready.planned, {DATA: len(ready.rows)}, _SETTINGS.rows_per_sheet)
    with (folder / "ours.xlsx").open("wb") as stream, open_workbook(stream, folder) as engine:
        book = FormWorkbook(engine, ready.planned, plans, [], _SETTINGS)
        for row in ready.rows:
            book.add(ready.table, row)
        book.finish([])


def _write_openpyxl(ready: _Ready, path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(DATA)
    sheet.append([column.name for column in ready.table.columns])
    for cells in ready.cells:
        sheet.append(cells)
    book.save(path)


def _write_canonical(ready: _Ready, path: Path) -> None:
    with path.open("wb") as stream:
        written = CanonicalCsv(stream, ready.table)
        for row in ready.rows:
            written.add(row.cells)


def _write_csv(ready: _Ready, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        written = csv.writer(stream, lineterminator="\n")
        written.writerow([column.name for column in ready.table.columns])
        for row in ready.rows:
            written.writerow(row.cells)


# --- memory


def _memory(folder: Path, size: Size) -> list[Row]:
    """Peak memory of whole publications, each in a process of its own."""
    few, many = ([peak_memory(_publish, count, folder)] for count in (size.few, size.many))
    alone = Baseline("a process that does nothing", [peak_memory(nothing)])
    fewer = Baseline(f"the same with {size.few} rows", few)
    return [
        compared(f"publish {size.few} rows, peak memory", few, alone, unit="MiB"),
        compared(f"publish {size.many} rows, peak memory", many, fewer, unit="MiB"),
    ]


def _publish(count: int, folder: Path) -> None:
    definition = _definition()
    with tempfile.TemporaryDirectory(prefix="out-", dir=folder) as out:
        publish(
            _Source(definition, count),
            _Ledger(),
            {definition.form_id: [definition]},
            Path(out) / "municipality",
            settings=_SETTINGS,
            clock=SystemClock(),
        )


if __name__ == "__main__":
    main("publishing", lambda quick: measure(QUICK if quick else FULL))
