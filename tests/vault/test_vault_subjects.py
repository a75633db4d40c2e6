"""Person codes are random, well formed, and never given twice by one vault."""

from __future__ import annotations

import pytest
from vault_world import RESEARCHER, Made, reopen

from fieldkit.model.clock import SeededRandomness
from fieldkit.model.records import RecordState
from fieldkit.vault import Vault, records, subjects
from fieldkit.vault.errors import NoIdentifierKey
from fieldkit.vault.records import RecordLine


def carry(vault: Vault, record: str, code: str) -> None:
    line = RecordLine(record, records.RECORD, "form", "1", "ab", RecordState.DRAFT, "")
    with vault.transaction():
        records.add(vault, line, author="W-1", created_at="2026-11-22T09:00:00.000Z")
        records.set_subject(vault, record, code)


def test_codes_are_well_formed_and_follow_chance_only() -> None:
    codes = {subjects.new_code(SeededRandomness(seed)) for seed in range(2000)}
    assert len(codes) == 2000
    assert all(subjects.CODE.fullmatch(code) for code in codes)


def test_a_code_in_use_is_not_minted_again(opened: Vault) -> None:
    first = subjects.mint(opened, SeededRandomness(5))
    assert subjects.mint(opened, SeededRandomness(5)) == first  # nothing was stored by minting
    carry(opened, "uuid:1", first)
    assert subjects.mint(opened, SeededRandomness(5)) != first
    with opened.transaction():
        records.set_subject(opened, "uuid:1", "")
    assert subjects.mint(opened, SeededRandomness(5)) == first


def test_a_code_is_sealed_and_needs_the_identifier_key(made: Made) -> None:
    with reopen(made.folder) as opened:
        code = subjects.mint(opened, SeededRandomness(5))
        carry(opened, "uuid:1", code)
        assert records.subject(opened, "uuid:1") == code
        (stored,) = opened.connection.execute("SELECT subject FROM records").fetchone()
        assert code.encode() not in stored
    with reopen(made.folder, "eleni", RESEARCHER) as opened:
        with pytest.raises(NoIdentifierKey):
            records.subject(opened, "uuid:1")
        with pytest.raises(NoIdentifierKey):
            subjects.mint(opened, SeededRandomness(5))
