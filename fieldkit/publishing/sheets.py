"""One sheet of a workbook: rows in order, every cell checked; nothing runs, no cut is silent.

The only file that calls XlsxWriter's writing methods; each of them answers with a code instead of
raising (3.3.1: -1 outside the sheet, -2 too long), so each answer is looked at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from fieldkit.publishing.cells import CellValue
from fieldkit.publishing.errors import PublicationRefused
from fieldkit.publishing.guard import cut_to_cell, fits_cell
from fieldkit.publishing.wording import Look

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_COLUMNS: Final = 16_384
ROWS_PER_SHEET: Final = 1_000_000  # Excel ends at 1,048,576, header included
_A4: Final = 9  # XlsxWriter's number for the paper
_WHOLE_SHEET: Final = "A1:XFD1048576"


@dataclass(frozen=True)
class Formats:
    """The few formats our sheets use; `looks` are those of a page for people."""

    header: Format
    wrapped: Format
    looks: Mapping[Look, Format]
    date: Format
    datetime: Format


class Sheet:
    """Writes rows downwards, header first."""

    def __init__(self, worksheet: Worksheet, formats: Formats) -> None:
        self._worksheet = worksheet
        self._formats = formats
        self._row = 0
        # Text that looks like a number is text on purpose: no green corners.
        worksheet.ignore_errors({"number_stored_as_text": _WHOLE_SHEET})

    def header(self, names: Sequence[str], rows: int) -> None:
        """The header row, frozen and with a filter over `rows` rows below it."""
        if len(names) > MOST_COLUMNS:
            raise PublicationRefused(
                f"A table has {len(names)} columns; a sheet holds {MOST_COLUMNS}. "
                "Nothing was published.",
                code="too-wide",
                next_step="Ask for another profile or split the form.",
            )
        for place, name in enumerate(names):
            _kept(self._worksheet.write_string(0, place, name, self._formats.header))
            self._worksheet.set_column(place, place, _width(name))
        self._worksheet.freeze_panes(1, 1)
        self._worksheet.autofilter(0, 0, rows, len(names) - 1)
        self._row = 1

    def widths(self, *widths: float) -> None:
        """Column widths for a sheet without a header."""
        for place, width in enumerate(widths):
            self._worksheet.set_column(place, place, width)

    def page(self) -> None:
        """Make this sheet a page to read and to print: two columns, as wide as the paper."""
        self.widths(58, 70)
        self._worksheet.hide_gridlines(2)
        self._worksheet.set_paper(_A4)
        self._worksheet.set_landscape()
        self._worksheet.fit_to_pages(1, 0)

    def say(self, cells: Sequence[str | int], look: Look) -> None:
        """One more line of a page; text wraps in its column, a lone sentence runs on."""
        for place, cell in enumerate(cells):
            kind = self._formats.looks[look] if place == 0 else self._formats.wrapped
            if isinstance(cell, str):
                _kept(self._worksheet.write_string(self._row, place, cell, kind))
            else:
                _kept(self._worksheet.write_number(self._row, place, cell, kind))
        self._row += 1

    def add(self, values: Sequence[CellValue]) -> list[int]:
        """One more row; blanks stay empty cells. Returns the columns whose text had to be cut."""
        cut: list[int] = []
        for place, value in enumerate(values):
            if isinstance(value, str):
                if not fits_cell(value):
                    cut.append(place)
                    value = cut_to_cell(value)
                if value:
                    _kept(self._worksheet.write_string(self._row, place, value))
            else:
                self._add_value(place, value)
        self._row += 1
        return cut

    def _add_value(self, place: int, value: float | date | datetime) -> None:
        if isinstance(value, datetime):
            kind = self._formats.datetime
            _kept(self._worksheet.write_datetime(self._row, place, value, kind))
        elif isinstance(value, date):
            _kept(self._worksheet.write_datetime(self._row, place, value, self._formats.date))
        else:
            _kept(self._worksheet.write_number(self._row, place, value))


def _kept(code: int) -> None:
    if code != 0:
        raise PublicationRefused(
            f"The workbook did not take a cell (engine code {code}). Nothing was published.",
            code="workbook",
            next_step="Please report this together with the number of rows and columns.",
        )


def _width(header: str) -> float:
    return min(max(len(header) + 3, 10), 40)
