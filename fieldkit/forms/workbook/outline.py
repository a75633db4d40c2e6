"""The survey sheet as an outline: what each row is, and inside which groups and repeats.

Building it never stops: a row that cannot be placed is reported and the reading goes on, so that
one missing `end group` does not hide the mistakes below it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from fieldkit.forms.findings import Finding, error
from fieldkit.forms.workbook.tables import Row, Table

ROOT = "data"
_SELECT_COMMANDS = {
    "select one": "select_one",
    "select all that apply": "select_multiple",
    "select one external": "select_one_external",
    "rank": "rank",
}


class Kind(Enum):
    """What a row of the survey sheet is."""

    QUESTION = "question"
    BEGIN = "begin"
    END = "end"
    OTHER = "other"  # blank rows, remarks, settings written among the questions


@dataclass(frozen=True)
class Entry:
    """A row and what it is.

    `type` is the type without its list (`select_one`, `group`, `repeat`, `integer`), `parents`
    the names of the enclosing groups and repeats, `repeat` the innermost repeat among them.
    """

    row: Row
    kind: Kind
    type: str
    name: str
    parents: tuple[str, ...] = ()
    repeat: str = ""
    list_name: str = ""
    or_other: bool = False
    known: bool = True

    @property
    def path(self) -> str:
        """The absolute path of the node this row makes."""
        return "/".join(("", ROOT, *self.parents, self.name))

    @property
    def is_select(self) -> bool:
        """True for questions that offer choices."""
        return self.type in _SELECT_COMMANDS.values()

    def __str__(self) -> str:
        return f"{self.type} {self.name}".rstrip()


@dataclass
class Outline:
    """All entries in order, and what is wrong with the nesting."""

    entries: list[Entry] = field(default_factory=list[Entry])
    findings: list[Finding] = field(default_factory=list[Finding])

    @property
    def named(self) -> list[Entry]:
        """The entries that make a node: questions, groups, repeats."""
        return [entry for entry in self.entries if entry.kind in (Kind.QUESTION, Kind.BEGIN)]

    @property
    def questions(self) -> list[Entry]:
        """The questions (notes and calculations included)."""
        return [entry for entry in self.entries if entry.kind is Kind.QUESTION]

    def named_at(self, path: str) -> Entry | None:
        """The entry that makes the node at `path`, if one does."""
        return next((entry for entry in self.named if entry.path == path), None)


def outline(survey: Table) -> Outline:
    """Read the survey sheet row by row."""
    built = Outline()
    open_blocks: list[Entry] = []
    for row in survey.rows:
        entry = _entry(row, open_blocks)
        built.entries.append(entry)
        if entry.kind is Kind.BEGIN:
            open_blocks.append(entry)
        elif entry.kind is Kind.END:
            built.findings.extend(_close(entry, open_blocks))
    built.findings.extend(_never_closed(block) for block in open_blocks)
    return built


def known_types() -> frozenset[str]:
    """Every question type pyxform knows, selects and blocks included."""
    from pyxform import aliases
    from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

    blocks = {f"{edge} {kind}" for edge in ("begin", "end") for kind in aliases.control}
    return frozenset(QUESTION_TYPE_DICT) | frozenset(aliases.select) | blocks


def _entry(row: Row, open_blocks: list[Entry]) -> Entry:
    from pyxform import aliases
    from pyxform.xls2json import RE_BEGIN_CONTROL, RE_END_CONTROL, RE_OSM, RE_SELECT

    written = " ".join(row.text("type").split())
    name = row.text("name")
    parents = tuple(block.name for block in open_blocks)
    repeat = next((block.name for block in reversed(open_blocks) if block.type == "repeat"), "")
    if not written or row.text("disabled").lower() in ("yes", "true", "true()"):
        return Entry(row, Kind.OTHER, "", name)
    if found := RE_BEGIN_CONTROL.search(written):
        kind = aliases.control[found["type"]]
        return Entry(row, Kind.BEGIN, kind, name, parents, repeat, found["list_name"] or "")
    if found := RE_END_CONTROL.search(written):
        return Entry(row, Kind.END, aliases.control[found["type"]], name)
    if written in aliases.settings_header:
        return Entry(row, Kind.OTHER, written, name)
    if found := RE_SELECT.search(written):
        command = _SELECT_COMMANDS[aliases.select[found["select_command"]]]
        other = found["specify_other"] is not None
        return Entry(row, Kind.QUESTION, command, name, parents, repeat, found["list_name"], other)
    if found := RE_OSM.fullmatch(written):
        return Entry(row, Kind.QUESTION, "osm", name, parents, repeat, found["list_name"])
    return Entry(
        row,
        Kind.QUESTION,
        written,
        name,
        parents,
        repeat,
        known=_is_complete(written),
    )


def _is_complete(written: str) -> bool:
    """True for a type that says all it must: it exists, and a select names its list."""
    return written in known_types() and written not in list_types()


def list_types() -> frozenset[str]:
    """The types that mean nothing without a list behind them."""
    from pyxform import aliases
    from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

    tags = ("select", "select1", "odk:rank")
    old = [
        name
        for name, made in QUESTION_TYPE_DICT.items()
        if made.get("control", {}).get("tag") in tags
    ]
    return frozenset(aliases.select) | frozenset(old)


def _close(end: Entry, open_blocks: list[Entry]) -> Iterator[Finding]:
    """Close the block that `end` means; report what stands in between, or that there is none."""
    place = end.row.place("type")
    if not any(block.type == end.type for block in open_blocks):
        yield error(
            "unbalanced-end",
            place,
            f"This row ends a {end.type}, but no {end.type} is open here.",
            f"Remove the row, or add the missing “begin {end.type}” above it."
            if not open_blocks
            else f"Write “end {open_blocks[-1].type}” if it should end the {open_blocks[-1]} of "
            f"row {open_blocks[-1].row.number}; else remove the row.",
        )
        return
    while open_blocks[-1].type != end.type:
        between = open_blocks.pop()
        yield error(
            "unbalanced-end",
            place,
            f"This row ends a {end.type}, but the {between} opened in row "
            f"{between.row.number} is still open.",
            f"Add “end {between.type}” before this row.",
        )
    open_blocks.pop()


def _never_closed(block: Entry) -> Finding:
    return error(
        "unbalanced-begin",
        block.row.place("type"),
        f"The {block} opened in row {block.row.number} is never closed.",
        f"Add a row “end {block.type}” where it should end.",
    )
