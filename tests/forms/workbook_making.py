"""Workbooks for tests: sheets written as rows of cells, saved as xlsx, xls, csv or a csv folder."""

from __future__ import annotations

import csv
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

Cell = str | int | float | bool | None
Rows = Sequence[Sequence[Cell]]
SETTINGS: Rows = [["form_id", "version"], ["visit", "2026112201"]]


def write_xlsx(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """An xlsx file with these sheets, headers first. A settings sheet is added where none is."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in {"settings": SETTINGS, **sheets}.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def write_csv_folder(folder: Path, sheets: Mapping[str, Rows]) -> Path:
    """A folder with one csv file per sheet."""
    folder.mkdir()
    for name, rows in sheets.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows)
    return folder


def write_combined_csv(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """One csv file: the name of a sheet stands in the first column, its cells beside."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        for name, rows in sheets.items():
            writer.writerow([name])
            writer.writerows(["", *row] for row in rows)
    return path


def write_xls(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """A small Excel 97 file: BIFF8 records in an OLE2 container, text cells only."""
    path.write_bytes(_ole2(_biff8(sheets)))
    return path


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _begin(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 0, 0, 0))


def _biff8(sheets: Mapping[str, Rows]) -> bytes:
    bodies = [_sheet(rows) for rows in sheets.values()]
    names = [name.encode("utf-16-le") for name in sheets]
    head = _begin(0x0005) + _record(0x0042, struct.pack("<H", 1200))
    end = _record(0x000A, b"")
    at = len(head) + sum(4 + 8 + len(name) for name in names) + len(end)
    bounds = b""
    for name, body in zip(names, bodies, strict=True):
        bounds += _record(0x0085, struct.pack("<IHBB", at, 0, len(name) // 2, 1) + name)
        at += len(body)
    return head + bounds + end + b"".join(bodies)


def _sheet(rows: Rows) -> bytes:
    cells = b""
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            if value is not None:
                text = str(value)
                data = struct.pack("<HHHHB", y, x, 0, len(text), 1) + text.encode("utf-16-le")
                cells += _record(0x0204, data)
    return _begin(0x0010) + cells + _record(0x000A, b"")


def _ole2(stream: bytes) -> bytes:
    """The smallest container: one FAT sector, one directory sector, then the workbook."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    sectors = len(stream) // 512
    fat = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, sectors + 2), 0xFFFFFFFE]
    assert len(fat) <= 128, "the test workbook outgrew its one FAT sector"
    fat += [0xFFFFFFFF] * (128 - len(fat))
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0) + b"\xff" * (108 * 4)
    directory = _entry("Root Entry", 5, child=1) + _entry("Workbook", 2, 0xFFFFFFFF, 2, len(stream))
    return header + struct.pack("<128I", *fat) + directory.ljust(512, b"\0") + stream


def _entry(
    name: str, kind: int, child: int = 0xFFFFFFFF, start: int = 0xFFFFFFFE, size: int = 0
) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    none = 0xFFFFFFFF
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(encoded), kind, 1, none, none, child)
        + bytes(16 + 4 + 16)
        + struct.pack("<IQ", start, size)
    )
