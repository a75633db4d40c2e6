"""Types written as people write them: with capital letters, or as the first XLSForms had them.

They are read as what they mean. Other converters refuse them, which is said once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from fieldkit.forms.workbook.cells import Line, Workbook
from fieldkit.forms.workbook.drafting import Expansion
from fieldkit.forms.workbook.elsewhere import CAPITAL_TYPES
from fieldkit.forms.workbook.outline import known_types
from fieldkit.forms.workbook.tables import survey_table

# The first edition of XLSForm (2011) named the list with other words between.
_OLD = {
    "select one using": "select one",
    "select multiple using": "select all that apply",
    "select multiple from": "select all that apply",
}
_OTHER = re.compile(r"\b(or_other|or other|or specify other)$", re.IGNORECASE)
_TABLES = ("score", "rank", "kobomatrix")
_MEMBERS = ("score__row", "rank__level", "include")


def with_plain_types(workbook: Workbook) -> Expansion:
    """The workbook with its types in small letters; itself where they are already."""
    survey = survey_table(workbook)
    written = {
        row.number: (plain, column.index)
        for row in survey.rows
        for column, text in row.cells("type")
        if (plain := plain_type(text)) != text
    }
    if not written:
        return Expansion(workbook)
    sheet = workbook.sheet("survey")
    lines = tuple([_line(line, *written.get(line.number, ("", -1))) for line in sheet.lines])
    first = next(row for row in survey.rows if row.number in written)
    return Expansion(
        replace(workbook, sheets={**workbook.sheets, "survey": replace(sheet, lines=lines)}),
        (CAPITAL_TYPES.at(first.place("type")),),
    )


def plain_type(written: str) -> str:
    """The type in small letters, the name of its list as it is; unchanged where it is unknown."""
    words = written.split()
    for size in range(len(words), 0, -1):
        head = " ".join(words[:size])
        command = head if head in _commands() else head.lower()
        command = _OLD.get(command, command) if size < len(words) else command
        if command in _commands():
            rest = _OTHER.sub(lambda found: found[0].lower(), " ".join(words[size:]))
            plain = f"{command} {rest}".rstrip()
            return written if plain == " ".join(words) else plain
    return written


@cache
def _commands() -> frozenset[str]:
    """What may begin a type."""
    return known_types() | _MEMBERS_AND_BLOCKS | frozenset(_underscored())


def _underscored() -> Iterator[str]:
    for name in known_types():
        edge, _, kind = name.partition(" ")
        if edge in ("begin", "end"):
            yield f"{edge}_{kind}"


_BLOCKS = (f"{edge}{gap}{table}" for edge in ("begin", "end") for gap in " _" for table in _TABLES)
_MEMBERS_AND_BLOCKS = frozenset({*_MEMBERS, *_BLOCKS})


def _line(line: Line, plain: str, index: int) -> Line:
    if index < 0:
        return line
    return replace(line, texts=(*line.texts[:index], plain, *line.texts[index + 1 :]))
