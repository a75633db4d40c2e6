"""The draft: a session at rest. Typed, keyed by row ids, never printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fieldkit.forms.structure import REPEAT, NodeDefinition


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One repeat instance: which repeat (definition path), in which parent (key), its row id."""

    repeat: str
    parent: str
    row: str

    @property
    def key(self) -> str:
        """The key of the row itself, with which the keys of all that is in it begin."""
        return f"{self.parent}/{self.repeat.rpartition('/')[2]}[{self.row}]"


@dataclass(frozen=True, slots=True)
class Draft:
    """All that is needed to go on: values by key (blank ones may be left out), rows, language.

    Hidden values are part of it: an answer that is switched back finds its work again. `rows` are
    in order, parents before what they contain.
    """

    values: Mapping[str, str] = field(repr=False)
    rows: Sequence[DraftRow | tuple[str, str, str]] = ()
    language: str = ""
    record: str = ""

    def __repr__(self) -> str:
        return f"<Draft of {len(self.values)} values, {len(self.rows)} rows>"


@dataclass(frozen=True, slots=True)
class SetAside:
    """An answer without a place in the form: its key, the type it was given for, and itself."""

    key: str
    type: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Aside:
    """What moves to other form versions found no place for: answers, and rows they stood in."""

    answers: tuple[SetAside, ...] = ()
    rows: tuple[DraftRow, ...] = ()


NOTHING_ASIDE = Aside()


def rows_of(draft: Draft) -> list[DraftRow]:
    """The rows of a draft, in order."""
    return [row if isinstance(row, DraftRow) else DraftRow(*row) for row in draft.rows]


def row_key(key: str) -> str:
    """The key of the innermost row that a key names (its own, for a row); "" outside rows."""
    return key[: key.rfind("]") + 1]


def stands(key: str, node: NodeDefinition, rows: Mapping[str, str]) -> bool:
    """Whether `key` names an instance of `node`, given the rows there are (key -> repeat)."""
    innermost = node.path if node.kind == REPEAT else node.repeat
    if innermost is None:
        return key == node.path
    row = row_key(key)
    return rows.get(row) == innermost and key == row + node.path[len(innermost) :]
