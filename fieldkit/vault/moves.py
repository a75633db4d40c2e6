"""Which drafts went on in another version of their form, and which of these moves can be undone.

The journal holds what a move carried, sealed; here stands what lists may know without opening it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fieldkit.vault.vault import Vault

SCHEMA = """
CREATE TABLE moves (
    record TEXT NOT NULL REFERENCES records (record),
    step INTEGER NOT NULL CHECK (step > 1),
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'undone', 'settled')),
    PRIMARY KEY (record, step)
) STRICT, WITHOUT ROWID;
"""


@dataclass(frozen=True)
class Move:
    """A record was moved with `step`; `before` and `after` are the hashes of the two versions."""

    record: str
    step: int
    before: str
    after: str


def add(vault: Vault, move: Move) -> None:
    """Note a move that can be undone, inside the caller's transaction."""
    vault.connection.execute(
        "INSERT INTO moves VALUES (?, ?, ?, ?, 'open')",
        (move.record, move.step, move.before, move.after),
    )


def undo(vault: Vault, move: Move) -> None:
    """Note that a move was undone, inside the caller's transaction."""
    vault.connection.execute(
        "UPDATE moves SET state = 'undone' WHERE record = ? AND step = ?", (move.record, move.step)
    )


def settle(vault: Vault, record: str) -> None:
    """The record was finished: its moves stay, inside the caller's transaction."""
    vault.connection.execute(
        "UPDATE moves SET state = 'settled' WHERE record = ? AND state = 'open'", (record,)
    )


def forget(vault: Vault, record: str) -> None:
    """Delete what is known of the moves of a record, inside the caller's transaction."""
    vault.connection.execute("DELETE FROM moves WHERE record = ?", (record,))


def can_be_undone(vault: Vault) -> dict[str, Move]:
    """The last move of each record that can be undone, by record."""
    rows = vault.connection.execute(
        "SELECT record, step, before, after FROM moves WHERE state = 'open' ORDER BY record, step"
    )
    return {row[0]: Move(*row) for row in rows}  # the last one of a record stays


def standing(vault: Vault, record: str) -> list[Move]:
    """The moves of a record that were not taken back, the first one first."""
    rows = vault.connection.execute(
        "SELECT record, step, before, after FROM moves"
        " WHERE record = ? AND state != 'undone' ORDER BY step",
        (record,),
    )
    return [Move(*row) for row in rows]
