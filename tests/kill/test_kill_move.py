"""A move to another form version that is killed, or finds the disk full, leaves the old or the new.

Never half of either: pin, journal and draft agree, and the record goes on.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import interview_world as world
import move_world
import pytest
import system_calls

from fieldkit.operations import records as looking
from fieldkit.operations.verify import verify_vault
from fieldkit.vault import journal, moves, records
from fieldkit.vault.journal import StepKind

SOAK = bool(os.environ.get("FIELDKIT_SOAK"))
ROWS = 12  # enough for a transaction of many pages
# Opening makes the first calls, the transaction ends at about the 35th, closing makes the last.
CALLS = range(1, 50) if SOAK else (20, 32, 40)
DIED = -9


@pytest.fixture(scope="session")
def place(template_vault: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with version 2 and a long draft of version 1."""
    folder = world.copy_vault(template_vault, tmp_path_factory.mktemp("move") / "laptop")
    with world.open_vault(folder) as opened:
        running = move_world.filled(opened)
        for _ in range(2, ROWS):
            running.add_repeat("/visit/member")
        running.answer("/visit/member[2]/m_name", "Layla")
        move_world.install(opened, move_world.second_version())
    return folder


@pytest.fixture
def draft(place: Path, tmp_path: Path) -> tuple[Path, str]:
    folder = world.copy_vault(place, tmp_path / "laptop")
    with world.open_vault(folder) as opened:
        (line,) = records.lines(opened)
    return folder, line.record


def move(folder: Path, record: str, shim: Path, from_call: int, **how: str) -> int:
    """Move it with system calls that fail from one on; the exit code."""
    broken = {"FK_FAIL_FROM": str(from_call), "FK_FAIL_PATH": "vault.db", "LD_PRELOAD": str(shim)}
    done = subprocess.run(
        world.command(folder, "records", "move", str(folder), record, "--confirm"),
        env={**os.environ, **broken, **how},
        capture_output=True,
        check=False,
    )
    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, 1, DIED), done.stderr
    assert (b"disk" in done.stderr) is (done.returncode == 1)
    return done.returncode


def assert_old_or_new(folder: Path, record: str) -> bool:
    """Everything agrees, and the record goes on; whether it was moved."""
    with world.open_vault(folder) as opened:
        assert all(check.ok for check in verify_vault(opened))
        moved = records.line(opened, record).form_version == "2"
        found = looking.show(opened, record).content
        assert (record in moves.can_be_undone(opened)) is moved
        assert (journal.entries(opened, record)[-1].kind is StepKind.START) is moved
        assert found.answers["/visit/spot" if moved else "/visit/place"] == "Agora"
        assert ("/visit/member[2]/m_called" in found.answers) is moved
        assert len(found.rows) == ROWS - 1
        if moved:
            move_world.undo(opened, record)
        else:
            move_world.move(opened, record)
        world.again(opened, record).answer("/visit/age", 41)
        assert all(check.ok for check in verify_vault(opened))
    return moved


@pytest.mark.kill
def test_a_killed_move_leaves_the_old_or_the_new(
    place: Path, draft: tuple[Path, str], tmp_path: Path
) -> None:
    shim, record = system_calls.shim(tmp_path), draft[1]
    ends: set[tuple[int, bool]] = set()
    for call in CALLS:
        folder = world.copy_vault(place, tmp_path / str(call) / "laptop")
        code = move(folder, record, shim, call, FK_KILL="1")
        ends.add((code, assert_old_or_new(folder, record)))
    assert {(DIED, False), (DIED, True)} <= ends


@pytest.mark.fault
def test_a_move_on_a_full_disk_leaves_the_old_or_the_new(
    place: Path, draft: tuple[Path, str], tmp_path: Path
) -> None:
    shim, record = system_calls.shim(tmp_path), draft[1]
    refused = 0
    for call in CALLS if SOAK else (24,):
        folder = world.copy_vault(place, tmp_path / str(call) / "laptop")
        code = move(folder, record, shim, call)
        refused += code
        assert assert_old_or_new(folder, record) or code == 1
    assert refused
