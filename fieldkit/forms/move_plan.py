"""What becomes of a draft in another version of its form: the plan that is shown, then taken."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from fieldkit.forms.draft import Aside, Draft


class Fate(Enum):
    """What becomes of an answer."""

    COPIED = "copied"
    RENAMED = "renamed"
    """Copied, to a question that says it was called so before (`fk_was`)."""
    CONVERTED = "converted"
    """The new version has a wider type there."""
    REMOVED = "removed"
    """The new version asks nothing there, or something else: set aside."""
    FLAGGED = "flagged"
    """The new version offers that choice no more, or does not let the answer stand: set aside, to
    be asked again. What is left of several choices stays."""
    BROUGHT_BACK = "brought back"
    """An earlier move had set it aside, and now it has a place."""


@dataclass(frozen=True)
class MovedAnswer:
    """An answer, by its key, and what becomes of it; `now` is the key of its question in the new
    version, "" where there is none."""

    key: str
    fate: Fate
    now: str


@dataclass(frozen=True)
class MovePlan:
    """A move, ready to be shown and then taken: `draft` and `aside` are what it leads to.

    `answers` are in the order of the old draft, those brought back after them. `added` are the
    paths of what only the new version asks.
    """

    answers: tuple[MovedAnswer, ...]
    added: tuple[str, ...]
    draft: Draft
    aside: Aside

    def keys(self, fate: Fate) -> list[str]:
        """The keys of the answers of one fate."""
        return [answer.key for answer in self.answers if answer.fate is fate]
