"""Expressions that wait for each other, or for the very answer they decide.

The engine refuses such a form, too, but only the first circle, and only when all else is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter

from fieldkit.forms.findings import Finding, error, warning
from fieldkit.forms.self_reads import REFUSED, Names, SelfRead, instead_of, names_of, self_reads
from fieldkit.forms.workbook.expressions import STAND_IN, Expression
from fieldkit.forms.workbook.outline import ROOT, Entry, Kind, Outline
from fieldkit.forms.xpath.ast import FunctionCall, Literal, Path, walk
from fieldkit.forms.xpath.errors import XPathSyntaxError
from fieldkit.forms.xpath.parser import parse

_DECIDING = ("relevant", "calculation", "repeat_count")
_LET_GO = {
    "relevant": "Let it look at other questions only: what is hidden cannot be answered.",
    "calculation": "Let it read other questions only; write once() for what is computed a single "
    "time.",
}
_Key = tuple[str, Names]


@dataclass
class Readings:
    """What the expressions of a workbook read, by path. Names that are there twice lead nowhere."""

    built: Outline
    _paths: dict[str, Names] = field(default_factory=dict[str, Names])
    _nodes: set[Names] = field(default_factory=set[Names])

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for entry in self.built.named:
            self._nodes.add(names_at(entry))
            word = re.sub(r"\W", "_", entry.name)
            if word in seen:
                self._paths.pop(word, None)
            else:
                self._paths[word] = names_at(entry)
            seen.add(word)

    def __contains__(self, names: Names) -> bool:
        """Whether the workbook makes a node there."""
        return names in self._nodes

    def named(self, name: str) -> Names:
        """The names that `${name}` stands for; () where there is no such question, or several."""
        return self._paths.get(re.sub(r"\W", "_", name), ())

    def target(self, path: Path, origin: Names) -> Names:
        """The names that a path of an expression leads to, `${name}` included; () for none."""
        names = names_of(path, origin)
        if names[:1] == (STAND_IN,) and len(names) == 2:
            return self.named(names[1])
        return names

    def of(self, expression: Expression) -> set[Names]:
        """All places that an expression reads."""
        origin = names_at(expression.entry)
        found: set[Names] = set()
        for part in walk(expression.tree):
            match part:
                case Path():
                    found.add(self.target(part, origin))
                case FunctionCall("jr:choice-name", (_, Literal(question))):
                    found.add(self._named(question, origin))
                case _:
                    pass
        return found - {()}

    def _named(self, question: str, origin: Names) -> Names:
        try:
            tree = parse(question)
        except XPathSyntaxError:
            return ()
        return self.target(tree, origin) if isinstance(tree, Path) else ()


def names_at(entry: Entry) -> Names:
    """The names from the root of the form down to the node of a row."""
    return (ROOT, *entry.parents, entry.name)


def self_findings(parsed: Iterable[Expression], readings: Readings) -> Iterator[Finding]:
    """Expressions that read the answer they decide; what comes to rest is a warning."""
    for expression in parsed:
        found = _self_reads(expression, readings)
        if not found or expression.column not in (*_LET_GO, "required", "read_only"):
            continue
        if expression.column == "calculation" and expression.entry.row.text("trigger"):
            continue  # computed when another question changes, not whenever its own answer does
        if expression.column in _LET_GO and not all(
            each.comes_to_rest(expression.column) for each in found
        ):
            yield error(
                "reads-itself",
                expression.place,
                f"The {expression.column} of {expression.entry.name} reads {_itself(expression)}.",
                _LET_GO[expression.column],
            )
        else:
            yield warning(
                "portability",
                expression.place,
                f"FieldKit runs a {expression.column} that reads its own question, but {REFUSED}",
                instead_of(
                    "calculate" if expression.column == "calculation" else expression.column
                ),
            )


def _self_reads(expression: Expression, readings: Readings) -> list[SelfRead]:
    origin = names_at(expression.entry)
    inside = expression.column == "relevant"  # a group is hidden with all that stands in it

    def is_own(path: Path) -> bool:
        names = readings.target(path, origin)
        return names in readings and (names[: len(origin)] == origin if inside else names == origin)

    return self_reads(expression.tree, is_own)


def _itself(expression: Expression) -> str:
    name = expression.entry.name
    return f"a question inside {name}" if expression.entry.kind is Kind.BEGIN else f"{name} itself"


def cycle_findings(parsed: Iterable[Expression], readings: Readings) -> Iterator[Finding]:
    """Relevances, calculations and repeat counts that wait for each other, each circle once."""
    by_key: dict[_Key, Expression] = {
        (each.column, names_at(each.entry)): each for each in parsed if _decides(each)
    }
    graph = {key: set(_needed(key, each, by_key, readings)) for key, each in by_key.items()}
    while cycle := _cycle(graph):
        first = min(cycle, key=lambda key: by_key[key].place.row)
        named = [_named(by_key[key]) for key in _from(first, cycle)]
        yield error(
            "cycle",
            by_key[first].place,
            f"These wait for each other: {' → '.join(named)}.",
            "Take one of them out of the circle.",
        )
        graph = {key: needs - {first} for key, needs in graph.items() if key != first}


def _decides(expression: Expression) -> bool:
    triggered = expression.column == "calculation" and expression.entry.row.text("trigger")
    return expression.column in _DECIDING and not triggered


def _needed(
    key: _Key, expression: Expression, known: Mapping[_Key, Expression], readings: Readings
) -> Iterator[_Key]:
    """What must be known before: the values read, and whether they and the reader are asked."""
    column, own = key
    places = readings.of(expression)
    # Not the counts: one more row while the last says yes comes to rest, and the engine sees to it.
    wanted = {("calculation", names) for names in places}
    asked = places if column == "relevant" else places | {own}
    wanted |= {("relevant", names[:end]) for names in asked for end in range(2, len(names) + 1)}
    return (each for each in wanted if each in known and each != key)


def _from(first: _Key, cycle: list[_Key]) -> list[_Key]:
    """The circle told from `first` on and closed again."""
    ring = cycle[:-1]
    start = ring.index(first)
    return [*ring[start:], *ring[:start], first]


def _named(expression: Expression) -> str:
    return f"{expression.column} of {expression.entry.name} (row {expression.place.row})"


def _cycle(graph: Mapping[_Key, set[_Key]]) -> list[_Key]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as found:
        return list(found.args[1])
    return []
