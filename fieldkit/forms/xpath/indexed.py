"""Recognises `indexed-repeat()` over absolute paths, one inside the other, as pyxform writes it.

It is then answered by walking down once, without first collecting every instance of every repeat.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fieldkit.forms.instance import Node
from fieldkit.forms.xpath import paths
from fieldkit.forms.xpath.ast import Expr, FunctionCall, Path, Root
from fieldkit.forms.xpath.context import Context
from fieldkit.forms.xpath.operators import NumberClosure
from fieldkit.forms.xpath.paths import NodesClosure


@dataclass(frozen=True, slots=True)
class IndexedPath:
    """For each repeat, outermost first, the names that lead to it from the one before and its
    index; then the names that lead on to the question."""

    repeats: tuple[tuple[tuple[str, ...], Expr], ...]
    question: tuple[str, ...]


def indexed_path(call: FunctionCall) -> IndexedPath | None:
    """The walk that `call`, of `indexed-repeat`, stands for; None when it is no plain one."""
    if len(call.arguments) < 3 or len(call.arguments) % 2 == 0:
        return None
    target, *pairs = call.arguments
    question = _names(target)
    named = [(_names(repeat), index) for repeat, index in zip(pairs[::2], pairs[1::2], strict=True)]
    repeats: list[tuple[tuple[str, ...], Expr]] = []
    above: tuple[str, ...] = ()
    for names, index in sorted(named, key=_depth):
        if len(names) <= len(above) or names[: len(above)] != above:
            return None
        repeats.append((names[len(above) :], index))
        above = names
    if len(question) <= len(above) or question[: len(above)] != above:
        return None
    return IndexedPath(tuple(repeats), question[len(above) :])


def _names(expression: Expr) -> tuple[str, ...]:
    match expression:
        case Path(Root(), steps):
            plain = paths.plain_steps(steps)
            return plain.names if plain is not None and plain.ups == 0 else ()
        case _:
            return ()


def _depth(named: tuple[tuple[str, ...], Expr]) -> int:
    return len(named[0])


def walk_down(
    repeats: Sequence[tuple[tuple[str, ...], NumberClosure]], question: tuple[str, ...]
) -> NodesClosure:
    """The nodes of the question inside the instances the indexes name; none beyond the last."""

    def walk(node: Node, context: Context) -> list[Node]:
        places = [index(node, context) for _, index in repeats]
        at = context.document
        for (names, _), place in zip(repeats, places, strict=True):
            inside = paths.children_named([at], names)
            if not 1 <= place <= len(inside):
                return []
            at = inside[int(place) - 1]
        return paths.children_named([at], question)

    return walk
