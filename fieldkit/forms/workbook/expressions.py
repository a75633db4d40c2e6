"""Expressions and `${references}`: do they parse, do their functions and questions exist.

pyxform checks only that a `${name}` exists, and stops at the first; whether an expression is one
at all shows on no laptop before somebody reaches the question. So all of them are read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from fieldkit.forms.findings import Finding, Place, did_you_mean, error
from fieldkit.forms.workbook.outline import Entry, Outline
from fieldkit.forms.workbook.tables import TRANSLATED, Row, Table
from fieldkit.forms.xpath import compile_expression, known_functions, parse
from fieldkit.forms.xpath.ast import Expr, FunctionCall, Path, parts, walk
from fieldkit.forms.xpath.errors import XPathError, XPathSyntaxError

LOGIC = (
    "relevant", "constraint", "calculation", "required", "read_only", "choice_filter",
    "repeat_count", "default",
)  # fmt: skip
_WORDS = frozenset({"yes", "no", "true", "false", "true()", "false()"})
_REFERENCE = re.compile(r"\$\{(?P<name>[^}]*)\}")
_UNFINISHED = re.compile(r"\$\{[^}]*$")
_SMART_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})
# The root of the path that stands in for `${name}` until pyxform writes the real one.
STAND_IN = "d"
_PROVIDED = frozenset({"instanceID", "instanceName"})


@dataclass(frozen=True)
class Expression:
    """An expression of a form: the text as written, where it stands, and its tree."""

    entry: Entry
    column: str
    text: str
    place: Place
    tree: Expr


def expressions(built: Outline) -> tuple[list[Expression], list[Finding]]:
    """Every expression that parses, and a finding for every one that does not."""
    parsed: list[Expression] = []
    findings: list[Finding] = []
    for entry in built.named:
        for column in LOGIC:
            for cell, text in entry.row.cells(column):
                place = entry.row.place_of(cell)
                if not is_logic(entry, column, text):
                    continue
                try:
                    tree = parse(without_references(text))
                except XPathSyntaxError as fault:
                    findings.append(_syntax(place, text, fault))
                else:
                    parsed.append(Expression(entry, column, text, place, tree))
    return parsed, findings


def setting_findings(settings: Table) -> Iterator[Finding]:
    """The one expression of the settings sheet: instance_name."""
    for row in settings.rows[:1]:
        for cell, text in row.cells("instance_name"):
            place = row.place_of(cell)
            try:
                tree = parse(without_references(text))
            except XPathSyntaxError as fault:
                yield _syntax(place, text, fault)
            else:
                yield from _functions(tree, text, place)


def is_logic(entry: Entry, column: str, text: str) -> bool:
    """True when the cell holds an expression rather than a plain word or a fixed default."""
    if column == "default":
        from pyxform.utils import default_is_dynamic

        return default_is_dynamic(text, entry.type)
    return text.lower() not in _WORDS


def without_references(text: str) -> str:
    """The expression with each `${name}` made a path of the same length, so offsets stay true."""
    return _REFERENCE.sub(
        lambda found: f"/{STAND_IN}/" + re.sub(r"\W", "_", found["name"]),
        text.translate(_SMART_QUOTES),
    )


def names_in(text: str) -> list[str]:
    """The question names that `text` refers to as `${name}`."""
    return [found["name"] for found in _REFERENCE.finditer(text)]


def function_findings(parsed: Iterable[Expression]) -> Iterator[Finding]:
    """Functions that do not exist, or that are called with the wrong arguments."""
    for expression in parsed:
        yield from _functions(expression.tree, expression.text, expression.place)


def _functions(tree: Expr, text: str, place: Place) -> Iterator[Finding]:
    known = known_functions()
    called = dict.fromkeys(part.name for part in walk(tree) if isinstance(part, FunctionCall))
    unknown = [name for name in called if name not in known]
    for name in unknown:
        yield error(
            "unknown-function",
            place,
            f"There is no function {name}().",
            did_you_mean(name, known, otherwise="Use a function of the XLSForm reference."),
        )
    if not unknown:
        try:
            compile_expression(without_references(text))
        except XPathError as fault:
            yield error("bad-expression", place, fault.message, fault.next_step)


def _syntax(place: Place, text: str, fault: XPathSyntaxError) -> Finding:
    near = text[max(0, fault.position - 12) : fault.position + 12].strip()
    return error(
        "bad-expression",
        place,
        f"This is no expression: {fault.message.rstrip('.')}"
        + (f", near “{near}”." if near else "."),
        "Look for a missing bracket, quotation mark or operator.",
    )


def reference_findings(
    survey: Table, choices: Table, settings: Table, built: Outline
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
