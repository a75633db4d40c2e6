"""The dependency graph of a form, at the level of definitions, and the order that follows from it.

Four kinds of computation keep an instance up to date: relevance, repeat counts, calculated values,
and the clearing of answers no longer offered. Each has a rank; sources rank below what reads them,
so one pass in rank order settles every change. A cycle is refused with the names on it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from fieldkit.forms.errors import Defect, FormError
from fieldkit.forms.expressions import Expression
from fieldkit.forms.lists import Lists
from fieldkit.forms.references import PlainReading, Reads, Reference, references
from fieldkit.forms.structure import NO_BIND, REPEAT, NodeDefinition
from fieldkit.forms.xpath.ast import FunctionCall, Literal, walk

RELEVANT = "relevant"
COUNT = "repeat_count"
CALCULATE = "calculate"
CHOICES = "choices"
_LANGUAGE_FUNCTIONS = ("jr:itext", "jr:choice-name")


@dataclass(frozen=True, eq=False, slots=True)
class Computation:
    """One expression that keeps a state up to date.

    It is evaluated once for each instance of `target`; for COUNT that is the repeat's parent, and
    `subject` the repeat itself. `settles_itself`: it reads other instances of its own value.
    `alone`: its target is outside all repeats; `fixed`: so is all that it reads, too.
    """

    kind: str
    target: NodeDefinition
    subject: NodeDefinition
    expression: Expression
    reads: frozenset[Reference]
    rank: int
    settles_itself: bool
    alone: bool
    fixed: bool

    def __repr__(self) -> str:
        return f"<Computation {self.kind} of {self.subject.path}>"


@dataclass(frozen=True, slots=True)
class Graph:
    """Computations in rank order, and who must be redone when a value changes.

    `readers` maps a definition path to (rank, depth of the pivot ancestor); `of` a definition path
    to the ranks of the computations evaluated for it; `speaking` are ranks that depend on language.
    """

    computations: tuple[Computation, ...]
    defects: tuple[Defect, ...]
    readers: Mapping[str, tuple[tuple[int, int], ...]]
    of: Mapping[str, tuple[int, ...]]
    speaking: tuple[int, ...]


@dataclass(frozen=True, eq=False, slots=True)
class _Draft:
    kind: str
    target: NodeDefinition
    subject: NodeDefinition
    expression: Expression
    reads: frozenset[Reference]


def build_graph(nodes: Mapping[str, NodeDefinition], lists: Lists) -> Graph:
    """The graph of a form. Raises FormError: `cycle`, `unknown-reference` for a missing list."""
    reads = _Readings(nodes)
    drafts = [draft for node in nodes.values() for draft in _computations_of(node, reads)]
    written = [(node, *each) for node in nodes.values() for each in expressions_of(node)]
    for node, construct, expression in written:
        _check_lists(node, construct, expression, lists)
    for each in drafts:
        _check_relevance(each, nodes)
    ordered = _ranked(drafts, nodes)
    computations = tuple(_computation(draft, rank, nodes) for rank, draft in enumerate(ordered))
    return Graph(
        computations=computations,
        defects=tuple(defect for each in written for defect in _defects(*each, reads)),
        readers=_readers(computations),
        of=_by_target(computations),
        speaking=tuple(
            item.rank for item in computations if item.expression.calls(*_LANGUAGE_FUNCTIONS)
        ),
    )


class _Readings:
    """What each expression of a form reads, found out once."""

    def __init__(self, nodes: Mapping[str, NodeDefinition]) -> None:
        self.nodes = nodes
        self._known: dict[Expression, Reads] = {}
        self._plain = PlainReading(nodes)

    def of(self, expression: Expression, node: NodeDefinition) -> Reads:
        """What `expression`, of `node`, reads."""
        known = self._known.get(expression)
        if known is None:
            known = self._plain.of(expression, node) or references(
                expression, node, self.nodes, choice_expressions
            )
            self._known[expression] = known
        return known


def choice_expressions(node: NodeDefinition) -> Iterable[Expression]:
    """The expressions that decide the choices of a question."""
    return () if node.body.itemset is None else (node.body.itemset.nodes,)


def _computations_of(node: NodeDefinition, reads: _Readings) -> Iterator[_Draft]:
    def draft(kind: str, expression: Expression | None, target: NodeDefinition) -> Iterator[_Draft]:
        if expression is not None:
            yield _Draft(kind, target, node, expression, reads.of(expression, node).found)

    yield from draft(RELEVANT, node.bind.relevant, node)
    if node.rule is not None and node.rule.count is not None:
        yield from _count(node, node.rule.count, reads)
    if node.is_leaf:
        yield from draft(CALCULATE, node.bind.calculate, node)
    if node.is_select and node.body.itemset is not None:
        for choices in draft(CHOICES, node.body.itemset.nodes, node):
            if choices.reads:
                yield choices


def _count(node: NodeDefinition, count: Expression, reads: _Readings) -> Iterator[_Draft]:
    parent = reads.nodes[node.parent]
    found = frozenset(
        Reference(reference.path, min(reference.pivot, parent.depth))
        for reference in reads.of(count, node).found
    )
    yield _Draft(COUNT, parent, node, count, found)


def expressions_of(node: NodeDefinition) -> Iterator[tuple[str, Expression]]:
    """Every expression of a node with the construct it stands in, labels left out."""
    bind = node.bind
    if bind is not NO_BIND:
        for construct, found in (
            (RELEVANT, bind.relevant),
            (CALCULATE, bind.calculate),
            ("constraint", bind.constraint),
            ("required", bind.required),
            ("readonly", bind.readonly),
        ):
            if found is not None:
                yield construct, found
    if node.rule is not None and node.rule.count is not None:
        yield COUNT, node.rule.count
    for choices in choice_expressions(node):
        yield CHOICES, choices


def _defects(
    node: NodeDefinition, construct: str, expression: Expression, reads: _Readings
) -> Iterator[Defect]:
    for path in reads.of(expression, node).nothing:
        message = f"The {construct} of {node.path} refers to {path}, which is not in the form."
        yield Defect(message, node.path, hides=True, construct=construct)


def _check_lists(
    node: NodeDefinition, construct: str, expression: Expression, lists: Lists
) -> None:
    if "instance" not in expression.source:
        return
    for part in walk(expression.tree):
        match part:
            case FunctionCall("instance", (Literal(name),)) if name not in lists:
                raise FormError(
                    f"The {construct} of {node.path} uses the list {name}, "
                    "which the form does not have.",
                    code="unknown-reference",
                    question=node.path,
                    construct=construct,
                    next_step="Correct the name of the list, or add the list to the form.",
                )
            case _:
                pass


def _check_relevance(draft: _Draft, nodes: Mapping[str, NodeDefinition]) -> None:
    """What hides a node cannot be what is hidden with it: it would read as blank, show the node
    again, and so on for ever. Rows of a repeat may look at each other."""
    if draft.kind != RELEVANT:
        return
    own = draft.target
    row = own if own.kind == REPEAT else nodes[own.repeat] if own.repeat else None
    for read in draft.reads:
        same_row = row is None or read.pivot >= row.depth
        if same_row and own.path in nodes[read.path].lineage:
            raise FormError(
                f"The form runs in a circle: relevant of {own.path} needs {read.path}, "
                "which is blank as soon as it hides it.",
                code="cycle",
                question=own.path,
                construct=RELEVANT,
                next_step="Let it look at a question outside, or before it.",
            )


def _ranked(drafts: list[_Draft], nodes: Mapping[str, NodeDefinition]) -> list[_Draft]:
    """Topological order; form order where the graph leaves a choice."""
    hard, soft = _edges(drafts, nodes)
    both = {source: hard[source] | soft[source] for source in hard}
    ordered, _ = _sorted(drafts, both)
    if len(ordered) < len(drafts):
        ordered, left = _sorted(drafts, hard)
        if left:
            raise _cycle(left, hard, drafts)
    return [drafts[at] for at in ordered]


def _edges(
    drafts: list[_Draft], nodes: Mapping[str, NodeDefinition]
) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    """Who must come before whom, by position in `drafts`.

    Soft edges only save work: the rows a count adds are computed after the count. A count that
    looks into its own repeat ("one more while the last says yes") would close a circle with them,
    and so would a question that offers what was answered in its own repeat: choices only ever
    take an answer away.
    """
    producers = _producers(drafts)
    hard: dict[int, set[int]] = {at: set() for at in range(len(drafts))}
    soft: dict[int, set[int]] = {at: set() for at in range(len(drafts))}
    for at, draft in enumerate(drafts):
        read = {reference.path for reference in draft.reads}
        for path in read:
            for above in nodes[path].lineage:
                for source in producers.get(above, ()):
                    # A value rests on its own calculation, and on the relevance around it.
                    concerns = above == path or drafts[source].kind in (RELEVANT, COUNT)
                    if concerns and source != at:
                        kind = drafts[source].kind
                        loose = kind == CHOICES or (kind == COUNT and path != above)
                        (soft if loose else hard)[source].add(at)
        for source in _surroundings(draft, drafts, producers):
            if source != at:
                (soft if drafts[source].kind == COUNT else hard)[source].add(at)
    return hard, soft


def _producers(drafts: list[_Draft]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for at, draft in enumerate(drafts):
        found.setdefault(draft.subject.path, []).append(at)
    return found


def _surroundings(
    draft: _Draft, drafts: list[_Draft], producers: Mapping[str, list[int]]
) -> Iterator[int]:
    """What decides whether the computation's own node exists, is relevant, and has a value."""
    if draft.kind == RELEVANT:
        return
    for above in draft.target.lineage:
        for source in producers.get(above, ()):
            kind = drafts[source].kind
            own_value = kind == CALCULATE and draft.kind == CHOICES and above == draft.target.path
            if kind in (RELEVANT, COUNT) or own_value:
                yield source


