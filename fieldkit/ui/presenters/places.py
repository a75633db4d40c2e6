"""Where a question, group or row is now: its path for the engine, its key for the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fieldkit.forms import FormSession, NodeDefinition
from fieldkit.operations.replay import definition_path


@dataclass(frozen=True)
class Place:
    """A node with its path (rows by position) and its key (rows by id)."""

    node: NodeDefinition
    path: str
    key: str


def place_at(session: FormSession, key: str) -> Place:
    """The place that a key (or a path) stands for. Raises AnswerRefused when its row is gone."""
    path = session.path(key)
    return Place(session.definition.nodes[definition_path(path)], path, session.key(path))


def rows_of(session: FormSession, repeat: Place) -> Iterator[Place]:
    """The rows of a repeat, in order, those that are not asked included."""
    for position in range(1, session.count(repeat.path) + 1):
        path = f"{repeat.path}[{position}]"
        yield Place(repeat.node, path, session.key(path))


def inside(row: Place, entry: NodeDefinition) -> Place:
    """Where an entry of a row is; `row` is of the innermost repeat around the entry."""
    rest = entry.path[len(row.node.path) :]
    return Place(entry, row.path + rest, row.key + rest)


def outside(entry: NodeDefinition) -> Place:
    """Where an entry is that no repeat is around."""
    return Place(entry, entry.path, entry.path)


def asked_for(session: FormSession, repeat: Place, shown: int) -> int | None:
    """How many rows the form asks for, where more of them are shown; None where not."""
    asked = None if is_free(repeat.node) else session.asked_for(repeat.path)
    return asked if asked is not None and shown > asked else None


def is_free(repeat: NodeDefinition) -> bool:
    """Whether people decide how many rows there are."""
    return repeat.rule is None or (repeat.rule.count is None and not repeat.rule.fixed)
