"""Constructs that run here, and not everywhere else: a warning at the first row that has each.

What expressions do elsewhere is said in `portability.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fieldkit.forms.findings import Finding, Place, warning
from fieldkit.forms.workbook.external_select import TYPE
from fieldkit.forms.workbook.outline import Outline
from fieldkit.forms.workbook.search_lists import searches


@dataclass(frozen=True)
class Elsewhere:
    """A construct, what becomes of it elsewhere, and what to write where that matters."""

    name: str
    fate: str
    instead: str

    def at(self, place: Place) -> Finding:
        """The warning at a place."""
        return warning(
            "portability", place, f"FieldKit runs {self.name}, but {self.fate}.", self.instead
        )


_FROM_FILE = "Use select_one_from_file with a choice_filter, if the form is filled in browsers."
SEARCH = Elsewhere(
    "search()", "Enketo offers the names of the columns instead of what is in them", _FROM_FILE
)
EXTERNAL = Elsewhere("select_one_external", "Enketo has no choices for it", _FROM_FILE)
SEVERAL_ROWS = Elsewhere(
    "select_multiple with choices out of a repeat",
    "pyxform, which converts forms for ODK and KoboToolbox, stops at it",
    "Use select_one in a repeat of its own, if the form goes to a server.",
)
KOBO_TABLES = Elsewhere(
    "the tables of KoboToolbox",
    "other servers cannot convert them",
    "Write the questions in a group, if the form goes to ODK Central.",
)
INCLUDES = Elsewhere(
    "parts of other forms (include)",
    "servers take one workbook and cannot convert them",
    "Copy the rows of the other form into this one, if it goes to a server.",
)
CAPITAL_TYPES = Elsewhere(
    "types in capital letters or as the first XLSForms had them",
    "other servers cannot convert them",
    "Write the column type in small letters: select_one yes_no.",
)


def elsewhere_findings(built: Outline) -> Iterator[Finding]:
    """A warning for each kind of choices that servers or browsers know otherwise."""
    said: dict[Elsewhere, Place] = {}
    for entry in built.questions:
        if entry.type == TYPE:
            said.setdefault(EXTERNAL, entry.row.place("type"))
        elif entry.type == "select_multiple" and "${" in entry.list_name:
            said.setdefault(SEVERAL_ROWS, entry.row.place("type"))
        elif searches(entry):
            said.setdefault(SEARCH, entry.row.place("appearance"))
    yield from (construct.at(place) for construct, place in said.items())
