"""The registry's tables, beside the vault's own in the same encrypted file.

The tables are STRICT and only ever gain rows, except that a payload can be destroyed. A migration
is never edited after a release; a later one adds to it. Nothing here is ordered by a time.
"""

from __future__ import annotations

from typing import Final

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

REGISTRY: Final = Migrations("registry")

# A payload is NULL once erased. `open_payload` is the record without the answers to identifier
# questions, NULL while the form version is not here (a parked event): only a form says which
# questions those are.
EVENTS = """
CREATE TABLE registry_events (
    event TEXT PRIMARY KEY,
    device TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    previous TEXT NOT NULL,
    kind TEXT NOT NULL,
    record TEXT NOT NULL,
    form_id TEXT NOT NULL,
    form_hash TEXT NOT NULL,
    batch TEXT NOT NULL,
    header BLOB NOT NULL,
    signature BLOB NOT NULL,
    payload BLOB,
    blinding BLOB,
    open_payload BLOB,
    UNIQUE (device, sequence)
) STRICT
"""
EVENTS_BY_RECORD = "CREATE INDEX registry_events_by_record ON registry_events (record)"
EVENTS_BY_FORM = "CREATE INDEX registry_events_by_form ON registry_events (form_id)"

# A parent counts only within its own record: an event must not hide another record's versions.
PARENTS = """
CREATE TABLE registry_parents (
    parent TEXT NOT NULL,
    child TEXT NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (parent, child)
) STRICT, WITHOUT ROWID
"""

PARENTS_BY_CHILD = "CREATE INDEX registry_parents_by_child ON registry_parents (child)"

BATCHES = """
CREATE TABLE registry_batches (
    file_hash TEXT PRIMARY KEY,
    device TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    previous TEXT NOT NULL,
    file_name TEXT NOT NULL,
    last_event INTEGER NOT NULL,
    audit_head TEXT NOT NULL,
    UNIQUE (device, sequence)
) STRICT
"""

QUARANTINE = """
CREATE TABLE registry_quarantine (
    file_hash TEXT PRIMARY KEY,
    device TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    file_name TEXT NOT NULL,
    reason TEXT NOT NULL,
    held TEXT NOT NULL
) STRICT
"""


_FIRST_LAYOUT: Final = (
    EVENTS,
    EVENTS_BY_RECORD,
    EVENTS_BY_FORM,
    PARENTS,
    PARENTS_BY_CHILD,
    BATCHES,
    QUARANTINE,
)


@REGISTRY(name="1")
def events_and_batches(database: Database) -> None:
    """The first layout: events, their parents, the imported batches, the quarantine."""
    for statement in _FIRST_LAYOUT:
        # Not executescript: it would end the migration's transaction.
        database.execute(statement)  # pyright: ignore[reportUnknownMemberType]
