"""The order of computations: what is read comes before what reads it, or there is a circle."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping

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
    both = {at: later | soft[at] if at in soft else later for at, later in hard.items()}
    ordered, _ = _sorted(drafts, both)
    if len(ordered) < len(drafts):
        ordered, left = _sorted(drafts, hard)
        if left:
            raise _cycle(left, hard, drafts)
    return [drafts[at] for at in ordered]


def _edges(
    drafts: list[Draft], nodes: Mapping[str, NodeDefinition]
) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    """Who must come before whom, by position in `drafts`.

    Soft edges only save work: the rows a count adds are computed after the count. A count that
    looks into its own repeat ("one more while the last says yes") would close a circle with them,
    and so would a question that offers what was answered in its own repeat: choices only ever
    take an answer away.
    """
    producers = _producers(drafts)
    hard: dict[int, set[int]] = {at: set() for at in range(len(drafts))}
    soft: dict[int, set[int]] = {}
    for at, draft in enumerate(drafts):
        for path in {path for path, _ in draft.reads}:
            for above in nodes[path].lineage:
                for source in producers.get(above, ()):
                    kind = drafts[source].kind
                    # A value rests on its own calculation, and on the relevance around it.
                    concerns = above == path or kind in (RELEVANT, COUNT)
                    if concerns and source != at:
                        loose = kind == CHOICES or (kind == COUNT and path != above)
                        (soft.setdefault(source, set()) if loose else hard[source]).add(at)
        for source in _surroundings(draft, drafts, producers):
            if source != at:
                loose = drafts[source].kind == COUNT
                (soft.setdefault(source, set()) if loose else hard[source]).add(at)
    return hard, soft


def _producers(drafts: list[Draft]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for at, draft in enumerate(drafts):
        found.setdefault(draft.subject.path, []).append(at)
    return found


def _surroundings(
    draft: Draft, drafts: list[Draft], producers: Mapping[str, list[int]]
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


def _sorted(drafts: list[Draft], edges: Mapping[int, set[int]]) -> tuple[list[int], set[int]]:
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


def _cycle(left: set[int], edges: Mapping[int, set[int]], drafts: list[Draft]) -> FormError:
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
