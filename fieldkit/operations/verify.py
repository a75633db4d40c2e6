"""Is this vault sound? The vault's own checks, and each journal replayed against its draft."""

from __future__ import annotations

from fieldkit.forms import FormSession
from fieldkit.model.counting import counted
from fieldkit.model.errors import FieldKitError
from fieldkit.operations import drafts, gate, replay
from fieldkit.vault import Vault, integrity, journal, records
from fieldkit.vault.integrity import Check
from fieldkit.vault.journal import DraftRow
from fieldkit.vault.records import RECORD, RecordLine


def verify_vault(vault: Vault) -> list[Check]:
    """Every check, also after one has failed."""
    return [*integrity.checks(vault), _journals(vault)]


def draft_follows_journal(vault: Vault, line: RecordLine) -> bool:
    """Whether the stored draft is what the journal adds up to. Raises NoIdentifierKey.

    Before the gate, identifying values are in no draft; the others must agree all the same.
    """
    session = replay.replay(vault, line.record)
    return _values(vault, line, session) and _rows(vault, line, session)


def _journals(vault: Vault) -> Check:
    if not vault.has_identifier_key:
        return Check("journal", True, "not looked at: this key opens no identifying answers")
    lines = [line for line in records.lines(vault) if line.kind == RECORD]
    wrong: list[str] = []
    for line in lines:
        try:
            if not draft_follows_journal(vault, line):
                wrong.append(line.record)
        except FieldKitError:
            wrong.append(line.record)
    if wrong:
        return Check("journal", False, "journal and draft differ: " + ", ".join(wrong))
    return Check("journal", True, f"{counted(len(lines), 'journal')} replayed")


def _values(vault: Vault, line: RecordLine, session: FormSession) -> bool:
    definition = session.definition
    is_open = gate.is_open(session)
    expected = {
        key: text
        for key, text in session.draft().values.items()
        if is_open or not drafts.is_identifying(definition, key)
    }
    stored = {key: value.value.text for key, value in journal.values(vault, line.record).items()}
    return stored == expected


def _rows(vault: Vault, line: RecordLine, session: FormSession) -> bool:
    """The same rows, and those of one repeat in the same order."""
    stored, expected = journal.rows(vault, line.record), drafts.stored_rows(session)
    return _by_repeat(stored) == _by_repeat(expected)


def _by_repeat(rows: list[DraftRow]) -> list[DraftRow]:
    return sorted(rows, key=lambda row: (row.repeat, row.parent))  # stable: keeps their order
