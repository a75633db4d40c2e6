"""A record's answers by stable key: the path with row ids in place of positions.

Positions move when a row is removed; row ids never do. Versions of a record are therefore compared
and merged by key: `/data/members/member[3f2c…]/age`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fieldkit.model.answers import Answer
from fieldkit.model.records import Record


@dataclass(frozen=True)
class Row:
    """A repeat instance: its own key, the key of the row around it ("" at the top), its repeat's
    path without positions, and its row id."""

    key: str
    parent: str
    repeat: str
    row: str


@dataclass(frozen=True)
class KeyedRecord:
    """The content of a record by key. `rows` are in the order of the record, outer rows first."""

    values: Mapping[str, Answer]
    rows: tuple[Row, ...]


def keyed(record: Record) -> KeyedRecord:
    """The answers and rows of `record` by stable key."""
    values = {stable_key(path, record.rows): Answer(text) for path, text in record.answers.items()}
    rows = [_row(path, record.rows) for path in sorted(record.rows, key=_positions)]
    return KeyedRecord(values, tuple(rows))


def stable_key(path: str, rows: Mapping[str, str]) -> str:
    """The stable key of an instance path, given the row ids of the record it belongs to."""
    walked, key = "", ""
    for segment in path.split("/")[1:]:
        walked += f"/{segment}"
        name, bracket, _ = segment.partition("[")
        key += f"/{name}[{rows[walked]}]" if bracket and walked in rows else f"/{segment}"
    return key


def _row(path: str, rows: Mapping[str, str]) -> Row:
    key = stable_key(path, rows)
    outer = [other for other in rows if path.startswith(other + "/")]
    parent = stable_key(max(outer, key=len), rows) if outer else ""
    return Row(key, parent, _without_brackets(path), rows[path])


def _positions(path: str) -> list[tuple[str, int]]:
    """Sorts `member[2]` before `member[10]`, and a row before the rows inside it."""
    segments: list[tuple[str, int]] = []
    for segment in path.split("/"):
        name, _, position = segment.partition("[")
        segments.append((name, int(position.rstrip("]")) if position else 0))
    return segments


def _without_brackets(path: str) -> str:
    return "/".join(segment.partition("[")[0] for segment in path.split("/"))
