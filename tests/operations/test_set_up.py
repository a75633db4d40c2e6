"""A vault is set up complete or not at all, and not before its recovery code was typed back."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from interview_world import GATED, UNGATED, package

from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import SteppingClock, SystemRandomness
from fieldkit.model.progress import Cancelled
from fieldkit.operations import kits, set_up
from fieldkit.operations.kit_copies import copy_kit
from fieldkit.operations.set_up import (
    Founding,
    SetUp,
    furnish_coordinator,
    furnish_laptop,
    municipality_code,
)
from fieldkit.operations.vaults import SAMPLE_COST, NewVault
from fieldkit.sync.errors import EnvelopeRefused, KitRefused
from fieldkit.vault import Vault, open_vault, open_with_recovery, peers
from fieldkit.vault.errors import BadRecoveryCode, VaultError, WeakPassphrase
from fieldkit.vault.keystore import RECOVERY, read

PASSPHRASE = HiddenBytes(b"a long enough passphrase")
CLOCK = SteppingClock(datetime(2026, 11, 22, 9, tzinfo=UTC))


def begin(folder: Path, role: str = "worker") -> SetUp:
    return SetUp(NewVault(folder, "Αμίνα", PASSPHRASE, role))


def nothing(vault: Vault) -> None:
    """A vault without a kit."""


def make(wanted: SetUp, furnish: set_up.Furnish = nothing) -> Vault:
    return wanted.make(CLOCK, furnish, kdf=SAMPLE_COST)


def coordinator(folder: Path) -> Vault:
    wanted = begin(folder, "coordinator")
    wanted.type_back(wanted.code)
    founding = Founding("Δήμος", "Dimos Deigma", ("north", "south"))
    forms = [package(GATED), package(UNGATED)]
    return make(wanted, furnish_coordinator(founding, forms, CLOCK, SystemRandomness()))


def test_nothing_is_written_before_the_code_is_typed_back(tmp_path: Path) -> None:
    wanted = begin(tmp_path / "vault")
    with pytest.raises(VaultError) as refused:
        make(wanted)
    assert refused.value.code == "recovery-unconfirmed"
    assert list(tmp_path.iterdir()) == []


def test_the_passphrase_and_the_code_open_what_was_made(tmp_path: Path) -> None:
    wanted = begin(tmp_path / "vault")
    wanted.type_back(HiddenBytes(wanted.code.data.lower().replace(b"-", b" ")))
    with make(wanted) as vault:
        assert (vault.user, vault.role, vault.sample) == ("Αμίνα", "worker", False)
    with open_vault(tmp_path / "vault", passphrase=PASSPHRASE, clock=CLOCK) as again:
        assert again.user == "Αμίνα"
    with open_with_recovery(tmp_path / "vault", code=wanted.code, clock=CLOCK) as again:
        assert again.user == "Αμίνα"
    assert [each.name for each in tmp_path.iterdir()] == ["vault"]
    assert any(slot.kind == RECOVERY for slot in read(tmp_path / "vault").slots)


def test_three_mistakes_bring_another_code(tmp_path: Path) -> None:
    wanted = begin(tmp_path / "vault")
    first, wrong = wanted.code, HiddenBytes(b"00000-00000")
    for left in (2, 1):
        with pytest.raises(BadRecoveryCode):
            wanted.type_back(wrong)
        assert wanted.tries_left == left
    with pytest.raises(VaultError) as refused:
        wanted.type_back(wrong)
    assert refused.value.code == "recovery-unconfirmed"
    assert wanted.tries_left == 3
    assert wanted.code != first
    with pytest.raises(BadRecoveryCode):
        wanted.type_back(first)
    wanted.type_back(wanted.code)
    make(wanted).close()


def test_a_mistake_after_the_right_code_takes_the_confirmation_back(tmp_path: Path) -> None:
    wanted = begin(tmp_path / "vault")
    wanted.type_back(wanted.code)
    with pytest.raises(BadRecoveryCode):
        wanted.type_back(HiddenBytes(b"something else"))
    with pytest.raises(VaultError):
        make(wanted)


@pytest.mark.parametrize("weak", [b"short", "εννέα γρά".encode()])
def test_a_weak_passphrase_is_refused_before_any_code_is_shown(tmp_path: Path, weak: bytes) -> None:
    with pytest.raises(WeakPassphrase):
        SetUp(NewVault(tmp_path / "vault", "a", HiddenBytes(weak)))


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault" / "photo.jpg").write_bytes(b"mine")
    with pytest.raises(VaultError) as refused:
        begin(tmp_path / "vault")
    assert refused.value.code == "exists"
    assert (tmp_path / "vault" / "photo.jpg").read_bytes() == b"mine"


class StopsAt:
    """A person who presses Stop at a step."""

    def __init__(self, number: int) -> None:
        self.number = number

    def step(self, done: int, total: int, what: str = "") -> None:
        if done == self.number:
            raise Cancelled


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_stopping_on_the_way_leaves_no_vault(tmp_path: Path, number: int) -> None:
    wanted = begin(tmp_path / "vaults" / "vault")
    wanted.type_back(wanted.code)
    with pytest.raises(Cancelled):
        wanted.make(CLOCK, nothing, kdf=SAMPLE_COST, progress=StopsAt(number))
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == []
    make(wanted).close()


def test_a_kit_that_is_refused_leaves_no_vault(tmp_path: Path) -> None:
    wanted = begin(tmp_path / "vault")
    wanted.type_back(wanted.code)
    with pytest.raises(EnvelopeRefused):
        make(wanted, furnish_laptop(b"no kit", "north"))
    assert list(tmp_path.iterdir()) == []


def test_what_a_power_cut_left_is_swept_by_the_next_attempt(tmp_path: Path) -> None:
    left = tmp_path / ".vault.fieldkit-setup"
    left.mkdir()
    (left / "vault.db").write_bytes(b"half")
    wanted = begin(tmp_path / "vault")
    wanted.type_back(wanted.code)
    make(wanted).close()
    assert [each.name for each in tmp_path.iterdir()] == ["vault"]


def test_a_coordinator_founds_a_deployment_and_a_laptop_takes_its_kit(tmp_path: Path) -> None:
    with coordinator(tmp_path / "coordinator") as founded:
        assert peers.deployment(founded).enrolment is peers.Enrolment.COORDINATOR
        assert not list(founded.folder.glob("*.fkk"))
        kit = copy_kit(founded, tmp_path)
    assert kit.name == "dimos-deigma.kit-1.fkk"
    content = kits.inspect_kit(kit).content
    assert (content.name, content.teams) == ("Δήμος", ["north", "south"])
    assert not content.sample
    wanted = begin(tmp_path / "laptop")
    wanted.type_back(wanted.code)
    with make(wanted, furnish_laptop(kit.read_bytes(), "south")) as laptop:
        assert peers.deployment(laptop).name == "Δήμος"
        assert laptop.device.team == "south"


def test_a_kit_is_copied_twice_but_never_over_another_file(tmp_path: Path) -> None:
    with coordinator(tmp_path / "coordinator") as founded:
        first = copy_kit(founded, tmp_path)
        assert copy_kit(founded, tmp_path) == first
        first.write_bytes(b"a photo")
        with pytest.raises(KitRefused) as refused:
            copy_kit(founded, tmp_path)
        assert refused.value.code == "name-taken"
        assert first.read_bytes() == b"a photo"
        with pytest.raises(KitRefused) as refused:
            copy_kit(founded, tmp_path / "gone")
        assert refused.value.code == "no-drop"


def test_a_laptop_hands_out_no_kit(tmp_path: Path) -> None:
    with coordinator(tmp_path / "coordinator") as founded:
        kit = copy_kit(founded, tmp_path).read_bytes()
    wanted = begin(tmp_path / "laptop")
    wanted.type_back(wanted.code)
    with make(wanted, furnish_laptop(kit, "north")) as laptop:
        with pytest.raises(KitRefused) as refused:
            copy_kit(laptop, tmp_path)
        assert refused.value.code == "is-laptop"


def test_forms_are_read_with_progress() -> None:
    heard: list[tuple[int, int]] = []

    class Listener:
        def step(self, done: int, total: int, what: str = "") -> None:
            assert what
            heard.append((done, total))

    read_forms = set_up.read_shipped_forms(Listener())
    assert len(read_forms) == len(kits.shipped_forms())
    assert heard == [(number, len(read_forms)) for number in range(len(read_forms))]


@pytest.mark.parametrize(
    ("named", "code"),
    [
        ("dimos_deigma", "dimos_deigma"),
        ("Δήμος Δείγμα", "dimos_deigma"),
        ("Athens - 1", "athens_1"),
        ("Δήμος Αρχαίας Ολυμπίας και Ανδρίτσαινας", "dimos_archaias_olympias_kai_an"),
        ("!", "municipality"),
    ],
)
def test_a_municipality_is_known_by_a_code_that_the_forms_take(named: str, code: str) -> None:
    made = municipality_code(named)
    assert re.fullmatch("[a-z0-9_]{2,30}", made)
    assert made == code
