"""The dependency graph of a form, at the level of definitions.

Four kinds of computation keep an instance up to date: relevance, repeat counts, calculated values,
and the clearing of answers no longer offered. Each has a rank; sources rank below what reads them,
so one pass in rank order settles every change (ranking.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

import msgspec

from fieldkit.forms.errors import Defect, FormError
from fieldkit.forms.expressions import Expression
from fieldkit.forms.lists import Lists
from fieldkit.forms.ranking import CALCULATE, CHOICES, COUNT, RELEVANT, Draft, ranked
from fieldkit.forms.references import PlainReading, Reference, references
from fieldkit.forms.structure import REPEAT, NodeDefinition
from fieldkit.forms.xpath.ast import FunctionCall, Literal, walk

_LANGUAGE_FUNCTIONS = ("jr:itext", "jr:choice-name")


class Computation(msgspec.Struct, eq=False, frozen=True):
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
    `counting` maps the path of a question, or of a repeat, to the counts that it can let a row of
    theirs go by holding nothing any more: (rank of the count, depth of the row).
    """

    computations: tuple[Computation, ...]
    defects: tuple[Defect, ...]
    readers: Mapping[str, tuple[tuple[int, int], ...]]
    of: Mapping[str, tuple[int, ...]]
    speaking: tuple[int, ...]
    counting: Mapping[str, tuple[tuple[int, int], ...]]


def build_graph(nodes: Mapping[str, NodeDefinition], lists: Lists) -> Graph:
    """The graph of a form. Raises FormError: `cycle`, `unknown-reference` for a missing list."""
    plain = PlainReading(nodes)
    drafts: list[Draft] = []
    defects: list[Defect] = []
    for node in nodes.values():
        for construct, expression in expressions_of(node):
            found = plain.of(expression, node)
            if found is None:
                _check_lists(node, construct, expression, lists)
                found, nothing = references(expression, node, nodes, choice_expressions)
                defects.extend([_defect(node, construct, path) for path in nothing])
            draft = _draft(construct, node, expression, found, nodes)
            if draft is not None:
                drafts.append(draft)
    for each in drafts:
        _check_relevance(each, nodes)
    ordered = ranked(drafts, nodes)
    repeated = frozenset([path for path, node in nodes.items() if _is_repeated(node)])
    computations = tuple([_computation(draft, at, repeated) for at, draft in enumerate(ordered)])
    return Graph(
        computations=computations,
        defects=tuple(defects),
        readers=_readers(computations),
        of=_by_target(computations),
        speaking=tuple(item.rank for item in computations if _speaks(item.expression)),
        counting=_counting(computations),
    )


def _speaks(expression: Expression) -> bool:
    return "jr:" in expression.source and expression.calls(*_LANGUAGE_FUNCTIONS)


def choice_expressions(node: NodeDefinition) -> Iterable[Expression]:
    """The expressions that decide the choices of a question."""
    return () if node.body.itemset is None else (node.body.itemset.nodes,)


def _draft(
    construct: str,
    node: NodeDefinition,
    expression: Expression,
    reads: frozenset[Reference],
    nodes: Mapping[str, NodeDefinition],
) -> Draft | None:
    """The computation that an expression of `node` asks for; None for one that is asked for when
    somebody wants to know (constraint, required, readonly) or that nothing can come of."""
    if construct == RELEVANT or (construct == CALCULATE and node.is_leaf):
        return Draft(construct, node, node, expression, reads)
    if construct == COUNT:
        # Evaluated for what the rows stand in, so that is as far as it can share anything.
        parent = nodes[node.parent]
        shared = [Reference(path, min(pivot, parent.depth)) for path, pivot in reads]
        return Draft(COUNT, parent, node, expression, frozenset(shared))
    if construct == CHOICES and node.is_select and reads:
        return Draft(CHOICES, node, node, expression, reads)
    return None


def expressions_of(node: NodeDefinition) -> Iterator[tuple[str, Expression]]:
    """Every expression of a node with the construct it stands in, labels left out."""
    bind = node.bind
    if bind.relevant is not None:
        yield RELEVANT, bind.relevant
    if bind.calculate is not None:
        yield CALCULATE, bind.calculate
    if bind.constraint is not None:
        yield "constraint", bind.constraint
    if bind.required is not None:
        yield "required", bind.required
    if bind.readonly is not None:
        yield "readonly", bind.readonly
    if node.rule is not None and node.rule.count is not None:
        yield COUNT, node.rule.count
    if node.body.itemset is not None:
        yield CHOICES, node.body.itemset.nodes


def _defect(node: NodeDefinition, construct: str, path: str) -> Defect:
    message = f"The {construct} of {node.path} refers to {path}, which is not in the form."
    return Defect(message, node.path, hides=True, construct=construct)


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


def _check_relevance(draft: Draft, nodes: Mapping[str, NodeDefinition]) -> None:
    """What hides a node cannot be what is hidden with it: it would read as blank, show the node
    again, and so on for ever. Rows of a repeat may look at each other."""
    if draft.kind != RELEVANT:
        return
    own = draft.target
    row = own if own.kind == REPEAT else nodes[own.repeat] if own.repeat else None
    for path, pivot in draft.reads:
        if not path.startswith(own.path):
            continue  # nearly all there are
        same_row = row is None or pivot >= row.depth
        if same_row and own.path in nodes[path].lineage:
            raise FormError(
                f"The form runs in a circle: relevant of {own.path} needs {path}, "
                "which is blank as soon as it hides it.",
                code="cycle",
                question=own.path,
                construct=RELEVANT,
                next_step="Let it look at a question outside, or before it.",
            )


def _computation(draft: Draft, rank: int, repeated: Set[str]) -> Computation:
    own, kind = draft.subject, draft.kind
    alone = fixed = draft.target.path not in repeated
    settles_itself = False
    for path, pivot in draft.reads:
        if path in repeated:
            fixed = False
        if path == own.path and pivot < own.depth and kind == CALCULATE:
            settles_itself = True
    return Computation(
        kind=kind,
        target=draft.target,
        subject=own,
        expression=draft.expression,
        reads=draft.reads,
        rank=rank,
        settles_itself=settles_itself,
        alone=alone,
        fixed=fixed and kind != COUNT,  # a count is evaluated from a place made for it each time
    )


def _is_repeated(node: NodeDefinition) -> bool:
    return node.repeat is not None or node.kind == REPEAT


def _readers(computations: tuple[Computation, ...]) -> dict[str, tuple[tuple[int, int], ...]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for item in computations:
        rank = item.rank
        for path, pivot in item.reads:
            found.setdefault(path, []).append((rank, pivot))
    return {path: tuple(sorted(readers)) for path, readers in found.items()}


def _by_target(computations: tuple[Computation, ...]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for item in computations:
        found.setdefault(item.target.path, []).append(item.rank)
    return {path: tuple(ranks) for path, ranks in found.items()}


def _counting(computations: tuple[Computation, ...]) -> dict[str, tuple[tuple[int, int], ...]]:
    # No edges of the graph: they would close a circle around every sum that a count looks at.
    found: dict[str, tuple[tuple[int, int], ...]] = {}
    for item in computations:
        if item.kind == COUNT:
            row, waiting = (item.rank, item.subject.depth), [item.subject]
            while waiting:
                node = waiting.pop()
                waiting.extend(node.children)
                if node.kind == REPEAT or node.is_answerable:
                    found[node.path] = (*found.get(node.path, ()), row)
    return found
