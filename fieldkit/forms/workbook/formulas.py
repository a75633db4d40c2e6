"""Cells of an xlsx file whose formula gives no text: it failed, or nobody has worked it out yet.

The reader of spreadsheets gives both as blank. Other converters read `#REF!` as the words it shows,
and refuse a condition that says so; blank, it would be no condition at all.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from fieldkit.forms.instance import DocumentRefused
from fieldkit.forms.markup import read_markup
from fieldkit.forms.workbook.refused_files import MOST_UNPACKED, SPOILT, unpacked_size

# What ECMA-376 part 1 (18.3.1.4, 18.18.11) writes: a cell of the type "e" holds an error, and one
# with a formula (f) but without a value (v) has not been worked out. A text may be empty ("str").
_CELL: Final = re.compile(rb"<c(?=\s)")
_VALUE: Final = re.compile(rb"<v[^<>]*>([^<]+)</v>")
_PLACE: Final = re.compile(rb'\br="([A-Z]+)([0-9]+)"')
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_RELATION_ID: Final = "id"


@dataclass(frozen=True)
class Unworked:
    """A cell without its text: where it stands, and the error it shows ("" for none)."""

    row: int
    column: str
    shows: str


def unworked_cells(path: Path) -> Mapping[str, Sequence[Unworked]]:
    """The cells of each sheet, by its name; nothing for a file of another kind, or a huge one.

    Never raises for what is wrong with the file: whoever reads its cells says so.
    """
    try:
        with zipfile.ZipFile(path) as parts:
            if unpacked_size(parts) > MOST_UNPACKED:
                return {}
            found = {
                name: list(_cells(parts.read(part)))
                for name, part in _sheets(parts).items()
                if part in parts.namelist()
            }
    except (*SPOILT, DocumentRefused, KeyError):
        return {}
    return {name: cells for name, cells in found.items() if cells}


def _sheets(parts: zipfile.ZipFile) -> dict[str, str]:
    """The file of each sheet, by its name."""
    targets = {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in read_markup(parts.read(_RELATIONS)).top.iter("Relationship")
    }
    found: dict[str, str] = {}
    for sheet in read_markup(parts.read("xl/workbook.xml")).top.iter("sheet"):
        named = (text for key, text in sheet.items() if key.rpartition(":")[2] == _RELATION_ID)
        target = targets.get(next(named, ""), "")
        part = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
        found[sheet.get("name", "")] = part
    return found


def _cells(sheet: bytes) -> Iterator[Unworked]:
    if b"<f" not in sheet and b't="e"' not in sheet:
        return
    # Cut rather than searched: what no cell ends must not be looked through for every cell.
    for cell in _CELL.split(sheet)[1:]:
        attributes, _, rest = cell.partition(b">")
        inside = b"" if attributes.endswith(b"/") else rest.partition(b"</c>")[0]
        value, place = _VALUE.search(inside), _PLACE.search(attributes)
        failed = b't="e"' in attributes
        waits = b"<f" in inside and value is None and b't="str"' not in attributes
        if place is not None and (failed or waits):
            shows = value[1].decode("utf-8", "replace") if failed and value else ""
            yield Unworked(int(place[2]), place[1].decode(), shows)
