"""Choices that `search()` takes out of a csv file, made a list of their own.

In the choices sheet the row of such a list names columns of the file: its name the column of the
codes, its label the columns that are shown. A row whose name is a whole number is a choice itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from fieldkit.forms.workbook.choices import ChoiceList, list_file
from fieldkit.forms.workbook.made_lists import MadeList, label_cells, label_columns
from fieldkit.forms.workbook.outline import Entry
from fieldkit.forms.workbook.search_calls import (
    FILTERED,
    FIXED,
    QUERIED,
    BadSearch,
    Search,
    folded,
    read_search,
)
from fieldkit.forms.workbook.search_tables import Cells, known_column, shown_columns
from fieldkit.forms.workbook.tables import Row

_SELECTS = ("select_one", "select_multiple")
_WHOLE = re.compile(r"\s*[+-]?[0-9]+\s*")


@dataclass(frozen=True)
class _Source:
    """The columns of the file that a row of the choices sheet and a search name."""

    code: str
    shown: Mapping[str, Sequence[str]]
    queried: Sequence[str]
    filtered: str


@dataclass(frozen=True)
class _Group:
    """Rows of the file that are one choice: the same code and words, kept by the same filter.

    `queried` are the texts of each column that is searched, each text once.
    """

    code: str
    said: Mapping[str, str]
    kept_by: str = ""
    fixed: bool = False
    queried: Sequence[dict[str, None]] = field(default_factory=tuple[dict[str, None], ...])


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


@dataclass(frozen=True)
class SearchList:
    """The list made for a search, and the condition that its items must fulfil ("" for none)."""

    made: MadeList
    condition: str


def search_list(
    name: str, search: Search, rows: Sequence[Row], table: Sequence[Cells]
) -> SearchList:
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
            **_own_cells(search, group),
            **label_cells({each: _in(group.said, each) for each in order}, columns, order),
        }
        for group in groups
    ]
    condition = search.condition(
        fixed=any(group.fixed for group in groups),
        several=any(len(texts) > 1 for group in groups for texts in group.queried),
    )
    return SearchList(MadeList(name, items, columns), condition)


def is_fixed(row: Row) -> bool:
    """True for a row of the choices sheet that is a choice itself."""
    return _WHOLE.fullmatch(row.text("name")) is not None


def _own_cells(search: Search, group: _Group) -> dict[str, list[str]]:
    cells = {"name": [group.code]}
    if search.filter_column:
        cells[FILTERED] = [group.kept_by]
    if group.fixed:
        cells[FIXED] = ["1"]
    return cells | {f"{QUERIED}{at}": list(texts) for at, texts in enumerate(group.queried)}


def _found(search: Search, row: Row, table: Sequence[Cells]) -> Iterator[_Group]:
    source = _source(search, row, list(table[0]) if table else [])
    groups: dict[tuple[str, ...], _Group] = {}
    for cells in table:
        code = cells.get(source.code, "")
        if not code.strip():
            continue  # a choice without a code could never be the answer
        said = {each: _label(cells, shown) or code for each, shown in source.shown.items()}
        texts = [folded(cells.get(column, "")) for column in source.queried]
        kept_by = cells.get(source.filtered, "")
        key = (code, *_narrow(search, said, kept_by, texts))
        if key not in groups:
            groups[key] = _Group(code, said, kept_by, queried=[{} for _ in texts])
        for text, known in zip(texts, groups[key].queried, strict=True):
            known[text] = None
    yield from groups.values()


def _source(search: Search, row: Row, header: Sequence[str]) -> _Source:
    shown = {
        column.language: [known_column(name, header) for name in shown_columns(text, header)]
        for column, text in row.cells("label")
    }
    return _Source(
        known_column(row.text("name"), header),
        shown or {"": []},
        [known_column(name, header) for name in search.columns],
        known_column(search.filter_column, header) if search.filter_column else "",
    )


def _narrow(
    search: Search, said: Mapping[str, str], kept_by: str, texts: Sequence[str]
) -> tuple[str, ...]:
    """What rows with one code must have in common to be one choice, besides the code.

    Nothing where all rows are offered. Else their words, which may differ from filter to filter,
    and what the condition compares with a single value: then the order is that of its rows.
    """
    if not search.columns and not search.filter_column:
        return ()
    exact = texts if search.how == "matches" and len(texts) == 1 else ()
    return (*said.values(), kept_by, *exact)


def _fixed(row: Row) -> _Group:
    said = {column.language: text for column, text in row.cells("label")} or {"": row.text("name")}
    return _Group(row.text("name"), said, fixed=True)


def _in(said: Mapping[str, str], language: str) -> str:
    return said.get(language) or next(iter(said.values()), "")


def _label(cells: Cells, columns: Sequence[str]) -> str:
    """The words of a choice: the first column, then each other one with its name in brackets."""
    if len(columns) <= 1:
        return cells.get(columns[0], "").strip() if columns else ""
    others = (f"({name}: {cells.get(name, '')})" for name in columns[1:])
    return " ".join((cells.get(columns[0], ""), *others)).strip()
