"""Which way a text that somebody types runs: as its own first letter says."""

from __future__ import annotations

import unicodedata
from typing import Final

from fieldkit.languages.direction import is_rtl

_LEFT_TO_RIGHT: Final = "L"
_RIGHT_TO_LEFT: Final = ("R", "AL")
_NUMBERS: Final = ("EN", "AN")


def runs_right_to_left(typed: str, language: str) -> bool:
    """Whether `typed` runs from the right; an empty text as the language of the answer does.

    A text of digits and signs alone runs from the left: in a telephone number the plus sign would
    otherwise end up behind it.
    """
    has_digits = False
    for character in typed:
        kind = unicodedata.bidirectional(character)
        if kind == _LEFT_TO_RIGHT:
            return False
        if kind in _RIGHT_TO_LEFT:
            return True
        has_digits = has_digits or kind in _NUMBERS
    return is_rtl(language) and not has_digits
