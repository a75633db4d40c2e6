"""Counts in the English sentences of commands; the window has catalogues for its own."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """`number` with what is counted: "1 record", "2 records"; `many` where -s is not enough."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"
