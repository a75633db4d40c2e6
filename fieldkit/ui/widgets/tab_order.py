"""The way of the Tab key: in the order of reading, whatever was made when."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtWidgets import QWidget


def lead_through(stops: Sequence[QWidget]) -> None:
    """Let the Tab key go from each of these to the next."""
    for before, after in pairwise(stops):
        if before.nextInFocusChain() is not after:
            QWidget.setTabOrder(before, after)
