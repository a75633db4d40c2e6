"""What runs here and not everywhere: where ODK Collect or Enketo refuse or read differently.

FieldKit reads all of XPath 1.0 and the function library of the ODK XForms specification. JavaRosa,
the engine of ODK Collect, reads a part of XPath; Enketo lacks some functions. The tables follow
their sources: XPathFuncExpr, XPathPathExpr and XPathNodeset of JavaRosa, the function handlers of
Collect, and openrosa-extensions of Enketo's XPath evaluator.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from fieldkit.forms.self_reads import Names
from fieldkit.forms.xpath.ast import (
    DESCENDANTS,
    Binary,
    Expr,
    Filter,
    FunctionCall,
    KindTest,
    Literal,
    NameTest,
    Negate,
    Number,
    Path,
    Root,
    Step,
    parts,
)
from fieldkit.forms.xpath.lexer import Kind, tokenize


@dataclass(frozen=True)
class Difference:
    """Something that is `used`, what another engine does with it, and what to write instead."""

    used: str
    elsewhere: str
    instead: str

    @property
    def problem(self) -> str:
        """The difference as a finding says it."""
        return f"FieldKit runs {self.used}, but {self.elsewhere}."


def _missing(engine: str, instead: dict[str, str]) -> dict[str, Difference]:
    return {
        name: Difference(f"{name}()", f"{engine} has no such function", remedy)
        for name, remedy in instead.items()
    }


_BY_NAME = "Write the name of the question as a text."
_NOT_IN_BROWSERS = "There is no other way to say it: do not give this form to browsers."
NOT_IN_COLLECT = _missing(
    "ODK Collect",
    {
        "ceiling": "Write int(x) + 1 inside an if() for what is no whole number.",
        "floor": "Write int(), which is the same from 0 up.",
        "last": "Count the rows with count() and compare with position().",
        "local-name": _BY_NAME,
        "name": _BY_NAME,
        "namespace-uri": _BY_NAME,
        "substring": "Write substr(), which counts from 0 and takes the end, not the length.",
    },
)
NOT_IN_ENKETO = _missing(
    "Enketo",
    {
        "base64-decode": _NOT_IN_BROWSERS,
        "depend": "Write its first argument alone, and name the other questions as triggers.",
        "enclosed-area": "Write area().",
        "extract-signed": _NOT_IN_BROWSERS,
        "geofence": _NOT_IN_BROWSERS,
        "intersects": _NOT_IN_BROWSERS,
        "is-selected": "Write selected().",
        "property": "Ask for it with a question of the type deviceid, username or email.",
    },
)
ANYWHERE_BELOW = Difference(
    "//",
    "ODK Collect refuses it, and Enketo finds what stands in the lists, too",
    "Write the whole path, or ${name}.",
)
AXIS = Difference("an axis (::)", "ODK Collect refuses it", "Write a path of names, “.” and “..”.")
NODE_TEST = Difference(
    "text(), node() and their like",
    "ODK Collect refuses them",
    "Leave them out: the path to a question is its answer.",
)
UNION = Difference("a union (|)", "ODK Collect refuses it", "Ask for each of the two by itself.")
PLACE = Difference(
    "a bare number in [ ]",
    "ODK Collect does not find the row",
    "Write [position() = 2] instead of [2], or use indexed-repeat().",
)
FILTER = Difference(
    "[ ] or a path behind a function or brackets",
    "ODK Collect knows it only behind instance() and current()",
    "Filter the path itself, inside the brackets.",
)
EXPONENT = Difference(
    "a number with an exponent", "ODK Collect reads it differently", "Write all digits."
)
LONG_COALESCE = Difference(
    "coalesce() with more than two values",
    "ODK Collect refuses it, and Enketo looks at two only",
    "Write one coalesce() inside the other.",
)
NO_ARGUMENT = Difference(
    "number() and string() without a value", "ODK Collect refuses it", "Write the value: “.”."
)
BARE_POSITION = Difference(
    "position() outside of [ ]",
    "Enketo always answers 1",
    "Write position(..), which counts the rows of the repeat.",
)
LOOSE_PATTERN = Difference(
    "regex() as a search",
    "ODK Collect wants the whole text to fit the pattern",
    "Begin the pattern with ^ and end it with $, or with .* where anything may stand.",
)
NO_BOUND = Difference(
    "weighted-checklist() with -1 for no bound",
    "ODK Collect takes -1 for a number like any other",
    "Write a bound that is never reached, for example 9999.",
)
WEEK = Difference("%W in a date format", "Enketo refuses it", "Leave the week of the year out.")
CASELESS = Difference(
    "names in letters without capitals, such as Arabic ones",
    "ODK Collect refuses the expression",
    "Name the question in Latin or Greek letters; its label may be in any.",
)
SEVERAL_ROWS = Difference(
    "a reference into a repeat from outside",
    "ODK Collect stops as soon as there is a second row",
    "Say which row with indexed-repeat(), or take all with sum(), count(), max() or join().",
)
OTHERS = (
    ANYWHERE_BELOW, AXIS, NODE_TEST, UNION, PLACE, FILTER, EXPONENT, LONG_COALESCE, NO_ARGUMENT,
    BARE_POSITION, LOOSE_PATTERN, NO_BOUND, WEEK, CASELESS, SEVERAL_ROWS,
)  # fmt: skip
EVERY = (*NOT_IN_COLLECT.values(), *NOT_IN_ENKETO.values(), *OTHERS)

_MAYBE_EXPONENT = re.compile(r"[0-9.][eE]")
_AXES = frozenset({"attribute", "child", "parent", "self"})
_ANY_NODE = Step("self", KindTest("node")), Step("parent", KindTest("node"))
_BASES = frozenset({"current", "instance"})
# Functions that take all rows of a node-set in JavaRosa, with how many arguments (0: any number).
_TAKES_MANY = {
    "area": 0, "checklist": 3, "concat": 1, "count": 0, "count-non-empty": 0, "distance": 0,
    "enclosed-area": 0, "indexed-repeat": 0, "join": 2, "max": 1, "min": 1, "position": 0,
    "randomize": 0, "sum": 0, "weighted-checklist": 4,
}  # fmt: skip


def differences(
    tree: Expr, text: str, is_repeated: Callable[[Path], bool] = lambda _path: False
) -> list[Difference]:
    """What `tree`, the expression `text`, uses that runs differently elsewhere; each once.

    `is_repeated` tells of a path whether it leads into a repeat from outside.
    """
    found = [*_of(tree, is_repeated, within=False, many=False), *_of_text(text)]
    return list(dict.fromkeys(found))


def reads_from_outside(target: Names, origin: Names, repeats: frozenset[Names]) -> bool:
    """Whether `target` stands in a repeat that `origin` does not stand in."""
    above = [target[:end] for end in range(1, len(target) + 1)]
    return any(each in repeats and origin[: len(each)] != each for each in above)


def _of_text(text: str) -> Iterator[Difference]:
    if not _MAYBE_EXPONENT.search(text):
        return
    for token in tokenize(text):
        if token.kind is Kind.NUMBER and "e" in token.text.lower():
            yield EXPONENT


def _of(
    tree: Expr, is_repeated: Callable[[Path], bool], *, within: bool, many: bool
) -> Iterator[Difference]:
    """`within`: inside [ ], where position() counts; `many`: what is around takes all rows."""
    match tree:
        case FunctionCall(name, arguments):
            yield from _call(name, arguments, within=within)
            many = _TAKES_MANY.get(name) in (0, len(arguments))
        case Binary("|", _, _):
            yield UNION
        case Filter(base, predicates):
            yield from _base(base)
            yield from _predicates(predicates, is_repeated)
            yield from _of(base, is_repeated, within=within, many=True)
            return
        case Path(base, steps):
            yield from _path(base, steps)
            if is_repeated(tree) and not many and not any(step.predicates for step in steps):
                yield SEVERAL_ROWS
            for step in steps:
                yield from _predicates(step.predicates, is_repeated)
            if base is not None:
                yield from _of(base, is_repeated, within=within, many=True)
            return
        case _:
            many = False
    for part in parts(tree):
        yield from _of(part, is_repeated, within=within, many=many)


def _predicates(
    predicates: tuple[Expr, ...], is_repeated: Callable[[Path], bool]
) -> Iterator[Difference]:
    for predicate in predicates:
        if isinstance(predicate, Number):
            yield PLACE
        yield from _of(predicate, is_repeated, within=True, many=False)


def _path(base: Expr | None, steps: tuple[Step, ...]) -> Iterator[Difference]:
    if base is not None and not isinstance(base, Root):
        yield from _base(base)
    for step in steps:
        if isinstance(step.test, NameTest) and _is_caseless(step.test.name):
            yield CASELESS
        if step == DESCENDANTS:
            yield ANYWHERE_BELOW
        elif step.axis not in _AXES:
            yield AXIS
        elif isinstance(step.test, KindTest) and Step(step.axis, step.test) not in _ANY_NODE:
            yield NODE_TEST


def _is_caseless(name: str) -> bool:
    """Whether a letter is neither small nor capital: JavaRosa's Lexer takes it for no letter."""
    return any(sign.isalpha() and not (sign.islower() or sign.isupper()) for sign in name)


def _base(base: Expr) -> Iterator[Difference]:
    if not (isinstance(base, FunctionCall) and base.name in _BASES):
        yield FILTER


def _call(name: str, arguments: tuple[Expr, ...], *, within: bool) -> Iterator[Difference]:
    for table in (NOT_IN_COLLECT, NOT_IN_ENKETO):
        if name in table:
            yield table[name]
    match name, arguments:
        case "coalesce", (_, _, _, *_):
            yield LONG_COALESCE
        case (("number" | "string"), ()):
            yield NO_ARGUMENT
        case "position", () if not within:
            yield BARE_POSITION
        case "regex", (_, Literal(pattern)) if not _anchored(pattern):
            yield LOOSE_PATTERN
        case "weighted-checklist", (least, most, *_) if _is_negative(least) or _is_negative(most):
            yield NO_BOUND
        case (("format-date" | "format-date-time"), (_, Literal(pattern))) if "%W" in pattern:
            yield WEEK
        case _:
            pass


def _anchored(pattern: str) -> bool:
    """Whether a search finds the pattern exactly where the whole text fits it."""
    return pattern.startswith(("^", ".*")) and pattern.endswith(("$", ".*"))


def _is_negative(bound: Expr) -> bool:
    return isinstance(bound, Negate)
