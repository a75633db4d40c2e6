"""The audit chain refuses to be edited, and shows it where it was."""

from __future__ import annotations

import pytest
from vault_world import Made, reopen

from fieldkit.vault import Vault, audit, driver
from fieldkit.vault.errors import VaultDamaged


def log_something(vault: Vault, times: int = 5) -> None:
    for number in range(times):
        with vault.transaction():
            vault.audit("looked", number=number)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET body = 'x' WHERE sequence = 2",
        "DELETE FROM audit WHERE sequence = 2",
        "INSERT INTO audit VALUES (99, 'x', zeroblob(32), zeroblob(32))",
        "INSERT OR REPLACE INTO audit VALUES (2, 'x', zeroblob(32), zeroblob(32))",
    ],
)
def test_the_log_is_append_only(opened: Vault, statement: str) -> None:
    log_something(opened)
    length = audit.verify(opened.connection)
    with pytest.raises(driver.IntegrityError):
        opened.connection.execute(statement)
    assert audit.verify(opened.connection) == length


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET body = replace(body, '\"number\":1', '\"number\":7')",
        "DELETE FROM audit WHERE sequence = 4",
        "UPDATE audit SET hash = zeroblob(32) WHERE sequence = 3",
    ],
)
def test_an_edit_behind_the_triggers_breaks_the_chain(made: Made, statement: str) -> None:
    with reopen(made.folder) as opened:
        log_something(opened)
        for trigger in ("audit_no_update", "audit_no_delete"):
            opened.connection.execute(f"DROP TRIGGER {trigger}")
        opened.connection.execute(statement)
        with pytest.raises(VaultDamaged, match="audit log was altered at entry"):
            audit.verify(opened.connection)


def test_entries_come_back_as_written(opened: Vault) -> None:
    before = opened.audit_head()
    log_something(opened, 2)
    assert opened.audit_head() != before
    last = audit.entries(opened.connection)[-1]
    assert (last.action, dict(last.facts), last.author) == ("looked", {"number": 1}, opened.author)
