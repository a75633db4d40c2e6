"""What rooms ask of each other without knowing each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from fieldkit.model.events import Event
from fieldkit.model.records import Record, Refusal


@dataclass(frozen=True)
class CurrentRecord:
    """A record as the registry sees it now.

    `heads` are the ids of its latest versions, sorted; more than one is a conflict, and `record`
    is then the version of the device that began the record, or the head with the smallest id.
    `record.answers` holds identifiers only when the source was opened with the identifier key.
    """

    record: Record
    heads: list[str]
    device: str
    author: str
    created_at: str


class RecordSource(Protocol):
    """Where publishing and insight read records; the registry's view is one."""

    def revision(self) -> str:
        """A digest that changes exactly when the view changes."""
        ...

    def form_ids(self) -> list[str]:
        """The forms that have records or refusals, sorted."""
        ...

    def current(self, form_id: str) -> Iterator[CurrentRecord]:
        """The current records of a form, ordered by record id."""
        ...

    def refusals(self, form_id: str) -> list[Refusal]:
        """The refusals of a form, in a fixed order that says nothing about time."""
        ...

    def packages(self, form_id: str) -> list[bytes]:
        """The form packages (bytes) of every version known, oldest version first."""
        ...


class ColumnLedger(Protocol):
    """The names columns have been published under; once given, for ever (invariant 9)."""

    def columns(self, form_id: str, table: str) -> list[tuple[str, str]]:
        """(question name, column name) of a table, in the order of their first publication."""
        ...

    def add(self, form_id: str, table: str, names: Iterable[tuple[str, str]]) -> None:
        """Record new columns at the end. Raises when a name would change its meaning."""
        ...


class EventSink(Protocol):
    """Takes verified events; the registry's store is one."""

    def add(self, event: Event, *, batch: str) -> bool:
        """Keep an event; False when it was already there."""
        ...
