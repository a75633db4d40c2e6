"""Today's version reads the moved drafts that every version before it has left.

The folders beside this file are frozen; see README.md.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from make_golden_moves import shown
from test_golden import digest

from fieldkit import vault as vaults
from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import SeededRandomness, SteppingClock
from fieldkit.operations import interview, moves, replay, undo_moves
from fieldkit.operations.verify import verify_vault
from fieldkit.vault import Vault

FROZEN = sorted(path.parent for path in Path(__file__).parent.glob("*/moves.json"))

# One line for each folder, written when it was added.
HASHES = {
    "0.1-moves": "badcbc82ea7e1c359cac55ea06d6ec562b6cc72828171cba7c5027c6acc7f914",
}


def clock() -> SteppingClock:
    return SteppingClock(datetime(2031, 1, 7, 9, 0, tzinfo=UTC))


@pytest.fixture(params=FROZEN, ids=lambda path: path.name)
def told(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, Any]:
    shutil.copytree(request.param / "laptop", tmp_path / "laptop")
    return json.loads((request.param / "moves.json").read_text("utf-8"))


@pytest.fixture
def laptop(told: dict[str, Any], tmp_path: Path) -> Iterator[Vault]:
    passphrase = HiddenBytes(told["passphrase"].encode())
    with vaults.open_vault(
        tmp_path / "laptop", user="laptop", passphrase=passphrase, clock=clock()
    ) as opened:
        yield opened


def test_the_frozen_files_are_the_ones_that_were_frozen() -> None:
    assert {folder.name: digest(folder) for folder in FROZEN} == HASHES


def test_moved_drafts_read_as_they_were_said(laptop: Vault, told: dict[str, Any]) -> None:
    assert [check.name for check in verify_vault(laptop) if not check.ok] == []
    for which in ("moved", "taken_back", "finished"):
        record = told[which]["record"]
        assert json.loads(json.dumps(shown(laptop, record))) == told[which]
        again = replay.replay(laptop, record).record_content("", {})
        assert (again.answers, again.rows) == (told[which]["answers"], told[which]["rows"])


def test_a_move_of_an_older_version_can_be_taken_back(laptop: Vault, told: dict[str, Any]) -> None:
    before = told["before"]
    plan = undo_moves.plan_undo(laptop, before["record"], clock(), SeededRandomness(1))
    assert plan.lost == ("/visit/pages",)
    undo_moves.take_undo(plan)
    now = shown(laptop, before["record"])
    for what in ("state", "version", "answers", "languages", "rows", "aside"):
        assert now[what] == before[what], what
    assert now["history"][: len(before["history"])] == before["history"]


def test_moved_drafts_go_on_and_are_finished(laptop: Vault, told: dict[str, Any]) -> None:
    moved, back = told["moved"]["record"], told["taken_back"]["record"]
    moves.take(moves.plan(laptop, back, clock(), SeededRandomness(2)))
    for record in (moved, back):
        live = interview.resume(laptop, record, clock(), SeededRandomness(3))
        live.answer("/visit/pages", 5)
        live.finish()
        assert shown(laptop, record)["answers"]["/visit/spot"] == "Agora"
    assert [check.name for check in verify_vault(laptop) if not check.ok] == []
