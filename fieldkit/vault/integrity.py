"""Is the vault what FieldKit wrote? The checks that need no form: file, keystore, chain, seals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fieldkit.model.counting import counted
from fieldkit.model.errors import FieldKitError
from fieldkit.vault import audit, driver, journal, keystore, records, schema

if TYPE_CHECKING:
    from fieldkit.vault.vault import Vault


@dataclass(frozen=True)
class Check:
    """The result of one check: its name, whether it held, and what was found in words."""

    name: str
    ok: bool
    found: str


def checks(vault: Vault) -> list[Check]:
    """Every check, in the order a person would want to read them; none stops the others."""
    return [
        _check("keystore", lambda: _keystore(vault)),
        _check("pages", lambda: _pages(vault)),
        _check("structure", lambda: _structure(vault)),
        _check("audit", lambda: f"{audit.verify(vault.connection)} entries"),
        _check("sealed", lambda: _sealed_values(vault)),
    ]


class _Broken(FieldKitError):
    """A check that did not hold."""


def _check(name: str, run: Callable[[], str]) -> Check:
    try:
        return Check(name, True, run())
    except FieldKitError as error:
        return Check(name, False, error.message)
    except driver.DatabaseError as error:
        return Check(name, False, driver.as_vault_error(error).message)


def _keystore(vault: Vault) -> str:
    slots = keystore.read(vault.folder)
    keystore.check_mac(slots, vault.keys)
    return counted(len(slots.slots), "slot")


def _pages(vault: Vault) -> str:
    bad = vault.connection.execute("PRAGMA cipher_integrity_check").fetchall()
    if bad:
        pages = counted(len(bad), "database page was", "database pages were")
        raise _Broken(f"{pages} damaged or altered.")
    return "every page authentic"


def _structure(vault: Vault) -> str:
    said = vault.connection.execute("PRAGMA integrity_check").fetchone()[0]
    dangling = vault.connection.execute("PRAGMA foreign_key_check").fetchall()
    if said != "ok" or dangling:
        raise _Broken("The database's own structure does not hold together.")
    schema.assert_manifest(vault.connection)
    return "tables, indexes and triggers as made"


def _sealed_values(vault: Vault) -> str:
    if not vault.has_identifier_key:
        return "not looked at: this key opens no identifying answers"
    found = [line for line in records.lines(vault) if line.kind == records.RECORD]
    for line in found:
        journal.entries(vault, line.record)
        journal.values(vault, line.record)
        records.subject(vault, line.record)
    return counted(len(found), "record")
