"""A failure in one paragraph: what happened, and what to do next."""

from __future__ import annotations

from fieldkit.ui.failure_words import happened, next_step
from fieldkit.ui.runner import Failure


def told(failure: Failure) -> str:
    """The words in the present language."""
    return " ".join(filter(None, (happened(failure), next_step(failure))))
