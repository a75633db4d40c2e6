"""The records of a vault: their state, their finished versions, and the refusals.

A record is a draft until it is finished; each finish makes a version, sealed, waiting to be signed
and sent. A refusal keeps form, version, team and month, under an id of its own, and nothing that
was said before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fieldkit.model import canonical
from fieldkit.model.answers import HiddenBytes
from fieldkit.model.records import RecordState, Refusal, encode_refusal
from fieldkit.vault import journal, moves
from fieldkit.vault.errors import UnknownRecord

if TYPE_CHECKING:
    from fieldkit.vault.vault import Vault

SCHEMA = """
CREATE TABLE records (
    number INTEGER PRIMARY KEY,
    record TEXT NOT NULL UNIQUE,
    form_id TEXT NOT NULL,
    form_version TEXT NOT NULL,
    form_hash TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN (
        'draft', 'final', 'sent', 'confirmed', 'rejected', 'erasing')),
    subject BLOB,
    subject_tag BLOB,
    head TEXT NOT NULL,
    author TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

CREATE INDEX records_subject ON records (subject_tag);

CREATE TABLE versions (
    number INTEGER PRIMARY KEY,
    record TEXT NOT NULL REFERENCES records (record),
    payload BLOB NOT NULL,
    parents TEXT NOT NULL,
    author TEXT NOT NULL,
    created_at TEXT NOT NULL,
    clock_suspect INTEGER NOT NULL CHECK (clock_suspect IN (0, 1)),
    state TEXT NOT NULL CHECK (state IN ('final', 'sent', 'confirmed', 'rejected')),
    event TEXT NOT NULL
) STRICT;

CREATE INDEX versions_record ON versions (record);
CREATE UNIQUE INDEX versions_event ON versions (event) WHERE event <> '';

CREATE TABLE refusals (
    record TEXT PRIMARY KEY,
    form_id TEXT NOT NULL,
    form_version TEXT NOT NULL,
    form_hash TEXT NOT NULL,
    team TEXT NOT NULL,
    month TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('final', 'sent', 'confirmed', 'rejected')),
    event TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""

RECORD: Final = "record"
REFUSAL: Final = "refusal"


@dataclass(frozen=True)
class RecordLine:
    """What a list of records shows. `head` is the event id of the last version sent, or ""."""

    record: str
    kind: str
    form_id: str
    form_version: str
    form_hash: str
    state: RecordState
    head: str


@dataclass(frozen=True)
class FinishedRecord:
    """A finished record or a refusal that was not sent yet, ready to become an event.

    `parents` are the heads this vault knows, sorted; a refusal's `created_at` is its month.
    """

    record: str
    kind: str
    form_id: str
    form_hash: str
    payload: HiddenBytes
    parents: list[str]
    author: str
    created_at: str
    clock_suspect: bool


@dataclass(frozen=True)
class FinishedVersion:
    """What `finish` stores: the complete content and the circumstances of one version."""

    payload: HiddenBytes
    author: str
    created_at: str
    clock_suspect: bool


def add(vault: Vault, line: RecordLine, *, author: str, created_at: str) -> None:
    """Add a new draft, inside the caller's transaction."""
    vault.connection.execute(
        "INSERT INTO records (record, form_id, form_version, form_hash, state, head, author,"
        " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            line.record, line.form_id, line.form_version, line.form_hash, line.state.value,
            line.head, author, created_at,
        ),
    )  # fmt: skip


def lines(vault: Vault) -> list[RecordLine]:
    """Every record in the order it was begun, then the refusals by id (no order of time)."""
    found = vault.connection.execute(
        "SELECT record, form_id, form_version, form_hash, state, head FROM records ORDER BY number"
    ).fetchall()
    refused = vault.connection.execute(
        "SELECT record, form_id, form_version, form_hash, state, event FROM refusals"
        " ORDER BY record"
    ).fetchall()
    return [_line(RECORD, row) for row in found] + [_line(REFUSAL, row) for row in refused]


def line(vault: Vault, record: str) -> RecordLine:
    """One record. Raises UnknownRecord."""
    row = vault.connection.execute(
        "SELECT record, form_id, form_version, form_hash, state, head FROM records"
        " WHERE record = ?",
        (record,),
    ).fetchone()
    if row is None:
        raise _unknown()
    return _line(RECORD, row)


