"""Regular expressions: the pattern of a form's `regex()`, as JavaRosa and the web engines read it.

Forms are written for Java's and JavaScript's dialects. The library behind this one knows their
Unicode properties (`\\p{L}`, `\\p{IsGreek}`), and can stop: a pattern may take years over a few
dozen characters, and an interview must not stand still for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from fieldkit.forms.xpath.errors import EvaluationError

if TYPE_CHECKING:
    from regex import Pattern

# A pattern that is sound answers within microseconds; one that has not after this never will. Each
# time it has not, it is given a quarter of the time, so that a repeat of five hundred rows does not
# stand still for five hundred seconds; a text that fits is found all the same.
LONGEST_SECONDS = 1.0
SHORTEST_SECONDS = 0.004
_LESS_EACH_TIME = 4

_UNREADABLE = "The pattern of a regex() cannot be read."
# One unit of a pattern at a time: an escape, a named class, a bracket, or anything else.
_UNIT = re.compile(r"\\x\{([0-9A-Fa-f]{1,6})\}|\\.|\[:\^?\w+:\]|\[\^?\]?|\]|.", re.DOTALL)
# \d and \w mean the Latin ones in the engines that forms are written for.
_LATIN = {r"\d": "0-9", r"\w": "0-9A-Za-z_"}
_NOT_LATIN = {r"\D": "[^0-9]", r"\W": "[^0-9A-Za-z_]"}


def regex(text: str, pattern: str) -> bool:
    """Whether `pattern` is found in `text` (ODK XForms specification, `regex`).

    Enketo and web-forms search, JavaRosa wants the whole text to match; patterns anchored with
    ^ and $, as form authors write them, mean the same in both. Raises EvaluationError for a pattern
    that cannot be read, or that comes to no end.
    """
    ready = _compiled(pattern)
    try:
        return ready.pattern.search(text, timeout=ready.patience) is not None
    except TimeoutError:
        ready.patience = max(SHORTEST_SECONDS, ready.patience / _LESS_EACH_TIME)
        raise EvaluationError("The pattern of a regex() takes too long.") from None


def patience(pattern: str) -> float:
    """The seconds after which a search for `pattern` is broken off now.

    Raises EvaluationError for a pattern that cannot be read.
    """
    return _compiled(pattern).patience


@dataclass(slots=True)
class _Ready:
    """A pattern ready to run, and how long it may."""

    pattern: Pattern
    patience: float = LONGEST_SECONDS


@lru_cache(maxsize=256)
def _compiled(source: str) -> _Ready:
    import regex as library  # takes longer than all our own modules; few forms need it

    try:
        return _Ready(library.compile(translated(source)))
    except (library.error, OverflowError, RecursionError, ValueError):
        raise EvaluationError(_UNREADABLE) from None


def translated(source: str) -> str:
    """`source` in the library's dialect: Latin `\\d` and `\\w`, and `\\x{41}` for a character."""
    written: list[str] = []
    within = False
    for unit in _UNIT.finditer(source):
        text = unit[0]
        if unit[1]:
            text = f"\\U{int(unit[1], 16):08x}"
        elif text in _LATIN:
            text = _LATIN[text] if within else f"[{_LATIN[text]}]"
        elif text in _NOT_LATIN and not within:
            text = _NOT_LATIN[text]
        elif not within and text.startswith("["):
            within = True
        elif within and text == "]":
            within = False
        written.append(text)
    return "".join(written)
