"""The choices sheet: its lists, their codes, and the questions that ask for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from fieldkit.forms.findings import Finding, did_you_mean, error, warning
from fieldkit.forms.workbook.outline import Entry, Outline
from fieldkit.forms.workbook.tables import Row, Table

LARGE_LIST = 5000
_YES = frozenset({"yes", "true", "true()"})


@dataclass(frozen=True)
class ChoiceList:
    """A list of choices and the rows that make it."""

    name: str
    rows: tuple[Row, ...]


def choice_lists(choices: Table) -> dict[str, ChoiceList]:
    """The lists of the choices sheet, in order."""
    rows: dict[str, list[Row]] = {}
    for row in choices.rows:
        if name := row.text("list_name"):
            rows.setdefault(name, []).append(row)
    return {name: ChoiceList(name, tuple(members)) for name, members in rows.items()}


def list_file(entry: Entry) -> str:
    """The file a question takes its choices from (`villages.csv`), or ""."""
    suffix = PurePosixPath(entry.list_name).suffix
    return entry.list_name if suffix in (".csv", ".xml", ".geojson") else ""


def choice_findings(
    choices: Table, lists: Mapping[str, ChoiceList], built: Outline, duplicates_allowed: str
) -> Iterator[Finding]:
    """Everything wrong with the lists themselves and with the questions that name them."""
    multiple = {
        entry.list_name for entry in built.questions if entry.type in ("select_multiple", "rank")
    }
    for row in choices.rows:
        yield from _outside_lists(row)
    for choice_list in lists.values():
        yield from _size(choice_list)
        if duplicates_allowed.lower() not in _YES:
            yield from _duplicates(choice_list)
        for row in choice_list.rows:
            yield from _code(row, several=choice_list.name in multiple)
    for entry in built.questions:
        if entry.is_select:
            yield from _list_of(entry, lists)


def _outside_lists(row: Row) -> Iterator[Finding]:
    if row.text("name") and not row.text("list_name"):
        yield error(
            "no-list-name",
            row.place("list_name"),
            f"The choice “{row.text('name')}” belongs to no list, so no question offers it.",
            "Write the name of its list in the column list_name.",
        )


def _size(choice_list: ChoiceList) -> Iterator[Finding]:
    # Measured with pyxform 4.5.0: 10,000 choices take over a second to convert, 100,000 take 14.
    if len(choice_list.rows) > LARGE_LIST:
        yield warning(
            "large-list",
            choice_list.rows[0].place("list_name"),
            f"The list {choice_list.name} has {len(choice_list.rows)} choices, which makes the "
            "form slow to load.",
            f"Put them into a file {choice_list.name}.csv and use select_one_from_file.",
        )


def _duplicates(choice_list: ChoiceList) -> Iterator[Finding]:
    first: dict[str, Row] = {}
    for row in choice_list.rows:
        code = row.text("name")
        if code and code in first:
            yield error(
                "duplicate-choice",
                row.place("name"),
                f"The code {code} is already used in row {first[code].number} of the list "
                f"{choice_list.name}.",
                "Give each choice of a list its own code.",
            )
        first.setdefault(code, row)


def _code(row: Row, *, several: bool) -> Iterator[Finding]:
    code = row.text("name")
    if not code:
        yield error(
            "no-choice-name",
            row.place("name"),
            f"A choice of the list {row.text('list_name')} has no code.",
            "Write a short code in the column name; it is what gets stored.",
        )
    elif " " in code:
        report = error if several else warning
        yield report(
            "choice-space",
            row.place("name"),
            f"The code “{code}” holds a space; in questions with several answers a space "
            "separates two answers.",
            f"Write {code.replace(' ', '_')}.",
        )


def _list_of(entry: Entry, lists: Mapping[str, ChoiceList]) -> Iterator[Finding]:
    name = entry.list_name
    # No list (type_findings.py says so), one out of a repeat (${person}) or a file;
    # select_one_external is refused as a whole.
    if not name or "${" in name or list_file(entry) or entry.type == "select_one_external":
        return
    if "from_file" in entry.row.text("type") or " from file" in entry.row.text("type"):
        yield error(
            "bad-list-file",
            entry.row.place("type"),
            f"{name} is no file that the question {entry.name} can take its choices from.",
            "Name a file beside the form that ends in .csv, .xml or .geojson.",
        )
    elif name not in lists:
        yield error(
            "unknown-list",
            entry.row.place("type"),
            f"The list {name} of the question {entry.name} does not exist.",
            did_you_mean(name, lists, otherwise="Add it to the sheet choices."),
        )
    elif entry.or_other and entry.row.text("choice_filter"):
        yield error(
            "or-other-filter",
            entry.row.place("choice_filter"),
            "or_other and choice_filter do not go together.",
            "Add a choice “other” to the list and a text question after this one instead.",
        )
