"""The tables of a vault, by migrations, and the proof that they are still what we wrote.

Each room that owns tables states them as `SCHEMA`; here they become migrations. After migrating,
every table, index and trigger is compared with a freshly made database: sqlite-utils' `transform()`
silently drops triggers, and without them the journal and the audit log would not be append-only.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from fieldkit.vault import (
    audit,
    device_keys,
    driver,
    forms_store,
    journal,
    moves,
    outbox,
    peers,
    records,
    settings,
    users,
)
from fieldkit.vault.errors import NewerVault, VaultDamaged

if TYPE_CHECKING:
    import sqlite_utils
    from sqlite_utils.migrations import Migrations


@cache
def vault_migrations() -> Migrations:
    """Those of the vault's own tables; made with the first vault, as sqlite-utils is loaded."""
    from sqlite_utils.migrations import Migrations

    migrations = Migrations("vault")
    migrations(name="1")(_first)
    migrations(name="2")(_second)
    return migrations


def _first(database: sqlite_utils.Database) -> None:
    for room in (settings, users, device_keys, audit, forms_store, records, journal, peers, outbox):
        database.executescript(room.SCHEMA)


def _second(database: sqlite_utils.Database) -> None:
    # Also keeps an older FieldKit out: it would replay a moved draft in the wrong form version.
    database.executescript(moves.SCHEMA)


def migrate(connection: driver.Connection, migrations: Migrations | None = None) -> None:
    """Bring the tables of one room (None: the vault itself) up to date, each migration in its own
    transaction.

    Raises NewerVault when a newer FieldKit has already changed them, VaultDamaged when what is
    there afterwards is not what a fresh database would have.
    """
    migrations = migrations or vault_migrations()
    database = driver.as_database(connection)
    known = {migration.name for migration in migrations.pending(_empty())}
    if {applied.name for applied in migrations.applied(database)} - known:
        raise NewerVault(
            "This vault was last used by a newer FieldKit; nothing was opened or changed.",
            next_step="Update FieldKit on this computer.",
        )
    if migrations.pending(database):
        migrations.apply(database)
    assert_manifest(connection, migrations)


def assert_manifest(connection: driver.Connection, migrations: Migrations | None = None) -> None:
    """Raises VaultDamaged unless the room's tables, indexes and triggers are exactly as made."""
    migrations = migrations or vault_migrations()
    fresh = _empty()
    migrations.apply(fresh)
    expected = _manifest(fresh.conn)  # pyright: ignore[reportArgumentType] - rebound driver
    found = _manifest(connection)
    tables = {table for _, _, table, _ in expected}
    if {item for item in found if item[2] in tables} != expected:
        raise VaultDamaged(
            "The structure of this vault's database is not the one FieldKit made;"
            " nothing was changed.",
            next_step="Go on from a backup, and tell your coordinator.",
        )


Item = tuple[str, str, str, str]


def _manifest(connection: driver.Connection) -> set[Item]:
    rows = connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_master"
        " WHERE sql IS NOT NULL AND tbl_name <> '_sqlite_migrations'"
    )
    return {(kind, name, table, sql) for kind, name, table, sql in rows}


def _empty() -> sqlite_utils.Database:
    return driver.as_database(driver.in_memory())
