"""The sample deployment: one coordinator, two laptops, a kit, a drop, and the words in between."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fieldkit import platform
from fieldkit.model.clock import Clock, Randomness, SystemRandomness
from fieldkit.operations import devices, drops, kits, vaults
from fieldkit.operations.passphrases import propose
from fieldkit.operations.vaults import SAMPLE_COST, NewVault, Vault

TEAMS = ("north", "south")
MUNICIPALITY = "dimos_deigma"


@dataclass(frozen=True)
class Deployment:
    """Open vaults and their folders. Close it when the demo ends."""

    folder: Path
    coordinator: Vault
    laptops: list[Vault]

    @property
    def drop(self) -> Path:
        """The folder that stands for the stick or the share."""
        return self.folder / "drop"

    def close(self) -> None:
        """Close every vault."""
        for vault in (self.coordinator, *self.laptops):
            vault.close()


def found(folder: Path, *, clock: Clock, randomness: Randomness) -> Deployment:
    """Make the vaults, the kit and the drop, and let both laptops join by words."""
    platform.make_private_folder(folder / "passphrases")
    coordinator = _vault(folder, "coordinator", "coordinator", clock, randomness)
    kit = _build_kit(coordinator, folder / "kit.fkk", clock, randomness)
    deployment = Deployment(folder, coordinator, [])
    deployment.drop.mkdir()
    kits.prepare_drop(coordinator, drops.folder_drop(deployment.drop), randomness=randomness)
    for number, team in enumerate(TEAMS, start=1):
        laptop = _vault(folder, f"laptop-{number}", f"worker-{number}", clock, randomness)
        kits.install_kit(laptop, kit)
        _join(coordinator, laptop, folder / f"laptop-{number}.request.fkq", team, clock)
        deployment.laptops.append(laptop)
    return deployment


def _vault(folder: Path, name: str, user: str, clock: Clock, randomness: Randomness) -> Vault:
    """A sample vault with a proposed passphrase, whose recovery code was typed back."""
    passphrase = propose(SystemRandomness())
    role = "coordinator" if user == "coordinator" else "worker"
    wanted = NewVault(folder / name, user, passphrase, role, sample=True)
    created = vaults.make(wanted, clock, kdf=SAMPLE_COST, randomness=randomness)
    created.confirm_recovery(created.recovery_code)
    platform.write_durably(folder / "passphrases" / f"{name}.{user}.txt", passphrase.data + b"\n")
    return created.vault


def _build_kit(vault: Vault, out: Path, clock: Clock, randomness: Randomness) -> bytes:
    plan = kits.KitPlan(
        packages=kits.read_forms(kits.shipped_forms()),
        name="Δείγμα · Sample",
        municipality=MUNICIPALITY,
        teams=TEAMS,
    )
    return kits.build_kit(vault, plan, out, clock=clock, randomness=randomness).data


def _join(coordinator: Vault, laptop: Vault, request: Path, team: str, clock: Clock) -> None:
    """Both people read their six words to each other; here the program does it for them."""
    asked = devices.request(
        laptop, request, label=request.name.partition(".")[0], team=team, clock=clock
    )
    approved = devices.approve(coordinator, request.read_bytes(), asked.words)
    devices.confirm(laptop, approved.words)
    request.unlink()
