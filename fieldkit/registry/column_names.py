"""Names of published columns as a merge of signed additions: a pure function of their set.

Additions form a graph (each names the ones its author had seen). They are read parents first,
ties by event id, so every registry that holds the same additions has the same columns in the same
order, whatever came first on the stick. A name, once given, keeps its meaning (invariant 9).
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from fieldkit.model import canonical
from fieldkit.model.answers import HiddenBytes
from fieldkit.registry.errors import BatchRefused, ColumnTaken


class Addition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question of a table gets a column.

    `question` is the name it was first published under: a form that renames a question says so
    (`fk_was`), and publishing then asks for the first name's column. The ledger needs no renames.
    """

    table: str
    question: str
    column: str


@dataclass(frozen=True)
class ColumnEvent:
    """The additions of one signed event."""

    event: str
    parents: Sequence[str]
    additions: Sequence[Addition]


@dataclass
class TableNames:
    """The columns of one table while additions are read: column by question, in order."""

    by_question: dict[str, str] = field(default_factory=dict[str, str])

    def take(self, addition: Addition) -> None:
        """Read one addition. Two coordinators may have named apart: the earlier one stands."""
        if addition.question in self.by_question:
            return
        self.by_question[addition.question] = self._free(addition.column)

    def refuse_change(self, addition: Addition) -> None:
        """Raises ColumnTaken when `addition` would give a name another meaning."""
        held = self.by_question.get(addition.question)
        taken = addition.column.casefold() in self._folded()
        if (held is None and taken) or (held is not None and held != addition.column):
            raise ColumnTaken(
                f"The column {addition.column} of {addition.table} already means something else;"
                " nothing was published.",
                next_step="Give the question another name, or mark it as renamed with fk_was.",
            )

    def _free(self, column: str) -> str:
        names = self._folded()
        candidate, number = column, 2
        while candidate.casefold() in names:
            candidate, number = f"{column}_{number}", number + 1
        return candidate

    def _folded(self) -> set[str]:
        """Names are compared without case: tables become sheets and R data frames."""
        return {column.casefold() for column in self.by_question.values()}


def encode_additions(additions: Sequence[Addition]) -> HiddenBytes:
    """The payload of an event of kind `columns`: canonical JSON."""
    return HiddenBytes(canonical.encode(msgspec.to_builtins(additions)))


def decode_additions(payload: HiddenBytes) -> list[Addition]:
    """The additions in `payload`. Raises BatchRefused (`bad-event`) when it holds none."""
    try:
        return msgspec.json.decode(payload.data, type=list[Addition])
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise BatchRefused("A list of columns cannot be read.", code="bad-event") from None


def merge(events: Iterable[ColumnEvent]) -> dict[str, TableNames]:
    """The columns of each table that follow from a set of events, in any order given."""
    tables: dict[str, TableNames] = {}
    for event in _parents_first({event.event: event for event in events}):
        for addition in event.additions:
            tables.setdefault(addition.table, TableNames()).take(addition)
    return tables


def latest(events: Iterable[ColumnEvent]) -> list[str]:
    """The ids of the events no other one names as parent, sorted: the next event's parents."""
    known = list(events)
    named = {parent for event in known for parent in event.parents}
    return sorted(event.event for event in known if event.event not in named)


def _parents_first(events: Mapping[str, ColumnEvent]) -> list[ColumnEvent]:
    waiting = {name: len(_held_parents(event, events)) for name, event in events.items()}
    children: dict[str, list[str]] = {}
    for name, event in events.items():
        for parent in _held_parents(event, events):
            children.setdefault(parent, []).append(name)
    ready = [name for name, count in waiting.items() if count == 0]
    heapq.heapify(ready)
    ordered: list[ColumnEvent] = []
    while ready:
        name = heapq.heappop(ready)
        ordered.append(events[name])
        for child in children.get(name, []):
            waiting[child] -= 1
            if waiting[child] == 0:
                heapq.heappush(ready, child)
    return ordered


def _held_parents(event: ColumnEvent, events: Mapping[str, ColumnEvent]) -> set[str]:
    return {parent for parent in event.parents if parent in events}
