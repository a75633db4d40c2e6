"""Unlocking without a window: which vaults there are, what opens them, what never does."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from joining_world import PASSPHRASE, Joining, access, clock, joining_template, opened

from fieldkit import vault as vaults
from fieldkit.model.answers import HiddenBytes
from fieldkit.operations.passphrases import propose
from fieldkit.operations.set_up import SetUp
from fieldkit.operations.vaults import SAMPLE_COST, NewVault
from fieldkit.ui.models.unlock import seconds_to_wait
from fieldkit.ui.presenters.access import Access
from fieldkit.ui.presenters.passphrases import secret, spellings
from fieldkit.ui.presenters.unlock import UnlockPresenter
from fieldkit.vault.errors import (
    BadRecoveryCode,
    KeystoreMissing,
    VaultError,
    WeakPassphrase,
    WrongPassphrase,
)

__all__ = ["joining_template"]


@pytest.fixture
def laptop(joining_template: Joining, tmp_path: Path) -> Path:
    """A laptop's vault among the vaults of this computer."""
    folder = tmp_path / "vaults" / "laptop"
    shutil.copytree(joining_template.laptop, folder)
    return folder


@pytest.fixture
def opening(tmp_path: Path) -> tuple[UnlockPresenter, Access]:
    entry = access()
    return UnlockPresenter(entry, tmp_path / "vaults", kdf=SAMPLE_COST), entry


Opening = tuple[UnlockPresenter, Access]


def offer_a_passphrase(folder: Path, user: str, passphrase: str) -> None:
    place = folder.parent / "passphrases"
    place.mkdir()
    (place / f"{folder.name}.{user}.txt").write_text(passphrase + "\n")


def test_the_vault_used_last_comes_first_wherever_it_lies(
    opening: Opening, laptop: Path, tmp_path: Path
) -> None:
    presenter, _ = opening
    (other := tmp_path / "vaults" / "aaa").mkdir()
    stick = tmp_path / "stick"
    for copy in (other, stick):
        shutil.copytree(laptop, copy, dirs_exist_ok=True)
    assert [each.name for each in presenter.view("").vaults] == ["aaa", "laptop"]
    assert [each.name for each in presenter.view(str(laptop)).vaults] == ["laptop", "aaa"]
    view = presenter.view(str(stick))
    assert [each.name for each in view.vaults] == ["stick", "aaa", "laptop"]
    assert [each.place for each in view.vaults] == [str(stick), "", ""]
    assert presenter.view(str(tmp_path / "gone")).vaults == presenter.view("").vaults


def test_no_vaults_are_no_error(opening: Opening) -> None:
    assert opening[0].view("").vaults == ()


def test_another_folder_is_looked_into(opening: Opening, laptop: Path, tmp_path: Path) -> None:
    presenter, _ = opening
    assert [each.name for each in presenter.look(laptop.parent).vaults] == ["laptop"]
    with pytest.raises(KeystoreMissing):
        presenter.look(tmp_path / "empty")


def test_the_passphrase_opens_and_a_wrong_one_does_not(opening: Opening, laptop: Path) -> None:
    presenter, entry = opening
    with pytest.raises(WrongPassphrase):
        presenter.unlock(laptop, "", secret("something else"))
    assert not entry.is_open
    done = presenter.unlock(laptop, "", secret(PASSPHRASE))
    assert (done.folder, done.is_sample, done.user) == (laptop, False, "Amina")
    assert "Amina" not in repr(done)
    entry.lock()


def test_who_opens_it_is_asked_where_there_are_several(opening: Opening, laptop: Path) -> None:
    presenter, entry = opening
    assert not presenter.view("").vaults[0].asks_name
    with opened(laptop) as vault:
        second = secret("another passphrase")
        vaults.add_user(vault, "Σάρα", second, kdf=SAMPLE_COST)
    assert presenter.view("").vaults[0].asks_name
    assert presenter.unlock(laptop, "Σάρα", second).user == "Σάρα"
    with pytest.raises(WrongPassphrase):
        presenter.unlock(laptop, "Amina", second)
    entry.lock()


def test_six_words_open_however_they_are_written() -> None:
    class Chance:
        def token(self, size: int) -> bytes:
            return bytes(range(size))

    words = propose(Chance())
    plain = words.data.decode()
    assert spellings(words) == [words]
    for typed in (plain.upper(), plain.replace("-", " "), f"  {plain.replace('-', '  ')} "):
        assert spellings(secret(typed))[0] == words
    assert spellings(secret(PASSPHRASE)) == [secret(PASSPHRASE)]


