"""A disk that fails under a vault that a window keeps open is named, whatever was being done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import interview_world as world
import pytest
from interview_world import NAME, UNGATED

from fieldkit.operations import records as looking
from fieldkit.operations.home import home_records, startable
from fieldkit.operations.outgoing import outgoing
from fieldkit.operations.trouble import in_our_words
from fieldkit.platform import StorageError
from fieldkit.vault import Vault
from fieldkit.vault.errors import VaultDamaged

LOOKS: list[Callable[[Vault, str], object]] = [
    lambda vault, _: home_records(vault, world.clock()),
    lambda vault, _: startable(vault),
    lambda vault, _: outgoing(vault),
    lambda vault, record: world.again(vault, record),
    lambda vault, record: looking.show(vault, record),
]


def test_a_page_that_is_damaged_under_an_open_vault_is_named(folder: Path) -> None:
    with world.open_vault(folder) as opened:
        running = world.begin(opened, UNGATED)
        running.answer("/visit/name", NAME)
        record = running.record
    pages = (folder / "vault.db").stat().st_size // 4096
    with world.open_vault(folder) as opened:
        said = [
            trouble
            for page in range(1, pages)
            for look in LOOKS
            if (trouble := met(opened, page, lambda look=look: look(opened, record))) is not None
        ]
    assert len(said) > pages
    assert all(isinstance(each, VaultDamaged | StorageError) for each in said)
    assert not any(NAME in str(each) for each in said)


def met(opened: Vault, page: int, look: Callable[[], object]) -> BaseException | None:
    """What a look at a vault meets while one of its pages is damaged; None where it met nothing."""
    opened.connection.execute("PRAGMA shrink_memory").fetchall()  # what was read is forgotten
    whole = damage(opened.folder, page)
    try:
        look()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked at
        return in_our_words(error)
    finally:
        (opened.folder / "vault.db").write_bytes(whole)
    return None


def damage(folder: Path, page: int) -> bytes:
    """Change one byte of a page; returns the file as it was."""
    database = folder / "vault.db"
    whole = database.read_bytes()
    damaged = bytearray(whole)
    damaged[page * 4096 + 777] ^= 1
    with database.open("r+b") as stream:
        stream.write(damaged)
    return whole


def test_our_own_mistakes_are_not_blamed_on_the_disk(folder: Path) -> None:
    with world.open_vault(folder) as opened:
        with pytest.raises(Exception, match="no such table") as mistake:
            opened.connection.execute("SELECT * FROM nowhere")
        assert in_our_words(mistake.value) is mistake.value
    fault = ValueError("x")
    assert in_our_words(fault) is fault
