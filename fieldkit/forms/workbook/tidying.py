"""Types written as people write them: with capital letters, or as the first XLSForms had them.

They are read as what they mean. Other converters refuse them, which is said once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from fieldkit.forms.workbook.cells import Line, Workbook
from fieldkit.forms.workbook.drafting import Expansion
from fieldkit.forms.workbook.elsewhere import CAPITAL_TYPES
from fieldkit.forms.workbook.outline import known_types
from fieldkit.forms.workbook.tables import Row, Table, survey_table

# The first edition of XLSForm (2011) named the list with other words between.
_OLD = {
    "select one using": "select one",
    "select multiple using": "select all that apply",
    "select multiple from": "select all that apply",
}
_WORDS_BESIDE = re.compile(r"^over\b|\b(or_other|or other|or specify other)$", re.IGNORECASE)
# No-break and zero-width characters of Unicode; the joiners mean something in Persian.
_UNSEEN = "\u200b\u2060\ufeff"
_TABLES = ("score", "rank", "kobomatrix")
_MEMBERS = ("score__row", "rank__level", "include")


def with_plain_types(workbook: Workbook) -> Expansion:
    """The workbook with its types in small letters; itself where they are already.

    What is pasted from a web page may end in letters that nobody sees; types and names lose them.
    """
    survey = survey_table(workbook)
    types = _changed(survey, "type", lambda text: plain_type(_seen(text)))
    changes = [*types, *_changed(survey, "name", _seen)]
    if not changes:
        return Expansion(workbook)
    sheet = workbook.sheet("survey")
    written: dict[int, dict[int, str]] = {}
    for row, index, text in changes:
        written.setdefault(row.number, {})[index] = text
    lines = tuple([_line(line, written.get(line.number, {})) for line in sheet.lines])
    capitals = [row for row, index, text in types if text != _seen(row.texts[index])]
    return Expansion(
        replace(workbook, sheets={**workbook.sheets, "survey": replace(sheet, lines=lines)}),
        tuple(CAPITAL_TYPES.at(row.place("type")) for row in capitals[:1]),
    )


def _changed(survey: Table, name: str, plain: Callable[[str], str]) -> list[tuple[Row, int, str]]:
    """The cells under the column that `plain` writes otherwise: row, index and new text."""
    cells = ((row, column.index, text) for row in survey.rows for column, text in row.cells(name))
    return [(row, index, new) for row, index, text in cells if (new := plain(text)) != text]


def _seen(text: str) -> str:
    return text.strip(_UNSEEN).strip()


def plain_type(written: str) -> str:
    """The type in small letters, the name of its list as it is; unchanged where it is unknown."""
    words = written.split()
    for size in range(min(len(words), _most_words()), 0, -1):
        head = " ".join(words[:size])
        command = head if head in _commands() else head.lower()
        command = _OLD.get(command, command) if size < len(words) else command
        if command in _commands():
            rest = _WORDS_BESIDE.sub(lambda found: found[0].lower(), " ".join(words[size:]))
            plain = f"{command} {rest}".rstrip()
            return written if plain == " ".join(words) else plain
    return written


@cache
def _commands() -> frozenset[str]:
    """What may begin a type."""
    return known_types() | _MEMBERS_AND_BLOCKS | frozenset(_underscored())


@cache
def _most_words() -> int:
    return max(len(command.split()) for command in (*_commands(), *_OLD))


def _underscored() -> Iterator[str]:
    for name in known_types():
        edge, _, kind = name.partition(" ")
        if edge in ("begin", "end"):
            yield f"{edge}_{kind}"


_BLOCKS = (f"{edge}{gap}{table}" for edge in ("begin", "end") for gap in " _" for table in _TABLES)
_MEMBERS_AND_BLOCKS = frozenset({*_MEMBERS, *_BLOCKS})


def _line(line: Line, written: Mapping[int, str]) -> Line:
    if not written:
        return line
    return replace(
        line, texts=tuple([written.get(index, text) for index, text in enumerate(line.texts)])
    )
