"""What keeps a record from being complete, in words for the person at the screen."""

from __future__ import annotations

from dataclasses import dataclass, field

REQUIRED = "required"
CONSTRAINT = "constraint"
CALCULATION = "calculation"

_WORDS = {
    REQUIRED: "This question needs an answer.",
    CONSTRAINT: "This answer does not fit the question.",
    CALCULATION: "The form could not compute this value.",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """An unmet rule of a question. `message` may quote answers, so it is not printed."""

    path: str
    key: str
    kind: str
    message: str = field(repr=False)


def words(kind: str, own: str) -> str:
    """The form's own message, else ours."""
    return own or _WORDS[kind]
