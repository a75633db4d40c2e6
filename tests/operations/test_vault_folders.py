"""Finding vaults without opening any, and opening samples and nothing but samples."""

from __future__ import annotations

from pathlib import Path

import interview_world as world
import pytest

from fieldkit import vault
from fieldkit.model.answers import HiddenBytes
from fieldkit.operations.vault_folders import (
    find_vaults,
    open_for_window,
    open_sample,
    sample_passphrase,
)
from fieldkit.vault import Vault, audit, kdf
from fieldkit.vault.errors import VaultError, WrongPassphrase

PASSPHRASE = HiddenBytes(b"correct horse battery staple")


def make(folder: Path, user: str = "amina", *, sample: bool = False) -> None:
    made = vault.create(
        folder, user=user, passphrase=PASSPHRASE, clock=world.clock(), sample=sample, kdf=kdf.FLOOR
    )
    made.vault.close()


def offer(folder: Path, user: str, words: bytes = PASSPHRASE.data + b"\n") -> None:
    place = folder.parent / "passphrases"
    place.mkdir(exist_ok=True)
    (place / f"{folder.name}.{user}.txt").write_bytes(words)


def test_vaults_are_found_in_a_folder_and_below_it(folder: Path, tmp_path: Path) -> None:
    make(tmp_path / "sample" / "coordinator", sample=True)
    offer(tmp_path / "sample" / "coordinator", "amina")
    (tmp_path / "empty").mkdir()
    (tmp_path / "file.txt").write_text("no folder")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "keystore.json").write_text("{}")
    (tmp_path / "link").symlink_to(folder)
    (tmp_path / "a" / "b" / "c").mkdir(parents=True)
    (tmp_path / "a" / "b" / "c" / "keystore.json").write_text("{}")  # too deep to look for
    found = find_vaults(tmp_path)
    assert [(each.folder, each.name) for each in found] == [
        (folder, "laptop"),
        (tmp_path / "sample" / "coordinator", "coordinator"),
    ]
    assert [(each.users, each.offers_sample) for each in found] == [(2, False), (1, True)]


def test_a_vaults_own_folder_is_found_and_nothing_in_it(folder: Path) -> None:
    (folder / "inner").mkdir()
    (folder / "inner" / "keystore.json").write_text("{}")
    assert [each.folder for each in find_vaults(folder)] == [folder]


def test_where_there_is_nothing_nothing_is_found(tmp_path: Path) -> None:
    assert find_vaults(tmp_path / "absent") == []
    assert find_vaults(tmp_path) == []


def test_a_damaged_keystore_is_listed_so_that_opening_can_say_why(folder: Path) -> None:
    (folder / "keystore.json").write_text("not a keystore")
    (found,) = find_vaults(folder)
    assert (found.users, found.offers_sample) == (0, False)


def test_looking_makes_no_file_and_takes_no_lock(folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    with world.open_vault(folder):
        assert len(find_vaults(folder.parent)) == 1
    find_vaults(folder.parent)
    after = {path.name for path in folder.rglob("*")} - {"lock", "vault.db-wal", "vault.db-shm"}
    assert after <= {path.name for path in before}


def test_a_sample_offers_who_opens_it_and_with_what(tmp_path: Path) -> None:
    place = tmp_path / "laptop-1"
    make(place, "worker-1", sample=True)
    assert sample_passphrase(place) is None
    offer(tmp_path / "laptop-12", "worker-9")
    assert sample_passphrase(place) is None
    offer(place, "worker-1")
    key = sample_passphrase(place)
    assert key is not None
    assert (key.user, key.passphrase) == ("worker-1", PASSPHRASE)
    assert PASSPHRASE.data.decode() not in repr(key)
    with open_sample(place, world.clock()) as opened:
        assert opened.sample
        assert opened.user == "worker-1"


def test_a_real_vault_does_not_open_as_a_sample(tmp_path: Path) -> None:
    place = tmp_path / "real"
    make(place)
    offer(place, "amina")
    with pytest.raises(VaultError) as refused:
        open_sample(place, world.clock())
    assert refused.value.code == "not-a-sample"
    with open_for_window(place, "amina", PASSPHRASE, world.clock()) as opened:  # not locked
        assert not opened.sample
        assert [entry.action for entry in audit.entries(opened.connection)][-1] == "opened"


def test_a_sample_whose_passphrase_is_not_there_is_no_sample(tmp_path: Path) -> None:
    place = tmp_path / "sample"
    make(place, sample=True)
    for words in (None, b"", b"\n"):
        if words is not None:
            offer(place, "amina", words)
        with pytest.raises(VaultError) as refused:
            open_sample(place, world.clock())
        assert refused.value.code == "not-a-sample"
    offer(place, "amina", b"something else entirely")
    with pytest.raises(WrongPassphrase):
        open_sample(place, world.clock())


def test_the_window_opens_by_name_or_as_the_only_user(folder: Path) -> None:
    with open_for_window(folder, "", world.PASSPHRASE, world.clock()) as opened:
        assert opened.user == "amina"
    with open_for_window(folder, "eleni", world.RESEARCHER, world.clock()) as opened:
        assert isinstance(opened, Vault)
        assert opened.user == "eleni"
    with pytest.raises(WrongPassphrase):
        open_for_window(folder, "amina", world.RESEARCHER, world.clock())
