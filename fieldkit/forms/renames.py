"""Names that changed from one form version to the next, where the form says so (`fk_was`).

A question, group or repeat that says what it was called before is followed by the answers a draft
has, in the same group, as its column is followed in publications. A name that stayed in the column
over later versions says nothing new: it counts only where the older version has that name, and
neither version has both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fieldkit.forms.draft import DraftRow
from fieldkit.forms.form import FormDefinition
from fieldkit.forms.places import definition_path


@dataclass(frozen=True)
class Renames:
    """From the names of one version to those of another; each hop: old path -> new last name."""

    hops: tuple[Mapping[str, str], ...]

    def key(self, key: str) -> str:
        """The key (or path) a key of the first version has in the last."""
        for names in self.hops:
            if names:
                key = _renamed(key, names)
        return key

    def row(self, row: DraftRow) -> DraftRow:
        """The row, by the names of the last version."""
        return DraftRow(self.key(row.repeat), self.key(row.parent), row.row)


def renames(versions: Sequence[FormDefinition]) -> Renames:
    """The renames from the first of `versions` to the last, over those between.

    Either way: where the earlier one is the newer version, its `fk_was` is read backwards.
    """
    return Renames(tuple(_names(before, after) for before, after in pairwise(versions)))


def _names(before: FormDefinition, after: FormDefinition) -> dict[str, str]:
    forward = {was: _last(path) for was, path in _pairs(before, after)}
    backward = {path: _last(was) for was, path in _pairs(after, before)}
    return {**backward, **forward}


def _pairs(older: FormDefinition, newer: FormDefinition) -> Iterator[tuple[str, str]]:
    """What has another name in `newer`: its path in `older` and its path there."""
    origin = {newer.root.path: older.root.path}
    if newer.root.path != older.root.path:
        yield older.root.path, newer.root.path
    for path, node in newer.nodes.items():  # parents first
        if path == newer.root.path:
            continue
        above = origin[node.parent]
        origin[path] = f"{above}/{_last(path)}"
        was = f"{above}/{node.was}"
        free = f"{node.parent}/{node.was}" not in newer.nodes
        if node.was and was in older.nodes and free and origin[path] not in older.nodes:
            origin[path] = was
            yield was, path


def _renamed(key: str, names: Mapping[str, str]) -> str:
    found: list[str] = []
    path = ""
    for step in key.split("/")[1:]:
        name, bracket, mark = step.partition("[")
        path = f"{path}/{name}"
        found.append(f"/{names.get(path, name)}{bracket}{mark}")
    return "".join(found)


def _last(path: str) -> str:
    return definition_path(path).rpartition("/")[2]
