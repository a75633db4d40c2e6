"""An import killed at any moment leaves every batch wholly in or wholly out."""

from __future__ import annotations

import random
import subprocess
import sys
import time

import pytest
from drop_world import Places, at, clock, finish, record_of, send_all

from fieldkit.operations.import_batches import BatchOutcome, import_drop
from fieldkit.operations.registries import registry_of

BATCHES, RECORDS, ROUNDS = 12, 6, 4

IMPORT = """
import sys
from pathlib import Path
from fieldkit import vault
from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import SystemClock
from fieldkit.operations.import_batches import import_drop
folder, drop, passphrase = sys.argv[1:]
clock = SystemClock()
with vault.open_vault(Path(folder), passphrase=HiddenBytes(passphrase.encode()), clock=clock) as v:
    print("open", flush=True)
    import_drop(v, Path(drop), clock=clock)
"""


@pytest.mark.kill
def test_a_killed_import_leaves_whole_batches(places: Places) -> None:
    with at(places, "north") as north:
        for batch in range(BATCHES):
            for number in range(RECORDS):
                answers = {"/data/age": str(number), "/data/name": "x" * 2000}
                finish(north, record_of(f"uuid:{batch}-{number}", answers))
            send_all(north, places.drop)
    chance, seen = random.Random(7), 0
    for _ in range(ROUNDS):
        _import_and_kill(places, chance.uniform(0.0, 0.2))
        with at(places, "coordinator") as chief:
            held = _whole_batches(registry_of(chief).store.batch_sequences())
            events = registry_of(chief).store.event_sequences()
            assert sum(len(each) for each in events.values()) == held * RECORDS
            assert held >= seen
            seen = held
    with at(places, "coordinator") as chief:
        report = import_drop(chief, places.drop, clock=clock())
        outcomes = [line.outcome for line in report.batches]
        assert outcomes == [BatchOutcome.ALREADY] * seen + [BatchOutcome.IMPORTED] * (
            BATCHES - seen
        )
        assert report.gaps == []
        assert len(list(registry_of(chief).view().current("intake"))) == BATCHES * RECORDS


def _import_and_kill(places: Places, delay: float) -> None:
    command = [sys.executable, "-c", IMPORT, str(places.vault("coordinator")), str(places.drop)]
    passphrase = "correct horse battery staple"
    with subprocess.Popen([*command, passphrase], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"open\n"
        time.sleep(delay)
        child.kill()


def _whole_batches(sequences: dict[str, list[int]]) -> int:
    (held,) = sequences.values() or ([],)
    assert held == list(range(1, len(held) + 1))
    return len(held)
