"""Question types that do not exist, or that lack their list; rows that have no type."""

from __future__ import annotations

from collections.abc import Iterator

from fieldkit.forms.findings import Finding, did_you_mean, error
from fieldkit.forms.workbook.foreign import type_remedy
from fieldkit.forms.workbook.outline import Entry, Kind, Outline, known_types, list_types
from fieldkit.forms.workbook.tables import Row


def type_findings(built: Outline) -> Iterator[Finding]:
    """Types that do not exist, and rows that have something but no type."""
    for entry in built.entries:
        if not entry.known:
            yield _unknown_type(entry)
        if entry.kind is Kind.OTHER and not entry.type and not _disabled(entry.row):
            if entry.name:
                yield _no_type(entry, f"The row “{entry.name}” has no type.")
            elif entry.row.text("label"):
                yield _no_type(entry, "The row has a label and no type.")


def _no_type(entry: Entry, problem: str) -> Finding:
    return error(
        "no-type",
        entry.row.place("type"),
        problem,
        "Say in the column type what kind of question it is (text, integer, date, select_one …), "
        "or note for words alone.",
    )


def _disabled(row: Row) -> bool:
    return bool(row.text("disabled"))


def _unknown_type(entry: Entry) -> Finding:
    if entry.type in list_types():
        return error(
            "no-list",
            entry.row.place("type"),
            f"The question {entry.name or '(no name)'} is a {entry.type} without a list.",
            f"Write the name of a choice list behind it: “{entry.type} yes_no”.",
        )
    if spaced := _list_with_spaces(entry.type):
        return error(
            "bad-list-name",
            entry.row.place("type"),
            f"The name of the list “{spaced}” holds a space.",
            f"Write {'_'.join(spaced.split())} here and in the column list_name of the choices.",
        )
    return error(
        "unknown-type",
        entry.row.place("type"),
        f"There is no question type “{entry.type}”.",
        type_remedy(entry.type)
        or did_you_mean(
            entry.type,
            known_types(),
            otherwise="Use a type of the XLSForm reference, for example text, integer, date or "
            "select_one followed by a list.",
        ),
    )


def _list_with_spaces(written: str) -> str:
    """The words behind a select, of which pyxform takes one as its list; "" for other types."""
    from pyxform import aliases

    commands = sorted(aliases.select, key=len, reverse=True)
    return next(
        (written[len(each) + 1 :] for each in commands if written.startswith(f"{each} ")), ""
    )
