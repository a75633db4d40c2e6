"""Failures in the language of the window: what happened, what it means for the answers, what next.

An operation says in English why it refuses; people are told here, by its code. A code that is not
known here is told in the operation's own words.
"""

from __future__ import annotations

from typing import Final

from fieldkit.languages.marking import N_
from fieldkit.ui.failure_words import exchange, forms, joining, registry, vault
from fieldkit.ui.failure_words.told import Told
from fieldkit.ui.language import SOURCE, language, text
from fieldkit.ui.runner import Failure

AREAS: Final = (vault.WORDS, joining.WORDS, exchange.WORDS, registry.WORDS, forms.WORDS)

_UNEXPECTED: Final = Told(
    N_("Something went wrong inside FieldKit. What was called saved is saved; the last step may"
       " not be."),
    N_("Look whether the last step is there, and do it again if not. If this comes again, pass on"
       " the details: they hold no answers and no names."),
)  # fmt: skip
_WORDS: Final = {code: told for area in AREAS for code, told in area.items()}


def happened(failure: Failure) -> str:
    """What happened, in the present language."""
    if failure.unexpected:
        return text(_UNEXPECTED.happened)
    told = _WORDS.get(failure.code)
    if told is not None:
        return text(told.happened)
    if language().code == SOURCE:
        return failure.message
    return text("In English only: {words}", words=failure.message)


def next_step(failure: Failure) -> str:
    """What to do next, in the present language; "" when there is nothing to do."""
    if failure.unexpected:
        return text(_UNEXPECTED.next_step)
    told = _WORDS.get(failure.code)
    if told is None:
        return failure.next_step
    return text(told.next_step) if told.next_step else ""


def details(failure: Failure) -> str:
    """What can be shown and copied beside the words; "" for most.

    Places in our code, when something went wrong inside; or the places that an operation lists
    below its message (tables, rows). Never an answer.
    """
    if failure.unexpected:
        return failure.detail
    return failure.message.partition("\n")[2].strip()


def is_worded(code: str) -> bool:
    """Whether there are words for this code."""
    return code in _WORDS
