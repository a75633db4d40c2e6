"""Where a workbook would behave differently in ODK Collect or Enketo: a warning for each cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fieldkit.forms.findings import Finding, Place, warning
from fieldkit.forms.portability import SEVERAL_ROWS, Difference, differences, reads_from_outside
from fieldkit.forms.self_reads import Names
from fieldkit.forms.workbook.circles import Readings, names_at
from fieldkit.forms.workbook.expressions import Expression, Written, names_in, without_references
from fieldkit.forms.workbook.outline import ROOT, Outline
from fieldkit.forms.workbook.tables import TRANSLATED
from fieldkit.forms.xpath.ast import Path


def portability_findings(
    parsed: Iterable[Written], built: Outline, readings: Readings
) -> Iterator[Finding]:
    """A warning for each thing in an expression that does not run everywhere as it does here."""
    repeats = frozenset(names_at(entry) for entry in built.named if entry.type == "repeat")
    for written in parsed:
        origin = _origin(written, readings)

        def is_repeated(path: Path, origin: Names = origin) -> bool:
            return reads_from_outside(readings.target(path, origin), origin, repeats)

        text = without_references(written.text)
        for difference in differences(written.tree, text, is_repeated):
            yield said(difference, written.place)
    yield from _labels(built, readings, repeats)


def _origin(written: Written, readings: Readings) -> Names:
    """Where the paths of an expression begin: at its question, or at the row that can be chosen."""
    if not isinstance(written, Expression):
        return (ROOT,)
    # select_one ${name}: pyxform lets the filter read the rows of the repeat, as Collect does.
    listed = names_in(written.entry.list_name) if written.column == "choice_filter" else []
    return (readings.named(listed[0]) if listed else ()) or names_at(written.entry)


def said(difference: Difference, place: Place) -> Finding:
    """The warning about a difference."""
    return warning("portability", place, difference.problem, difference.instead)


def _labels(built: Outline, readings: Readings, repeats: frozenset[Names]) -> Iterator[Finding]:
    """Texts that show an answer out of a repeat they do not stand in."""
    for entry in built.named:
        for name in sorted(TRANSLATED):
            for cell, text in entry.row.cells(name):
                targets = [readings.named(each) for each in names_in(text)]
                if any(reads_from_outside(each, names_at(entry), repeats) for each in targets):
                    yield said(SEVERAL_ROWS, entry.row.place_of(cell))
