"""What was handed over from a page and has not come back."""

from __future__ import annotations

from collections import Counter


class UnderWay:
    """Answers come back by their key, rows in their order."""

    def __init__(self) -> None:
        self._answers: Counter[str] = Counter()
        self._rows = 0

    def __bool__(self) -> bool:
        """Whether anything has not come back."""
        return bool(self._rows or self._answers.total())

    @property
    def has_rows(self) -> bool:
        """Whether a row to be added or removed has not come back."""
        return self._rows > 0

    def answer_went(self, key: str) -> None:
        """An answer to the question `key` was handed over."""
        self._answers[key] += 1

    def row_went(self) -> None:
        """A row to be added or removed was handed over."""
        self._rows += 1

    def came_back(self, key: str) -> None:
        """What belongs to `key` came back; an undo was not asked for here, and counts nowhere."""
        if self._answers[key] > 0:
            self._answers[key] -= 1
        elif self._rows:
            self._rows -= 1
