"""The csv file that `search()` looks into: its rows, and its columns as Collect knows them."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from fieldkit.forms.workbook.externals import find_file
from fieldkit.forms.workbook.search_calls import Search, names

_SORTED_BY = "sortby"

Cells = Mapping[str, str]


class Tables:
    """The files beside one form, each read once however many questions look into it."""

    def __init__(self, form: Path) -> None:
        self._form = form
        self._read: dict[Path, list[Cells]] = {}

    def file(self, search: Search) -> Path | None:
        """The file of a search, None where it is not beside the form."""
        return find_file(self._form, f"{search.file}.csv")

    def rows(self, file: Path) -> list[Cells]:
        """The rows of a file by column, in the order of its column sortby where it has one.

        Raises ValueError or OSError when it is no readable csv file.
        """
        if file not in self._read:
            self._read[file] = _rows(file)
        return self._read[file]

    def rows_of(self, search: Search) -> list[Cells]:
        """The rows that a search looks into, none where they cannot be read.

        `search_findings` has said so by then.
        """
        file = self.file(search)
        try:
            return [] if file is None else self.rows(file)
        except (OSError, ValueError):
            return []


def _rows(file: Path) -> list[Cells]:
    text = file.read_text("utf-8-sig")
    top = text.partition("\n")[0]
    delimiter = max(",;\t|", key=top.count)
    try:
        first, *others = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as fault:
        raise ValueError(str(fault)) from None
    header = [name.strip() for name in first]
    rows = [_cells(header, row) for row in others if "".join(row).strip()]
    sort = known_column(_SORTED_BY, header)
    return sorted(rows, key=lambda row: _number(row[sort])) if sort else rows


def _cells(header: Sequence[str], row: Sequence[str]) -> Cells:
    missing = len(header) - len(row)
    return dict(zip(header, (*row, *[""] * missing) if missing > 0 else row, strict=False))


def shown_columns(text: str, header: Sequence[str]) -> list[str]:
    """The columns that the label of a choice names; one with spaces in its name counts as one."""
    return [text] if known_column(text, header) else names(text)


def known_column(name: str, header: Sequence[str]) -> str:
    """The column of the file that `name` means, "" where there is none.

    Collect knows columns by their letters and digits alone, large or small.
    """
    if name in header:
        return name
    return next((column for column in header if _plain(column) == _plain(name)), "")


def _plain(name: str) -> str:
    return re.sub(r"\W", "_", name.strip()).lower()


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return -math.inf
