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
    """A repeat instance: its key, its repeat's path without positions, and its row id."""

    key: str
    repeat: str
    row: str

    @property
    def container(self) -> str:
        """The key of what the row lies in: a group, another row, or the form's root."""
        return self.key.rpartition("/")[0]


@dataclass(frozen=True)
class KeyedRecord:
    """The content of a record by key: answers, the language of each, and the rows, outer first."""

    values: Mapping[str, Answer]
    languages: Mapping[str, str]
    rows: tuple[Row, ...]


def keyed(record: Record) -> KeyedRecord:
    """The content of `record` by stable key."""
    return KeyedRecord(
        {stable_key(path, record.rows): Answer(text) for path, text in record.answers.items()},
        {stable_key(path, record.rows): code for path, code in record.languages.items()},
        tuple(_row(path, record.rows) for path in sorted(record.rows, key=_positions)),
    )


def row_around(key: str) -> str:
    """The key of the innermost row that `key` lies in or names; "" outside of all rows."""
    return key[: key.rfind("]") + 1]


def stable_key(path: str, rows: Mapping[str, str]) -> str:
    """The stable key of an instance path, given the row ids of the record it belongs to."""
    walked, key = "", ""
    for segment in path.split("/")[1:]:
        walked += f"/{segment}"
        name, bracket, _ = segment.partition("[")
        key += f"/{name}[{rows[walked]}]" if bracket and walked in rows else f"/{segment}"
    return key


def _row(path: str, rows: Mapping[str, str]) -> Row:
    return Row(stable_key(path, rows), _without_brackets(path), rows[path])


def _positions(path: str) -> list[tuple[str, int]]:
    """Sorts `member[2]` before `member[10]`, and a row before the rows inside it."""
    segments: list[tuple[str, int]] = []
    for segment in path.split("/"):
        name, _, position = segment.partition("[")
        segments.append((name, int(position.rstrip("]")) if position else 0))
    return segments


def _without_brackets(path: str) -> str:
    return "/".join(segment.partition("[")[0] for segment in path.split("/"))
