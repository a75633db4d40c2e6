"""Records with several current versions, listed without a word of what they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from fieldkit.model.events import decode_header
from fieldkit.model.records import Record, decode_record
from fieldkit.registry.keyed import KeyedRecord, keyed
from fieldkit.registry.store import Head, RegistryStore


@dataclass(frozen=True)
class Version:
    """One head of a record in conflict: who wrote it where; `kind` is `record` or `refusal`."""

    event: str
    kind: str
    device: str
    author: str
    created_at: str
    readable: bool


@dataclass(frozen=True)
class Conflict:
    """A record with two or more heads. `differing` are the stable keys of answers that differ and
    of rows that only some versions have; empty while a version cannot be read."""

    record: str
    form_id: str
    versions: list[Version]
    differing: list[str]


def conflicts(store: RegistryStore) -> Iterator[Conflict]:
    """The records in conflict, ordered by record id. What differs is told without identifier
    answers where this user's key does not open them."""
    for record, group in groupby(store.heads(), key=lambda head: head.record):
        heads = list(group)
        if len(heads) > 1:
            yield Conflict(
                record, heads[0].form_id, _versions(store, heads), _differing(store, heads)
            )


def _versions(store: RegistryStore, heads: Sequence[Head]) -> list[Version]:
    headers = [decode_header(store.header(head.event)) for head in heads]
    return [
        Version(head.event, head.kind, said.device, said.author, said.created_at, head.readable)
        for head, said in zip(heads, headers, strict=True)
    ]


def _differing(store: RegistryStore, heads: Sequence[Head]) -> list[str]:
    if not all(head.readable and head.kind == "record" for head in heads):
        return []
    return differing_keys(_read(store, head.event) for head in heads)


def _read(store: RegistryStore, event: str) -> Record:
    whole = store.vault.has_identifier_key
    return decode_record(store.payload(event) if whole else store.open_payload(event))


def differing_keys(versions: Iterable[Record]) -> list[str]:
    """The keys whose answer, or whose row, is not the same in every version; sorted."""
    contents = [keyed(version) for version in versions]
    facts = [_facts(content) for content in contents]
    keys = {key for content in facts for key in content}
    return sorted(key for key in keys if len({content.get(key) for content in facts}) > 1)


def _facts(content: KeyedRecord) -> Mapping[str, object]:
    """Answers by key, and the presence of each row by the row's key."""
    return {**content.values, **{row.key: row.row for row in content.rows}}
