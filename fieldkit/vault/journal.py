"""The journal of every record, and the draft it adds up to.

An entry is one step of an interview: what was done, when, by whom, with which seed, so that a form
session can be replayed exactly. Entry and changed draft values are written in one transaction. The
journal is append-only; entries leave it only with their whole record (refusal, discard).
Values of identifying questions are sealed under the identifier key.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from fieldkit.model.answers import Answer
from fieldkit.model.sensitivity import Sensitivity

if TYPE_CHECKING:
    from fieldkit.vault.vault import Vault

SCHEMA = """
CREATE TABLE journal (
    record TEXT NOT NULL REFERENCES records (record),
    step INTEGER NOT NULL CHECK (step > 0),
    kind TEXT NOT NULL CHECK (kind IN (
        'start', 'answer', 'add_repeat', 'remove_repeat', 'language', 'finish', 'reopen')),
    key TEXT NOT NULL,
    value TEXT,
    sealed BLOB,
    language TEXT NOT NULL,
    author TEXT NOT NULL,
    at TEXT NOT NULL,
    clock_suspect INTEGER NOT NULL CHECK (clock_suspect IN (0, 1)),
    seed BLOB NOT NULL,
    PRIMARY KEY (record, step),
    CHECK ((value IS NULL) <> (sealed IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;

CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
WHEN (SELECT state FROM records WHERE record = old.record) <> 'erasing'
BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;

CREATE TRIGGER journal_order BEFORE INSERT ON journal
WHEN new.step <> coalesce((SELECT max(step) FROM journal WHERE record = new.record), 0) + 1
BEGIN SELECT raise(ABORT, 'journal steps follow each other'); END;

CREATE TABLE draft_values (
    record TEXT NOT NULL REFERENCES records (record),
    key TEXT NOT NULL,
    value TEXT,
    sealed BLOB,
    language TEXT NOT NULL,
    PRIMARY KEY (record, key),
    CHECK ((value IS NULL) <> (sealed IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE draft_rows (
    record TEXT NOT NULL REFERENCES records (record),
    key TEXT NOT NULL,
    repeat TEXT NOT NULL,
    parent TEXT NOT NULL,
    row TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (record, key)
) STRICT, WITHOUT ROWID;
"""


class StepKind(Enum):
    """What a step did."""

    START = "start"
    ANSWER = "answer"
    ADD_REPEAT = "add_repeat"
    REMOVE_REPEAT = "remove_repeat"
    LANGUAGE = "language"
    FINISH = "finish"
    REOPEN = "reopen"


@dataclass(frozen=True)
class Entry:
    """One step of a record. `step` counts from 1; `at` is data, never order.

    `key` is the stable key of the question or row (rows by id, not position); `value` is what was
    given, as JSON text, for an answer; the properties of the host for a start (with what a move to
    another form version carries, where it is not the first); the language code; for a row that
    comes back above a count, the blank rows before it, the question below it and its answer.
    """

    step: int
    kind: StepKind
    key: str
    value: Answer
    sensitivity: Sensitivity
    language: str
    author: str
    at: str
    clock_suspect: bool
    seed: bytes


@dataclass(frozen=True)
class DraftValue:
    """The present value of one question of a draft; blank means that it is forgotten."""

    key: str
    value: Answer
    sensitivity: Sensitivity
    language: str


@dataclass(frozen=True)
class DraftRow:
    """One repeat instance of a draft. `parent` is the key of the row around it, or ""."""

    key: str
    repeat: str
    parent: str
    row: str


Stored = tuple[str | None, bytes | None]


def append(vault: Vault, record: str, entry: Entry) -> None:
    """Write a step, inside the caller's transaction."""
    value, sealed = _store(vault, entry.value, entry.sensitivity, _entry_place(record, entry.step))
    vault.connection.execute(
        "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            record, entry.step, entry.kind.value, entry.key, value, sealed, entry.language,
            entry.author, entry.at, int(entry.clock_suspect), entry.seed,
        ),
    )  # fmt: skip


def entries(vault: Vault, record: str) -> list[Entry]:
    """The steps of a record, in order. Raises NoIdentifierKey when one of them is sealed."""
    rows = vault.connection.execute(
        "SELECT step, kind, key, value, sealed, language, author, at, clock_suspect, seed"
        " FROM journal WHERE record = ? ORDER BY step",
        (record,),
    ).fetchall()
    return [
        Entry(
            step=step,
            kind=StepKind(kind),
            key=key,
            value=_load(vault, (value, sealed), _entry_place(record, step)),
            sensitivity=_sensitivity(sealed),
            language=language,
            author=author,
            at=at,
            clock_suspect=bool(suspect),
            seed=seed,
        )
        for step, kind, key, value, sealed, language, author, at, suspect, seed in rows
    ]


def was_finished(vault: Vault, record: str) -> bool:
    """Whether a record was finished once, whatever became of it; no value is opened."""
    row = vault.connection.execute(
        "SELECT 1 FROM journal WHERE record = ? AND kind = 'finish' LIMIT 1", (record,)
    )
    return row.fetchone() is not None


def set_value(vault: Vault, record: str, value: DraftValue) -> None:
    """Write one value of a draft, or forget it when blank; inside the caller's transaction."""
    if value.value.is_blank:
        vault.connection.execute(
            "DELETE FROM draft_values WHERE record = ? AND key = ?", (record, value.key)
        )
        return
    place = _value_place(record, value.key)
    plain, sealed = _store(vault, value.value, value.sensitivity, place)
    vault.connection.execute(
        "INSERT INTO draft_values VALUES (?, ?, ?, ?, ?) ON CONFLICT (record, key) DO UPDATE"
        " SET value = excluded.value, sealed = excluded.sealed, language = excluded.language",
        (record, value.key, plain, sealed, value.language),
    )


def values(vault: Vault, record: str) -> dict[str, DraftValue]:
    """The values of a draft by key. Raises NoIdentifierKey when one of them is sealed."""
    rows = vault.connection.execute(
        "SELECT key, value, sealed, language FROM draft_values WHERE record = ? ORDER BY key",
        (record,),
    ).fetchall()
    return {
        key: DraftValue(
            key,
            _load(vault, (value, sealed), _value_place(record, key)),
            _sensitivity(sealed),
            language,
        )
        for key, value, sealed, language in rows
    }


def add_row(vault: Vault, record: str, row: DraftRow) -> None:
    """Add a repeat instance after its siblings, inside the caller's transaction."""
    vault.connection.execute(
        "INSERT INTO draft_rows VALUES (?1, ?2, ?3, ?4, ?5, (SELECT coalesce(max(position), 0) + 1"
        " FROM draft_rows WHERE record = ?1))",
        (record, row.key, row.repeat, row.parent, row.row),
    )


def remove_row(vault: Vault, record: str, key: str) -> None:
    """Remove a repeat instance with the rows and values inside it, in the caller's transaction."""
    for table in ("draft_rows", "draft_values"):
        vault.connection.execute(
            f"DELETE FROM {table} WHERE record = ?1"  # noqa: S608 - the two names above
            " AND (key = ?2 OR substr(key, 1, length(?2) + 1) = ?2 || '/')",
            (record, key),
        )


def rows(vault: Vault, record: str) -> list[DraftRow]:
    """The repeat instances of a draft, in their order."""
    found = vault.connection.execute(
        "SELECT key, repeat, parent, row FROM draft_rows WHERE record = ? ORDER BY position",
        (record,),
    )
    return [DraftRow(*row) for row in found]


def forget_draft(vault: Vault, record: str) -> None:
    """Delete the draft of a record, not its steps, inside the caller's transaction."""
    vault.connection.execute("DELETE FROM draft_values WHERE record = ?", (record,))
    vault.connection.execute("DELETE FROM draft_rows WHERE record = ?", (record,))


def forget(vault: Vault, record: str) -> None:
    """Delete steps and draft of a record whose state is `erasing`, in the caller's transaction."""
    vault.connection.execute("DELETE FROM journal WHERE record = ?", (record,))
    forget_draft(vault, record)


def _store(vault: Vault, value: Answer, sensitivity: Sensitivity, place: bytes) -> Stored:
    if sensitivity is Sensitivity.IDENTIFIER:
        return None, vault.seal(value.text.encode("utf-8"), place)
    return value.text, None


def _load(vault: Vault, stored: Stored, place: bytes) -> Answer:
    plain, sealed = stored
    if sealed is None:
        return Answer(plain or "")
    return Answer(vault.unseal(sealed, place).data.decode("utf-8"))


def _sensitivity(sealed: bytes | None) -> Sensitivity:
    """What a stored value must at least be treated as: the form knows the rest."""
    return Sensitivity.ORDINARY if sealed is None else Sensitivity.IDENTIFIER


def _entry_place(record: str, step: int) -> bytes:
    return f"journal/{record}/{step}".encode()


def _value_place(record: str, key: str) -> bytes:
    return f"draft/{record}/{key}".encode()
