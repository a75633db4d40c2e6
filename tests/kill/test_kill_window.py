"""Invariant 1, through the window: what the page showed as saved is there after kill -9."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import kill_window
import pytest
from driving import button, click, focused, settle, shown
from field_world import LAPTOP, Field, copied
from interview_driving import Interviewing
from kill_window import SAVED, TYPED, Line, members, sit_down
from pytestqt.qtbot import QtBot

from fieldkit.operations import records as looking
from fieldkit.operations.records import PastStep
from fieldkit.operations.verify import verify_vault
from fieldkit.ui.models.interview import Item, QuestionView, RosterView
from fieldkit.ui.widgets.draft_row import DraftRow
from fieldkit.ui.widgets.saved_mark import Keeping

ROUNDS = 60 if os.environ.get("FIELDKIT_SOAK") else 6
BEFORE_THE_THIRD = 11  # what is shown as saved before the third member is described


@dataclass(frozen=True)
class OnDisk:
    """The record that the killed window left behind."""

    record: str
    answers: dict[str, str]
    steps: list[PastStep]


def killed_after(place: Field, seed: int) -> list[Line]:
    """Let somebody work at a window, kill it when enough was saved and a moment is over; what it
    printed."""
    chance = random.Random(seed)
    enough = chance.randint(BEFORE_THE_THIRD, BEFORE_THE_THIRD + 20)
    program = [sys.executable, kill_window.__file__, str(place.folder), str(seed)]
    with subprocess.Popen(program, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        printed: list[bytes] = []
        while sum(SAVED.encode() in line for line in printed) < enough:
            printed.append(child.stdout.readline())
            assert printed[-1], "the window ended by itself"
        time.sleep(chance.uniform(0, 0.15))
        child.kill()
        printed += child.stdout.readlines()
    return [json.loads(line) for line in printed if line.endswith(b"\n")]


def records_in(place: Field) -> set[str]:
    """What the laptop has."""
    with place.open(LAPTOP) as vault:
        return {line.record for line in looking.all_lines(vault)}


def left_behind(place: Field, before: set[str]) -> OnDisk:
    """The one new record, read without a window; the vault must be whole."""
    with place.open(LAPTOP) as vault:
        assert all(check.ok for check in verify_vault(vault))
        (line,) = (each for each in looking.all_lines(vault) if each.record not in before)
        steps = looking.history(vault, line.record)
        return OnDisk(line.record, looking.show(vault, line.record).content.answers, steps)


def assert_kept(printed: list[Line], answers: dict[str, str]) -> None:
    """Each answer is the one shown as saved last, or one that was typed over it afterwards."""
    allowed: dict[str, set[str | None]] = {}
    for line in printed:
        if SAVED in line:
            allowed[line["path"]] = {line[SAVED]}
        else:
            allowed.setdefault(line["path"], {None}).add(line[TYPED])
    for path, values in allowed.items():
        assert answers.get(path) in values, path


def questions(items: Iterable[Item]) -> Iterator[QuestionView]:
    """The questions of a section, those in rows included."""
    for item in items:
        if isinstance(item, QuestionView):
            yield item
        elif isinstance(item, RosterView):
            for row in item.rows:
                yield from questions(row.items)


def assert_taken_up(person: Interviewing, disk: OnDisk) -> None:
    """The page is at the last step on the disk, and shows what is on the disk: no more, no less."""
    view = person.page.view
    assert view is not None
    assert view.record == disk.record
    assert person.page.bar.mark.keeping is Keeping.SAVED
    assert view.saved_at == disk.steps[-1].at
    there = {each.path: each for each in questions(view.items)}
    assert {path: each.value for path, each in there.items() if each.value} == {
        path: value for path, value in disk.answers.items() if path in there
    }
    assert all(each.typed is None for each in there.values())
    last = next(step for step in reversed(disk.steps) if step.kind in ("answer", "add_repeat"))
    (opened,) = (card for card in members(person) if card.is_open)
    assert opened.holds(last.key)
    if last.kind == "answer":
        name = last.key.rpartition("/")[2]
        assert person.card(name).isAncestorOf(focused())


@pytest.mark.kill
@pytest.mark.parametrize("seed", range(ROUNDS))
def test_what_the_page_showed_as_saved_is_there_after_kill(
    qtbot: QtBot, tmp_path: Path, seed: int
) -> None:
    place = copied(tmp_path / "field")
    before = records_in(place)
    printed = killed_after(place, seed)
    disk = left_behind(place, before)
    assert_kept(printed, disk.answers)
    assert any("/member[2]/" in path for path in disk.answers)
    app = sit_down(place, tmp_path / "preferences")
    try:
        drafts = shown(app.window, DraftRow)
        row = next(each for each in drafts if each.line.record == disk.record)
        click(button(row, "Continue"))
        settle(app)
        assert_taken_up(Interviewing(app), disk)
    finally:
        app.window.close()
        app.window.deleteLater()
        settle(app)