def _sorted(drafts: list[_Draft], edges: Mapping[int, set[int]]) -> tuple[list[int], set[int]]:
    waiting = [0] * len(drafts)
    for targets in edges.values():
        for target in targets:
            waiting[target] += 1
    ready = deque(at for at, count in enumerate(waiting) if count == 0)
    ordered: list[int] = []
    while ready:
        at = ready.popleft()
        ordered.append(at)
        for target in sorted(edges[at]):
            waiting[target] -= 1
            if waiting[target] == 0:
                ready.append(target)
    return ordered, set(range(len(drafts))) - set(ordered)


def _cycle(left: set[int], edges: Mapping[int, set[int]], drafts: list[_Draft]) -> FormError:
    circle = _circle(left, edges)
    names = [f"{drafts[at].kind} of {drafts[at].subject.path}" for at in circle]
    return FormError(
        f"The form runs in a circle: {' needs '.join([*names, names[0]])}.",
        code="cycle",
        question=drafts[circle[0]].subject.path,
        construct=drafts[circle[0]].kind,
        next_step="Let one of them do without the other.",
    )


def _circle(left: set[int], edges: Mapping[int, set[int]]) -> list[int]:
    needs = {at: [source for source in left if at in edges[source]] for at in left}
    at = min(at for at in left if needs[at])
    seen: list[int] = []
    while at not in seen:
        seen.append(at)
        at = min(needs[at])
    return seen[seen.index(at) :]


