"""A workbook as cells of text with their places, whatever file it came from.

Row numbers and column letters are the ones the author sees in her spreadsheet program, so that
every finding can be looked up.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import dropwhile
from pathlib import Path

from fieldkit.forms.findings import UnreadableForm
from fieldkit.forms.list_files import ListFault, decoded
from fieldkit.forms.translation_states import SHEET as TRANSLATIONS
from fieldkit.forms.workbook.formulas import Unworked, unworked_cells
from fieldkit.forms.workbook.markdown import markdown_rows
from fieldkit.forms.workbook.refused_files import (
    no_spreadsheet,
    refuse_locked,
    refuse_sprawling,
    unreadable,
)

SPREADSHEETS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
SHEETS = ("survey", "choices", "settings", "external_choices", "entities", "osm")
HOUSE_SHEETS = (TRANSLATIONS,)


@dataclass(frozen=True)
class Line:
    """One row of a sheet: its number in the file and the texts of its cells ("" = empty)."""

    number: int
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A sheet: its lines from the header on; `first_column` is the index of its first cell.

    `own_columns` is how many columns the author wrote, where FieldKit has added others (else 0).
    """

    name: str
    lines: tuple[Line, ...]
    first_column: int = 0
    own_columns: int = 0


@dataclass(frozen=True)
class Workbook:
    """A workbook: the file it came from and its sheets by lower-case name.

    `unworked` are the cells whose formula gives no text, by the name of their sheet as written.
    """

    path: Path
    sheets: dict[str, Sheet]
    unworked: Mapping[str, Sequence[Unworked]] = field(default_factory=dict[str, "list[Unworked]"])

    def sheet(self, name: str) -> Sheet:
        """The sheet called `name`, or an empty one."""
        return self.sheets.get(name, Sheet(name, ()))


def read_workbook(path: Path) -> Workbook:
    """The cells of an xlsx, xls, ods, csv or md file, or of a folder with one csv per sheet.

    Raises UnreadableForm when `path` is none of these.
    """
    unworked: Mapping[str, Sequence[Unworked]] = {}
    if path.is_dir():
        known = (*SHEETS, *HOUSE_SHEETS)
        sheets = [csv_sheet(file) for file in sorted(path.glob("*.csv")) if file.stem in known]
    elif path.suffix.lower() in SPREADSHEETS:
        read = _spreadsheet(path)
        unworked = unworked_cells(path)
        sheets = [_with_errors(each, unworked.get(each.name, ())) for each in read]
    elif path.suffix.lower() == ".csv":
        sheets = _combined(_csv_rows(path))
    elif path.suffix.lower() == ".md":
        sheets = _combined(_markdown(path))
    else:
        raise unreadable(path)
    if len(sheets) == 1 and sheets[0].name.strip().lower() not in SHEETS:
        # An XLSForm of one sheet may call it anything.
        sheets = [Sheet("survey", sheets[0].lines, sheets[0].first_column)]
    return Workbook(path, {sheet.name.strip().lower(): sheet for sheet in sheets}, unworked)


def column_letter(index: int) -> str:
    """The spreadsheet name of a column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _spreadsheet(path: Path) -> list[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook

    data = b""
    try:
        data = path.read_bytes()
        refuse_locked(path, data)
        refuse_sprawling(path, data)
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return [
                Sheet(name, _lines(book.get_sheet_by_name(name).to_python(skip_empty_area=False)))
                for name in book.sheet_names
            ]
    except (CalamineError, OSError, ValueError):
        raise no_spreadsheet(path, data) from None


def _lines(rows: Iterable[Sequence[object]]) -> tuple[Line, ...]:
    """The rows from the first that holds anything: the headers may stand below blank ones."""
    lines = (
        Line(number, tuple([_text(value) for value in row]))
        for number, row in enumerate(rows, start=1)
    )
    return tuple(dropwhile(lambda line: not any(line.texts), lines))


def _with_errors(sheet: Sheet, unworked: Sequence[Unworked]) -> Sheet:
    """The sheet with the words of failed formulas (`#REF!`), as other converters read them."""
    shown = {(cell.row, cell.column): cell.shows for cell in unworked}
    if not any(shown.values()):
        return sheet
    lines = [
        Line(
            line.number,
            tuple(
                [
                    text or shown.get((line.number, column_letter(index)), "")
                    for index, text in enumerate(line.texts)
                ]
            ),
        )
        for line in sheet.lines
    ]
    return replace(sheet, lines=tuple(lines))


def _text(value: object) -> str:
    """The text of a cell as XLSForm tools read it: 1.0 is "1", TRUE is "TRUE".

    A date with a time gets the `T` of XForms, without which no form could read it.
    """
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value).replace("\xa0", " ").strip()


def _csv_rows(path: Path) -> list[list[str]]:
    try:
        text = decoded(path.read_bytes())
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except ListFault as fault:
        raise UnreadableForm(
            f"{path.name} cannot be read as a form. {fault.message[:1].upper()}{fault.message[1:]}",
            next_step=fault.next_step,
        ) from None
    except (OSError, csv.Error):
        raise unreadable(path) from None


def _delimiter(text: str) -> str:
    """What divides the cells: Excel writes semicolons where the comma is for decimals (Greek)."""
    first = next((line for line in text.splitlines() if re.search("[,;\t]", line)), "")
    return max(",;\t", key=first.count)


def csv_sheet(path: Path) -> Sheet:
    """A csv file as a sheet of its name. Raises UnreadableForm."""
    return Sheet(path.stem, _lines(_csv_rows(path)))


def _markdown(path: Path) -> list[list[str]]:
    try:
        return markdown_rows(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        raise unreadable(path) from None


def _combined(rows: Sequence[Sequence[str]]) -> list[Sheet]:
    """The sheets of one csv file: a sheet's name stands in the first column, its cells beside.

    Its headers may stand beside the name. A file whose first row holds several cells and no name of
    a sheet is a survey sheet alone.
    """
    first = [text.strip() for text in rows[0] if text.strip()] if rows else []
    if len(first) > 1 and first[0].lower() not in (*SHEETS, *HOUSE_SHEETS):
        return [Sheet("survey", _lines(rows))]
    sheets: list[Sheet] = []
    for number, row in enumerate(rows, start=1):
        name, *texts = [_text(text) for text in row] or [""]
        if name:
            sheets.append(Sheet(name, (), first_column=1))
        if any(texts) and sheets:
            last = sheets[-1]
            sheets[-1] = Sheet(last.name, (*last.lines, Line(number, tuple(texts))), 1)
    return sheets
