"""A window on a laptop with Home on it, a disk that can fail, and a look at what is stored."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from driving import button, click, settle
from field_world import INTAKE, copied
from interview_driving import Interviewing
from kill_window import members, sit_down
from pytestqt.qtbot import QtBot

from fieldkit.ui.app import FieldKitApp
from fieldkit.ui.widgets.roster import Roster
from fieldkit.ui.widgets.start_card import StartCard
from fieldkit.vault import journal

NAME = "Ζαραθούστρα"


@pytest.fixture
def app(qtbot: QtBot, tmp_path: Path) -> Iterator[FieldKitApp]:
    """Home of a laptop."""
    made = sit_down(copied(tmp_path / "field"), tmp_path / "preferences")
    yield made
    made.window.close_now()
    made.window.deleteLater()
    settle(made)


def unlock(app: FieldKitApp) -> None:
    """Open the sample again."""
    click(button(app.window, "Open it with its own passphrase"))
    settle(app)


def permitted(app: FieldKitApp) -> Interviewing:
    """A new intake of somebody who has given permission."""
    person = Interviewing(app)
    start = next(each for each in app.window.findChildren(StartCard) if each.form.form_id == INTAKE)
    click(start)
    person.settle()
    click(button(person.card("subject_code"), "New code"))
    person.settle()
    to(person, "may_continue")
    person.choose("may_continue", "yes")
    to(person, "name_native")
    return person


def to(person: Interviewing, name: str) -> None:
    """On to the section with a question."""
    while not person.asks(name):
        person.next()


def with_a_member(app: FieldKitApp) -> Interviewing:
    """An intake with somebody of that name in the household, on the page."""
    person = permitted(app)
    to(person, "hh_size")
    person.type("hh_size", "3")
    (roster,) = (each for each in person.page.findChildren(Roster) if each.isVisible())
    click(roster.add)
    person.settle()
    person.type("m_name", NAME)
    return person


def remove_the_last(person: Interviewing) -> None:
    """Press the button, and wait for nothing."""
    click(members(person)[-1].remove)


def record_of(person: Interviewing) -> str:
    view = person.page.view
    assert view is not None
    return view.record


def disk_takes(app: FieldKitApp, *, anything: bool) -> None:
    """From now on the disk can be written, or only read."""
    switch = f"PRAGMA query_only = {int(not anything)}"
    app.runner.run(lambda: app.access.vault.connection.execute(switch) and None)
    settle(app)


def stored(app: FieldKitApp, record: str, name: str) -> list[str]:
    """Everything that was ever stored as the answer to a question, oldest first."""
    found: list[str] = []

    def look() -> list[str]:
        history = journal.entries(app.access.vault, record)
        return [each.value.text.strip('"') for each in history if each.key.endswith(f"/{name}")]

    app.runner.run(look, found.extend)
    settle(app)
    return found