def set_state(vault: Vault, record: str, state: RecordState) -> None:
    """Change the state of a record, inside the caller's transaction."""
    vault.connection.execute("UPDATE records SET state = ? WHERE record = ?", (state.value, record))


def repin(vault: Vault, record: str, form_version: str, form_hash: str) -> None:
    """Pin a draft to another version of its form, inside the caller's transaction."""
    vault.connection.execute(
        "UPDATE records SET form_version = ?, form_hash = ? WHERE record = ?",
        (form_version, form_hash, record),
    )


def set_subject(vault: Vault, record: str, code: str) -> None:
    """Tie a record to a person code ("" unties), inside the caller's transaction."""
    sealed = vault.seal(code.encode("utf-8"), _subject_place(record)) if code else None
    tag = vault.tag(code.encode("utf-8"), b"subject") if code else None
    vault.connection.execute(
        "UPDATE records SET subject = ?, subject_tag = ? WHERE record = ?", (sealed, tag, record)
    )


def subject(vault: Vault, record: str) -> str:
    """The person code of a record, or "". Raises NoIdentifierKey, UnknownRecord."""
    row = vault.connection.execute(
        "SELECT subject FROM records WHERE record = ?", (record,)
    ).fetchone()
    if row is None:
        raise _unknown()
    if row[0] is None:
        return ""
    return vault.unseal(row[0], _subject_place(record)).data.decode("utf-8")


def subject_is_known(vault: Vault, code: str) -> bool:
    """Whether any record of this vault carries that person code."""
    tag = vault.tag(code.encode("utf-8"), b"subject")
    row = vault.connection.execute("SELECT 1 FROM records WHERE subject_tag = ?", (tag,))
    return row.fetchone() is not None


def finish(vault: Vault, record: str, version: FinishedVersion) -> None:
    """Store a version as the one to send, replacing an unsent one; in the caller's transaction."""
    withdraw_unsent(vault, record)
    moves.settle(vault, record)
    head = line(vault, record).head
    vault.connection.execute(
        "INSERT INTO versions (record, payload, parents, author, created_at, clock_suspect,"
        " state, event) VALUES (?, ?, ?, ?, ?, ?, 'final', '')",
        (
            record,
            vault.seal(version.payload.data, _version_place(record)),
            canonical.encode([head] if head else []).decode(),
            version.author,
            version.created_at,
            int(version.clock_suspect),
        ),
    )
    set_state(vault, record, RecordState.FINAL)


def withdraw_unsent(vault: Vault, record: str) -> None:
    """Forget a finished version that was not sent, inside the caller's transaction."""
    vault.connection.execute("DELETE FROM versions WHERE record = ? AND state = 'final'", (record,))


def payload(vault: Vault, record: str) -> HiddenBytes:
    """The content of the last finished version. Raises UnknownRecord when there is none."""
    row = vault.connection.execute(
        "SELECT payload FROM versions WHERE record = ? ORDER BY number DESC LIMIT 1", (record,)
    ).fetchone()
    if row is None:
        raise UnknownRecord("That record has never been finished.")
    return vault.unseal(row[0], _version_place(record))


def last_finished(vault: Vault, form_id: str, author: str) -> str:
    """The record of a form this author finished last and did not reopen; "" for none."""
    row = vault.connection.execute(
        "SELECT r.record FROM versions v JOIN records r ON r.record = v.record"
        " WHERE r.form_id = ? AND v.author = ? AND r.state IN ('final', 'sent', 'confirmed',"
        " 'rejected') ORDER BY v.number DESC LIMIT 1",
        (form_id, author),
    ).fetchone()
    return row[0] if row else ""


def finished(vault: Vault) -> list[FinishedRecord]:
    """What waits to be sent: finished records in the order they were finished, then refusals."""
    rows = vault.connection.execute(
        "SELECT v.record, r.form_id, r.form_hash, v.payload, v.parents, v.author, v.created_at,"
        " v.clock_suspect FROM versions v JOIN records r ON r.record = v.record"
        " WHERE v.state = 'final' AND r.state = 'final' ORDER BY v.number"
    ).fetchall()
    records = [
        FinishedRecord(
            record=record,
            kind=RECORD,
            form_id=form_id,
            form_hash=form_hash,
            payload=vault.unseal(sealed, _version_place(record)),
            parents=_texts(parents),
            author=author,
            created_at=created_at,
            clock_suspect=bool(suspect),
        )
        for record, form_id, form_hash, sealed, parents, author, created_at, suspect in rows
    ]
    return records + _finished_refusals(vault)


