"""What moving an interview to a newer version of its form would do, as a page shows it.

Questions are named by their labels; no answer is in it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from fieldkit.ui.models.form_name import FormName


class Way(Enum):
    """To the newer version, or back to the one before."""

    FORTH = "forth"
    BACK = "back"


class Part(Enum):
    """What becomes of some answers, in the order in which a page tells it."""

    FLAGGED = "flagged"
    REMOVED = "removed"
    LOST = "lost"
    ADDED = "added"
    BROUGHT_BACK = "brought back"
    RENAMED = "renamed"
    CONVERTED = "converted"


@dataclass(frozen=True)
class MoveLine:
    """A question, and how many of its answers this is about: more than one inside rows."""

    question: FormName
    count: int = 1


@dataclass(frozen=True)
class MoveView:
    """A whole plan. `person` is the person code, "" where there is none; `kept` counts the answers
    that stay as they are; parts without a line are left out."""

    way: Way
    form: FormName
    person: str = field(repr=False)
    before: str
    after: str
    kept: int
    parts: tuple[tuple[Part, tuple[MoveLine, ...]], ...]
