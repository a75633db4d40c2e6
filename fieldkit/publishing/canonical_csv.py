"""The canonical CSV: one byte string per (revision, profile), for machines and for comparing.

UTF-8 without BOM, comma, LF at line ends, `"` doubled inside quotes, a header, quotes only where
needed. Cells are the published text: ISO dates, decimal points, blank for not answered, never
guarded against spreadsheets (the workbook is for people; string cells run nothing).
"""

from __future__ import annotations

import csv
from typing import IO, Final

from fieldkit.publishing.columns import Table
from fieldkit.publishing.guard import file_name

DELIMITER: Final = ","
LINE_END: Final = "\n"
ENCODING: Final = "utf-8"


def csv_name(table: Table) -> str:
    """The file of a table: `data.csv`, `member.csv`."""
    return f"{file_name(table.name)}.csv"


class CanonicalCsv:
    """Writes one table's rows, in the order they come, into an open binary stream."""

    def __init__(self, stream: IO[bytes], table: Table) -> None:
        self._stream = stream
        self._writer = csv.writer(
            _Encoded(stream),
            delimiter=DELIMITER,
            lineterminator=LINE_END,
            quoting=csv.QUOTE_MINIMAL,
        )
        self._writer.writerow([column.name for column in table.columns])

    def add(self, cells: list[str]) -> None:
        """One more row."""
        self._writer.writerow(cells)


class _Encoded:
    """What csv.writer needs: text in, UTF-8 out; no platform's line ends or locale in between."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        self._stream.write(text.encode(ENCODING))
        return len(text)
