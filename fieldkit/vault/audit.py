"""The audit log: who did what when, without content, each entry chained to the one before.

Triggers refuse to change, delete or insert out of order; `verify` recomputes the chain. Whoever
holds the database key can rewrite it all since the last head that left in a batch: that is what
the head in each batch is for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from fieldkit.model import canonical
from fieldkit.vault.driver import Connection
from fieldkit.vault.errors import VaultDamaged

_CONTEXT: Final = b"fieldkit/audit/v1\0"
_START: Final = bytes(32)

SCHEMA = """
CREATE TABLE audit (
    sequence INTEGER PRIMARY KEY,
    body TEXT NOT NULL,
    previous BLOB NOT NULL,
    hash BLOB NOT NULL
) STRICT;

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER audit_chain BEFORE INSERT ON audit
WHEN new.sequence <> coalesce((SELECT max(sequence) FROM audit), 0) + 1
  OR new.previous <> coalesce(
      (SELECT hash FROM audit ORDER BY sequence DESC LIMIT 1), zeroblob(32))
BEGIN SELECT raise(ABORT, 'the audit log is a chain'); END;
"""


@dataclass(frozen=True)
class AuditEntry:
    """One line of the log."""

    sequence: int
    at: str
    author: str
    action: str
    facts: Mapping[str, str | int]


def append(
    connection: Connection, *, at: str, author: str, action: str, facts: Mapping[str, str | int]
) -> None:
    """Add an entry, inside the caller's transaction. Facts are ids, counts and codes only."""
    sequence, previous = _end(connection)
    body = canonical.encode({"at": at, "by": author, "do": action, "facts": dict(facts)}).decode()
    connection.execute(
        "INSERT INTO audit VALUES (?, ?, ?, ?)",
        (sequence + 1, body, previous, _hash(sequence + 1, previous, body)),
    )


def head(connection: Connection) -> str:
    """The hash of the last entry, lower-case hex."""
    return _end(connection)[1].hex()


def entries(connection: Connection) -> list[AuditEntry]:
    """The whole log, in order."""
    rows = connection.execute("SELECT sequence, body FROM audit ORDER BY sequence")
    return [_entry(sequence, body) for sequence, body in rows]


def verify(connection: Connection) -> int:
    """Recompute the chain and return its length. Raises VaultDamaged where it breaks."""
    previous, length = _START, 0
    rows = connection.execute("SELECT sequence, body, previous, hash FROM audit ORDER BY sequence")
    for sequence, body, before, stored in rows:
        expected = _hash(length + 1, previous, body)
        if sequence != length + 1 or before != previous or stored != expected:
            raise VaultDamaged(
                f"The audit log was altered at entry {length + 1}.",
                code="audit-broken",
                next_step="Keep a copy of the folder and tell your coordinator.",
            )
        previous, length = stored, length + 1
    return length


def _end(connection: Connection) -> tuple[int, bytes]:
    row = connection.execute(
        "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1"
    ).fetchone()
    return (int(row[0]), bytes(row[1])) if row is not None else (0, _START)


def _hash(sequence: int, previous: bytes, body: str) -> bytes:
    content = _CONTEXT + sequence.to_bytes(8, "big") + previous + body.encode("utf-8")
    return hashlib.sha256(content).digest()


def _entry(sequence: int, body: str) -> AuditEntry:
    said = canonical.decode(body.encode("utf-8"))
    assert isinstance(said, Mapping)
    facts = said["facts"]
    assert isinstance(facts, Mapping)
    plain = {name: fact for name, fact in facts.items() if isinstance(fact, (str, int))}
    return AuditEntry(sequence, str(said["at"]), str(said["by"]), str(said["do"]), plain)