def _computation(draft: _Draft, rank: int, nodes: Mapping[str, NodeDefinition]) -> Computation:
    own = draft.subject
    alone = _never_repeated(draft.target)
    return Computation(
        kind=draft.kind,
        target=draft.target,
        subject=own,
        expression=draft.expression,
        reads=draft.reads,
        rank=rank,
        settles_itself=draft.kind == CALCULATE
        and any(read.path == own.path and read.pivot < own.depth for read in draft.reads),
        alone=alone,
        # A count is evaluated from a place that is made for it each time.
        fixed=alone
        and draft.kind != COUNT
        and all(_never_repeated(nodes[read.path]) for read in draft.reads),
    )


def _never_repeated(node: NodeDefinition) -> bool:
    return node.repeat is None and node.kind != REPEAT


def _readers(computations: tuple[Computation, ...]) -> dict[str, tuple[tuple[int, int], ...]]:
    found: dict[str, set[tuple[int, int]]] = {}
    for item in computations:
        for read in item.reads:
            found.setdefault(read.path, set()).add((item.rank, read.pivot))
    return {path: tuple(sorted(readers)) for path, readers in found.items()}


def _by_target(computations: tuple[Computation, ...]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for item in computations:
        found.setdefault(item.target.path, []).append(item.rank)
    return {path: tuple(ranks) for path, ranks in found.items()}
