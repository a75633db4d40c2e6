"""A disk that is full, a damaged page, a look at every byte left behind."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
from pathlib import Path

import interview_world as world
import pytest
import system_calls
from interview_world import CODE, NAME, UNGATED, Line

from fieldkit.operations import records as looking
from fieldkit.operations.verify import verify_vault
from fieldkit.vault.errors import VaultDamaged

SOAK = bool(os.environ.get("FIELDKIT_SOAK"))
LONG = "a long answer " * 40
STEPS: list[Line] = [{"answer": "/visit/name", "value": f"{LONG}{n}"} for n in range(40)]


def interview(folder: Path) -> list[str]:
    return world.command(folder, "interview", str(folder), "--form", UNGATED, "--answers", "-")


def assert_nothing_acknowledged_is_lost(folder: Path, answers: list[Line]) -> None:
    saved = [(n, answer) for n, answer in enumerate(answers) if "saved" in answer]
    with world.open_vault(folder) as opened:
        assert all(check.ok for check in verify_vault(opened))
        if not saved:
            return
        past = looking.history(opened, saved[0][1]["record"])
        given = {step.step: step.given for step in past}
        assert [given[answer["saved"]] for _, answer in saved] == [
            STEPS[n]["value"] for n, _ in saved
        ]


def assert_said_clearly(done: subprocess.CompletedProcess[bytes], answers: list[Line]) -> None:
    assert done.returncode == 1
    message = done.stderr.decode()
    assert "disk" in message
    assert "Traceback" not in message
    assert LONG not in message
    if answers:
        assert len(answers) == len(STEPS)
        assert {answer["refused"] for answer in answers if "refused" in answer} <= {
            "disk-full",
            "storage",
        }


@pytest.mark.fault
def test_a_file_that_may_not_grow_loses_nothing_acknowledged(folder: Path) -> None:
    room = (folder / "vault.db").stat().st_size + 60_000

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    done = subprocess.run(
        interview(folder),
        input=world.json_lines(STEPS),
        capture_output=True,
        preexec_fn=little_room,
        check=False,
    )
    answers = world.read_lines(done.stdout)
    assert_said_clearly(done, answers)
    kinds = ["saved" if "saved" in answer else "refused" for answer in answers]
    assert kinds[0] == "saved"
    assert kinds[-1] == "refused"
    assert_nothing_acknowledged_is_lost(folder, answers)


@pytest.mark.fault
@pytest.mark.parametrize("errno", [28, 5])
@pytest.mark.parametrize("start", range(1, 400, 7 if SOAK else 150))
def test_calls_that_fail_from_the_nth_on(
    folder: Path, tmp_path: Path, start: int, errno: int
) -> None:
    library = system_calls.shim(tmp_path)
    broken = {"FK_FAIL_FROM": str(start), "FK_FAIL_PATH": "vault.db", "FK_FAIL_ERRNO": str(errno)}
    done = subprocess.run(
        interview(folder),
        input=world.json_lines(STEPS),
        env={**os.environ, **broken, "LD_PRELOAD": str(library)},
        capture_output=True,
        check=False,
    )
    answers = world.read_lines(done.stdout)
    assert_said_clearly(done, answers)
    assert_nothing_acknowledged_is_lost(folder, answers)


def found_wrong(folder: Path) -> str:
    """What FieldKit says of a vault, "" when it finds nothing."""
    try:
        with world.open_vault(folder) as opened:
            return " ".join(check.found for check in verify_vault(opened) if not check.ok)
    except VaultDamaged as refusal:
        return str(refusal)


def test_a_damaged_page_is_named_whichever_it_is(folder: Path) -> None:
    database = folder / "vault.db"
    whole = database.read_bytes()
    assert found_wrong(folder) == ""
    for page in range(0, len(whole) // 4096, 1 if SOAK else 12):
        damaged = bytearray(whole)
        damaged[page * 4096 + 777] ^= 1
        database.write_bytes(damaged)
        assert "damaged or" in found_wrong(folder), page


def test_a_damaged_first_page_changes_nothing(folder: Path) -> None:
    database = folder / "vault.db"
    damaged = bytearray(database.read_bytes())
    damaged[100] ^= 1
    database.write_bytes(damaged)
    done = world.run(folder, "vault", "verify", str(folder), "--json")
    assert done.returncode == 1
    assert b"damaged or was altered" in done.stderr
    assert b"Traceback" not in done.stderr
    assert database.read_bytes() == bytes(damaged)


def needles() -> list[bytes]:
    words = [NAME, CODE, "Βόλος", "Samar", "amina", world.PASSPHRASE.data.decode()]
    encodings = ("utf-8", "utf-16-le", "utf-16-be")
    return [word.encode(encoding) for word in words for encoding in encodings]


def test_no_file_of_a_killed_interview_holds_an_answer(folder: Path) -> None:
    steps: list[Line] = [
        {"answer": "/visit/subject_code", "value": CODE},
        {"answer": "/visit/name", "value": NAME},
        {"answer": "/visit/age", "value": 40},
        {"answer": "/visit/city", "value": "Βόλος"},
        {"add_repeat": "/visit/member"},
        {"answer": "/visit/member[1]/m_name", "value": "Samar"},
        {"finish": True},
    ]
    child = subprocess.Popen(interview(folder), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(world.json_lines(steps))
    child.stdin.flush()
    for _ in steps:
        assert b"saved" in child.stdout.readline()
    child.kill()
    child.wait()
    child.stdin.close()
    child.stdout.close()
    left = [path for path in folder.rglob("*") if path.is_file()]
    assert any(path.name == "vault.db-wal" and path.stat().st_size for path in left)
    for path in left:
        content = path.read_bytes()
        assert not any(needle in content for needle in needles()), path.name


def test_opening_on_a_full_disk_says_so(folder: Path, tmp_path: Path) -> None:
    library = system_calls.shim(tmp_path)
    broken = {"FK_FAIL_FROM": "1", "FK_FAIL_PATH": "vault.db", "LD_PRELOAD": str(library)}
    before = (folder / "vault.db").read_bytes()
    done = subprocess.run(
        world.command(folder, "records", "list", str(folder)),
        env={**os.environ, **broken},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert b"disk" in done.stderr
    assert b"Traceback" not in done.stderr
    assert (folder / "vault.db").read_bytes() == before
