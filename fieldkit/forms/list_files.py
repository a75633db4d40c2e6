"""The files that lists come in, read into columns and rows: CSV and GeoJSON.

A file that cannot be read is refused with the line (or the feature) and what to do about it;
nothing that stands in the file is quoted, since lists may hold names.
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from fieldkit.model.counting import counted
from fieldkit.model.errors import FieldKitError

if TYPE_CHECKING:
    from _csv import Reader

_SAVE_AGAIN = (
    "Save it again as “CSV UTF-8” (Excel), or as text CSV with the character set Unicode (UTF-8) "
    "(LibreOffice)."
)
_QUOTES = (
    "A cell that begins with a quotation mark must end with one; a quotation mark inside such a "
    "cell is written twice."
)
_GREEK = frozenset("ΆΈΉΊΌΎΏΐΰ") | frozenset(map(chr, range(0x391, 0x3CF)))


class ListFault(FieldKitError):
    """A file that is no list. `line` is the line at fault, 0 where there is no one line."""

    code = "list-file"

    def __init__(self, problem: str, remedy: str, *, line: int = 0) -> None:
        super().__init__(f"Line {line}: {problem}" if line else problem, next_step=remedy)
        self.line = line


@dataclass(frozen=True)
class Table:
    """What a file holds: its column names, and one row of cells by name for each item."""

    columns: tuple[str, ...]
    rows: list[dict[str, str]]


def read_csv(data: bytes) -> Table:
    """The table of a CSV file. Columns are divided by comma, semicolon, tab or `|`.

    Raises ListFault: not UTF-8, no header, quotation marks that do not pair, more cells than
    columns.
    """
    text = decoded(data)
    delimiter = delimiter_of(text)
    try:
        rows = [row for row in _reader(text, delimiter) if row]
    except csv.Error as fault:
        raise _unreadable(text, delimiter, str(fault)) from None
    return _table(text, delimiter, rows)


def read_csv_lines(data: bytes) -> tuple[Table, list[tuple[int, list[str]]]]:
    """The table of a CSV file, and its filled rows with the line each ends in, header first.

    Slower than `read_csv`, and raises what it raises.
    """
    text = decoded(data)
    delimiter = delimiter_of(text)
    reader = _reader(text, delimiter)
    try:
        lines = [(reader.line_num, row) for row in reader if row]
    except csv.Error as fault:
        raise _unreadable(text, delimiter, str(fault)) from None
    return _table(text, delimiter, [row for _, row in lines]), lines


def csv_header(data: bytes) -> tuple[str, ...]:
    """The column names of a CSV file, without looking at its rows. Raises ListFault."""
    text = decoded(data)
    try:
        first = next(iter(_reader(text, delimiter_of(text))), list[str]())
        return tuple(name.strip() for name in first)
    except csv.Error as fault:
        raise _unreadable(text, delimiter_of(text), str(fault)) from None


def _table(text: str, delimiter: str, rows: list[list[str]]) -> Table:
    if not rows or not any(cell.strip() for cell in rows[0]):
        raise ListFault(
            "the file has no header.", "Write the names of the columns into its first line.", line=1
        )
    header = [name.strip() for name in rows[0]]
    if any(len(row) > len(header) for row in rows):
        raise _too_wide(text, delimiter, len(header))
    blank = [""] * len(header)
    cells = [dict(zip(header, row + blank[len(row) :], strict=True)) for row in rows[1:]]
    return Table(tuple(header), cells)


def delimiter_of(text: str) -> str:
    """The character that divides the columns: the most frequent of four in the first line."""
    first = text.splitlines()[0] if text.strip() else ""
    return max(",;\t|", key=first.count)


def read_geojson(data: bytes) -> Table:
    """The features of a GeoJSON collection: `geometry` as ODK writes places, id and properties.

    Raises ListFault, with the line where it is no JSON, else with the number of the feature.
    """
    try:
        collection = json.loads(data)
    except json.JSONDecodeError as fault:
        raise ListFault(
            f"this is no JSON, from column {fault.colno} on.",
            "Look for a comma, bracket or quotation mark that is missing or too many there.",
            line=fault.lineno,
        ) from None
    except (UnicodeDecodeError, RecursionError, ValueError):
        raise ListFault(
            "the file is no JSON in UTF-8.", "Export it from the map program again."
        ) from None
    features = _features(collection)
    rows = [_numbered(number, each) for number, each in enumerate(features, start=1)]
    return Table(tuple(dict.fromkeys(name for row in rows for name in row)), rows)


def decoded(data: bytes) -> str:
    """The text of a file. Raises ListFault where it is not UTF-8, with a guess at what it is."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise _no_utf8(data, fault.start) from None


