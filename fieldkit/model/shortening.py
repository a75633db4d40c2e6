"""What is too long to be shown whole: a name of five thousand letters, a pattern of a page.

A message with one of these buries what it says, on a screen and in a terminal.
"""

from __future__ import annotations

import re
from typing import Final

# Longer than the path of any question that people wrote by hand.
_LONGEST_WORD: Final = 120
_LONG_WORD: Final = re.compile(rf"\S{{{_LONGEST_WORD + 1},}}")


def shortened(text: str, most: int) -> str:
    """`text` with at most `most` signs; the middle goes, for ends tell long names apart."""
    if len(text) <= most:
        return text
    end = most // 3
    return f"{text[: most - end - 1]}…{text[-end:]}"


def without_long_words(text: str) -> str:
    """`text` with each word that nobody would read to its end shortened."""
    return _LONG_WORD.sub(lambda found: shortened(found[0], _LONGEST_WORD), text)
