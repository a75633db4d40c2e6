"""What the shape of an expression tells before anything is evaluated: kinds and chains."""

from __future__ import annotations

from fieldkit.forms.xpath.ast import (
    DESCENDANTS,
    Binary,
    Expr,
    Filter,
    FunctionCall,
    Literal,
    Negate,
    Number,
    Path,
    Root,
    Step,
    Variable,
)
from fieldkit.forms.xpath.functions import FUNCTIONS
from fieldkit.forms.xpath.functions.signature import Kind

# The names of what a pattern leaves open (see patterns.py): paths, numbers and texts.
HOLE = "hole·"
NUMBER_HOLE = f"${HOLE}n"
TEXT_HOLE = f"${HOLE}t"

ARITHMETIC = frozenset({"+", "-", "*", "div", "mod"})

_KINDS_OF_HOLES = {NUMBER_HOLE: Kind.NUMBER, TEXT_HOLE: Kind.STRING}


def constant_hole(variable: Variable) -> int | None:
    """The number of the hole for a constant that `variable` is; None for one of a form."""
    name = variable.name
    return int(name[len(HOLE) + 1 :]) if name.startswith(HOLE) else None


def kind_of(expression: Expr) -> Kind:
    """What an expression gives, as far as its shape tells."""
    match expression:
        case Number() | Negate():
            return Kind.NUMBER
        case Literal():
            return Kind.STRING
        case Binary(operator):
            if operator in ARITHMETIC:
                return Kind.NUMBER
            return Kind.NODES if operator == "|" else Kind.BOOLEAN
        case Path() | Filter() | Root():
            return Kind.NODES
        case FunctionCall(name):
            return FUNCTIONS[name].gives if name in FUNCTIONS else Kind.ANY
        case Variable(name):
            return _KINDS_OF_HOLES.get(f"${name[: len(HOLE) + 1]}", Kind.ANY)


def merged(steps: tuple[Step, ...]) -> list[Step]:
    """`//name` as one `descendant::name` step, where no predicate counts positions in between."""
    found: list[Step] = []
    for step in steps:
        if found and found[-1] == DESCENDANTS and step.axis == "child" and not step.predicates:
            found[-1] = Step("descendant", step.test)
        else:
            found.append(step)
    return found


def chain(expression: Binary) -> list[Expr]:
    """`a or b or c` as its operands: a long chain must not become a deep stack of closures."""
    operands: list[Expr] = []
    left: Expr = expression
    while isinstance(left, Binary) and left.operator == expression.operator:
        operands.append(left.right)
        left = left.left
    operands.append(left)
    return operands[::-1]
