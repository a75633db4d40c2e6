"""Named texts of a vault: its team, its role, whether it is a sample, the last instant seen."""

from __future__ import annotations

from fieldkit.vault.driver import Connection

SCHEMA = """
CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""


def read(connection: Connection, name: str, default: str = "") -> str:
    """The value of a setting, or `default` when it was never set."""
    row = connection.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row is not None else default


def write(connection: Connection, name: str, value: str) -> None:
    """Set a setting, inside the caller's transaction."""
    connection.execute(
        "INSERT INTO settings VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )
