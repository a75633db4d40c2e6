"""A loop of this interpreter as the unit of time: what a quick run states its times in.

A time says something about the code only beside the speed of the machine at that moment. The loop
does what an engine's inner loop does (look up, call, compare, make numbers and texts) and nothing
of ours, so that a multiple of it can be held against one from another day or another machine.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from benchmarks.measure import Baseline, Row, compared, timed

NAME: Final = "calibration loop"
_ROUNDS: Final = 2_000
_SAMPLES: Final = 40


@dataclass(slots=True)
class _Cell:
    text: str
    number: float


def loop() -> int:
    """About a millisecond of ordinary work on an ordinary machine."""
    cells = {f"cell{number}": _Cell("", 0.0) for number in range(32)}
    names = list(cells)
    changed = 0
    for number in range(_ROUNDS):
        cell = cells[names[number & 31]]
        changed += _write(cell, float(cell.text or "0") + number / 7)
    return changed


def _write(cell: _Cell, number: float) -> bool:
    if cell.number == number:
        return False
    cell.number, cell.text = number, f"{number:.2f}"
    return True


class Calibrated:
    """Measures areas, the loop before each and after the last; then states times in loops."""

    def __init__(self) -> None:
        self._samples: list[float] = []

    def measured(self, areas: Sequence[Callable[[], list[Row]]]) -> list[Row]:
        """The rows of all areas, each time a multiple of the loop; other units stay."""
        rows: list[Row] = []
        for area in areas:
            self._spin()
            rows += area()
        self._spin()
        unit = Baseline(NAME, self._samples)
        return [compared(NAME, self._samples, unit), *(_stated(row, unit) for row in rows)]

    def _spin(self) -> None:
        self._samples += timed(loop, most=_SAMPLES, seconds=1.0)


def _stated(row: Row, unit: Baseline) -> Row:
    if row.unit != "ms":
        return row
    against = compared(row.name, [row.value], unit)
    return replace(
        row, baseline=unit.name, baseline_value=against.baseline_value, ratio=against.ratio
    )
