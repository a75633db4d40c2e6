"""Several versions of a record side by side, and one record chosen from them, answer by answer.

The only place besides publishing that hands out what people said: for the review screen, on an
explicit call. A merge never guesses: what nobody chose comes from the version chosen as base.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from fieldkit.model.answers import BLANK, Answer
from fieldkit.model.records import Record, decode_record
from fieldkit.registry.conflicts import differing_keys
from fieldkit.registry.errors import BadChoice, NoConflict, UnknownRecord
from fieldkit.registry.keyed import KeyedRecord, keyed, row_around
from fieldkit.registry.store import RegistryStore

T = TypeVar("T")


@dataclass(frozen=True)
class Review:
    """The readable versions of a record by event id, and the keys in which they differ."""

    record: str
    versions: Mapping[str, Record]
    differing: list[str]

    def side_by_side(self) -> dict[str, dict[str, Answer]]:
        """For each differing answer, its text in every version (blank where it has none)."""
        contents = {event: keyed(record).values for event, record in self.versions.items()}
        return {
            key: {event: values.get(key, BLANK) for event, values in contents.items()}
            for key in self.differing
        }


def review(store: RegistryStore, record: str) -> Review:
    """The versions of a record in conflict; needs the identifier key.

    Raises UnknownRecord, NoConflict when there is one version, BadChoice (`unreadable`) when a
    version cannot be read here or is a refusal.
    """
    heads = store.heads_of(record)
    if not heads:
        raise UnknownRecord(f"No current record has the id {record}.")
    if len(heads) == 1:
        raise NoConflict(f"The record {record} has one current version; nothing was changed.")
    if not all(head.readable and head.kind == "record" for head in heads):
        raise BadChoice(
            "One version of this record is a refusal, or its form version is not here;"
            " nothing was changed.",
            code="unreadable",
            next_step="Install the kit with that form version. A refusal is respected as it is.",
        )
    versions = {head.event: decode_record(store.payload(head.event)) for head in heads}
    return Review(record, versions, differing_keys(versions.values()))


def merge(versions: Review, base: str, choices: Mapping[str, str]) -> KeyedRecord:
    """The content of version `base` with each key of `choices` taken from the version named there.

    A key of an answer brings that answer (or its absence); a key of a row brings the row with all
    it holds (or removes it). Raises BadChoice for a version or key that is not under review.
    """
    contents = {event: keyed(record) for event, record in versions.versions.items()}
    strangers = {base, *choices.values()} - contents.keys()
    if strangers or not choices.keys() <= set(versions.differing):
        raise BadChoice(
            "The choice names a version or an answer that is not in conflict; nothing was changed.",
            next_step="List the conflicts again: the record may have changed since.",
        )
    merged = contents[base]
    for key in sorted(choices):  # a row's key sorts before the keys of what it holds
        merged = _take(merged, contents[choices[key]], key)
    return merged


def _take(merged: KeyedRecord, source: KeyedRecord, key: str) -> KeyedRecord:
    taken = KeyedRecord(
        _replaced(merged.values, source.values, key),
        _replaced(merged.languages, source.languages, key),
        (
            *(row for row in merged.rows if not _within(row.key, key)),
            *(row for row in source.rows if _within(row.key, key)),
        ),
    )
    _check_rows(taken)
    return taken


def _replaced(old: Mapping[str, T], new: Mapping[str, T], key: str) -> dict[str, T]:
    kept = {name: value for name, value in old.items() if not _within(name, key)}
    return kept | {name: value for name, value in new.items() if _within(name, key)}


def _check_rows(content: KeyedRecord) -> None:
    keys = {row.key for row in content.rows} | {""}
    needed = {row_around(key) for key in content.values}
    needed |= {row_around(row.container) for row in content.rows}
    if not needed <= keys:
        raise BadChoice(
            "A row or an answer was chosen without the row around it; nothing was changed.",
            next_step="Choose the row from the same version too.",
        )


def _within(name: str, key: str) -> bool:
    return name == key or name.startswith(key + "/")
