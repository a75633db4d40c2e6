"""Binds, questions and actions that leave out the prefix of a node, or give it a wrong one.

`<orx:meta><orx:instanceID/></orx:meta>` beside `<bind nodeset="/data/meta/instanceID"/>` is how
forms were written; JavaRosa takes the bind for that node, by its local name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from fieldkit.forms.actions import SetValue
from fieldkit.forms.binds import BoundNode
from fieldkit.forms.body import Body
from fieldkit.forms.structure import NodeDefinition

_Told = TypeVar("_Told")


def follow_prefixes(
    nodes: Mapping[str, NodeDefinition], binds: dict[str, BoundNode], body: Body
) -> bool:
    """Move what is about no node of the form to the one node with the same local names.

    True where something was moved, so that the form must be put together anew.
    """
    strays = [path for path in (*binds, *body.controls, *body.repeats) if path not in nodes]
    if not any(":" in path for path in (*strays, *nodes)) or not strays:
        return False
    places = _by_local_names(nodes.values())
    moves = {
        path: places[local][0] for path in strays if len(places.get(local := _local(path), ())) == 1
    }
    for stray, path in moves.items():
        _move(binds, stray, path)
        _move(body.controls, stray, path)
        _move(body.repeats, stray, path)
    return bool(moves)


def with_prefixes(
    actions: Iterable[SetValue], nodes: Mapping[str, NodeDefinition]
) -> tuple[SetValue, ...]:
    """The actions, each with the path of the node it means by its local names."""
    found = tuple(actions)
    strays = [action.target for action in found if action.target not in nodes]
    if not strays:
        return found
    places = _by_local_names(nodes.values())
    meant = {path: same[0] for path in strays if len(same := places.get(_local(path), ())) == 1}
    return tuple([replace(each, target=meant.get(each.target, each.target)) for each in found])


def _by_local_names(nodes: Iterable[NodeDefinition]) -> dict[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = {}
    for node in nodes:
        found.setdefault(node.names, []).append(node.path)
    return found


def _local(path: str) -> tuple[str, ...]:
    return tuple([name.rpartition(":")[2] for name in path.split("/")[1:]])


def _move(told: dict[str, _Told], stray: str, path: str) -> None:
    """What was told about `stray` now is about `path`, unless something is already."""
    if stray in told:
        told.setdefault(path, told.pop(stray))
