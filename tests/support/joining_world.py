"""A coordinator and a laptop that has taken her kit, in vaults that open quickly.

Made once and copied: making a vault takes longer than what most tests do with it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from interview_world import GATED, UNGATED, package

from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import SteppingClock, SystemRandomness
from fieldkit.operations.kit_copies import copy_kit
from fieldkit.operations.set_up import Founding, SetUp, furnish_coordinator, furnish_laptop
from fieldkit.operations.vaults import SAMPLE_COST, NewVault, Vault
from fieldkit.ui.presenters.access import Access
from fieldkit.vault import open_vault

PASSPHRASE = "a long enough passphrase"
TEAMS = ("north", "south")


def clock() -> SteppingClock:
    return SteppingClock(datetime(2026, 11, 22, 9, tzinfo=UTC))


def access(vault: Vault | None = None) -> Access:
    """Access with a vault open already, or none."""
    made = Access(clock(), SystemRandomness())
    if vault is not None:
        made.take(vault)
    return made


def found(folder: Path, teams: tuple[str, ...] = TEAMS) -> Vault:
    """A coordinator's vault with a deployment of two small forms; open."""
    wanted = _confirmed(folder, "Ελένη", "coordinator")
    founding = Founding("Δίκτυο υποδοχής", "Dimos Deigma", teams)
    forms = [package(GATED), package(UNGATED)]
    furnish = furnish_coordinator(founding, forms, clock(), SystemRandomness())
    return wanted.make(clock(), furnish, kdf=SAMPLE_COST)


def kit_of(coordinator: Vault, folder: Path) -> Path:
    """The coordinator's kit as a file in `folder`."""
    folder.mkdir(exist_ok=True)
    return copy_kit(coordinator, folder)


def laptop(folder: Path, kit: Path, team: str = "north") -> Vault:
    """A laptop's vault with the kit in it; open."""
    furnish = furnish_laptop(kit.read_bytes(), team)
    return _confirmed(folder, "Amina", "worker").make(clock(), furnish, kdf=SAMPLE_COST)


def _confirmed(folder: Path, user: str, role: str) -> SetUp:
    wanted = SetUp(NewVault(folder, user, HiddenBytes(PASSPHRASE.encode()), role))
    wanted.type_back(wanted.code)
    return wanted


@dataclass(frozen=True)
class Joining:
    """Closed vaults of a coordinator and of a laptop that has not asked yet, and the kit."""

    coordinator: Path
    laptop: Path
    kit: Path


_made: list[Joining] = []


@pytest.fixture(scope="session")
def joining_template(tmp_path_factory: pytest.TempPathFactory) -> Joining:
    """The world as it is copied for each test. Made once in a process: a fixture that seven files
    import is seven fixtures for pytest."""
    if not _made:
        _made.append(_template(tmp_path_factory.mktemp("joining")))
    return _made[0]


def _template(folder: Path) -> Joining:
    with found(folder / "coordinator") as coordinator:
        kit = kit_of(coordinator, folder / "stick")
    laptop(folder / "laptop", kit).close()
    return Joining(folder / "coordinator", folder / "laptop", kit)


@pytest.fixture
def joining(joining_template: Joining, tmp_path: Path) -> Joining:
    """A world of the test's own."""
    for template in (joining_template.coordinator, joining_template.laptop):
        shutil.copytree(template, tmp_path / template.name)
    (tmp_path / "stick").mkdir()
    kit = tmp_path / "stick" / joining_template.kit.name
    shutil.copy(joining_template.kit, kit)
    return Joining(tmp_path / "coordinator", tmp_path / "laptop", kit)


@pytest.fixture
def coordinator(joining: Joining) -> Iterator[Vault]:
    """The coordinator's vault, open."""
    with opened(joining.coordinator) as vault:
        yield vault


@pytest.fixture
def worker(joining: Joining) -> Iterator[Vault]:
    """The laptop's vault, open."""
    with opened(joining.laptop) as vault:
        yield vault


def opened(folder: Path) -> Vault:
    """A vault of this world, opened by its passphrase."""
    return open_vault(folder, passphrase=HiddenBytes(PASSPHRASE.encode()), clock=clock())
