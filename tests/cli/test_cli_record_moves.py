"""`fieldkit records move` and `undo-move`: shown first, done when confirmed, taken back."""

from __future__ import annotations

import json
from pathlib import Path

import interview_world as world
import move_world
import pytest
from click.testing import CliRunner, Result
from interview_world import NAME
from move_world import CITY

from fieldkit.cli.main import cli
from fieldkit.operations.restarts import MoveRefused


def run(folder: Path, *arguments: str) -> Result:
    words = world.command(folder, "records", *arguments)[3:]
    return CliRunner().invoke(cli, words)


def told(folder: Path, *arguments: str) -> dict[str, object]:
    done = run(folder, *arguments, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.fixture
def draft(folder: Path) -> str:
    with world.open_vault(folder) as opened:
        record = move_world.filled(opened).record
        move_world.install(opened, move_world.second_version())
    return record


def test_a_move_is_shown_confirmed_and_taken_back(folder: Path, draft: str) -> None:
    place = str(folder)
    shown = run(folder, "move", place, draft)
    assert shown.stdout.splitlines() == [
        f"{draft}: version 1 -> 2",
        "  kept as they are: 6",
        "  kept, under a new name: /visit/place -> /visit/spot",
        "  converted to a wider type: /visit/age",
        "  asked no more, the answer set aside: /visit/city",
        "  asked newly: /visit/pages",
        "  asked newly: /visit/member/m_called",
        "Nothing was changed. Add --confirm to move it.",
    ]
    assert NAME not in shown.output
    assert CITY not in shown.output
    moved = told(folder, "move", place, draft, "--to", "2", "--confirm")
    assert (moved["moved"], moved["before"], moved["after"]) == (True, "1", "2")
    assert {"path": "/visit/city", "fate": "removed", "now": ""} in moved["answers"]
    back = run(folder, "undo-move", place, draft)
    assert (
        back.stdout.splitlines()[-1] == "Nothing was changed. Add --confirm to take the move back."
    )
    undone = told(folder, "undo-move", place, draft, "--confirm")
    assert undone == {
        "record": draft, "form": "visit", "before": "2", "after": "1", "undone": True, "lost": []
    }  # fmt: skip
    steps = json.loads(run(folder, "history", place, draft, "--json").stdout)
    assert [step["kind"] for step in steps[-2:]] == ["move", "undo_move"]
    assert [step["value"] for step in steps[-2:]] == [None, None]


def test_what_cannot_be_moved_is_refused(folder: Path, draft: str) -> None:
    assert isinstance(run(folder, "move", str(folder), draft, "--to", "7").exception, MoveRefused)
