"""Vaults for the tests of this folder: made once, copied for each test that wants one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from vault_world import PASSPHRASE, RESEARCHER, SECOND, Made, clock, reopen

from fieldkit import vault
from fieldkit.vault import Vault, kdf


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("vault") / "laptop"
    created = vault.create(
        folder, user="amina", passphrase=PASSPHRASE, clock=clock(), kdf=kdf.FLOOR
    )
    created.confirm_recovery(created.recovery_code)
    with created.vault as opened:
        vault.add_user(opened, "bashir", SECOND, kdf=kdf.FLOOR)
        vault.add_user(opened, "eleni", RESEARCHER, slot_keys="database", kdf=kdf.FLOOR)
    return Made(folder, created.recovery_code)


@pytest.fixture
def made(template: Made, tmp_path: Path) -> Made:
    folder = tmp_path / "laptop"
    shutil.copytree(template.folder, folder)
    return Made(folder, template.code)


@pytest.fixture
def opened(made: Made) -> Iterator[Vault]:
    with reopen(made.folder) as one:
        yield one