def test_six_words_with_spaces_and_capitals_open_the_vault(tmp_path: Path) -> None:
    entry = access()
    presenter = UnlockPresenter(entry, tmp_path)
    words = propose(entry.randomness)
    wanted = SetUp(NewVault(tmp_path / "vault", "Amina", words))
    wanted.type_back(wanted.code)
    wanted.make(clock(), lambda _: None, kdf=SAMPLE_COST).close()
    typed = words.data.decode().replace("-", " ").upper()
    assert presenter.unlock(tmp_path / "vault", "", secret(typed)).user == "Amina"
    own = "babab dadad fafaf gagag hahah jajaj"
    presenter.renew(secret(own))
    entry.lock()
    assert presenter.unlock(tmp_path / "vault", "", secret(own)).user == "Amina"
    entry.lock()


def test_a_passphrase_beside_a_real_vault_is_not_honoured(opening: Opening, laptop: Path) -> None:
    presenter, entry = opening
    offer_a_passphrase(laptop, "Amina", PASSPHRASE)
    assert presenter.view("").vaults[0].offers_sample
    with pytest.raises(VaultError) as refused:
        presenter.unlock_sample(laptop)
    assert refused.value.code == "not-a-sample"
    assert not entry.is_open


def test_a_sample_opens_with_what_lies_beside_it(opening: Opening, tmp_path: Path) -> None:
    presenter, entry = opening
    wanted = NewVault(tmp_path / "vaults" / "one", "worker-1", secret(PASSPHRASE), sample=True)
    with vaults.create(
        wanted.folder,
        user=wanted.user,
        passphrase=wanted.passphrase,
        clock=clock(),
        sample=True,
        kdf=SAMPLE_COST,
    ).vault:
        pass
    offer_a_passphrase(wanted.folder, "worker-1", PASSPHRASE)
    done = presenter.unlock_sample(wanted.folder)
    assert (done.is_sample, done.user) == (True, "worker-1")
    entry.lock()


def test_the_recovery_code_leads_to_a_new_passphrase(opening: Opening, tmp_path: Path) -> None:
    presenter, entry = opening
    wanted = SetUp(NewVault(tmp_path / "vaults" / "v", "Amina", secret(PASSPHRASE)))
    wanted.type_back(wanted.code)
    wanted.make(clock(), lambda _: None, kdf=SAMPLE_COST).close()
    folder = tmp_path / "vaults" / "v"
    with pytest.raises(BadRecoveryCode):
        presenter.recover(folder, HiddenBytes(b"0000"))
    assert len(presenter.recover(folder, wanted.code).words) == 6
    with pytest.raises(WeakPassphrase):
        presenter.renew(secret("short"))
    assert presenter.renew(secret("a new long passphrase")).user == "Amina"
    entry.lock()
    with pytest.raises(WrongPassphrase):
        presenter.unlock(folder, "", secret(PASSPHRASE))
    presenter.unlock(folder, "", secret("a new long passphrase"))
    entry.lock()


def test_leaving_after_the_recovery_code_closes_the_vault(opening: Opening, tmp_path: Path) -> None:
    presenter, entry = opening
    wanted = SetUp(NewVault(tmp_path / "vaults" / "v", "Amina", secret(PASSPHRASE)))
    wanted.type_back(wanted.code)
    wanted.make(clock(), lambda _: None, kdf=SAMPLE_COST).close()
    presenter.recover(tmp_path / "vaults" / "v", wanted.code)
    presenter.abandon()
    assert not entry.is_open
    presenter.unlock(tmp_path / "vaults" / "v", "", secret(PASSPHRASE))
    entry.lock()


def test_mistakes_cost_more_and_more_time() -> None:
    assert [seconds_to_wait(number) for number in range(6)] == [0, 1, 2, 4, 8, 16]
    assert seconds_to_wait(11) == seconds_to_wait(40) == 900


def test_unlocking_needs_no_workbooks_forms_or_publishing() -> None:
    heavy = ("pyxform", "openpyxl", "xlsxwriter", "python_calamine", "fieldkit.forms",
             "fieldkit.publishing", "fieldkit.demo")  # fmt: skip
    program = (
        "import sys, fieldkit.ui.presenters.unlock, fieldkit.ui.flows.unlock\n"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.decode().strip() == "[]"
