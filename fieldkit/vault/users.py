"""Who may open this vault: name, pseudonym (the label of her keyslot), role.

Names are kept inside the encrypted database only; the keystore beside it shows pseudonyms.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from fieldkit.model.clock import Randomness
from fieldkit.vault.driver import Connection
from fieldkit.vault.recovery import ALPHABET

ROLES: Final = ("worker", "coordinator")

SCHEMA = """
CREATE TABLE users (
    label TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL CHECK (role IN ('worker', 'coordinator')),
    created_at TEXT NOT NULL
) STRICT;
"""


@dataclass(frozen=True)
class User:
    """A person who opens the vault. `label` is the pseudonym that events carry as author."""

    label: str
    name: str = field(repr=False)
    role: str
    created_at: str


def new_label(randomness: Randomness) -> str:
    """A random pseudonym, e.g. `W-7K3DQ29M`; it says nothing about its owner."""
    return "W-" + "".join(ALPHABET[byte & 31] for byte in randomness.token(8))


def add(connection: Connection, user: User) -> None:
    """Add a user, inside the caller's transaction."""
    connection.execute(
        "INSERT INTO users VALUES (?, ?, ?, ?)",
        (user.label, user.name, user.role, user.created_at),
    )


def all_users(connection: Connection) -> list[User]:
    """Everybody, in the order they were added."""
    rows = connection.execute("SELECT label, name, role, created_at FROM users ORDER BY rowid")
    return [User(*row) for row in rows]
