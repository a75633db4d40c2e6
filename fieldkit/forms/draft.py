"""The draft: a session at rest. Typed, keyed by row ids, never printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One repeat instance: which repeat (definition path), in which parent (key), its row id."""

    repeat: str
    parent: str
    row: str


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
