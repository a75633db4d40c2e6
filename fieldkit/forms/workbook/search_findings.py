"""Calls of `search()` that cannot be read, or that name a file or a column that does not exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from fieldkit.forms.findings import Finding, Place, did_you_mean, error, warning
from fieldkit.forms.workbook.choices import ChoiceList, list_file
from fieldkit.forms.workbook.expressions import Written, function_findings, without_references
from fieldkit.forms.workbook.outline import Entry, Outline
from fieldkit.forms.workbook.search_calls import CALL, BadSearch, Search
from fieldkit.forms.workbook.search_lists import is_fixed, search_of
from fieldkit.forms.workbook.search_tables import Tables, known_column, shown_columns
from fieldkit.forms.xpath import parse
from fieldkit.forms.xpath.errors import XPathSyntaxError


def search_findings(
    form: Path, built: Outline, lists: Mapping[str, ChoiceList]
) -> Iterator[Finding]:
    """Calls of search() that cannot be read, or that name what does not exist."""
    tables = Tables(form)
    for entry in built.questions:
        place = entry.row.place("appearance")
        if list_file(entry) and CALL.search(entry.row.text("appearance")):
            yield _two_files(place)
        try:
            search = search_of(entry)
        except BadSearch as fault:
            yield error("bad-search", place, fault.message, fault.next_step)
            continue
        if search is not None:
            yield from _of_search(tables, entry, search, lists.get(entry.list_name))


def _of_search(
    tables: Tables, entry: Entry, search: Search, choice_list: ChoiceList | None
) -> Iterator[Finding]:
    place = entry.row.place("appearance")
    yield from _arguments(search, place)
    yield from _beside(entry)
    file = tables.file(search)
    if file is None:
        yield error(
            "missing-file",
            place,
            f"The form needs the file {search.file}.csv, which is not beside it.",
            "Put the file into the folder of the form.",
        )
        return
    try:
        table = tables.rows(file)
    except (OSError, ValueError):
        yield error(
            "unreadable-list",
            place,
            f"The file {file.name} cannot be read as a csv file.",
            "Save it as “CSV UTF-8”, with a column for each name in its first row.",
        )
        return
    if not table:
        return  # no row has a column that could be missing
    header = list(table[0])
    for name in filter(None, (*search.columns, search.filter_column)):
        yield from _column(name, header, file.name, place)
    for row in choice_list.rows if choice_list is not None else ():
        if not is_fixed(row):
            yield from _column(row.text("name"), header, file.name, row.place("name"))
            for column, text in row.cells("label"):
                for name in shown_columns(text, header):
                    yield from _column(name, header, file.name, row.place_of(column))


def _two_files(place: Place) -> Finding:
    return error(
        "bad-search",
        place,
        "A question that takes its choices from a file cannot search() as well.",
        "Write the condition in the column choice_filter, and remove search().",
    )


def _arguments(search: Search, place: Place) -> Iterator[Finding]:
    for text in search.arguments:
        try:
            tree = parse(without_references(text))
        except XPathSyntaxError as fault:
            yield error(
                "bad-expression",
                place,
                f"In search() “{text}” is no expression: {fault.message}",
                "Look for a missing bracket, quotation mark or operator.",
            )
        else:
            yield from function_findings([Written(text, place, tree)])


def _beside(entry: Entry) -> Iterator[Finding]:
    """What cannot go together with a search."""
    if entry.or_other:
        yield error(
            "or-other-filter",
            entry.row.place("type"),
            "or_other and search() do not go together.",
            "Add a row with a whole number as its name and the label “other” to the list instead.",
        )
    if entry.row.text("choice_filter"):
        yield warning(
            "idle-filter",
            entry.row.place("choice_filter"),
            "A choice_filter beside search() has no effect.",
            "Write the condition into search().",
        )


def _column(name: str, header: Sequence[str], file: str, place: Place) -> Iterator[Finding]:
    if not known_column(name, header):
        yield error(
            "unknown-search-column",
            place,
            f"The file {file} has no column {name}.",
            did_you_mean(name, header, otherwise=f"Its columns are: {', '.join(header)}."),
        )
