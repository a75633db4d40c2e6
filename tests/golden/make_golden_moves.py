"""Makes one frozen laptop with moved drafts: `python tests/golden/make_golden_moves.py NAME`.

A draft that was moved to a second version of its form and went on there, one whose move was taken
back, and one that was moved and finished. `moves.json` beside the vault says what every later
version must read. What is there is never made anew (see README.md).
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "support"))  # where pytest finds it, too

import interview_world as world  # noqa: E402
import move_world  # noqa: E402

from fieldkit import vault as vaults  # noqa: E402
from fieldkit.model.answers import HiddenBytes  # noqa: E402
from fieldkit.model.clock import SeededRandomness, SteppingClock  # noqa: E402
from fieldkit.operations import home, records  # noqa: E402
from fieldkit.vault import Vault, kdf  # noqa: E402

PASSPHRASE = "sample key of a moved laptop"


def make(folder: Path) -> dict[str, Any]:
    """Make the vault; what must be read from it later."""
    clock = SteppingClock(datetime(2026, 11, 23, 8, 0, tzinfo=UTC))
    made = vaults.create(
        folder / "laptop", user="laptop", passphrase=HiddenBytes(PASSPHRASE.encode()), clock=clock,
        role="worker", sample=True, kdf=kdf.FLOOR, randomness=SeededRandomness("golden moves"),
    )  # fmt: skip
    made.confirm_recovery(made.recovery_code)
    with made.vault as laptop:
        move_world.install(laptop, world.package(world.GATED))
        moved, back, done = (move_world.filled(laptop, seed=seed).record for seed in (1, 2, 3))
        first = shown(laptop, moved)
        move_world.install(laptop, move_world.second_version())
        for record in (moved, back, done):
            move_world.move(laptop, record)
        world.again(laptop, moved).answer("/visit/pages", 3)
        move_world.undo(laptop, back)
        world.again(laptop, done).finish()
        return {
            "made_by": "tests/golden/make_golden_moves.py",
            "passphrase": PASSPHRASE,
            "before": first,
            "moved": shown(laptop, moved),
            "taken_back": shown(laptop, back),
            "finished": shown(laptop, done),
        }


def shown(laptop: Vault, record: str) -> dict[str, Any]:
    """All that a later version must say of a record."""
    found = records.show(laptop, record)
    (line,) = [
        each
        for each in home.home_records(laptop, SteppingClock(datetime(2026, 11, 24, tzinfo=UTC)))
        if each.record == record
    ]
    return {
        "record": record,
        "state": found.line.state.value,
        "version": found.line.form_version,
        "answers": found.content.answers,
        "languages": found.content.languages,
        "rows": found.content.rows,
        "aside": found.aside,
        "newer_version": line.newer_version,
        "can_go_back": line.can_go_back,
        "history": [
            [step.step, step.kind, step.key, step.given, step.language, step.at]
            for step in records.history(laptop, record)
        ],
    }


if __name__ == "__main__":
    target = HERE / sys.argv[1]
    target.mkdir()
    text = json.dumps(make(target), ensure_ascii=False, indent=1, sort_keys=True)
    (target / "moves.json").write_text(text + "\n", encoding="utf-8")
    for lock in target.glob("*/lock"):
        lock.unlink()
