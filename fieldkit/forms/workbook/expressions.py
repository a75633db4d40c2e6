"""The expressions of a workbook: where they stand, do they parse, do their functions exist.

pyxform looks at none of this; whether an expression is one at all would show on no laptop before
somebody reaches the question. So all of them are read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fieldkit.forms.findings import Finding, Place, did_you_mean, error
from fieldkit.forms.workbook.foreign import FUNCTIONS, PULLED
from fieldkit.forms.workbook.outline import Entry, Outline
from fieldkit.forms.workbook.tables import Table
from fieldkit.forms.xpath import compile_expression, known_functions, parse
from fieldkit.forms.xpath.ast import Expr, FunctionCall, walk
from fieldkit.forms.xpath.constants import check_constants
from fieldkit.forms.xpath.errors import XPathError, XPathSyntaxError

LOGIC = (
    "relevant", "constraint", "calculation", "required", "read_only", "choice_filter",
    "repeat_count", "default",
)  # fmt: skip
# The label of an entity is an expression, too (ODK entities specification).
ENTITY_LOGIC = ("label", "create_if", "update_if", "entity_id")
_LOOK_UP = "Look up what the function takes, in which order (docs/forms/functions.md)."
_WORDS = frozenset({"yes", "no", "true", "false", "true()", "false()"})
_REFERENCE = re.compile(r"\$\{(?P<name>[^}]*)\}")
_PULLS_ELSEWHERE = re.compile(r"""pulldata\(\s*['"]@""")
_IN_NAME = re.compile(r"[\w.\-]")
_SMART_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})
_OPERATORS = frozenset({"and", "or", "div", "mod"})
_SIGNS = {
    "==": "=", "&&": "and", "||": "or", "<>": "!=", "≠": "!=", "≤": "<=", "≥": ">=", "%": "mod",
    "&": "concat()", "÷": "div", "×": "*", "–": "-",
}  # fmt: skip
# The root of the path that stands in for `${name}` until pyxform writes the real one.
STAND_IN = "d"


@dataclass(frozen=True)
class Written:
    """An expression of a workbook: the text as written, where it stands, and its tree."""

    text: str
    place: Place
    tree: Expr

    @property
    def source(self) -> str:
        """What is compiled: the text as pyxform will write it."""
        return without_references(self.text)


@dataclass(frozen=True)
class Expression(Written):
    """An expression in a row of the survey sheet, under `column`."""

    entry: Entry
    column: str


def expressions(built: Outline) -> tuple[list[Expression], list[Finding]]:
    """Every expression of the survey that parses, and a finding for every one that does not."""
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
                    findings.append(syntax_finding(place, text, fault))
                else:
                    parsed.append(Expression(text, place, tree, entry, column))
    return parsed, findings


def sheet_expressions(settings: Table, entities: Table) -> tuple[list[Written], list[Finding]]:
    """The expressions of the other sheets: instance_name, and what makes and changes entities."""
    cells = [(row, "instance_name") for row in settings.rows if row][:1]
    cells += [(row, column) for row in entities.rows for column in ENTITY_LOGIC]
    parsed: list[Written] = []
    findings: list[Finding] = []
    for row, name in cells:
        for cell, text in row.cells(name):
            try:
                tree = parse(without_references(text))
            except XPathSyntaxError as fault:
                findings.append(syntax_finding(row.place_of(cell), text, fault))
            else:
                parsed.append(Written(text, row.place_of(cell), tree))
    return parsed, findings


def is_logic(entry: Entry, column: str, text: str) -> bool:
    """True when the cell holds an expression rather than a plain word or a fixed default."""
    if column == "default":
        from pyxform.utils import default_is_dynamic

        return default_is_dynamic(text, entry.type)
    return text.lower() not in _WORDS


def without_references(text: str) -> str:
    """The expression with each `${name}` made a path of the same length, so offsets stay true.

    Where a letter, a digit or a minus sign follows at once (`${a}mod 2`), a space comes between, as
    pyxform writes it: it is no part of the name.
    """
    written = text.translate(_SMART_QUOTES)

    def path(found: re.Match[str]) -> str:
        stuck = _IN_NAME.match(written, found.end())
        return f"/{STAND_IN}/" + re.sub(r"\W", "_", found["name"]) + (" " if stuck else "")

    return _REFERENCE.sub(path, written)


def names_in(text: str) -> list[str]:
    """The question names that `text` refers to as `${name}`."""
    return [found["name"] for found in _REFERENCE.finditer(text)]


def function_findings(parsed: Iterable[Written]) -> Iterator[Finding]:
    """Functions that do not exist, or that are called with the wrong arguments."""
    for expression in parsed:
        yield from _functions(expression)


def _functions(expression: Written) -> Iterator[Finding]:
    known, place = known_functions(), expression.place
    called = dict.fromkeys(
        part.name for part in walk(expression.tree) if isinstance(part, FunctionCall)
    )
    unknown = [name for name in called if name not in known]
    if _PULLS_ELSEWHERE.search(expression.text):
        yield error("unknown-function", place, "There is no function pulldata(@).", PULLED)
        return
    for name in unknown:
        yield error(
            "unknown-function",
            place,
            f"There is no function {name}().",
            FUNCTIONS.get(name)
            or did_you_mean(name, known, otherwise="Use a function of the XLSForm reference."),
        )
    if not unknown:
        try:
            compile_expression(expression.source)
            check_constants(expression.tree)
        except XPathError as fault:
            yield error("bad-expression", place, fault.message, fault.next_step or _LOOK_UP)


def syntax_finding(place: Place, text: str, fault: XPathSyntaxError) -> Finding:
    """What is said of a text that is no expression."""
    near = text[max(0, fault.position - 12) : fault.position + 12].strip()
    return error(
        "bad-expression",
        place,
        f"This is no expression: {fault.message.rstrip('.')}"
        + (f", near “{near}”." if near else "."),
        _small_slip(text, fault.position)
        or "Look for a missing bracket, quotation mark or operator.",
    )


def _small_slip(text: str, position: int) -> str:
    """What to write instead of a sign from elsewhere (spreadsheets, programs) at the fault."""
    around = text[max(0, position - 2) : position + 2]
    for sign, instead in _SIGNS.items():
        if sign in around:
            return f"Write {instead} instead of {sign}."
    word = re.match(r"\s*([A-Za-z]+)", text[position:])
    if word and word[1] not in _OPERATORS and word[1].lower() in _OPERATORS:
        return f"Write {word[1].lower()} in small letters."
    return ""
