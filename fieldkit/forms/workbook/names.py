"""Names of questions, groups and repeats: missing, malformed, reserved, or there twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from fieldkit.forms.findings import Finding, error, warning
from fieldkit.forms.workbook.outline import ROOT, Entry, Outline

_BLOCK_END = re.compile(r"end[ _](?!time)", re.IGNORECASE)
NAME = re.compile(r"[^\W\d][\w.\-]*")
# What PostgreSQL keeps of a column's name; other tools for statistics keep less.
LONGEST: Final = 63


def name_findings(built: Outline) -> Iterator[Finding]:
    """Names that are missing, malformed, reserved, or there twice."""
    seen: dict[tuple[str, ...], Entry] = {}
    lowered: dict[tuple[str, ...], Entry] = {}
    repeats: dict[str, Entry] = {}
    for entry in built.named:
        if not entry.name:
            yield from _nameless(entry)
            continue
        if not NAME.fullmatch(entry.name):
            yield _malformed(entry)
        if len(entry.name) > LONGEST:
            yield _too_long(entry)
        key = (*entry.parents, entry.name)
        low = (*entry.parents, entry.name.lower())
        if key in seen:
            yield _twice(entry, seen[key])
        elif low in lowered:
            yield _differs_in_case(entry, lowered[low])
        elif entry.type == "repeat" and entry.name in repeats:
            yield _twice(entry, repeats[entry.name])
        seen.setdefault(key, entry)
        lowered.setdefault(low, entry)
        if entry.type == "repeat":
            repeats.setdefault(entry.name, entry)
        yield from _reserved(entry)


def _nameless(entry: Entry) -> Iterator[Finding]:
    # pyxform gives notes a name; an audit question is always called audit.
    # The end of a block has none, even where the block itself is refused or misspelt.
    if entry.type not in ("note", "audit") and not _BLOCK_END.match(entry.type):
        yield error(
            "no-name",
            entry.row.place("name"),
            f"The {entry.type} in this row has no name.",
            "Give it a short name of letters, digits and underscores, for example age_years.",
        )


def _malformed(entry: Entry) -> Finding:
    return error(
        "bad-name",
        entry.row.place("name"),
        f"“{entry.name}” cannot be a name.",
        "A name begins with a letter or an underscore and holds letters, digits, underscores, "
        "hyphens and full stops only; no spaces.",
    )


def _too_long(entry: Entry) -> Finding:
    return warning(
        "long-name",
        entry.row.place("name"),
        f"This name has {len(entry.name)} characters; databases cut names after {LONGEST}, and two "
        "columns may become one there.",
        f"Shorten it to {LONGEST} characters or fewer; the label may be as long as it must.",
    )


def _twice(entry: Entry, first: Entry) -> Finding:
    return error(
        "duplicate-name",
        entry.row.place("name"),
        f"The name {entry.name} is already used in row {first.row.number}.",
        "Give one of the two another name.",
    )


def _differs_in_case(entry: Entry, first: Entry) -> Finding:
    return warning(
        "name-case",
        entry.row.place("name"),
        f"The names {entry.name} and {first.name} (row {first.row.number}) differ in capital "
        "letters only; Excel and databases may take them for one.",
        "Give one of the two another name.",
    )


def _reserved(entry: Entry) -> Iterator[Finding]:
    if entry.name == "meta" or (entry.type == "repeat" and entry.name == ROOT):
        yield error(
            "reserved-name",
            entry.row.place("name"),
            f"The name {entry.name} is reserved.",
            "Choose another name.",
        )
