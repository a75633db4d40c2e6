"""A coordinator and two laptops with real vaults, and the steps between them as one line each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fieldkit import vault
from fieldkit.forms.package import FormPackage
from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import SteppingClock, SystemRandomness
from fieldkit.model.records import Record, RecordState, Refusal, encode_record
from fieldkit.operations import devices, kits, send
from fieldkit.operations.kits import KitPlan
from fieldkit.sync.drop.folder import FolderDrop
from fieldkit.sync.kit import Kit
from fieldkit.vault import Vault, kdf, records
from fieldkit.vault.records import FinishedVersion, RecordLine

PASSPHRASE = HiddenBytes(b"correct horse battery staple")
NEEDLE = "Zahra Planted"
PACKAGE = FormPackage(b"<h:html/>", {}, {"form_id": "survey", "version": "1", "title": "A survey"})
NEWER = FormPackage(
    b"<h:html> </h:html>", {}, {"form_id": "survey", "version": "2", "title": "A survey"}
)
RANDOM = SystemRandomness()


def clock() -> SteppingClock:
    return SteppingClock(datetime(2026, 11, 22, 9, 0, tzinfo=UTC))


@dataclass(frozen=True)
class World:
    """Vault folders of one deployment, closed; `kit` is its first kit."""

    root: Path

    @property
    def coordinator(self) -> Path:
        return self.root / "coordinator"

    @property
    def laptop(self) -> Path:
        return self.root / "laptop"

    @property
    def drop(self) -> Path:
        return self.root / "drop"

    @property
    def kit(self) -> Path:
        return self.root / "kit.fkk"


def make_vault(folder: Path, role: str = "worker", *, sample: bool = False) -> Vault:
    made = vault.create(
        folder, user="amina", passphrase=PASSPHRASE, clock=clock(), role=role, sample=sample,
        kdf=kdf.FLOOR,
    )  # fmt: skip
    return made.vault


def reopen(folder: Path) -> Vault:
    return vault.open_vault(folder, user=None, passphrase=PASSPHRASE, clock=clock())


def found(coordinator: Vault, out: Path, name: str = "Pilot") -> Kit:
    """The first kit of a new deployment."""
    plan = KitPlan([PACKAGE], name, "Nea Polis", ("north", "south"), {"language": "el"})
    return kits.build_kit(coordinator, plan, out, clock=clock(), randomness=RANDOM)


def enrol(coordinator: Vault, laptop: Vault, request: Path) -> None:
    """The whole conversation of an enrolment."""
    asked = devices.request(laptop, request, label="", team="north", clock=clock())
    approved = devices.approve(coordinator, request.read_bytes(), asked.words)
    devices.confirm(laptop, approved.words)


def finish_record(laptop: Vault, number: int, name: str = NEEDLE) -> str:
    """A finished record in the laptop's vault, without a form session; returns its id."""
    ident = f"uuid:{number:032x}"
    record = Record(
        ident, "survey", "1", PACKAGE.hash, "", "ar", {"/data/name": name}, {"/data/name": "ar"}, {}
    )
    with laptop.transaction():
        if all(line.record != ident for line in records.lines(laptop)):
            line = RecordLine(ident, "record", "survey", "1", PACKAGE.hash, RecordState.DRAFT, "")
            records.add(laptop, line, author=laptop.author, created_at="2026-11-22T09:00:00.000Z")
        version = FinishedVersion(
            encode_record(record), laptop.author, "2026-11-22T09:05:00.000Z", clock_suspect=False
        )
        records.finish(laptop, ident, version)
    return ident


def refuse_once(laptop: Vault, number: int) -> None:
    with laptop.transaction():
        records.refuse(
            laptop, f"uuid:{number:032x}", Refusal("survey", "1", "north", "2026-11"),
            form_hash=PACKAGE.hash,
        )  # fmt: skip


def send_all(laptop: Vault, drop: Path) -> list[send.SentBatch]:
    return send.send(laptop, FolderDrop(drop), clock=clock(), randomness=RANDOM)


def states(laptop: Vault) -> dict[str, str]:
    return {line.record: line.state.value for line in records.lines(laptop)}
