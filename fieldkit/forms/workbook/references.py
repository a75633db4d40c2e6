"""What expressions and texts refer to: questions as `${name}`, lists, and columns of lists."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from fieldkit.forms.findings import Finding, Place, did_you_mean, error
from fieldkit.forms.workbook.expressions import Expression, Written, names_in
from fieldkit.forms.workbook.outline import Entry, Outline
from fieldkit.forms.workbook.tables import TRANSLATED, Row, Table
from fieldkit.forms.xpath.ast import Expr, FunctionCall, Literal, Path, parts, walk

_UNFINISHED = re.compile(r"\$\{[^}]*$")
_PROVIDED = frozenset({"instanceID", "instanceName"})

_ADD_LIST: Final = (
    "Add it to the sheet choices, or add a row of the type csv-external with this name."
)


def reference_findings(
    survey: Table, choices: Table, settings: Table, entities: Table, built: Outline
) -> Iterator[Finding]:
    """`${names}` in any cell that name no question, or more than one."""
    entries: dict[str, list[Entry]] = {}
    for entry in built.named:
        entries.setdefault(entry.name, []).append(entry)
    names = {name: [entry.row.number for entry in group] for name, group in entries.items()}
    for row in survey.rows:
        yield from _references(row, names, ignored=frozenset({"name"}))
    for row in choices.rows:
        plain = frozenset(choices.by_name) - TRANSLATED
        yield from _references(row, names, ignored=plain)
    for row in settings.rows[:1]:
        yield from _references(row, names, ignored=frozenset({"fk_gate"}))
    for row in entities.rows:
        yield from _references(row, names, ignored=frozenset())


def _references(
    row: Row, names: Mapping[str, list[int]], *, ignored: frozenset[str]
) -> Iterator[Finding]:
    for column in row.table.columns:
        text = row.texts.get(column.index, "")
        if "${" not in text or column.name in ignored:
            continue
        place = row.place_of(column)
        if _UNFINISHED.search(text):
            yield error(
                "bad-reference", place, "A “${” is never closed.", "Write ${name} with a “}”."
            )
        for name in dict.fromkeys(names_in(text)):
            yield from _reference(name, place, names)


def _reference(name: str, place: Place, names: Mapping[str, list[int]]) -> Iterator[Finding]:
    bare = name.strip()
    if bare.startswith("last-saved#") or bare in _PROVIDED:
        return  # constructs.py speaks about the last saved record
    if bare not in names:
        yield error(
            "unknown-reference",
            place,
            f"There is no question, group or repeat called {bare or '(blank)'}.",
            did_you_mean(bare, names, otherwise="Check the name, or add the question."),
        )
    elif bare != name:
        yield error(
            "bad-reference",
            place,
            f"There are spaces inside “${{{name}}}”.",
            f"Write ${{{bare}}}.",
        )
    elif len(names[bare]) > 1:
        rows = ", ".join(str(number) for number in names[bare])
        yield error(
            "ambiguous-reference",
            place,
            f"${{{bare}}} could be any of the rows {rows}.",
            "Give these questions different names.",
        )


def list_findings(
    parsed: Iterable[Written], known: Iterable[str], otherwise: str = _ADD_LIST
) -> Iterator[Finding]:
    """`instance('…')` of a list that the form does not have. `known` are the ids of its lists.

    `otherwise` says what to do where no list has a name like it.
    """
    lists = frozenset(known)
    for expression in (each for each in parsed if "instance" in each.text):
        for name in dict.fromkeys(_lists_in(expression.tree)):
            if name not in lists:
                yield error(
                    "unknown-list",
                    expression.place,
                    f"There is no list {name} for instance('{name}').",
                    did_you_mean(name, lists, otherwise=otherwise),
                )


def choice_name_findings(parsed: Iterable[Written], lists: Collection[str]) -> Iterator[Finding]:
    """`jr:choice-name()` of a list where it wants a question; elsewhere that is a blank label."""
    for expression in (each for each in parsed if "choice-name" in each.text):
        for part in walk(expression.tree):
            match part:
                case FunctionCall("jr:choice-name", (_, Literal(name))) if name.strip() in lists:
                    yield error(
                        "list-for-question",
                        expression.place,
                        f"jr:choice-name() wants a question, and “{name.strip()}” is a list.",
                        "Write the question twice: jr:choice-name(${sex}, '${sex}').",
                    )
                case _:
                    pass


def _lists_in(tree: Expr) -> Iterator[str]:
    for part in walk(tree):
        match part:
            case FunctionCall("instance", (Literal(name),)):
                yield name
            case _:
                pass


def filter_findings(
    parsed: Iterable[Expression], columns: Mapping[str, frozenset[str]]
) -> Iterator[Finding]:
    """Names in a choice_filter that are no column of the list. `columns` is by list name."""
    for expression in parsed:
        known = columns.get(expression.entry.list_name)
        if expression.column != "choice_filter" or known is None:
            continue
        for name in dict.fromkeys(_own_columns(expression.tree)):
            if name not in known:
                yield error(
                    "unknown-filter-column",
                    expression.place,
                    f"The list {expression.entry.list_name} has no column {name}.",
                    did_you_mean(name, known, otherwise="Add the column to the choices."),
                )


def _own_columns(tree: Expr) -> Iterator[str]:
    """The names a filter reads from the choice itself: paths of one step, outside predicates."""
    if isinstance(tree, Path):
        if tree.base is None and len(tree.steps) == 1 and tree.steps[0].name:
            yield tree.steps[0].name
        return
    for part in parts(tree):
        yield from _own_columns(part)
