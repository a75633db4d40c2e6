"""Loading a form: the first time, and again while it is in memory, beside the bars of the design.

The collector of the window is at rest while somebody works (fieldkit/ui/collector.py); so is
Python's own while a load is timed here. What was loaded is collected between two loads.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from benchmarks.forms_engines import MOMENT, start, tidy
from benchmarks.measure import Baseline, Row, compared, timed
from fieldkit.forms import FormPackage, FormSession, definition_from_package
from fieldkit.forms.collection import without_collection


@dataclass(frozen=True)
class Bars:
    """What a load may take, in milliseconds; None where the design does not say."""

    first: float | None = None
    again: float | None = None


BARS: Final = {
    "flat 1000": Bars(60, 25),
    "flat 5000": Bars(300, 100),
    "list of 20000": Bars(first=522),  # JavaRosa, in the study the bars come from
    "list of 100000": Bars(first=2433, again=40),  # the first figure is JavaRosa's, too
}


def loads(name: str, package: FormPackage, *, most: int, seconds: float) -> list[Row]:
    """The rows of one form: XForm to session, and definition to session."""
    bars = BARS.get(name, Bars())
    first = _timed(lambda: start(package), most, seconds)
    definition = definition_from_package(package)
    FormSession(definition, MOMENT)
    again = _timed(lambda: FormSession(definition, MOMENT), most, seconds)
    cold = Baseline("the first load of the same form", first)
    return [
        compared(f"{name}: cold load, XForm to session", first, _bar(bars.first) or cold),
        compared(f"{name}: warm load, definition in memory", again, _bar(bars.again) or cold),
    ]


def _timed(step: Callable[[], object], most: int, seconds: float) -> list[float]:
    with without_collection():
        return timed(step, most=most, seconds=seconds, after=tidy)


def _bar(milliseconds: float | None) -> Baseline | None:
    return None if milliseconds is None else Baseline("the bar", [milliseconds])
