"""An open vault: one encrypted database, its keys, its lock, and who opened it.

Everything below `operations` that stores something takes a `Vault`. Writing happens inside
`transaction()`: when the block ends the data is on the disk (synchronous FULL, one fsync), and not
before. The connection belongs to the thread that opened it.
"""

from __future__ import annotations

import contextlib
import hmac
from collections.abc import Generator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import Clock, to_text
from fieldkit.model.devices import Device
from fieldkit.vault import audit, device_keys, driver, settings, users
from fieldkit.vault.keys import VaultKeys
from fieldkit.vault.users import User

if TYPE_CHECKING:
    import sqlite_utils


@dataclass
class Vault:
    """An open vault; made by `create` and `open_vault`, used as a context manager."""

    folder: Path
    connection: driver.Connection
    clock: Clock
    keys: VaultKeys
    label: str
    _lock: contextlib.ExitStack

    def __repr__(self) -> str:
        return f"Vault({self.folder.name!r})"

    @cached_property
    def database(self) -> sqlite_utils.Database:
        """sqlite-utils over the same connection, for schema and reading."""
        return driver.as_database(self.connection)

    @cached_property
    def _opened_by(self) -> User:
        return next(u for u in users.all_users(self.connection) if u.label == self.label)

    @property
    def user(self) -> str:
        """The name of the user who opened it."""
        return self._opened_by.name

    @property
    def author(self) -> str:
        """Her pseudonym, as events carry it."""
        return self.label

    @property
    def role(self) -> str:
        """`worker` or `coordinator`."""
        return self._opened_by.role

    @property
    def sample(self) -> bool:
        """Whether this is a sample vault, which real kits refuse."""
        return self.get_setting("sample") == "yes"

    @contextlib.contextmanager
    def transaction(self) -> Generator[None]:
        """All or nothing. Committed and on the disk when the block ends. Not re-entrant.

        Raises StorageError when the disk does not take it: nothing of the block is stored then.
        """
        if self.connection.in_transaction:
            raise RuntimeError("vault transactions do not nest")
        with self._plain_words():
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                # After a full disk SQLite has sometimes rolled back by itself.
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    def get_setting(self, name: str, default: str = "") -> str:
        """A named text of this vault, or `default`."""
        return settings.read(self.connection, name, default)

    def set_setting(self, name: str, value: str) -> None:
        """Set a named text, inside the current transaction."""
        settings.write(self.connection, name, value)

    @property
    def has_identifier_key(self) -> bool:
        """Whether this user's key opens identifying answers."""
        return self.keys.has_identifiers

    def require_identifier_key(self) -> None:
        """Raises NoIdentifierKey when this user's key opens the database alone."""
        self.keys.derived_from_identifiers("asked")

    def seal(self, data: bytes, context: bytes) -> bytes:
        """Seal a value under the identifier key; `context` names its place.

        Raises NoIdentifierKey when this user's key opens the database alone.
        """
        return self.keys.seal(data, context)

    def unseal(self, sealed: bytes, context: bytes) -> HiddenBytes:
        """The inverse of `seal`. Raises NoIdentifierKey, VaultDamaged."""
        return self.keys.unseal(sealed, context)

    def tag(self, data: bytes, context: bytes) -> bytes:
        """A keyed fingerprint of an identifying value, to find it without storing it in clear."""
        return hmac.digest(
            self.keys.derived_from_identifiers("tag"), context + b"\0" + data, "sha256"
        )

    def audit(self, action: str, **facts: str | int) -> None:
        """Write to the audit log inside the current transaction: ids, counts, codes; no content."""
        at = to_text(self.clock.now())
        audit.append(self.connection, at=at, author=self.label, action=action, facts=facts)

    def audit_head(self) -> str:
        """The hash of the last audit entry (hex); each batch carries it."""
        return audit.head(self.connection)

    def device_keys(self) -> device_keys.DeviceKeys:
        """The private keys of this device."""
        return device_keys.read(self.connection, self.keys)

    @property
    def device(self) -> Device:
        """The public side of this device; label and team are the settings of those names."""
        private = self.device_keys()
        return Device(
            signing_key=private.signing.public_key().public_bytes_raw().hex(),
            receiving_key=private.receiving_public.public_bytes_raw().hex(),
            label=self.get_setting("device_label"),
            team=self.get_setting("team"),
        )

    def scrub(self) -> None:
        """Empty the write-ahead log after a deletion, so that no deleted page stays in it."""
        with self._plain_words():
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def close(self) -> None:
        """Close the database, wipe the keys, release the lock. Closing twice does nothing. Where
        the database does not let itself be closed, the keys are wiped all the same."""
        try:
            self.connection.close()
        finally:
            self.keys.wipe()
            self._lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self.close()
        if isinstance(error, driver.DatabaseError) and driver.is_storage_trouble(error):
            raise driver.as_vault_error(error) from None

    @contextlib.contextmanager
    def _plain_words(self) -> Generator[None]:
        try:
            yield
        except driver.DatabaseError as error:
            if not driver.is_storage_trouble(error):
                raise
            raise driver.as_vault_error(error) from None
