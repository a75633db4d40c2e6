"""Expressions that read the very answer they decide: found from the syntax tree alone.

JavaRosa refuses such a form as a cycle, except in a constraint (its TriggerableDagTest, “cycles
by self reference”). `once()`, and `coalesce()` or `if()` around the answer, come to rest; a count
that adds one to itself never does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from fieldkit.forms.xpath.ast import (
    Expr,
    Filter,
    FunctionCall,
    KindTest,
    Path,
    Root,
    Step,
    parts,
)

Names = tuple[str, ...]
# What JavaRosa does with such a form where FieldKit runs it, and how to say it otherwise.
REFUSED = "ODK Collect refuses the form."
_COMPUTED = "Write once() or a default, or name a trigger in the column trigger."
_INSTEAD = {
    "relevant": "Let it look at other questions only.",
    "calculate": _COMPUTED,
    "calculation": _COMPUTED,  # as a workbook calls it
}
_SETTLING = frozenset({"coalesce", "if", "once"})
_SELF = Step("self", KindTest("node"))


@dataclass(frozen=True)
class SelfRead:
    """One reading of the own answer. `settles`: inside `coalesce()`, `if()` or `once()`.

    `of_other_rows`: the path picks rows, so that other answers to the same question are meant.
    """

    settles: bool = False
    of_other_rows: bool = False

    def comes_to_rest(self, construct: str) -> bool:
        """True where FieldKit finds a state that stays; what is hidden reads as blank for good."""
        return self.of_other_rows or (self.settles and construct != "relevant")


def self_reads(tree: Expr, is_own: Callable[[Path], bool]) -> list[SelfRead]:
    """Every place in `tree` that reads what `is_own` recognises, predicates set aside."""
    return list(_within(tree, is_own, SelfRead()))


def instead_of(construct: str) -> str:
    """What to write instead of a `construct` (`relevant`, `calculate` …) that reads itself."""
    return _INSTEAD.get(construct, "Write the condition as a constraint.")


def _within(tree: Expr, is_own: Callable[[Path], bool], around: SelfRead) -> Iterator[SelfRead]:
    match tree:
        case Path(_, steps):
            if is_own(tree):
                picks = any(step.predicates for step in steps)
                yield SelfRead(around.settles, around.of_other_rows or picks)
            return  # inside the predicates of a path, "." is another node
        case Filter(base, _):
            yield from _within(base, is_own, SelfRead(around.settles, of_other_rows=True))
            return
        case FunctionCall("count" | "position", _):
            return  # these ask how many and where, not what was answered
        case FunctionCall(name, _):
            around = SelfRead(
                around.settles or name in _SETTLING,
                around.of_other_rows or name == "indexed-repeat",
            )
        case _:
            pass
    for part in parts(tree):
        yield from _within(part, is_own, around)


def names_of(path: Path, origin: Names) -> Names:
    """The element names `path` leads to, seen from the node `origin`; () where it is no plain path.

    Predicates do not count.
    """
    match path.base:
        case Root():
            names: list[str] = []
        case None | FunctionCall("current", ()):
            names = list(origin)
        case _:
            return ()
    for step in path.steps:
        if step.name:
            names.append(step.name)
        elif step.axis == "parent" and names:
            names.pop()
        elif Step(step.axis, step.test) != _SELF:
            return ()
    return tuple(names)
