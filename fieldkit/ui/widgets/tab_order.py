"""The way of the Tab key: in the order of reading, whatever was made when."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def lead_through(stops: Sequence[QWidget]) -> None:
    """Let the Tab key go from each of these to the next; those that follow already are left."""
    for before, after in pairwise(stops):
        if not _follows(before, after):
            QWidget.setTabOrder(before, after)


def lead_up_to(first: QWidget, stops: Sequence[QWidget]) -> None:
    """Let the Tab key go through these right before it comes to `first`, which is not moved."""
    before = _stop_before(first)
    if stops and before is not None and before is not stops[-1]:
        lead_through([before, *stops])


def _stop_before(first: QWidget) -> QWidget | None:
    at = first.previousInFocusChain()
    while at is not None and at is not first and at.focusPolicy() == Qt.FocusPolicy.NoFocus:
        at = at.previousInFocusChain()
    return at


def _follows(before: QWidget, after: QWidget) -> bool:
    """Whether nothing that takes the focus lies between the two."""
    at = before.nextInFocusChain()
    while at is not after:
        if at is None or at is before or at.focusPolicy() != Qt.FocusPolicy.NoFocus:
            return False
        at = at.nextInFocusChain()
    return True
