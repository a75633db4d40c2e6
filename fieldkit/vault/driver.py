"""SQLCipher under sqlite-utils: the one place that opens a database connection.

The order of the pragmas matters: memory security before the key, the key before anything that
reads, a probe before anything that writes. Afterwards an authorizer refuses to attach files and to
weaken what was set here.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

import sqlcipher3.dbapi2 as cipher

from fieldkit.platform import StorageError
from fieldkit.vault.errors import VaultDamaged

if TYPE_CHECKING:
    import sqlite_utils

BUSY_SECONDS: Final = 5.0

_SQLITE_OK: Final = 0
_SQLITE_DENY: Final = 1
_PRAGMA: Final = 19
_ATTACH: Final = 24
_DETACH: Final = 25
_FROZEN_PRAGMAS: Final = frozenset(
    {
        "key", "rekey", "hexkey", "hexrekey", "cipher", "cipher_use_hmac", "cipher_page_size",
        "cipher_memory_security", "cipher_compatibility", "cipher_migrate", "cipher_log",
        "cipher_log_level", "cipher_plaintext_header_size", "kdf_iter", "temp_store",
        "temp_store_directory", "journal_mode", "synchronous", "secure_delete", "foreign_keys",
        "trusted_schema", "writable_schema", "locking_mode", "recursive_triggers",
        "ignore_check_constraints",
    }
)  # fmt: skip

DatabaseError = cipher.DatabaseError
OperationalError = cipher.OperationalError
IntegrityError = cipher.IntegrityError


class Connection(cipher.Connection):
    """A connection that will not write its content out in the clear."""

    def iterdump(self) -> NoReturn:
        """Refused: it would print the whole vault as text."""
        raise NotImplementedError("a vault is not dumped as text")


def connect(path: Path, key: bytes) -> Connection:
    """Open (or create) an encrypted database, hardened, in autocommit mode.

    Raises VaultDamaged when the key does not fit or the first page is damaged, StorageError when
    the file cannot be opened or the disk is full.
    """
    try:
        connection = cipher.connect(
            str(path), timeout=BUSY_SECONDS, isolation_level=None, factory=Connection
        )
    except cipher.OperationalError as error:
        raise as_vault_error(error) from None
    try:
        _harden(connection, key)
    except cipher.DatabaseError as error:
        connection.close()
        raise as_vault_error(error) from None
    return connection


def as_database(connection: Connection) -> sqlite_utils.Database:
    """sqlite-utils over a connection opened here; without its plugins, which are foreign code."""
    return _database_type()(
        connection,  # pyright: ignore[reportArgumentType] - same DB-API, another class
        recursive_triggers=False,
        execute_plugins=False,
    )


@cache
def _database_type() -> type[sqlite_utils.Database]:
    """sqlite-utils is loaded with the first vault: the page that unlocks does not wait for it."""
    import sqlite_utils
    import sqlite_utils.db
    import sqlite_utils.utils

    # sqlite-utils 4.2.1 catches the standard library's exception classes (for alter=True);
    # sqlcipher3 raises its own. Rebinding these names is what it needs, found by experiment.
    rebound: tuple[Any, ...] = (sqlite_utils.db, sqlite_utils.utils)
    for module in rebound:
        module.sqlite3 = cipher
        module.OperationalError = cipher.OperationalError
    return sqlite_utils.Database


def in_memory() -> Connection:
    """An empty database in memory, to learn what a fresh schema looks like."""
    return cipher.connect(":memory:", isolation_level=None, factory=Connection)


def as_vault_error(error: cipher.DatabaseError) -> VaultDamaged | StorageError:
    """Our words for what SQLite said. Its own texts name no values, but mean nothing to people."""
    said = str(error)
    if "disk is full" in said:
        return StorageError(
            "The disk is full. What was reported as saved is saved; the last step was not.",
            code="disk-full",
            next_step="Free some space and do the last step again.",
        )
    if "disk I/O error" in said or "unable to open" in said or "readonly" in said:
        return StorageError(
            "The disk did not take what FieldKit wrote (it may be full, read-only or failing)."
            " What was reported as saved is saved; the last step was not.",
            next_step="Check the disk and its free space, then do the last step again.",
        )
    if "locked" in said:
        return StorageError(
            "Another program is using this vault's database; nothing was changed.",
            code="locked",
            next_step="Close the other program and try again.",
        )
    return VaultDamaged(
        "The vault's database is damaged or was altered; FieldKit stopped and changed nothing.",
        next_step="Run: fieldkit vault verify. Go on from a backup, and tell your coordinator.",
    )


def is_storage_trouble(error: cipher.DatabaseError) -> bool:
    """True for what a disk does to us, false for our own mistakes (constraints, wrong SQL)."""
    if isinstance(error, (cipher.IntegrityError, cipher.ProgrammingError)):
        return False
    return "no such" not in str(error) and "syntax" not in str(error)


def _harden(connection: Connection, key: bytes) -> None:
    run = connection.execute
    run("PRAGMA cipher_memory_security = ON")
    run("PRAGMA cipher_log_level = NONE")  # else each bad page writes lines to stderr
    run(f"PRAGMA key = \"x'{key.hex()}'\"")
    run("SELECT count(*) FROM sqlite_master").fetchone()
    run("PRAGMA journal_mode = WAL").fetchone()
    run("PRAGMA synchronous = FULL")
    run("PRAGMA secure_delete = ON").fetchone()
    run("PRAGMA foreign_keys = ON")
    run("PRAGMA temp_store = MEMORY")  # with FILE, plaintext was found in temporary files
    run("PRAGMA trusted_schema = OFF")
    run("PRAGMA recursive_triggers = ON")  # so that REPLACE fires the append-only triggers
    connection.set_authorizer(_authorize)


def _authorize(
    action: int, first: str | None, second: str | None, database: str | None, trigger: str | None
) -> int:
    if action in (_ATTACH, _DETACH):
        return _SQLITE_DENY
    if action == _PRAGMA and second is not None and (first or "").lower() in _FROZEN_PRAGMAS:
        return _SQLITE_DENY
    return _SQLITE_OK
