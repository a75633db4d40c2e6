"""A field worker at a real window who never stops answering, to be killed in the middle of it.

As a program it prints, line by line, what is about to be typed and what the page shows as saved.
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import NoReturn

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from driving import button, click, press, settle
from field_world import INTAKE, LAPTOP, Field
from interview_driving import Interviewing
from PySide6.QtCore import QCoreApplication, QEventLoop, Qt
from PySide6.QtWidgets import QApplication

from fieldkit.model.clock import SystemClock, SystemRandomness
from fieldkit.ui.app import FieldKitApp
from fieldkit.ui.preferences import PreferencesFile
from fieldkit.ui.widgets.answer_card import RadioCard
from fieldkit.ui.widgets.member_card import MemberCard
from fieldkit.ui.widgets.roster import Roster
from fieldkit.ui.widgets.saved_mark import Keeping
from fieldkit.ui.widgets.start_card import StartCard

Line = dict[str, str]
Tell = Callable[[Line], None]
TYPED, SAVED = "typed", "saved"
MEMBERS = 3
_SAVED_WORDS = "Saved on this computer"
_RELATIONS = ("spouse", "child", "parent")


def sit_down(place: Field, preferences: Path) -> FieldKitApp:
    """A window on the laptop of a deployment, unlocked, with Home on it."""
    app = FieldKitApp(
        place.vault(LAPTOP),
        PreferencesFile(preferences),
        clock=SystemClock(),
        randomness=SystemRandomness(),
    )
    app.open()
    app.window.activateWindow()
    settle(app)
    click(button(app.window, "Open it with its own passphrase"))
    settle(app)
    return app


def members(person: Interviewing) -> list[MemberCard]:
    """The cards of the household, in order."""
    return [each for each in person.page.findChildren(MemberCard) if each.isVisible()]


class Worker:
    """Answers question after question. `tell` hears what is typed and what is shown as saved."""

    def __init__(self, app: FieldKitApp, chance: random.Random, tell: Tell) -> None:
        self._app = app
        self._person = Interviewing(app)
        self._chance = chance
        self._tell = tell
        self._handed_over: dict[str, str] = {}
        self._numbers = count(1)

    def until_the_household(self) -> None:
        """A new intake: a code, permission, a name, and how many they are."""
        person = self._person
        cards = self._app.window.findChildren(StartCard)
        click(next(card for card in cards if card.form.form_id == INTAKE))
        person.settle()
        click(button(person.card("subject_code"), "New code"))
        person.settle()
        code = person.card("subject_code").question
        self._handed_over[code.path] = code.value
        self._choose("may_continue", "yes")
        self._type("name_native", self._word())
        self._choose("dob_precision", "unknown")
        self._type("hh_size", str(MEMBERS + 1))

    def fill_the_household(self) -> NoReturn:
        """Three people, and then one correction after another, without end."""
        person = self._person
        person.settle()
        (roster,) = (each for each in person.page.findChildren(Roster) if each.isVisible())
        while len(members(person)) < MEMBERS:
            self._describe(len(members(person)) - 1)
            click(roster.add)
            person.settle()
        while True:
            self._describe(self._chance.choice((0, 1, 2, 2, 2, 2)))

    def _describe(self, position: int) -> None:
        card = members(self._person)[position]
        if not card.is_open:
            click(card.header)
            self._person.settle()
        self._type("m_name", self._word())
        self._choose("m_relation", self._chance.choice(_RELATIONS))

    def _word(self) -> str:
        return f"Ζωή {next(self._numbers)}"

    # --- one answer

    def _type(self, name: str, words: str) -> None:
        self._go_to(name)
        self._about_to(name, words)
        self._person.begin_typing(name, words)
        press(Qt.Key.Key_Return)
        self._handed_over[self._path(name)] = words
        self._go_on()

    def _choose(self, name: str, value: str) -> None:
        self._go_to(name)
        self._about_to(name, value)
        editor = self._person.card(name).editor
        click(next(each for each in editor.findChildren(RadioCard) if each.value == value))
        self._handed_over[self._path(name)] = value
        self._go_on()

    def _go_to(self, name: str) -> None:
        while not self._person.asks(name):
            self._person.next()

    def _path(self, name: str) -> str:
        return self._person.card(name).question.path

    def _about_to(self, name: str, words: str) -> None:
        self._tell({TYPED: words, "path": self._path(name)})

    def _go_on(self) -> None:
        """Sometimes at once, mostly when the page says that everything is saved."""
        if self._chance.random() < 0.7:
            while self._person.page.bar.mark.keeping is Keeping.SAVING:
                QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
        mark = self._person.page.bar.mark
        if mark.isVisible() and mark.text().startswith(_SAVED_WORDS):
            for path, value in self._handed_over.items():
                self._tell({SAVED: value, "path": path})
            self._handed_over.clear()


def _print(line: Line) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def main(folder: Path, seed: int) -> NoReturn:
    """Answer until somebody kills the process."""
    _application = QApplication(["fieldkit"])
    app = sit_down(Field(folder), folder / f"preferences-{seed}")
    worker = Worker(app, random.Random(seed), _print)
    worker.until_the_household()
    worker.fill_the_household()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
