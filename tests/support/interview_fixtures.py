"""Fixtures that several folders share: a vault with two forms, made once, copied for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import interview_world as world
import pytest

from fieldkit.vault import Vault

_made: list[Path] = []


@pytest.fixture(scope="session")
def template_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once in a process: a fixture that ten files import is ten fixtures for pytest."""
    if not _made:
        _made.append(world.make_vault(tmp_path_factory.mktemp("interview") / "laptop"))
    return _made[0]


@pytest.fixture
def folder(template_vault: Path, tmp_path: Path) -> Path:
    return world.copy_vault(template_vault, tmp_path / "laptop")


@pytest.fixture
def opened(folder: Path) -> Iterator[Vault]:
    with world.open_vault(folder) as vault:
        yield vault
