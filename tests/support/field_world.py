"""A sample deployment in the middle of a week: drafts, finished records and a refusal on a laptop.

Made once in a test run and copied for each test. `Place` opens a vault of it behind a window.
"""

from __future__ import annotations

import fcntl
import os
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent

from fieldkit.demo.deployment import MUNICIPALITY, Deployment, found
from fieldkit.demo.interviews import hold
from fieldkit.demo.people import PEOPLE
from fieldkit.demo.respondent import Respondent
from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import SeededRandomness, SteppingClock
from fieldkit.operations import interview
from fieldkit.operations.import_batches import import_drop
from fieldkit.operations.subjects import mint_subject
from fieldkit.operations.vaults import Vault
from fieldkit.ui.flows.desk import Desk
from fieldkit.ui.preferences import PreferencesFile
from fieldkit.ui.presenters.access import Access
from fieldkit.ui.runner import Runner
from fieldkit.ui.window import Window
from fieldkit.vault import open_vault

COORDINATOR, LAPTOP, OTHER_LAPTOP = "coordinator", "laptop-1", "laptop-2"
CONSENT, INTAKE, SURVEY = "consent_rights", "intake_household", "integration_survey"
SOMEBODY, DECLINING = PEOPLE[0], next(person for person in PEOPLE if person.declines)


def clock(day: int = 21) -> SteppingClock:
    """A clock that begins in the morning of a day in November."""
    return SteppingClock(datetime(2026, 11, day, 8, tzinfo=UTC))


def chance(seed: int = 3) -> SeededRandomness:
    return SeededRandomness(seed)


@dataclass(frozen=True)
class Field:
    """The folders of the deployment; `draft_code` is the person code of the second draft."""

    folder: Path
    draft_code: str = ""

    @property
    def drop(self) -> Path:
        return self.folder / "drop"

    def vault(self, name: str) -> Path:
        return self.folder / name

    def passphrase(self, name: str) -> HiddenBytes:
        file = next((self.folder / "passphrases").glob(f"{name}.*.txt"))
        return HiddenBytes(file.read_bytes().strip())

    def open(self, name: str) -> Vault:
        """One of its vaults, open on this thread."""
        return open_vault(self.vault(name), passphrase=self.passphrase(name), clock=clock(22))

    def import_all(self) -> None:
        """The coordinator takes in what lies on the drop, and leaves receipts."""
        with self.open(COORDINATOR) as coordinator:
            import_drop(coordinator, self.drop, clock=clock(23))


def template() -> Field:
    """The deployment all tests of a run copy; whichever process comes first makes it."""
    root = Path(os.environ["FIELDKIT_TEST_ROOT"])
    folder, note = root / "field", root / "field.code"
    with (root / "field.lock").open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        if not note.exists():
            note.write_text(_make(folder))
    return Field(folder, note.read_text())


def _make(folder: Path) -> str:
    """Two drafts, two finished records and a refusal on the first laptop, nothing sent; the person
    code of the second draft."""
    deployment = found(folder, clock=clock(), randomness=chance())
    laptop = deployment.laptops[0]
    begin(laptop, INTAKE)
    code = consented_draft(laptop)
    for number, form in enumerate((CONSENT, INTAKE), start=1):
        hold(begin(laptop, form, number), respondent(deployment, number))
    hold(begin(laptop, INTAKE, 7), respondent(deployment, 7, declines=True))
    deployment.close()
    return code


def copied(folder: Path) -> Field:
    """A copy of the template, to be changed at will."""
    made = template()
    shutil.copytree(made.folder, folder)
    return Field(folder, made.draft_code)


def begin(laptop: Vault, form: str, seed: int = 0) -> interview.Interview:
    return interview.start(laptop, form, clock(22), chance(100 + seed))


def consented_draft(laptop: Vault) -> str:
    """A draft of somebody who said yes and has a person code; the code."""
    live = begin(laptop, INTAKE, 50)
    assert live.definition.gate is not None
    code = mint_subject(laptop, chance(60))
    live.answer(next(each for each in live.session.paths() if each.endswith("/subject_code")), code)
    live.answer(live.definition.gate, "yes")
    return code


def respondent(deployment: Deployment, number: int, *, declines: bool = False) -> Respondent:
    return Respondent(
        person=DECLINING if declines else SOMEBODY,
        subject=mint_subject(deployment.laptops[0], chance(200 + number)),
        today="2026-11-22",
        municipality=MUNICIPALITY,
        team="north",
        mood=random.Random(number),
        number=number,
    )


@dataclass
class Ways:
    """Where a flow wanted to go: the names of the pages, with what they were given."""

    gone: list[tuple[str, ...]] = field(default_factory=list[tuple[str, ...]])

    def first_run(self) -> None:
        self.gone.append(("first_run",))

    def unlock(self) -> None:
        self.gone.append(("unlock",))

    def home(self, record: str = "") -> None:
        self.gone.append(("home", record) if record else ("home",))

    def leave(self) -> None:
        self.gone.append(("leave",))

    def start(self, form_id: str) -> None:
        self.gone.append(("start", form_id))

    def interview(self, record: str, key: str = "") -> None:
        self.gone.append(("interview", record))

    def review(self, record: str) -> None:
        self.gone.append(("review", record))

    def move(self, record: str) -> None:
        self.gone.append(("move", record))

    def move_back(self, record: str) -> None:
        self.gone.append(("move_back", record))

    def send(self) -> None:
        self.gone.append(("send",))

    def receive(self) -> None:
        self.gone.append(("receive",))

    def join(self) -> None:
        self.gone.append(("join",))

    def devices(self) -> None:
        self.gone.append(("devices",))

    def import_batches(self) -> None:
        self.gone.append(("import_batches",))

    def publish(self) -> None:
        self.gone.append(("publish",))

    def lock(self) -> None:
        self.gone.append(("lock",))

    def working_on(self, record: str) -> None:
        self.gone.append(("working_on", record))


@dataclass
class Seat:
    """Somebody at a window in front of an open vault."""

    desk: Desk
    window: Window
    runner: Runner
    ways: Ways

    def settle(self) -> None:
        """Everything asked for is done, delivered and laid out."""
        for _ in range(3):
            self.runner.wait_idle()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            QCoreApplication.processEvents()

    def do(self, operation: Callable[[Vault], object]) -> None:
        """Do something with the vault on the thread that owns it."""
        self.runner.run(lambda: operation(self.desk.access.vault))
        self.settle()


def sit_down(place: Field, name: str, runner: Runner, preferences: PreferencesFile) -> Seat:
    """A window of 1366 x 768 before an open vault; it shows no page yet."""
    window = Window(runner, preferences)
    access, ways = Access(clock(22), chance()), Ways()
    runner.run(lambda: access.unlock(place.vault(name), None, place.passphrase(name)))
    seat = Seat(Desk(runner, window, access, preferences, ways, place.folder), window, runner, ways)
    window.show()
    seat.settle()
    return seat


def stand_up(seat: Seat) -> None:
    """Close the vault on its own thread, and let the window go."""
    seat.runner.run(seat.desk.access.lock)
    seat.window.close()
    seat.window.deleteLater()
    seat.settle()