def _no_utf8(data: bytes, start: int) -> ListFault:
    if data.startswith(b"PK"):
        return ListFault(
            "this is a workbook or another archive, though its name says CSV.", _SAVE_AGAIN
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ListFault("the file is written in UTF-16, not in UTF-8.", _SAVE_AGAIN)
    line = data.count(b"\n", 0, start) + 1
    guess = " It may be Windows-1253, the old way to write Greek." if _looks_greek(data) else ""
    return ListFault(f"the letters are not written in UTF-8.{guess}", _SAVE_AGAIN, line=line)


def _looks_greek(data: bytes) -> bool:
    """Whether whole words are Greek letters in Windows-1253; French has single ones among ASCII."""
    words = re.findall(rb"[\x80-\xff]+", data)
    letters = b"".join(words).decode("cp1253", "replace")
    long = sum(len(word) for word in words if len(word) > 1)
    return long > 0.8 * len(letters) and sum(map(_GREEK.__contains__, letters)) > 0.8 * len(letters)


def _reader(text: str, delimiter: str) -> Reader:
    return csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)


def _unreadable(text: str, delimiter: str, said: str) -> ListFault:
    line, reader = 1, _reader(text, delimiter)
    try:
        for _ in reader:
            line = reader.line_num + 1
    except csv.Error:
        pass  # the row that begins here is the one that cannot be read
    if "field larger" in said:
        problem = "a cell is longer than any list needs; perhaps a quotation mark is never closed."
        return ListFault(problem, _QUOTES, line=line)
    if "new-line" in said:
        return ListFault("the ends of the lines cannot be told.", _SAVE_AGAIN, line=line)
    return ListFault("the quotation marks do not pair.", _QUOTES, line=line)


def _too_wide(text: str, delimiter: str, columns: int) -> ListFault:
    reader = _reader(text, delimiter)
    wide = next(row for row in reader if len(row) > columns)
    return ListFault(
        f"there are {len(wide)} cells, but the first line names {counted(columns, 'column')}.",
        "Put quotation marks around a cell that holds a comma, or remove the cells that are too "
        "many.",
        line=reader.line_num,
    )


def _features(collection: object) -> list[object]:
    try:
        return _array(_object(collection).get("features"))
    except ValueError:
        raise ListFault(
            "the file has no list of features.",
            "A GeoJSON list is a FeatureCollection: export it from the map program as one.",
        ) from None


def _numbered(number: int, feature: object) -> dict[str, str]:
    try:
        return _feature(_object(feature))
    except (ValueError, OverflowError, RecursionError):
        raise ListFault(
            f"feature {number} has no place that a list can have.",
            "A feature is a point, a line or an area without parts, with numbers for its places.",
        ) from None


def _feature(parts: dict[str, object]) -> dict[str, str]:
    """ODK XForms, "Secondary Instances from GeoJSON": what is null is no column, and the id of the
    feature goes before one among its properties."""
    geometry, properties = parts.get("geometry"), parts.get("properties")
    cells = cast("dict[str, object]", properties) if isinstance(properties, dict) else {}
    row = {name: _cell(value) for name, value in cells.items() if value is not None}
    if parts.get("id") is not None:
        row["id"] = _cell(parts["id"])
    # A feature without a place has null here (RFC 7946 section 3.2).
    row["geometry"] = "" if geometry is None else _geometry(_object(geometry))
    return row


def _cell(value: object) -> str:
    return json.dumps(value) if isinstance(value, bool) else str(value)


def _geometry(shape: dict[str, object]) -> str:
    kind, places = str(shape.get("type", "")), _array(shape.get("coordinates"))
    if kind == "Point":
        return _place(places)
    if kind == "LineString":
        return "; ".join(_place(_array(place)) for place in places)
    if kind == "Polygon" and places:
        return "; ".join(_place(_array(place)) for place in _array(places[0]))
    raise ValueError("a geometry that lists cannot have")


def _place(coordinates: list[object]) -> str:
    longitude, latitude, *altitude = map(_number, coordinates)
    return f"{latitude} {longitude} {altitude[0] if altitude else 0} 0"


def _object(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise ValueError("no object where GeoJSON has one")
    return cast("dict[str, object]", value)


def _array(value: object) -> list[object]:
    if not isinstance(value, list):
        raise ValueError("no array where GeoJSON has one")
    return cast("list[object]", value)


def _number(value: object) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError("no number where GeoJSON has one")
    return value
