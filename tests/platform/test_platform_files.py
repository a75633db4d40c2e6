"""Durable writing: whole or not at all, never over somebody else's file."""

from __future__ import annotations

import multiprocessing
import resource
import stat
from pathlib import Path

import pytest

from fieldkit import platform


def test_a_written_file_is_private_and_never_replaced(tmp_path: Path) -> None:
    target = tmp_path / "a"
    platform.write_durably(target, b"one")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        platform.write_durably(target, b"two")
    assert target.read_bytes() == b"one"


def test_replacing_leaves_the_new_bytes_and_no_part(tmp_path: Path) -> None:
    target = tmp_path / "a"
    for content in (b"one", b"two"):
        platform.replace_durably(target, content)
    assert target.read_bytes() == b"two"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_full_disk_is_said_in_words_and_leaves_nothing(tmp_path: Path) -> None:
    target = tmp_path / "a"
    target.write_bytes(b"old")
    with multiprocessing.get_context("fork").Pool(1) as pool:
        said = pool.apply(_replace_on_a_small_disk, (target,))
    assert "could not be written" in said
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_folder_that_is_not_there_is_said_in_words(tmp_path: Path) -> None:
    gone = tmp_path / "pulled out" / "a"
    for write in (platform.write_durably, platform.replace_durably):
        with pytest.raises(platform.StorageError, match="could not be written"):
            write(gone, b"new")


def _replace_on_a_small_disk(target: Path) -> str:
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
    try:
        platform.replace_durably(target, bytes(5000))
    except platform.StorageError as refusal:
        return refusal.message
    return "written"


def test_renaming_never_overwrites(tmp_path: Path) -> None:
    source, target = tmp_path / "a.part", tmp_path / "a"
    source.write_bytes(b"new")
    target.write_bytes(b"old")
    with pytest.raises(FileExistsError):
        platform.rename_new(source, target)
    assert target.read_bytes() == b"old"


def test_a_lock_is_held_by_one_process(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with platform.exclusive_lock(lock), multiprocessing.get_context("fork").Pool(1) as pool:
        assert pool.apply(_try_lock, (lock,)) == "locked"
    assert _try_lock(lock) == "held"


def _try_lock(lock: Path) -> str:
    try:
        with platform.exclusive_lock(lock):
            return "held"
    except platform.StorageError as refusal:
        return refusal.code


def test_a_folder_or_lock_that_cannot_be_made_is_a_storage_error(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(platform.StorageError):
        platform.make_private_folder(tmp_path / "file" / "folder")
    with (
        pytest.raises(platform.StorageError) as refusal,
        platform.exclusive_lock(tmp_path / "file" / "lock"),
    ):
        pass
    assert refusal.value.code == "storage"


def test_what_could_not_be_written_is_called_by_its_own_name(tmp_path: Path) -> None:
    with pytest.raises(platform.StorageError, match=r"^a\.json could not be written"):
        platform.replace_durably(tmp_path / "pulled out" / "a.json", b"new")
