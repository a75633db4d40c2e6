"""What was typed in a section and not taken."""

from __future__ import annotations

from collections.abc import Iterable

from fieldkit.ui.models.interview import Item, QuestionView, RosterView


def has_refused(items: Iterable[Item]) -> bool:
    """Whether something typed in this section was not taken, closed rows included."""
    for item in items:
        if isinstance(item, QuestionView) and item.typed is not None:
            return True
        if isinstance(item, RosterView) and any(has_refused(row.items) for row in item.rows):
            return True
    return False
