"""What lists show of a vault: looks across its tables, without opening a single answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fieldkit.vault.vault import Vault


@dataclass(frozen=True)
class RecordTimes:
    """Instants of a record as the clock said them: begun, last step, last finish ("" if none)."""

    begun: str
    changed: str
    finished: str


def record_times(vault: Vault) -> dict[str, RecordTimes]:
    """The instants of every record, by id."""
    rows = vault.connection.execute(
        "SELECT r.record, r.created_at, coalesce((SELECT at FROM journal j"
        " WHERE j.record = r.record ORDER BY j.step DESC LIMIT 1), r.created_at),"
        " coalesce((SELECT v.created_at FROM versions v WHERE v.record = r.record"
        " ORDER BY v.number DESC LIMIT 1), '') FROM records r"
    )
    return {str(record): RecordTimes(*instants) for record, *instants in rows}


def refusal_months(vault: Vault) -> dict[str, str]:
    """The month (`2026-11`) of every refusal, by id: no closer time is kept."""
    rows = vault.connection.execute("SELECT record, month FROM refusals")
    return {str(record): str(month) for record, month in rows}


def rejections(vault: Vault) -> dict[str, str]:
    """Why the coordinator did not take a version: event id -> the code in the receipt."""
    rows = vault.connection.execute(
        "SELECT e.id, b.reason FROM outbox_events e JOIN outbox_batches b ON b.sequence = e.batch"
        " WHERE b.state = 'rejected'"
    )
    return {str(event): str(reason) for event, reason in rows}


def last_receipt(vault: Vault, coordinator: str) -> bytes:
    """The newest receipt accepted from `coordinator`, as it came; b"" when none came yet."""
    row = vault.connection.execute(
        "SELECT content FROM receipts_read WHERE coordinator = ? ORDER BY number DESC LIMIT 1",
        (coordinator,),
    ).fetchone()
    return bytes(row[0]) if row is not None else b""


def last_publication(vault: Vault) -> str:
    """The instant of the last publication, as the audit log has it; "" before the first."""
    row = vault.connection.execute(
        "SELECT json_extract(body, '$.at') FROM audit"
        " WHERE json_extract(body, '$.do') = 'published' ORDER BY sequence DESC LIMIT 1"
    ).fetchone()
    return str(row[0]) if row is not None else ""
