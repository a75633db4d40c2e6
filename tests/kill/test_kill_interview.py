"""Invariant 1: what was printed as saved is there after kill -9, and an fsync came before it."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import time
from pathlib import Path

import interview_world as world
import pytest
import system_calls
from interview_world import Line

from fieldkit.operations import records as looking
from fieldkit.operations.verify import verify_vault

ROUNDS = 300 if os.environ.get("FIELDKIT_SOAK") else 15


def lines_for(number: int) -> list[Line]:
    """Steps that all are taken: the gate in the middle of them, so that some lines wait."""
    steps: list[Line] = [{"answer": "/visit/place", "value": f"place {number}"}]
    steps += [
        {"answer": "/visit/name", "value": "Ζαραθούστρα"},
        {"answer": "/visit/age", "value": 1},
    ]
    steps += [{"answer": "/visit/may_continue", "value": "yes"}]
    for at in range(1, 60):
        steps.append({"add_repeat": "/visit/member"})
        steps.append({"answer": f"/visit/member[{at}]/m_age", "value": at})
        steps.append({"answer": f"/visit/member[{at}]/m_name", "value": f"name {number} {at}"})
    return steps


def interview(folder: Path, form: str = world.GATED) -> list[str]:
    return world.command(folder, "interview", str(folder), "--form", form, "--answers", "-")


def killed_after(folder: Path, steps: list[Line], chance: random.Random) -> list[Line]:
    """Feed everything at once, kill after some answers and a moment, return what was printed."""
    child = subprocess.Popen(
        interview(folder), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(world.json_lines(steps))
    child.stdin.close()
    printed = [child.stdout.readline() for _ in range(chance.randint(0, 60))]
    time.sleep(chance.uniform(0, 0.02))
    child.kill()
    printed += child.stdout.readlines()
    child.wait()
    complete = [line for line in printed if line.endswith(b"\n")]
    return world.read_lines(b"".join(complete))


@pytest.mark.kill
def test_every_saved_line_is_there_after_kill(folder: Path) -> None:
    printed: list[tuple[list[Line], list[Line]]] = []
    for number in range(ROUNDS):
        steps = lines_for(number)
        printed.append((steps, killed_after(folder, steps, random.Random(number))))
    saved = 0
    with world.open_vault(folder) as opened:
        for steps, answers in printed:
            assert all("saved" in answer for answer in answers)
            saved += len(answers)
            if answers:
                past = looking.history(opened, answers[0]["record"])[1:]
                for step, answer, kept in zip(steps, answers, past, strict=False):
                    assert answer["saved"] == kept.step
                    assert kept.given == step.get("value")
                assert len(past) >= len(answers)
        assert all(check.ok for check in verify_vault(opened))
    assert saved > ROUNDS  # else the kills came before there was anything to lose


def assert_synced_before_each_saved_line(calls: list[str], expected: int) -> None:
    """`calls` are "sync" and "saved" in the order they happened."""
    assert calls.count("saved") == expected
    waiting = 0
    for at, call in enumerate(calls):
        if call == "saved" and calls[at - 1] != "sync":
            waiting += 1
    # Only lines that waited for the gate share the sync of the yes: two of them, and the yes.
    assert waiting == 2


STEPS = lines_for(0)[:16]


def test_strace_shows_a_sync_before_each_saved_line(folder: Path, tmp_path: Path) -> None:
    if shutil.which("strace") is None:
        pytest.skip("strace is not on this computer")
    trace = tmp_path / "trace"
    traced = ["strace", "-f", "-qq", "-s", "16", "-o", str(trace)]
    traced += ["-e", "trace=write,fsync,fdatasync", *interview(folder)]
    done = subprocess.run(traced, input=world.json_lines(STEPS), capture_output=True, check=False)
    if b"ptrace" in done.stderr.lower() and done.returncode != 0:
        pytest.skip("this computer does not let strace watch")
    assert done.returncode == 0, done.stderr
    found = re.findall(r'(fdatasync|fsync)\(\d+\) *= 0|write\(1, "\{\\"(saved)', trace.read_text())
    calls = ["saved" if saved else "sync" for _, saved in found]
    assert_synced_before_each_saved_line(calls, len(STEPS))


def test_the_shim_shows_a_sync_before_each_saved_line(folder: Path, tmp_path: Path) -> None:
    library = system_calls.shim(tmp_path)
    trace = tmp_path / "trace"
    environment = {**os.environ, "LD_PRELOAD": str(library), "FK_TRACE": str(trace)}
    done = subprocess.run(
        interview(folder),
        input=world.json_lines(STEPS),
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    lines = trace.read_text().splitlines()
    calls = ["saved" if line.startswith('out {"saved') else line for line in lines]
    calls = [call for call in calls if call in ("saved", "sync")]
    assert_synced_before_each_saved_line(calls, len(STEPS))
