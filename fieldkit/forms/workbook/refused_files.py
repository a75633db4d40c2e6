"""Files that are no form: of another kind, empty, or damaged on their way.

Half of a download and a stick pulled out too early look like a workbook by name; whoever is told
“this is no form” would look for the mistake in what she wrote.
"""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from pathlib import Path
from typing import Final

from fieldkit.forms.findings import UnreadableForm

# A workbook with a password is an OLE2 container with this stream (MS-OFFCRYPTO section 2.3.4).
_OLE2: Final = bytes.fromhex("d0cf11e0a1b11ae1")  # how an xls begins, too
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_ZIP: Final = b"PK\x03\x04"  # how an xlsx and an ods begin
# A zip file that unpacks to more is not looked through: a small one can be made to fill a disk.
MOST_UNPACKED: Final = 200 << 20
# A sheet is read as one block up to its last cell: one far out would take all memory there is.
_MOST_CELLS: Final = 10_000_000
_FAR_COLUMNS: Final = re.compile(rb'r="[A-Z]{2,3}[0-9]')  # the first 26 hold nothing too far out
# A cell that holds something. Rows and cells that are only formatted, as office programs write them
# to the very end of a sheet, are not read and do no harm.
_CELL: Final = re.compile(rb'<(?:\w+:)?c\b[^<>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^<>]*(?<!/)>(?!</)')
# What reading a zip file raises where a part is cut off or altered, locked or packed in a way that
# nobody here knows (RuntimeError).
SPOILT: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,  # as bz2 has it
    EOFError,
    RuntimeError,
    ValueError,
)
_COPY: Final = "Copy or download it again from where it came from."


def unreadable(path: Path) -> UnreadableForm:
    """The refusal of a file that is no form."""
    return UnreadableForm(
        f"{path.name} cannot be read as a form.",
        next_step="A form is an XLSForm workbook (.xlsx, .xls, .ods, .csv, .md, or a folder with "
        "survey.csv and choices.csv), an XForm (.xml) or a form package (.fkform).",
    )


def refuse_empty(path: Path) -> None:
    """Raise UnreadableForm for a file without a single byte."""
    if path.is_file() and not path.stat().st_size:
        raise UnreadableForm(f"{path.name} is empty: the file holds nothing.", next_step=_COPY)


def refuse_locked(path: Path, data: bytes) -> None:
    """Raise UnreadableForm for a spreadsheet that wants a password."""
    if data.startswith(_OLE2) and _LOCKED in data:
        raise UnreadableForm(
            f"{path.name} cannot be read as a form: it is locked with a password.",
            next_step="Save it without a password; a form holds no answers.",
        )


def refuse_sprawling(path: Path, data: bytes) -> None:
    """Raise UnreadableForm for an xlsx file with a cell too far out for its sheet to be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if unpacked_size(parts) > MOST_UNPACKED:
                return
            reach = [_reach(parts.read(n)) for n in parts.namelist() if "/worksheets/" in n]
    except SPOILT:
        return  # no xlsx, or a damaged one: whoever reads its cells says so
    for rows, columns in reach:
        if rows * columns > _MOST_CELLS:
            raise UnreadableForm(
                f"{path.name} cannot be read as a form: a sheet has a cell too far right or down.",
                next_step=f"Delete what stands in row {rows} or far to the right, and save it.",
            )


def _reach(sheet: bytes) -> tuple[int, int]:
    """The last row and the last column in use of a sheet that is wide; (0, 0) for any other."""
    if not _FAR_COLUMNS.search(sheet):
        return 0, 0
    columns: set[bytes] = set()
    last = 0
    for found in _CELL.finditer(sheet):
        columns.add(found[1])
        last = max(last, int(found[2]))
    return last, max(map(_column, columns), default=0)


def _column(letters: bytes) -> int:
    """The number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def no_spreadsheet(path: Path, data: bytes) -> UnreadableForm:
    """The refusal of what is called a spreadsheet and cannot be opened as one."""
    if not _is_damaged(data):
        return unreadable(path)
    return UnreadableForm(
        f"{path.name} cannot be read as a form: the file is damaged, or part of it is missing.",
        next_step=_COPY,
    )


def _is_damaged(data: bytes) -> bool:
    """Whether this began as a spreadsheet, or is the zeros that a broken copy leaves."""
    if data.startswith(_ZIP):
        return not _is_whole(data)
    return data.startswith(_OLE2) or (data != b"" and not data.strip(b"\0"))


def unpacked_size(parts: zipfile.ZipFile) -> int:
    """How many bytes a zip file says it holds; no part of it gives more than it says."""
    return sum(each.file_size for each in parts.infolist())


def _is_whole(data: bytes) -> bool:
    """Whether a zip file holds everything it says it holds; a huge one is not looked through."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return unpacked_size(parts) > MOST_UNPACKED or parts.testzip() is None
    except SPOILT:
        return False
