"""What became of the cases, and the tables that `make conformance` prints of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

PASSED, FAILED, NOT_RUN = "passed", "failed", "not run"
OUTCOMES = (PASSED, FAILED, NOT_RUN)


@dataclass(frozen=True)
class Result:
    """One case: what became of it, the groups it counts in, and why it failed."""

    id: str
    outcome: str
    groups: tuple[str, ...]
    why: str = ""


def counted(results: Iterable[Result]) -> dict[str, int]:
    """How many results there are of each outcome."""
    counts = dict.fromkeys(OUTCOMES, 0)
    for result in results:
        counts[result.outcome] += 1
    return counts


def table(title: str, results: Sequence[Result], column: str) -> list[str]:
    """The lines of a table with one row for each group, and one for all."""
    groups = sorted({group for result in results for group in result.groups})
    rows = [(group, [one for one in results if group in one.groups]) for group in groups]
    width = max([len(column), len("all"), *map(len, groups)])
    header = f"  {column:<{width}}  " + "  ".join(f"{outcome:>7}" for outcome in OUTCOMES)
    return [title, header, *(_row(*row, width) for row in [*rows, ("all", list(results))]), ""]


def _row(name: str, results: Sequence[Result], width: int) -> str:
    counts = counted(results)
    return f"  {name:<{width}}  " + "  ".join(f"{counts[outcome]:>7}" for outcome in OUTCOMES)
