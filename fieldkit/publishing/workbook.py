"""The workbook of a form: README, data, a sheet for each repeat, codebook, choices, issues, meta.

Written in constant memory: XlsxWriter spills every row, in plain text, into temporary files, so it
is given the publication's own staging folder (never the system's). The bytes depend on the content
alone; no instant is in them.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from fieldkit.platform import as_storage_error
from fieldkit.publishing.cells import CellValue, cell_value
from fieldkit.publishing.codebook import choice_rows, codebook_rows
from fieldkit.publishing.columns import Contract, Table
from fieldkit.publishing.guard import sheet_name
from fieldkit.publishing.settings import Settings
from fieldkit.publishing.sheets import Formats, Sheet
from fieldkit.publishing.tables import Issue, Row
from fieldkit.publishing.wording import Line, Look

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_ISSUES_KEPT: Final = 1_000_000
_ISSUE_HEADER: Final = ("table", "row", "column", "what", "detail")
_OUR_SHEETS: Final = ("README", "data", "codebook", "choices", "_issues", "meta")
_HEADER: Final = "#E8EEF4"
_NO_INSTANT: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook carries no time zone


@dataclass(frozen=True)
class SheetPlan:
    """The sheets of one table, in order: more than one when it has too many rows for one."""

    table: Table
    names: tuple[str, ...]
    rows: int


def plan_sheets(planned: Contract, rows: Mapping[str, int], rows_per_sheet: int) -> list[SheetPlan]:
    """Names for the sheets of every table, `rows` being their row counts."""
    taken = {name.casefold() for name in _OUR_SHEETS}
    plans: list[SheetPlan] = []
    for table in planned.tables:
        parts = max(1, -(-rows[table.name] // rows_per_sheet))
        names: list[str] = []
        for part in range(1, parts + 1):
            own = table.is_data and part == 1
            name = table.name if own else sheet_name(_part_name(table.name, part), taken)
            taken.add(name.casefold())
            names.append(name)
        plans.append(SheetPlan(table, tuple(names), rows[table.name]))
    return plans


def _part_name(table: str, part: int) -> str:
    return table if part == 1 else f"{table[:24]}_{part}"


class FormWorkbook:
    """The open workbook: takes rows and issues in any mixture, each table's rows in order."""

    def __init__(
        self,
        book: Workbook,
        planned: Contract,
        plans: Iterable[SheetPlan],
        readme: Iterable[Line],
        settings: Settings,
    ) -> None:
        self._book = book
        self._formats = Formats(
            header=book.add_format(
                {"bold": True, "bottom": 1, "bg_color": _HEADER, "text_wrap": True, "valign": "top"}
            ),
            wrapped=book.add_format({"text_wrap": True, "valign": "top", "align": "left"}),
            looks={
                Look.TITLE: book.add_format({"bold": True, "font_size": 16}),
                Look.HEADING: book.add_format({"bold": True, "top": 1}),
                Look.FACT: book.add_format({"text_wrap": True, "valign": "top"}),
                Look.TEXT: book.add_format({"italic": True}),
            },
            date=book.add_format({"num_format": "yyyy-mm-dd"}),
            datetime=book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        )
        self._rows_per_sheet = settings.rows_per_sheet
        self._readme(readme)
        self._sheets = {plan.table.name: self._table_sheets(plan) for plan in plans}
        self._written = dict.fromkeys(self._sheets, 0)
        self._plain("codebook", codebook_rows(planned, settings.language))
        self._plain("choices", choice_rows(planned, settings.language))
        self._issues = self._sheet("_issues")
        self._issues.header(_ISSUE_HEADER, 1)
        self._issue_count = 0

    def add(self, table: Table, row: Row) -> None:
        """One more row of a table."""
        values = [
            cell_value(column, text) for column, text in zip(table.columns, row.cells, strict=True)
        ]
        number = self._written[table.name]
        self._written[table.name] = number + 1
        for place in self._sheets[table.name][number // self._rows_per_sheet].add(values):
            self.issue(Issue(table.name, row.id, table.columns[place].name, "cut"))

    def issue(self, issue: Issue) -> None:
        """One more line for the `_issues` sheet."""
        self._issue_count += 1
        if self._issue_count <= _ISSUES_KEPT:
            self._issues.add([issue.table, issue.row, issue.column, issue.what, issue.detail])

    def finish(self, meta: Iterable[tuple[str, str | int]]) -> None:
        """The last sheet: where all this comes from."""
        sheet = self._sheet("meta")
        sheet.widths(24, 70)
        for name, value in (*meta, ("issues", self._issue_count)):
            sheet.add([name, value])

    def _readme(self, lines: Iterable[Line]) -> None:
        sheet = self._sheet("README")
        sheet.page()
        for line in lines:
            sheet.say(line.cells, line.look)

    def _table_sheets(self, plan: SheetPlan) -> list[Sheet]:
        header = [column.name for column in plan.table.columns]
        sheets: list[Sheet] = []
        for part, name in enumerate(plan.names):
            sheet = self._sheet(name)
            sheet.header(header, min(plan.rows - part * self._rows_per_sheet, self._rows_per_sheet))
            sheets.append(sheet)
        return sheets

    def _plain(self, name: str, rows: Iterator[list[str]]) -> None:
        header, *below = rows
        sheet = self._sheet(name)
        sheet.header(header, len(below))
        for row in below:
            values: list[CellValue] = [*row]
            sheet.add(values)

    def _sheet(self, name: str) -> Sheet:
        return Sheet(self._book.add_worksheet(name), self._formats)


@contextmanager
def open_workbook(stream: IO[bytes], staging: Path) -> Generator[Workbook]:
    """An XlsxWriter workbook with every option that keeps text text, spilling into `staging`."""
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    options = {
        "constant_memory": True,
        "tmpdir": str(staging),
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "remove_timezone": True,
        "default_date_format": "yyyy-mm-dd",
    }
    book = Workbook(stream, options)
    book.set_properties({"created": _NO_INSTANT})
    yield book
    try:
        book.close()
    except FileCreateError as error:  # XlsxWriter's wrapping of whatever the system said
        cause = error.args[0] if error.args else None
        if isinstance(cause, OSError):
            raise as_storage_error(cause, staging) from cause
        raise
