"""Choices that `search()` takes out of a csv file, made a list of their own.

In the choices sheet the row of such a list names columns of the file: its name the column of the
codes, its label the columns that are shown. A row whose name is a whole number is a choice itself.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fieldkit.forms.findings import Finding, Place, did_you_mean, error, warning
from fieldkit.forms.workbook import search_calls
from fieldkit.forms.workbook.choices import ChoiceList, list_file
from fieldkit.forms.workbook.expressions import Written, function_findings, without_references
from fieldkit.forms.workbook.externals import find_file
from fieldkit.forms.workbook.made_lists import MadeList, label_cells, label_columns
from fieldkit.forms.workbook.outline import Entry, Outline
from fieldkit.forms.workbook.search_calls import CALL, BadSearch, Search, folded, names, read_search
from fieldkit.forms.workbook.tables import Row
from fieldkit.forms.xpath import parse
from fieldkit.forms.xpath.errors import XPathSyntaxError

_SELECTS = ("select_one", "select_multiple")
_WHOLE = re.compile(r"\s*[+-]?[0-9]+\s*")
_SORTED_BY = "sortby"

Cells = Mapping[str, str]


@dataclass(frozen=True)
class _Group:
    """Rows of the file that are one choice: the same code and words, kept by the same filter."""

    said: Mapping[str, str]
    cells: dict[str, list[str]]


def search_of(entry: Entry) -> Search | None:
    """The search that a question's choices come from. Raises BadSearch."""
    if entry.type not in _SELECTS or list_file(entry) or "${" in entry.list_name:
        return None
    return read_search(entry.row.text("appearance"))


def searches(entry: Entry) -> bool:
    """True for a question whose choices stand in a file, whatever the choices sheet says."""
    try:
        return search_of(entry) is not None
    except BadSearch:
        return True


def chooses_from_sheet(entry: Entry, lists: Mapping[str, ChoiceList]) -> bool:
    """True for a question whose choices are the rows of its list in the choices sheet."""
    return entry.type != "select_one_external" and entry.list_name in lists and not searches(entry)


def search_findings(
    form: Path, built: Outline, lists: Mapping[str, ChoiceList]
) -> Iterator[Finding]:
    """Calls of search() that cannot be read, or that name what does not exist."""
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
            yield from _of_search(form, entry, search, lists.get(entry.list_name))


def made_list(name: str, search: Search, rows: Sequence[Row], table: Sequence[Cells]) -> MadeList:
    """The choices of a search, one for each code: the rows of the file, the fixed choices between.

    Collect offers a code once, with the words of the first row that has it.
    """
    groups: list[_Group] = []
    for row in rows:
        groups.extend([_fixed(row)] if is_fixed(row) else _found(search, row, table))
    languages = dict.fromkeys(language for group in groups for language in group.said)
    columns, order = label_columns(
        {language: [_in(group.said, language) for group in groups] for language in languages}
    )
    items = [
        {
            **group.cells,
            **label_cells({each: _in(group.said, each) for each in order}, columns, order),
        }
        for group in groups
    ]
    return MadeList(name, items, columns)


def is_fixed(row: Row) -> bool:
    """True for a row of the choices sheet that is a choice itself."""
    return _WHOLE.fullmatch(row.text("name")) is not None


def table_of(form: Path, search: Search) -> list[Cells]:
    """The rows of the file that a search looks into, none where it cannot be read.

    `search_findings` has said so by then.
    """
    file = find_file(form, f"{search.file}.csv")
    try:
        return [] if file is None else read_table(file)
    except (OSError, ValueError):
        return []


def read_table(file: Path) -> list[Cells]:
    """The rows of a csv file by column, sorted by its column sortby where it has one.

    Raises ValueError or OSError when it is no readable csv file.
    """
    try:
        text = file.read_text("utf-8-sig")
        first, *others = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error as fault:
        raise ValueError(str(fault)) from None
    header = [name.strip() for name in first]
    rows = [dict(zip(header, row, strict=False)) for row in others if any(map(str.strip, row))]
    sort = _known(_SORTED_BY, header)
    return sorted(rows, key=lambda row: _number(row.get(sort, ""))) if sort else list(rows)


