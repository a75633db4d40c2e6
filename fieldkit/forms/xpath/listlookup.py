"""Recognises `instance('list')/root/item[column = value]`, which an index answers at once, and
`[contains(column, value)]`, which is answered without making a node of every item.

The value must not depend on the item. Of several such keys the one with the fewest items leads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fieldkit.forms.xpath.ast import (
    Binary,
    Expr,
    FunctionCall,
    Literal,
    NameTest,
    Path,
    Step,
    parts,
)
from fieldkit.forms.xpath.functions.strings import TEXT_TESTS
from fieldkit.forms.xpath.shapes import chain

# Without arguments these speak of the item under test, or of its place among the items.
_OF_THE_ITEM_ALONE = frozenset(
    {
        "last",
        "local-name",
        "name",
        "namespace-uri",
        "normalize-space",
        "number",
        "position",
        "string",
        "string-length",
    }
)
# These look at the context node whatever their arguments, or give another value at each call.
_OF_THE_ITEM_ALWAYS = frozenset({"jr:choice-name", "once", "random", "randomize", "uuid"})


@dataclass(frozen=True, slots=True)
class Key:
    """`condition` says `column = value`, where `value` does not depend on the item."""

    column: str
    value: Expr
    condition: Expr


@dataclass(frozen=True, slots=True)
class ListLookup:
    """`instance(instance_id)/root/item[keys and conditions…][predicates…]/steps`.

    One key at least, or none and a `test` of texts instead, which the others follow.

    `scan` is the same selection of items as a path, for values an index cannot answer (a number
    compares as a number, two nodes compare with either).
    """

    instance_id: str
    keys: tuple[Key, ...]
    test: TextTest | None
    conditions: tuple[Expr, ...]
    predicates: tuple[Expr, ...]
    scan: Path
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class TextTest:
    """`test(column, wanted) or test(another, wanted) …`, where `wanted` is the same for all."""

    test: str
    columns: tuple[Expr, ...]
    wanted: Expr

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(map(_column, self.columns))


def text_test(condition: Expr) -> TextTest | None:
    """The test that `condition` is, or None when it is none."""
    found: TextTest | None = None
    for each in _either(condition):
        match each:
            case FunctionCall(name, (column, wanted)) if name in TEXT_TESTS and _column(column):
                if found is None:
                    found = TextTest(name, (column,), wanted)
                elif (found.test, found.wanted) == (name, wanted):
                    found = replace(found, columns=(*found.columns, column))
                else:
                    return None
            case _:
                return None
    return None if found is None or depends_on_item(found.wanted) else found


def _either(condition: Expr) -> Sequence[Expr]:
    if isinstance(condition, Binary) and condition.operator == "or":
        return chain(condition)
    return (condition,)


def list_lookup(path: Path) -> ListLookup | None:
    """The lookup that `path` is, or None when it is none."""
    instance_id = _instance_id(path.base)
    if not instance_id or len(path.steps) < 2:
        return None
    root, item = path.steps[:2]
    if not _is_child(root, "root") or root.predicates or not _is_child(item, "item"):
        return None
    keys: list[Key] = []
    others: list[Expr] = []
    for condition in _conditions(item):
        key = _key(condition)
        if key is None:
            others.append(condition)
        else:
            keys.append(key)
    test = None if keys else _leading(others)
    if not keys and test is None:
        return None
    scan = Path(_scannable(path.base), (root, item))
    return ListLookup(
        instance_id, tuple(keys), test, tuple(others), item.predicates[1:], scan, path.steps[2:]
    )


def _leading(conditions: list[Expr]) -> TextTest | None:
    """The first test of texts among the conditions, which it leaves."""
    for at, condition in enumerate(conditions):
        test = text_test(condition)
        if test is not None:
            del conditions[at]
            return test
    return None


def _instance_id(base: Expr | None) -> str:
    match base:
        case FunctionCall("instance", (Literal(instance_id),)):
            return instance_id
        case _:
            return ""


def _scannable(base: Expr | None) -> Expr:
    # Wrapped, so that compiling the scan does not recognise a lookup again without end.
    assert base is not None
    return Path(base, ())


def _is_child(step: Step, name: str) -> bool:
    return step.axis == "child" and step.test == NameTest(name)


def _conditions(item: Step) -> tuple[Expr, ...]:
    """The operands of a first predicate `a and b and c`; positions may not be taken apart."""
    if not item.predicates:
        return ()
    operands: list[Expr] = []
    left = item.predicates[0]
    while isinstance(left, Binary) and left.operator == "and":
        operands.append(left.right)
        left = left.left
    operands.append(left)
    if len(operands) > 1 and any(_depends_on_position(each) for each in operands):
        return ()
    return tuple(reversed(operands))


def _key(condition: Expr) -> Key | None:
    if not isinstance(condition, Binary) or condition.operator != "=":
        return None
    for column, value in (
        (condition.left, condition.right),
        (condition.right, condition.left),
    ):
        name = _column(column)
        if name and not depends_on_item(value):
            return Key(name, value, condition)
    return None


def _column(expression: Expr) -> str:
    match expression:
        case Path(None, (Step("child", NameTest(name, ""), ()),)) if name != "*":
            return name
        case _:
            return ""


def depends_on_item(expression: Expr) -> bool:
    """Whether the value of `expression` may differ from item to item.

    A path from `/` or `current()` does not: its own predicates speak of its own nodes.
    """
    match expression:
        case Path(None, _):
            return True
        case Path(base, _) if base is not None:
            return depends_on_item(base)
        case FunctionCall(name, arguments):
            if name in _OF_THE_ITEM_ALWAYS or (name in _OF_THE_ITEM_ALONE and not arguments):
                return True
            return any(map(depends_on_item, arguments))
        case _:
            return any(map(depends_on_item, parts(expression)))


def _depends_on_position(expression: Expr) -> bool:
    match expression:
        case FunctionCall("position" | "last", ()):
            return True
        case Path():
            return False
        case _:
            return any(map(_depends_on_position, parts(expression)))
