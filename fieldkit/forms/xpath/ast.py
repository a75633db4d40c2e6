"""The syntax tree of an expression: frozen, typed, comparable, and easy to walk.

`//` is written out as `descendant-or-self::node()`, `.` as `self::node()`, `..` as
`parent::node()`, `@x` as `attribute::x`, so that a reader needs to know one form only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

REVERSE_AXES = frozenset({"ancestor", "ancestor-or-self", "preceding", "preceding-sibling"})
FORWARD_AXES = frozenset(
    {
        "attribute",
        "child",
        "descendant",
        "descendant-or-self",
        "following",
        "following-sibling",
        "namespace",
        "parent",
        "self",
    }
)
AXES = FORWARD_AXES | REVERSE_AXES


@dataclass(frozen=True, slots=True)
class Number:
    """A number written in the expression."""

    value: float


@dataclass(frozen=True, slots=True)
class Literal:
    """A string written in the expression."""

    value: str


@dataclass(frozen=True, slots=True)
class Variable:
    """`$name`: legal XPath, though forms have no variables, so it never compiles."""

    name: str


@dataclass(frozen=True, slots=True)
class Negate:
    """Unary minus."""

    operand: Expr


@dataclass(frozen=True, slots=True)
class Binary:
    """`left operator right`; operators are `or and = != < <= > >= + - * div mod |`."""

    operator: str
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class FunctionCall:
    """`name(arguments…)`, the name as written (`jr:itext`)."""

    name: str
    arguments: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class NameTest:
    """A name, `*` or `prefix:*`. Without a prefix it matches the local name in any namespace."""

    name: str
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class KindTest:
    """`node()`, `text()`, `comment()` or `processing-instruction(target)`."""

    kind: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: an axis, a test, and the predicates that filter it."""

    axis: str
    test: NameTest | KindTest
    predicates: tuple[Expr, ...] = ()

    @property
    def name(self) -> str:
        """The element name of a plain `child::name` step, "" for every other step."""
        if self.axis == "child" and isinstance(self.test, NameTest) and self.test.name != "*":
            return self.test.name
        return ""


# What `//` stands for (XPath 1.0 section 2.5).
DESCENDANTS = Step("descendant-or-self", KindTest("node"))


@dataclass(frozen=True, slots=True)
class Root:
    """The base of an absolute path: the document node of the primary instance."""


@dataclass(frozen=True, slots=True)
class Path:
    """Steps from a base: Root (absolute), None (relative to the context node) or an expression."""

    base: Expr | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """Predicates on something that is not a step: `(…)[1]`, `randomize(…)[2]`."""

    base: Expr
    predicates: tuple[Expr, ...]


Expr = Number | Literal | Variable | Negate | Binary | FunctionCall | Root | Path | Filter


def parts(expression: Expr) -> tuple[Expr, ...]:
    """The expressions directly inside `expression`, predicates of its steps included."""
    match expression:
        case Negate(operand):
            return (operand,)
        case Binary(_, left, right):
            return (left, right)
        case FunctionCall(_, arguments):
            return arguments
        case Filter(base, predicates):
            return (base, *predicates)
        case Path(base, steps):
            inside = tuple(predicate for step in steps for predicate in step.predicates)
            return inside if base is None else (base, *inside)
        case _:
            return ()


def walk(expression: Expr) -> Iterator[Expr]:
    """`expression` and everything inside it, outermost first, left to right."""
    waiting = [expression]
    while waiting:
        found = waiting.pop()
        yield found
        waiting.extend(reversed(parts(found)))
