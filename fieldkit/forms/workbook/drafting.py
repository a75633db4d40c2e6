"""A sheet whose rows are being written anew: one row of the author may become several.

Every row keeps the number that the author sees in her spreadsheet program, so that whatever is
said about it later leads to the row it came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from fieldkit.forms.findings import Finding, error
from fieldkit.forms.workbook.cells import Line, Sheet, Workbook
from fieldkit.forms.workbook.tables import Column, Row, Table

# Spreadsheet programs make one long dash of the two hyphens of a Kobo column.
_DASHED = re.compile("^kobo[–—]", re.IGNORECASE)

_TYPES = frozenset({"type", "command"})

# A loop inside a loop, or parts that take in parts, can ask for more rows than there is memory.
MOST_ROWS = 20_000

Texts = dict[int, str]


@dataclass(frozen=True)
class Made:
    """A row as it will be read: the author's row number and the filled cells by column index."""

    number: int
    texts: Texts


@dataclass(frozen=True)
class Expansion:
    """A workbook whose rows were written anew, and what is wrong with them."""

    workbook: Workbook
    findings: tuple[Finding, ...] = ()


class Draft:
    """The columns of a sheet, its own and those that rows written anew need besides."""

    def __init__(self, table: Table, sheet: Sheet) -> None:
        self.table = table
        self._sheet = sheet
        self._headers = list(sheet.lines[0].texts) if sheet.lines else []
        self._made: dict[str, int] = {}

    def copy(self, row: Row) -> Made:
        """The row as it is."""
        return Made(row.number, dict(row.texts))

    def only(self, row: Row, *names: str) -> Texts:
        """The cells of `row` under these columns, in every language."""
        return {column.index: text for name in names for column, text in row.cells(name)}

    def without(self, row: Row, *names: str) -> Texts:
        """The cells of `row` but those under these columns."""
        gone = self.only(row, *names)
        return {index: text for index, text in row.texts.items() if index not in gone}

    def put(self, texts: Texts, cells: Mapping[str, str]) -> Texts:
        """`texts` with the cells under these columns written over; "" empties a cell."""
        written = dict(texts)
        for name, text in cells.items():
            for column in self.table.by_name.get(name, ()):
                written.pop(column.index, None)
            if text:
                written[self._index(name)] = text
        return written

    def index(self, name: str, language: str) -> int:
        """The column `name` of a language, made where the sheet has none."""
        for column in self.table.by_name.get(name, ()):
            if column.language == language:
                return column.index
        if not language:
            return self._index(name)
        joint = "::" if self.table.uses_double_colon else ":"
        return self._new(f"{name}{joint}{language}")

    def sheet(self, rows: Iterable[Made]) -> Sheet:
        """The sheet with these rows below its header."""
        rows = list(rows)  # first, because making them may have added columns
        head = self._sheet.lines[0]
        width = range(len(self._headers))
        lines = [
            Line(row.number, tuple(row.texts.get(index, "") for index in width)) for row in rows
        ]
        return replace(
            self._sheet,
            lines=(Line(head.number, tuple(self._headers)), *lines),
            own_columns=self._sheet.own_columns or len(head.texts),
        )

    def _index(self, name: str) -> int:
        columns = self.table.by_name.get(name)
        return columns[0].index if columns else self._new(name)

    def _new(self, header: str) -> int:
        if header not in self._made:
            self._made[header] = len(self._headers)
            self._headers.append(header)
        return self._made[header]


def kobo_cells(row: Row, name: str) -> Iterator[tuple[str, str]]:
    """The filled cells of a column of KoboToolbox, with the language that its header names."""
    for column in row.table.columns:
        if column.index in row.texts and kobo_name(column) == name:
            yield column.header.partition("::")[2].strip(), row.texts[column.index]


def kobo_cell(row: Row, name: str) -> str:
    """The first filled cell of a column of KoboToolbox, or ""."""
    return next((text for _, text in kobo_cells(row, name)), "")


def kobo_name(column: Column) -> str:
    """The header of a column without its language, dashes as KoboToolbox writes them."""
    return _DASHED.sub("kobo--", column.header.partition("::")[0].strip().lower())


def too_many(row: Row) -> Finding:
    """The finding for a row that stands for more rows than a form may have."""
    return error(
        "too-many-rows",
        row.place("type"),
        f"What this row stands for would make the form longer than {MOST_ROWS} rows.",
        "Use a repeat, or a shorter list.",
    )


def headers(workbook: Workbook, name: str) -> frozenset[str]:
    """The headers of a sheet, small: what a form can hold shows there before its rows are read."""
    lines = workbook.sheet(name).lines
    return frozenset(text.strip().lower() for text in lines[0].texts) if lines else frozenset()


def types(workbook: Workbook) -> frozenset[str]:
    """The question types of a survey sheet, each once: few, whatever the number of its rows."""
    lines = workbook.sheet("survey").lines
    places = [
        place
        for place, text in enumerate(lines[0].texts if lines else ())
        if text.strip().lower() in _TYPES
    ]
    found = {line.texts[at] for line in lines[1:] for at in places if at < len(line.texts)}
    return frozenset(" ".join(written.split()) for written in found)


def with_sheet(workbook: Workbook, name: str, sheet: Sheet) -> Workbook:
    """The workbook with one of its sheets in place of what it had under that name."""
    return replace(workbook, sheets={**workbook.sheets, name: sheet})
