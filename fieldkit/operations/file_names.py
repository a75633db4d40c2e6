"""Names of files and folders, made of names that people gave: letters that every disk takes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from anyascii import anyascii

LONGEST: Final = 40
_NOT_PLAIN: Final = re.compile(r"[^a-z0-9]+")
# Windows gives these names to devices, whatever their ending.
_DEVICES: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)")


def plain_name(words: str, otherwise: str) -> str:
    """`words` in small Latin letters, digits and hyphens; `otherwise` when nothing is left."""
    plain = _NOT_PLAIN.sub("-", anyascii(words).lower()).strip("-")[:LONGEST].strip("-")
    if not plain:
        return otherwise
    return f"{plain}-1" if _DEVICES.fullmatch(plain) else plain


def free_folder(parent: Path, name: str) -> Path:
    """A folder in `parent` that is not there yet: `name`, or `name-2`, `name-3` and so on."""
    folder, number = parent / name, 1
    while folder.exists():
        number += 1
        folder = parent / f"{name}-{number}"
    return folder
