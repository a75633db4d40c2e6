"""The forms of a vault: every version that was ever installed, by the hash of its package."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fieldkit.vault.errors import UnknownForm

if TYPE_CHECKING:
    from fieldkit.vault.vault import Vault

SCHEMA = """
CREATE TABLE forms (
    number INTEGER PRIMARY KEY,
    form_id TEXT NOT NULL,
    version TEXT NOT NULL,
    form_hash TEXT NOT NULL UNIQUE,
    package BLOB NOT NULL
) STRICT;
"""


@dataclass(frozen=True)
class StoredForm:
    """A form version in the vault; `form_hash` names its package."""

    form_id: str
    version: str
    form_hash: str


def add_form(vault: Vault, form_id: str, version: str, form_hash: str, package: bytes) -> None:
    """Keep a form version, inside the caller's transaction; the newest added is the current one.

    The same package twice is one; adding an old version again makes it current again.
    """
    vault.connection.execute(
        "INSERT INTO forms (number, form_id, version, form_hash, package)"
        " VALUES ((SELECT coalesce(max(number), 0) + 1 FROM forms), ?, ?, ?, ?)"
        " ON CONFLICT (form_hash) DO UPDATE SET number = excluded.number",
        (form_id, version, form_hash, package),
    )


def package(vault: Vault, form_hash: str) -> bytes:
    """The package bytes of a form version. Raises UnknownForm."""
    row = vault.connection.execute(
        "SELECT package FROM forms WHERE form_hash = ?", (form_hash,)
    ).fetchone()
    if row is None:
        raise UnknownForm(
            "The form version of this record is not in the vault.",
            next_step="Install the kit that contains it.",
        )
    return bytes(row[0])


def latest(vault: Vault, form_id: str) -> tuple[str, str]:
    """(version, form hash) of the current version of a form. Raises UnknownForm."""
    row = vault.connection.execute(
        "SELECT version, form_hash FROM forms WHERE form_id = ? ORDER BY number DESC LIMIT 1",
        (form_id,),
    ).fetchone()
    if row is None:
        raise UnknownForm(
            "There is no form with that id in this vault.",
            next_step="Install the kit of your deployment, or check the form id.",
        )
    return str(row[0]), str(row[1])


def forms(vault: Vault) -> list[StoredForm]:
    """Every form version, in the order of installation."""
    rows = vault.connection.execute("SELECT form_id, version, form_hash FROM forms ORDER BY number")
    return [StoredForm(*row) for row in rows]