def _found(search: Search, row: Row, table: Sequence[Cells]) -> Iterator[_Group]:
    header = list(table[0]) if table else []
    key = _known(row.text("name"), header)
    shown = {
        column.language: [_known(name, header) for name in _columns(text, header)]
        for column, text in row.cells("label")
    } or {"": []}
    queried = [_known(name, header) for name in search.columns]
    filtered = _known(search.filter_column, header) if search.filter_column else ""
    groups: dict[tuple[str, ...], _Group] = {}
    for cells in table:
        value = cells.get(key, "")
        said = {language: _label(cells, columns) or value for language, columns in shown.items()}
        narrow = _narrow(search, said, cells.get(filtered, ""), [cells.get(c, "") for c in queried])
        group = groups.get((value, *narrow))
        if group is None:
            own = {"name": [value]}
            if filtered:
                own[search_calls.FILTERED] = [cells.get(filtered, "")]
            group = groups[value, *narrow] = _Group(said, own)
        for at, column in enumerate(queried):
            kept = group.cells.setdefault(f"{search_calls.QUERIED}{at}", [])
            if (text := folded(cells.get(column, ""))) not in kept:
                kept.append(text)
    yield from groups.values()


def _narrow(
    search: Search, said: Mapping[str, str], kept_by: str, queried: Sequence[str]
) -> tuple[str, ...]:
    """What rows with one code must have in common to be one choice, besides the code.

    Nothing where all rows are offered. Else their words, which may differ from filter to filter,
    and what the condition compares with a single value: then the order is that of its rows.
    """
    if not search.columns and not search.filter_column:
        return ()
    exact = map(folded, queried) if search.how == "matches" and len(queried) == 1 else ()
    return (*said.values(), kept_by, *exact)


def _fixed(row: Row) -> _Group:
    said = {column.language: text for column, text in row.cells("label")} or {"": row.text("name")}
    return _Group(said, {"name": [row.text("name")], search_calls.FIXED: ["1"]})


def _in(said: Mapping[str, str], language: str) -> str:
    return said.get(language) or next(iter(said.values()), "")


def _label(cells: Cells, columns: Sequence[str]) -> str:
    """The words of a choice: the first column, then each other one with its name in brackets."""
    if not columns:
        return ""
    others = (f"({name}: {cells.get(name, '')})" for name in columns[1:])
    return " ".join((cells.get(columns[0], ""), *others)).strip()


def _columns(text: str, header: Sequence[str]) -> list[str]:
    """The columns that the label of a choice names; one with spaces in its name counts as one."""
    return [text] if _known(text, header) else names(text)


def _known(name: str, header: Sequence[str]) -> str:
    """The column of the file that `name` means, "" where there is none.

    Collect knows columns by their letters and digits alone, large or small.
    """
    if name in header:
        return name
    return next((column for column in header if _plain(column) == _plain(name)), "")


def _plain(name: str) -> str:
    return re.sub(r"\W", "_", name.strip()).lower()


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return -math.inf


def _of_search(
    form: Path, entry: Entry, search: Search, choice_list: ChoiceList | None
) -> Iterator[Finding]:
    place = entry.row.place("appearance")
    yield from _arguments(search, place)
    yield from _beside(entry)
    file = find_file(form, f"{search.file}.csv")
    if file is None:
        yield error(
            "missing-file",
            place,
            f"The form needs the file {search.file}.csv, which is not beside it.",
            "Put the file into the folder of the form.",
        )
        return
    try:
        table = read_table(file)
    except (OSError, ValueError):
        yield error(
            "unreadable-list",
            place,
            f"The file {file.name} cannot be read as a csv file.",
            "Save it as “CSV UTF-8”, with a column for each name in its first row.",
        )
        return
    header = list(table[0]) if table else []
    for name in filter(None, (*search.columns, search.filter_column)):
        yield from _column(name, header, file.name, place)
    for row in choice_list.rows if choice_list is not None and table else ():
        if not is_fixed(row):
            yield from _column(row.text("name"), header, file.name, row.place("name"))
            for column, text in row.cells("label"):
                for name in _columns(text, header):
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
    if not _known(name, header):
        yield error(
            "unknown-search-column",
            place,
            f"The file {file} has no column {name}.",
            did_you_mean(name, header, otherwise=f"Its columns are: {', '.join(header)}."),
        )
