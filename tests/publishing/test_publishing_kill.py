"""A publication killed at any moment: the old one stands or the new one, and nothing else."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from publishing_samples import Q, form, of_form, published, record, table

from fieldkit.publishing.profiles import STATISTICS
from fieldkit.publishing.replace import LOCK, MARKER, STAGING

ROUNDS, RECORDS = 6, 400
FOREVER = """
import pathlib, sys, test_publishing_kill
test_publishing_kill.publish_forever(pathlib.Path(sys.argv[1]))
"""
FORM = form("f", "1", (Q("string", "note"), Q("int", "round")))


def records_of(round_number: int):
    records = of_form(
        *(
            record(n, FORM, {"/data/note": "n" * 200, "/data/round": str(round_number)})
            for n in range(RECORDS)
        )
    )
    records.number = f"{round_number:064x}"
    return records


def publish_forever(out: Path) -> None:
    """What the killed process does: it says so before each publication, and after it."""
    for round_number in range(1, 1_000_000):
        sys.stdout.write(f"begin {round_number}\n")
        sys.stdout.flush()
        published(out, records_of(round_number), [FORM], profile=STATISTICS)
        sys.stdout.write(f"end {round_number}\n")
        sys.stdout.flush()


@pytest.mark.kill
def test_a_killed_publication_leaves_the_old_or_the_new(tmp_path: Path):
    out, chance = tmp_path / "out", random.Random(7)
    caught_inside = 0
    for _ in range(ROUNDS):
        begun, ended = _publish_and_kill(out, chance.uniform(0.0, 0.6))
        caught_inside += begun > ended
        if not (out / "f" / "latest.json").exists():
            assert ended == 0
            continue
        shown = _shown(out)
        assert shown in {begun, ended}  # round 0 is what stood there before
        published(out, records_of(0), [FORM], profile=STATISTICS)
        assert _shown(out) == 0
        assert {p.name for p in out.iterdir()} == {"f", LOCK, MARKER}
        assert not (out / STAGING).exists()
    assert caught_inside > 0


def _publish_and_kill(out: Path, delay: float) -> tuple[int, int]:
    """The last publication begun and the last one ended before the kill."""
    process = subprocess.Popen(
        [sys.executable, "-c", FOREVER, str(out)],
        cwd=Path(__file__).parent,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(delay)
    process.kill()
    lines = [first, *process.stdout]
    process.wait()
    process.stdout.close()
    said = [line.split() for line in lines if line.endswith("\n")]
    begun = max((int(number) for word, number in said if word == "begin"), default=0)
    ended = max((int(number) for word, number in said if word == "end"), default=0)
    return begun, ended


def _shown(out: Path) -> int:
    """The round that latest.json points to, after checking that its table is whole."""
    pointer = json.loads((out / "f" / "latest.json").read_text(encoding="utf-8"))
    rows = table(out / "f" / pointer["path"] / "data.csv")
    assert len(rows) == RECORDS
    (shown,) = {row["round"] for row in rows}
    return int(shown)
