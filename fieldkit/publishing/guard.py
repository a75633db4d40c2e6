"""What a cell, a sheet name or a file name may hold, and what is done about the rest.

Published text is the answer without the characters XML forbids and with every line ending as LF
(an XML reader would do both to us anyway); workbook and canonical CSV show the same text, except
that a workbook cell is cut where Excel would cut it in silence.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from typing import Final

# Characters outside the Char production of XML 1.0: C0 controls but tab, LF, CR; lone surrogates;
# U+FFFE and U+FFFF. openpyxl 3.1.5 stops at them, XlsxWriter 3.3.1 writes escapes that not every
# reader undoes.
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_END: Final = re.compile("\r\n?")

# Excel holds 32,767 UTF-16 units a cell and cuts the rest without a word.
CELL_LIMIT: Final = 32_767
CUT_AT: Final = 32_700
CUT_MARK: Final = " …[cut]"

_SHEET_ILLEGAL: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_SHEET_LENGTH: Final = 31
_FILE_ILLEGAL: Final = re.compile(r"[^\w.\-]")
# Bytes, as Linux counts them: a name holds 255, and one of ours can hold this twice and more.
_FILE_LENGTH: Final = 100
_WINDOWS_DEVICES: Final = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
)


def published_text(text: str) -> tuple[str, int]:
    """The text as it is published, and how many forbidden characters were removed from it."""
    legal, removed = _ILLEGAL.subn("", text)
    return (_LINE_END.sub("\n", legal) if "\r" in legal else legal), removed


def fits_cell(text: str) -> bool:
    """Whether Excel keeps all of `text` in one cell."""
    return len(text) <= CELL_LIMIT // 2 or _utf16_units(text) <= CELL_LIMIT


def cut_to_cell(text: str) -> str:
    """The beginning of `text` that fits, with a visible mark; no character is split."""
    head = text.encode("utf-16-le")[: CUT_AT * 2].decode("utf-16-le", errors="ignore")
    return head + CUT_MARK


def sheet_name(wanted: str, taken: Collection[str]) -> str:
    """A legal sheet name, unlike all of `taken` (lower case), as near to `wanted` as possible."""
    name = _SHEET_ILLEGAL.sub("_", wanted).strip("' ")[:_SHEET_LENGTH].strip("' ") or "sheet"
    if name.casefold() == "history":  # Excel keeps this name for itself
        name = "history_"
    number = 2
    candidate = name
    while candidate.casefold() in taken:
        tail = f"_{number}"
        candidate = name[: _SHEET_LENGTH - len(tail)] + tail
        number += 1
    return candidate


def file_name(wanted: str) -> str:
    """A name safe as one file or folder on Linux and Windows; different for different `wanted`."""
    legal = _FILE_ILLEGAL.sub("_", wanted).encode(errors="ignore")
    name = legal[:_FILE_LENGTH].decode(errors="ignore").rstrip(".")
    stem = name.split(".")[0].casefold()
    plain = name == wanted and name and not name.startswith((".", "-"))
    if plain and stem not in _WINDOWS_DEVICES:
        return name
    return f"{name.strip('.-')}_{hashlib.sha256(wanted.encode()).hexdigest()[:8]}"


def _utf16_units(text: str) -> int:
    return len(text) + sum(1 for character in text if character > "\uffff")
