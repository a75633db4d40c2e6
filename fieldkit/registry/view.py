"""What the registry shows: current records, refusals and forms, computed from the set of events.

Two registries that hold the same events and the same form versions show the same, whatever order
the events came in (invariant 4). Parked events (their form version is not here) are no part of the
view, hence not of its digest either: both change when the form arrives. Nor is the ledger of
column names: publishing adds to it without changing what is shown.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from fieldkit.model import canonical
from fieldkit.model.answers import HiddenBytes
from fieldkit.model.events import decode_header
from fieldkit.model.protocols import CurrentRecord
from fieldkit.model.records import Refusal, decode_record, decode_refusal
from fieldkit.registry.errors import UnknownRecord
from fieldkit.registry.form_versions import FormVersions
from fieldkit.registry.store import Head, RegistryStore

DIGEST_CONTEXT = b"fieldkit/registry/view/v1\0"


@dataclass(frozen=True)
class Standing:
    """Where a record stands: all its heads, and the one that is shown."""

    record: str
    form_id: str
    heads: list[str]
    shown: Head


class RegistryView:
    """The RecordSource of a registry (model protocol); `read` gives an event's content.

    Made by `whole_view` or `open_view`. It looks at the tables at every call, so it follows an
    import; iterate `current` to its end before importing.
    """

    def __init__(
        self, store: RegistryStore, forms: FormVersions, read: Callable[[str], HiddenBytes]
    ) -> None:
        self._store = store
        self._forms = forms
        self._read = read

    def revision(self) -> str:
        """The digest of the view: changes exactly when what the other functions show changes."""
        heads = list(self._store.heads())
        shown: list[canonical.Json] = [
            [standing.record, standing.form_id, standing.heads, standing.shown.event]
            for standing in _standings(heads)
        ]
        refusals: list[canonical.Json] = [list(_fields(each)) for each in self._refusals(heads)]
        forms: list[canonical.Json] = [
            [form_id, self._forms.hashes(form_id)] for form_id in _form_ids(heads)
        ]
        content = canonical.encode([shown, refusals, forms])
        return hashlib.sha256(DIGEST_CONTEXT + content).hexdigest()

    def form_ids(self) -> list[str]:
        """The forms that have readable records or refusals, sorted."""
        return _form_ids(list(self._store.heads()))

    def current(self, form_id: str) -> Iterator[CurrentRecord]:
        """The current records of a form, ordered by record id."""
        for standing in self.standings():
            if standing.form_id == form_id:
                yield self._current(standing)

    def record(self, record: str) -> CurrentRecord:
        """One current record. Raises UnknownRecord."""
        standing = _standing(self._store.heads_of(record))
        if standing is None:
            raise UnknownRecord(f"No current record has the id {record}.")
        return self._current(standing)

    def refusals(self, form_id: str) -> list[Refusal]:
        """The refusals of a form: their four fields, sorted by them, and nothing beside."""
        heads = [head for head in self._store.heads() if head.form_id == form_id]
        return self._refusals(heads)

    def packages(self, form_id: str) -> list[bytes]:
        """The packages of every version of a form that is here, oldest version first."""
        return self._forms.packages(form_id)

    def standings(self) -> Iterator[Standing]:
        """Where each current record stands, ordered by record id."""
        return _standings(self._store.heads())

    def _refusals(self, heads: Iterable[Head]) -> list[Refusal]:
        found = [self._store.open_payload(head.event) for head in heads if _is_refusal(head)]
        return sorted((decode_refusal(content) for content in found), key=_fields)

    def _current(self, standing: Standing) -> CurrentRecord:
        header = decode_header(self._store.header(standing.shown.event))
        return CurrentRecord(
            record=decode_record(self._read(standing.shown.event)),
            heads=standing.heads,
            device=header.device,
            author=header.author,
            created_at=header.created_at,
        )


def whole_view(store: RegistryStore, forms: FormVersions) -> RegistryView:
    """The view with identifiers; reading a record needs the identifier key."""
    return RegistryView(store, forms, store.payload)


def open_view(store: RegistryStore, forms: FormVersions) -> RegistryView:
    """The view without identifier answers and person codes; needs no identifier key."""
    return RegistryView(store, forms, store.open_payload)


def _form_ids(heads: Sequence[Head]) -> list[str]:
    shown = {standing.form_id for standing in _standings(heads)}
    return sorted(shown | {head.form_id for head in heads if _is_refusal(head)})


def _standings(heads: Iterable[Head]) -> Iterator[Standing]:
    for _record, group in groupby(heads, key=lambda head: head.record):
        standing = _standing(list(group))
        if standing is not None:
            yield standing


def _is_refusal(head: Head) -> bool:
    return head.kind == "refusal" and head.readable


def _standing(heads: Sequence[Head]) -> Standing | None:
    """The standing that follows from a record's heads, or None when nothing may be shown.

    A person who refused is not shown by another version of her record. While several versions wait
    for a decision, the one of the device that began the record stands (the people who asked), and
    among several of those the smallest id: a fixed choice that hides no conflict.
    """
    readable = [head for head in heads if head.readable]
    if not readable or any(head.kind == "refusal" for head in heads):
        return None
    shown = min(readable, key=lambda head: (not head.by_founder, head.event))
    return Standing(shown.record, shown.form_id, sorted(head.event for head in heads), shown)


def _fields(refusal: Refusal) -> tuple[str, str, str, str]:
    return (refusal.form_id, refusal.form_version, refusal.team, refusal.month)