def mark(vault: Vault, record: str, state: RecordState, *, head: str) -> None:
    """Say what became of a record or refusal, inside the caller's transaction.

    SENT gives the waiting version its event id `head`; CONFIRMED and REJECTED find the version by
    that id. A record that was reopened meanwhile stays a draft (or final) and keeps its head.
    Raises UnknownRecord when there is no such version.
    """
    changed = _mark_refusal(vault, record, state, head) or _mark_version(vault, record, state, head)
    if not changed:
        raise UnknownRecord("There is no such version of that record in this vault.")


def refuse(vault: Vault, record: str, refusal: Refusal, *, form_hash: str) -> None:
    """Keep the fact of a refusal under the new id `record`, inside the caller's transaction."""
    vault.connection.execute(
        "INSERT INTO refusals VALUES (?, ?, ?, ?, ?, ?, 'final', '')",
        (
            record, refusal.form_id, refusal.form_version, form_hash, refusal.team,
            refusal.month,
        ),
    )  # fmt: skip


def erase_draft(vault: Vault, record: str) -> None:
    """Delete a record that never left this vault, with everything said in it.

    Inside the caller's transaction; afterwards `Vault.scrub()` empties the write-ahead log.
    """
    vault.connection.execute("UPDATE records SET state = 'erasing' WHERE record = ?", (record,))
    journal.forget(vault, record)
    moves.forget(vault, record)
    vault.connection.execute("DELETE FROM versions WHERE record = ?", (record,))
    vault.connection.execute("DELETE FROM records WHERE record = ?", (record,))


def _finished_refusals(vault: Vault) -> list[FinishedRecord]:
    rows = vault.connection.execute(
        "SELECT record, form_id, form_version, form_hash, team, month FROM refusals"
        " WHERE state = 'final' ORDER BY record"
    ).fetchall()
    return [
        FinishedRecord(
            record=record,
            kind=REFUSAL,
            form_id=form_id,
            form_hash=form_hash,
            payload=encode_refusal(Refusal(form_id, version, team, month)),
            parents=[],
            author=vault.author,  # whoever sends it: who heard the no is not kept
            created_at=month,
            clock_suspect=False,
        )
        for record, form_id, version, form_hash, team, month in rows
    ]


def _mark_refusal(vault: Vault, record: str, state: RecordState, head: str) -> bool:
    cursor = vault.connection.execute(
        "UPDATE refusals SET state = ?, event = ? WHERE record = ? AND event IN ('', ?)",
        (state.value, head, record, head),
    )
    return cursor.rowcount == 1


def _mark_version(vault: Vault, record: str, state: RecordState, head: str) -> bool:
    if state is RecordState.SENT:
        cursor = vault.connection.execute(
            "UPDATE versions SET state = 'sent', event = ? WHERE record = ? AND state = 'final'",
            (head, record),
        )
    else:
        cursor = vault.connection.execute(
            "UPDATE versions SET state = ? WHERE record = ? AND event = ?",
            (state.value, record, head),
        )
    if cursor.rowcount != 1:
        return False
    if state is RecordState.SENT:
        vault.connection.execute("UPDATE records SET head = ? WHERE record = ?", (head, record))
    vault.connection.execute(
        "UPDATE records SET state = ? WHERE record = ? AND head = ?"
        " AND (state IN ('sent', 'confirmed', 'rejected') OR (state = 'final' AND ? = 'sent'))",
        (state.value, record, head, state.value),
    )
    return True


def _line(kind: str, row: tuple[str, str, str, str, str, str]) -> RecordLine:
    record, form_id, version, form_hash, state, head = row
    return RecordLine(record, kind, form_id, version, form_hash, RecordState(state), head)


def _unknown() -> UnknownRecord:
    return UnknownRecord(
        "There is no record with that id in this vault; nothing was changed.",
        next_step="List them with: fieldkit records list.",
    )


def _texts(encoded: str) -> list[str]:
    value = canonical.decode(encoded.encode("utf-8"))
    assert isinstance(value, list)
    return [str(item) for item in value]


def _subject_place(record: str) -> bytes:
    return f"subject/{record}".encode()


def _version_place(record: str) -> bytes:
    return f"version/{record}".encode()
