"""The ledger of published columns, kept as signed events so that two coordinators agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fieldkit.model.events import decode_header
from fieldkit.registry.authoring import Author, Statement
from fieldkit.registry.column_names import (
    Addition,
    ColumnEvent,
    TableNames,
    decode_additions,
    encode_additions,
    latest,
    merge,
)
from fieldkit.registry.store import RegistryStore


class Columns:
    """The ColumnLedger of a registry (model protocol); `author` signs what is added."""

    def __init__(self, store: RegistryStore, author: Author) -> None:
        self._store = store
        self._author = author

    def columns(self, form_id: str, table: str) -> list[tuple[str, str]]:
        """(question name, column name) of a table, in the order of first publication.

        A question is known by the name it was first published under.
        """
        names = merge(self._events(form_id)).get(table, TableNames())
        return list(names.by_question.items())

    def add(self, form_id: str, table: str, names: Iterable[tuple[str, str]]) -> None:
        """Record new columns at the end; known ones are passed over.

        Signs one event in a transaction of its own. Raises ColumnTaken when a name would change
        its meaning, and then records nothing.
        """
        self._record(form_id, table, [Addition(table, name, column) for name, column in names])

    def _record(self, form_id: str, table: str, additions: Sequence[Addition]) -> None:
        events = self._events(form_id)
        names = merge(events).get(table, TableNames())
        fresh: list[Addition] = []
        for addition in additions:
            names.refuse_change(addition)
            if addition.question not in names.by_question:
                names.take(addition)
                fresh.append(addition)
        if fresh:
            self._write(form_id, latest(events), fresh)

    def _write(self, form_id: str, parents: list[str], additions: list[Addition]) -> None:
        statement = Statement(
            kind="columns",
            record=form_id,
            form_id=form_id,
            form_hash="",
            parents=parents,
            payload=encode_additions(additions),
        )
        vault = self._store.vault
        with vault.transaction():
            self._author.write(statement)
            vault.audit("columns-added", form=form_id, columns=len(additions))

    def _events(self, form_id: str) -> list[ColumnEvent]:
        return [self._read(event) for event in self._store.column_events(form_id)]

    def _read(self, event: str) -> ColumnEvent:
        header = decode_header(self._store.header(event))
        additions = decode_additions(self._store.open_payload(event))
        return ColumnEvent(event, header.parents, additions)
