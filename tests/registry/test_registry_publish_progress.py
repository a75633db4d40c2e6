"""A publication tells each record it reads, and stopped anywhere leaves the old one whole."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from drop_world import Places, at, clock, files_of, finish, record_of, send_all
from stopping import Watcher, assert_goes_forward

from fieldkit.model.clock import SeededRandomness
from fieldkit.model.progress import NO_PROGRESS, Cancelled, Progress
from fieldkit.operations.import_batches import import_drop
from fieldkit.operations.publish import Wanted, publish_registry
from fieldkit.vault import Vault

RECORDS = 45


@pytest.fixture
def filled(places: Places) -> Places:
    _import(places, range(1))
    return places


def _import(places: Places, numbers: range) -> None:
    with at(places, "north") as laptop:
        for number in numbers:
            finish(laptop, record_of(f"uuid:{number:032x}", {"/data/age": str(number)}))
        send_all(laptop, places.drop)
    with at(places, "coordinator") as chief:
        import_drop(chief, places.drop, clock=clock())


def publish(chief: Vault, out: Path, progress: Progress = NO_PROGRESS) -> None:
    publish_registry(
        chief, Wanted(out), clock=clock(), randomness=SeededRandomness("p"), progress=progress
    )


def rows(out: Path) -> int:
    """The rows of the publication that latest.json points to, and of the copy beside it."""
    pointer = json.loads((out / "intake" / "latest.json").read_text(encoding="utf-8"))
    counted: set[int] = set()
    for folder in (out / "intake" / pointer["path"], out / "intake" / "latest"):
        with (folder / "data.csv").open(encoding="utf-8", newline="") as stream:
            counted.add(len(list(csv.DictReader(stream))))
    (count,) = counted
    return count


def test_every_step_is_a_place_to_stop_and_to_begin_anew(filled: Places, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with at(filled, "coordinator") as chief:
        publish(chief, out)
    _import(filled, range(1, RECORDS))
    with at(filled, "coordinator") as chief:
        watcher = Watcher()
        publish(chief, tmp_path / "other", watcher)
        assert_goes_forward(watcher)
        assert {told[1] for told in watcher.told} == {2 * RECORDS}
        assert len(watcher.told) > 4
        shown = {name: data for name, data in files_of(out).items() if "revisions" not in name}
        for stop_at in range(len(watcher.told)):
            with pytest.raises(Cancelled):
                publish(chief, out, Watcher(stop_at))
            assert rows(out) == 1
            left = files_of(out)
            assert {name: left[name] for name in left if "revisions" not in name} == shown
        publish(chief, out)
        assert rows(out) == RECORDS


def test_a_first_publication_that_was_stopped_shows_nothing(filled: Places, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with at(filled, "coordinator") as chief:
        with pytest.raises(Cancelled):
            publish(chief, out, Watcher(1))
        assert not (out / "intake" / "latest.json").exists()
        publish(chief, out)
        assert rows(out) == 1
