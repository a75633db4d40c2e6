"""A folder drop: whole files or none, whatever happens to the process or the stick."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from batch_maker import KEYRING, batch

from fieldkit import platform
from fieldkit.platform import StorageError
from fieldkit.sync.batch.open import open_batch
from fieldkit.sync.drop.base import (
    BatchName,
    Put,
    ReceiptName,
    batch_name,
    kit_name,
    parse_batch_name,
    parse_kit_name,
    parse_receipt_name,
    receipt_name,
)
from fieldkit.sync.drop.folder import FolderDrop
from fieldkit.sync.errors import BatchRefused, DropRefused

NAME = "in/0123456789abcdef/00000001-0123456789abcdef.fkb"


def test_names_say_what_they_were_made_of() -> None:
    device, file_hash = "ab" * 32, "cd" * 32
    assert parse_batch_name(batch_name(device, 7, file_hash)) == BatchName(
        device[:16], 7, file_hash[:16]
    )
    assert parse_receipt_name(receipt_name(file_hash, device, 3)) == ReceiptName(
        file_hash[:16], device[:16], 3
    )
    assert parse_kit_name(kit_name(2, file_hash)) == (2, file_hash[:16])


@pytest.mark.parametrize(
    "name",
    [
        f"{NAME}.part",
        NAME.replace(".fkb", " (1).fkb"),
        NAME.replace(".fkb", ".sync-conflict-20261122.fkb"),
        NAME.upper(),
        "in/../00000001-0123456789abcdef.fkb",
        "00000001-0123456789abcdef.fkb",
    ],
)
def test_other_names_are_nobodys(name: str) -> None:
    assert parse_batch_name(name) is None


def test_putting_twice_writes_once(tmp_path: Path) -> None:
    drop = FolderDrop(tmp_path)
    assert drop.put(NAME, b"content") is Put.WRITTEN
    before = (tmp_path / NAME).stat().st_ino
    assert drop.put(NAME, b"content") is Put.ALREADY
    assert (tmp_path / NAME).stat().st_ino == before
    assert drop.read(NAME) == b"content"


def test_a_damaged_copy_is_written_again(tmp_path: Path) -> None:
    drop = FolderDrop(tmp_path)
    drop.put(NAME, b"content")
    (tmp_path / NAME).write_bytes(b"cont")
    assert drop.put(NAME, b"content") is Put.WRITTEN
    assert drop.read(NAME) == b"content"


def test_a_part_left_by_a_crash_is_swept_and_never_listed(tmp_path: Path) -> None:
    drop = FolderDrop(tmp_path)
    part = (tmp_path / NAME).with_name(f".{Path(NAME).name}.part")
    part.parent.mkdir(parents=True)
    part.write_bytes(b"cont")
    assert drop.files(str(Path(NAME).parent)) == []
    assert drop.put(NAME, b"content") is Put.WRITTEN
    assert [path.name for path in part.parent.iterdir()] == [Path(NAME).name]


def test_a_drop_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(DropRefused) as caught:
        FolderDrop(tmp_path / "stick")
    assert caught.value.code == "no-drop"
    assert list(tmp_path.iterdir()) == []


def test_a_full_stick_is_said_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(platform.os, "fsync", full)
    with pytest.raises(StorageError) as caught:
        FolderDrop(tmp_path).put(NAME, b"content")
    assert caught.value.code == "disk-full"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_stick_that_forgets_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lying(path: Path, data: bytes) -> None:
        path.write_bytes(data[:-1] + b"?")

    monkeypatch.setattr("fieldkit.sync.drop.folder.write_durably", lying)
    with pytest.raises(DropRefused) as caught:
        FolderDrop(tmp_path).put(NAME, b"content")
    assert caught.value.code == "read-back"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_pulled_stick_is_said(tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    drop = FolderDrop(tmp_path / "stick")
    (tmp_path / "stick").rename(tmp_path / "elsewhere")
    with pytest.raises(DropRefused) as caught:
        drop.put("in/x.fkb", b"content")
    assert caught.value.code == "no-drop"
    assert not (tmp_path / "stick").exists()


WRITER = """
import sys
from pathlib import Path
from fieldkit.sync.drop.folder import FolderDrop
data = Path(sys.argv[1]).read_bytes()
drop = FolderDrop(Path(sys.argv[2]))
number = 0
while True:
    drop.put(f"in/device/{number:08d}-{sys.argv[3]}.fkb", data)
    print(number, flush=True)
    number += 1
"""


@pytest.mark.kill
def test_a_killed_publisher_leaves_whole_files_only(tmp_path: Path) -> None:
    """20 rounds: what it reported is there, what is there is whole."""
    chance = random.Random(7)
    source, drop = tmp_path / "source.fkb", tmp_path / "drop"
    source.write_bytes(batch(count=120))
    drop.mkdir()
    for round_number in range(20):
        reported = _write_until_killed(source, drop, str(round_number), chance.uniform(0, 0.05))
        files = FolderDrop(drop).files("in/device")
        mine = [name for name in files if name.endswith(f"-{round_number}.fkb")]
        assert {f"{number:08d}-{round_number}.fkb" for number in reported} <= set(mine)
        for name in mine:
            assert len(open_batch(drop / "in/device" / name, KEYRING).events) == 120


def _write_until_killed(source: Path, drop: Path, name: str, seconds: float) -> list[int]:
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(source), str(drop), name], stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    rest = process.stdout.read()
    process.wait()
    return [int(number) for number in (first + rest).split()]


def test_a_half_copied_batch_is_refused_as_such(tmp_path: Path) -> None:
    (tmp_path / "a.fkb").write_bytes(batch()[:-100])
    with pytest.raises(BatchRefused) as caught:
        open_batch(tmp_path / "a.fkb", KEYRING)
    assert caught.value.code == "truncated"
