"""How many computations an edit can reach, by the form's dependency graph alone.

What an edit evaluates stays at or below this, or the engine does work that nobody asked for; it is
below where a value comes out as it was and what reads it is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fieldkit.forms.dependencies import COUNT, RELEVANT, Graph
from fieldkit.forms.instance import Node
from fieldkit.forms.places import ancestor, definition_of, instances, with_descendants


def reachable(graph: Graph, root: Node, edited: Iterable[Node], added: Iterable[Node] = ()) -> int:
    """The computations, each counted once for each instance it is evaluated for, that can follow
    from new values in `edited`; those of `added`, nodes that are new, are among them."""
    changed = [*edited, *added]
    seen = {(rank, node) for node in added for rank in graph.of.get(definition_of(node).path, ())}
    known = set(changed)
    for rank, node in seen:
        changed += (each for each in _written(graph, rank, node) if each not in known)
    while changed:
        node = changed.pop()
        known.add(node)
        for place in _reading(graph, root, node):
            if place not in seen:
                seen.add(place)
                changed += (each for each in _written(graph, *place) if each not in known)
    return len(seen)


def _reading(graph: Graph, root: Node, node: Node) -> Iterator[tuple[int, Node]]:
    """What is evaluated anew when `node` has another value, or is hidden or shown."""
    definition = definition_of(node)
    for rank, depth in graph.readers.get(definition.path, ()):
        pivot = ancestor(node, depth) if depth else root
        for target in instances(graph.computations[rank].target, pivot):
            yield rank, target


def _written(graph: Graph, rank: int, node: Node) -> Iterator[Node]:
    """The nodes whose value or relevance a computation decides."""
    computation = graph.computations[rank]
    if computation.kind == RELEVANT:
        yield from with_descendants(node)
    elif computation.kind == COUNT:
        for row in instances(computation.subject, node):
            yield from with_descendants(row)
    else:
        yield node
