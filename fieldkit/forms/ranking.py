"""The order of computations: what is read comes before what reads it, or there is a circle."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence

import msgspec

from fieldkit.forms.errors import FormError
from fieldkit.forms.expressions import Expression
from fieldkit.forms.references import Reference
from fieldkit.forms.structure import NodeDefinition

RELEVANT = "relevant"
COUNT = "repeat_count"
CALCULATE = "calculate"
CHOICES = "choices"


class Draft(msgspec.Struct, eq=False, frozen=True):
    """A computation without its rank: see `Computation` in dependencies.py."""

    kind: str
    target: NodeDefinition
    subject: NodeDefinition
    expression: Expression
    reads: frozenset[Reference]


def ranked(drafts: list[Draft], nodes: Mapping[str, NodeDefinition]) -> list[Draft]:
    """Topological order; form order where the graph leaves a choice.

    Raises FormError (`cycle`) with what runs in a circle.
    """
    hard, soft = _edges(drafts, nodes)
    both = [sorted(later + soft[at]) if at in soft else later for at, later in enumerate(hard)]
    ordered, _ = _sorted(both)
    if len(ordered) < len(drafts):
        ordered, left = _sorted(hard)
        if left:
            raise _cycle(left, hard, drafts)
    return [drafts[at] for at in ordered]


def _edges(
    drafts: list[Draft], nodes: Mapping[str, NodeDefinition]
) -> tuple[list[list[int]], dict[int, list[int]]]:
    """Who must come before whom, by position in `drafts`: for each those that come later, in form
    order, some of them more than once.

    Soft edges only save work: the rows a count adds are computed after the count. A count that
    looks into its own repeat ("one more while the last says yes"), or counts its rows, would close
    a circle with them, and so would a question that offers what was answered in its own repeat:
    choices only ever take an answer away.
    """
    sources = _Sources(drafts, nodes)
    hard: list[list[int]] = [[] for _ in drafts]
    soft: dict[int, list[int]] = {}
    for at, draft in enumerate(drafts):
        before = [sources[path] for path, _ in draft.reads]
        before.append(sources.around_computation(draft))
        for strict, loose in before:
            for source in strict:
                if source != at:
                    hard[source].append(at)
            for source in loose:
                if source != at:
                    soft.setdefault(source, []).append(at)
    return hard, soft


# Positions in the drafts: those that must come before, and those that had better.
_Before = tuple[tuple[int, ...], tuple[int, ...]]
_NOTHING: _Before = (), ()


class _Sources(dict[str, _Before]):
    """By path: what settles the value there, its own computations and what is around it. Found out
    once for each, because many expressions read the same."""

    def __init__(self, drafts: list[Draft], nodes: Mapping[str, NodeDefinition]) -> None:
        super().__init__()
        self._drafts = drafts
        self._nodes = nodes
        self._producers: dict[str, list[int]] = {}
        for at, draft in enumerate(drafts):
            self._producers.setdefault(draft.subject.path, []).append(at)
        self._around: dict[str, _Before] = {"": _NOTHING}

    def __missing__(self, path: str) -> _Before:
        known = self._around_node(self._nodes[path].parent)
        own = self._producers.get(path)
        if own:
            loose = self._of_kind(own, CHOICES) + self._of_kind(own, COUNT)
            others = tuple([at for at in own if at not in loose])
            known = known[0] + others, known[1] + loose
        self[path] = known
        return known

    def around_computation(self, draft: Draft) -> _Before:
        """What decides whether the computation's own node exists, is relevant, and has a value."""
        if draft.kind == RELEVANT:
            return _NOTHING
        path = draft.target.path
        strict, loose = self._around_node(path)
        if draft.kind == CHOICES:
            strict += self._of_kind(self._producers.get(path, ()), CALCULATE)
        return strict, loose

    def _around_node(self, path: str) -> _Before:
        """The relevance and the counts of a node and of all around it."""
        known = self._around.get(path)
        if known is None:
            known = self._around_node(self._nodes[path].parent)
            own = self._producers.get(path)
            if own:
                strict, loose = known
                known = strict + self._of_kind(own, RELEVANT), loose + self._of_kind(own, COUNT)
            self._around[path] = known
        return known

    def _of_kind(self, found: Sequence[int], kind: str) -> tuple[int, ...]:
        return tuple([at for at in found if self._drafts[at].kind == kind])


def _sorted(edges: Sequence[Sequence[int]]) -> tuple[list[int], set[int]]:
    """Positions in order, and those that have none; an edge counts as often as it is there."""
    waiting = [0] * len(edges)
    for targets in edges:
        for target in targets:
            waiting[target] += 1
    ready = deque([at for at, count in enumerate(waiting) if not count])
    ordered: list[int] = []
    while ready:
        at = ready.popleft()
        ordered.append(at)
        for target in edges[at]:
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    return ordered, set(range(len(edges))) - set(ordered) if len(ordered) < len(edges) else set()


def _cycle(left: set[int], edges: Sequence[Sequence[int]], drafts: list[Draft]) -> FormError:
    circle = _circle(left, edges)
    names = [f"{drafts[at].kind} of {drafts[at].subject.path}" for at in circle]
    return FormError(
        f"The form runs in a circle: {' needs '.join([*names, names[0]])}.",
        code="cycle",
        question=drafts[circle[0]].subject.path,
        construct=drafts[circle[0]].kind,
        next_step="Let one of them do without the other.",
    )


def _circle(left: set[int], edges: Sequence[Sequence[int]]) -> list[int]:
    needs = {at: [source for source in left if at in edges[source]] for at in left}
    at = min(at for at in left if needs[at])
    seen: list[int] = []
    while at not in seen:
        seen.append(at)
        at = min(needs[at])
    return seen[seen.index(at) :]
