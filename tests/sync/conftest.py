"""One deployment, made once; each test gets copies of its vaults."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from deployment_world import World, enrol, found, make_vault, reopen

from fieldkit.operations import kits
from fieldkit.vault import Vault


@pytest.fixture(scope="session")
def world_template(tmp_path_factory: pytest.TempPathFactory) -> World:
    world = World(tmp_path_factory.mktemp("deployment"))
    world.drop.mkdir()
    with (
        make_vault(world.coordinator, "coordinator") as coordinator,
        make_vault(world.laptop) as laptop,
    ):
        found(coordinator, world.kit)
        kits.install_kit(laptop, world.kit.read_bytes())
        enrol(coordinator, laptop, world.root / "request.fkr")
    return world


@pytest.fixture
def world(world_template: World, tmp_path: Path) -> World:
    shutil.copytree(world_template.root, tmp_path / "world")
    return World(tmp_path / "world")


@pytest.fixture
def coordinator(world: World) -> Iterator[Vault]:
    with reopen(world.coordinator) as opened:
        yield opened


@pytest.fixture
def laptop(world: World) -> Iterator[Vault]:
    with reopen(world.laptop) as opened:
        yield opened
