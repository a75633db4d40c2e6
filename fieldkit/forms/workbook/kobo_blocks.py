"""The tables of KoboToolbox: ratings, rankings and question matrices, found in the survey sheet.

A KoboToolbox server makes groups of ordinary questions of them before it converts a form. Here the
same is done, with the same names at the same places, so that the records of both fit together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fieldkit.forms.findings import Finding, error
from fieldkit.forms.workbook.drafting import Draft, Made, kobo_cell
from fieldkit.forms.workbook.tables import Row

BEGIN = re.compile(r"begin[ _](?P<table>score|rank|kobomatrix)")
# Kobo's own help pages close a matrix with end_matrix as well.
_END = re.compile(r"end[ _](?P<table>score|rank|kobomatrix|matrix)")
_MEMBERS = {"score": "score__row", "rank": "rank__level"}
_YES = frozenset({"yes", "true", "true()"})
_LONGEST = 40


@dataclass(frozen=True)
class Block:
    """A table of KoboToolbox: the row that opens it and the rows inside."""

    table: str
    begin: Row
    rows: tuple[Row, ...]

    @property
    def name(self) -> str:
        """The name of the group it becomes."""
        return name_of(self.begin)


def blocks(rows: Iterable[Row]) -> Iterator[Row | Block]:
    """The rows of a survey sheet, those of a table together; a table never closed ends there."""
    begin: Row | None = None
    inside: list[Row] = []
    for row in rows:
        written = _type(row)
        if begin is None:
            begin = row if BEGIN.fullmatch(written) else None
            if begin is None:
                yield row
        elif _END.fullmatch(written):
            yield _block(begin, inside)
            begin, inside = None, []
        elif row and not is_disabled(row):
            inside.append(row)
    if begin is not None:
        yield _block(begin, inside)


def block_findings(rows: Iterable[Row]) -> Iterator[Finding]:
    """Tables that are never closed, that hold rows of another kind, or that lack their list."""
    last: Row | None = None
    for row in rows:
        written = _type(row)
        if BEGIN.fullmatch(written):
            if last is not None:
                yield _never_closed(last)
            last = row
        elif _END.fullmatch(written):
            last = None
    if last is not None:
        yield _never_closed(last)


def member_findings(block: Block) -> Iterator[Finding]:
    """Rows inside a table that it has no place for."""
    wanted = _MEMBERS.get(block.table)
    for row in block.rows:
        written = _type(row)
        if wanted is None and not written.startswith(("begin", "end")):
            continue
        if written != wanted:
            yield error(
                "kobo-row",
                row.place("type"),
                f"A row of the type {written or '(blank)'} cannot stand in the "
                f"{_type(block.begin)} opened in row {block.begin.number}.",
                f"Only rows of the type {wanted} go there."
                if wanted
                else "Only questions go there, no groups.",
            )


def list_finding(block: Block, column: str) -> Finding:
    """The finding for a table that does not say which list it takes."""
    return error(
        "no-list",
        block.begin.place("type"),
        f"The table {block.name or '(no name)'} does not say which choices it takes.",
        f"Write the name of a choice list in the column {column}.",
    )


def opened(draft: Draft, row: Row, name: str, appearance: str, **cells: str) -> Made:
    """A row that begins a group."""
    own = {"type": "begin_group", "name": name, "appearance": appearance, **cells}
    return Made(row.number, draft.put({}, own))


def closed(draft: Draft, row: Row) -> Made:
    """A row that ends a group."""
    return Made(row.number, draft.put({}, {"type": "end_group"}))


def is_yes(text: str) -> bool:
    """True for the words that XLSForm takes for yes."""
    return text.strip().lower() in _YES


def is_disabled(row: Row) -> bool:
    """True for a row that the author has switched off."""
    return is_yes(row.text("disabled"))


def name_of(row: Row) -> str:
    """The name of a row, else the one KoboToolbox gave it, else one made of its label."""
    return row.text("name") or kobo_cell(row, "$autoname") or _from_label(row.text("label"))


def _from_label(label: str) -> str:
    """A name made of a label: its letters and digits, at most 40, the middle left out."""
    name = re.sub(r"[^a-zA-Z0-9_]+", "_", label.strip())
    name = name.removesuffix("_") if name != "_" else name
    if len(name) > _LONGEST:
        half = _LONGEST // 2
        name = f"{name[:half]}_{name[-half:]}"
    name = re.sub("_{2,}", "_", name)
    return f"_{name}" if name[:1].isdigit() else name


def _block(begin: Row, inside: list[Row]) -> Block:
    found = BEGIN.fullmatch(_type(begin))
    return Block(found["table"] if found else "", begin, tuple(inside))


def _type(row: Row) -> str:
    return "" if is_disabled(row) else " ".join(row.text("type").split())


def _never_closed(row: Row) -> Finding:
    written = _type(row)
    return error(
        "unbalanced-begin",
        row.place("type"),
        f"The {written} opened in row {row.number} is never closed.",
        f"Add a row “{written.replace('begin', 'end', 1)}” where it should end.",
    )
