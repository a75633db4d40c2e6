"""Expressions that run here and not everywhere: where ODK Collect would refuse or differ.

FieldKit reads all of XPath 1.0; JavaRosa, the engine of ODK Collect, reads less of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fieldkit.forms.findings import Finding, warning
from fieldkit.forms.workbook.expressions import Expression, without_references
from fieldkit.forms.xpath.ast import (
    DESCENDANTS,
    Binary,
    Expr,
    Filter,
    FunctionCall,
    Number,
    Path,
    Step,
    walk,
)
from fieldkit.forms.xpath.lexer import Kind, tokenize

# What a form may use -> what to write instead, so that it runs everywhere.
REMEDIES = {
    "//": "Write the whole path, or ${name}.",
    "an axis (::)": "Write a path of names, “.” and “..”.",
    "a union (|)": "Ask for each of the two by itself.",
    "last()": "Count the rows with count() and compare with position().",
    "a bare number in [ ]": "Write [position() = 2] instead of [2], or use indexed-repeat().",
    "a number with an exponent": "Write all digits of the number.",
}
_EVERYWHERE = frozenset({"attribute", "child", "parent", "self"})


def portability_findings(parsed: Iterable[Expression]) -> Iterator[Finding]:
    """A warning for each thing in an expression that ODK Collect does not run as FieldKit does."""
    for expression in parsed:
        for construct in dict.fromkeys(_constructs(expression.tree, expression.text)):
            yield warning(
                "portability",
                expression.place,
                f"FieldKit runs {construct}, but ODK Collect refuses it or reads it differently.",
                REMEDIES[construct],
            )


def _constructs(tree: Expr, text: str) -> Iterator[str]:
    for part in walk(tree):
        match part:
            case Binary("|", _, _):
                yield "a union (|)"
            case FunctionCall("last", _):
                yield "last()"
            case Filter(_, predicates):
                yield from _places(predicates)
            case Path(_, steps):
                for step in steps:
                    yield from _step(step)
            case _:
                pass
    for token in tokenize(without_references(text)):
        if token.kind is Kind.NUMBER and "e" in token.text.lower():
            yield "a number with an exponent"


def _step(step: Step) -> Iterator[str]:
    if step == DESCENDANTS:
        yield "//"
    elif step.axis not in _EVERYWHERE:
        yield "an axis (::)"
    yield from _places(step.predicates)


def _places(predicates: tuple[Expr, ...]) -> Iterator[str]:
    if any(isinstance(predicate, Number) for predicate in predicates):
        yield "a bare number in [ ]"
