"""Lines made of foreign parts, in the reading order of the window.

A line in which every part is isolated has no direction of its own, and Qt would lay it out from
left to right in an Arabic window.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Qt

from fieldkit.languages.bidi import isolate
from fieldkit.ui.language import language

_RIGHT_TO_LEFT_MARK: Final = "\u200f"
SEPARATOR: Final = " · "


def in_order(line: str) -> str:
    """`line`, read in the direction of the window whatever it begins with."""
    right_to_left = language().direction == Qt.LayoutDirection.RightToLeft
    return _RIGHT_TO_LEFT_MARK + line if right_to_left and line else line


def joined(parts: Iterable[str]) -> str:
    """Names beside each other, each in its own direction; empty ones are left out."""
    return in_order(SEPARATOR.join(isolate(part) for part in parts if part))
