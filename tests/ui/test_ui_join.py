"""Joining through the window: the request, six words out, six words back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from accessible import findings, too_wide
from desk_world import DeskWorld
from driving import button, click, focused, line, plain, press, says, write
from joining_world import PASSPHRASE, Joining, clock, joining, joining_template, opened
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldkit.operations import devices, vaults
from fieldkit.operations.vaults import SAMPLE_COST, NewVault
from fieldkit.ui.flows.join import JoinFlow
from fieldkit.ui.language import language
from fieldkit.ui.models.join import JoinView, Standing, Written
from fieldkit.ui.pages.join import JoinPage
from fieldkit.ui.preferences import PreferencesFile
from fieldkit.ui.presenters.passphrases import secret
from fieldkit.ui.runner import Runner
from fieldkit.ui.theme import theme
from fieldkit.vault import peers
from fieldkit.vault.peers import Enrolment

__all__ = ["joining", "joining_template"]


class Laptop:
    """A window on a laptop's vault, on its way to joining."""

    def __init__(self, world: DeskWorld) -> None:
        self.world = world
        self.flow = JoinFlow(world.desk)
        self.flow.setParent(world.window)
        self.flow.begin()
        world.settle()

    @property
    def page(self) -> JoinPage:
        page = self.world.window.page
        assert isinstance(page, JoinPage)
        return page

    def next(self) -> None:
        click(self.page.next)
        self.world.settle()

    def enter(self) -> None:
        press(Qt.Key.Key_Return)
        self.world.settle()

    def standing(self) -> Enrolment:
        return self.world.do(lambda: peers.deployment(self.world.access.vault).enrolment)


@pytest.fixture
def world(
    qtbot: QtBot, runner: Runner, preferences: PreferencesFile, tmp_path: Path
) -> Iterator[DeskWorld]:
    made = DeskWorld(runner, preferences, tmp_path / "vaults", clock())
    yield made
    made.close()


@pytest.fixture
def laptop(world: DeskWorld, joining: Joining) -> Laptop:
    world.unlock(joining.laptop, secret(PASSPHRASE))
    return Laptop(world)


def reply_of(joining: Joining, words: tuple[str, ...]) -> str:
    """What the coordinator reads back to a laptop that read her these words."""
    request = next(joining.kit.parent.glob("*.request.fkq"))
    with opened(joining.coordinator) as vault:
        return devices.approve(vault, request.read_bytes(), " ".join(words)).words


def test_a_laptop_joins_by_mouse(laptop: Laptop, joining: Joining) -> None:
    page = laptop.page
    assert says(page, "You join Δίκτυο υποδοχής in dimos_deigma.")
    assert button(page, "north").isChecked()
    laptop.next()
    assert page.ask.folder.problem == "Choose a folder first."
    name = line(page, "Name of this laptop")
    name.clear()
    write("Φορητό 7", name)
    click(button(page, "south"))
    write(str(joining.kit.parent), line(page, "Folder or stick for the request"))
    laptop.next()
    words = page.words.words.words
    assert len(words) == 6
    assert "forito-7.request.fkq" in plain(page.words.remark.text())
    assert laptop.standing() is Enrolment.REQUESTED
    reply = reply_of(joining, words)
    laptop.next()
    laptop.next()
    assert page.heard.field.problem == "Type the six words you hear."
    write("-".join(words), line(page, "The six words you hear"))
    laptop.next()
    assert "not the words" in page.heard.field.problem
    assert laptop.standing() is Enrolment.REQUESTED
    line(page, "The six words you hear").clear()
    write(reply.replace("-", " ").upper(), line(page, "The six words you hear"))
    laptop.next()
    assert says(page, "You have joined")
    assert laptop.standing() is Enrolment.APPROVED
    assert laptop.world.do(lambda: laptop.world.access.vault.device.team) == "south"
    laptop.next()
    assert laptop.world.elsewhere.gone == ["home"]


def test_a_laptop_joins_by_keyboard_alone(laptop: Laptop, joining: Joining) -> None:
    write(str(joining.kit.parent))
    laptop.enter()
    words = laptop.page.words.words.words
    reply = reply_of(joining, words)
    laptop.enter()
    press(Qt.Key.Key_Escape)
    assert laptop.page.words.words.words == words
    laptop.enter()
    write(reply)
    laptop.enter()
    assert laptop.standing() is Enrolment.APPROVED
    laptop.enter()
    assert laptop.world.elsewhere.gone == ["home"]


def test_somebody_who_comes_back_later_types_the_words_or_asks_again(
    laptop: Laptop, joining: Joining
) -> None:
    write(str(joining.kit.parent))
    laptop.enter()
    words = laptop.page.words.words.words
    later = Laptop(laptop.world)
    assert later.page.step is later.page.heard
    click(later.page.back)
    assert later.page.step is later.page.ask
    write(str(joining.kit.parent))
    later.enter()
    assert later.page.words.words.words == words
    write_reply = reply_of(joining, words)
    later.enter()
    write(write_reply)
    later.enter()
    assert later.standing() is Enrolment.APPROVED


def test_a_stick_that_is_gone_is_told_at_the_folder(laptop: Laptop, tmp_path: Path) -> None:
    write(str(tmp_path / "gone"))
    laptop.enter()
    assert "not there" in laptop.page.ask.folder.problem
    assert focused() is laptop.page.ask.path.line
    assert laptop.standing() is Enrolment.NONE


def test_a_vault_without_a_kit_takes_one_first(
    world: DeskWorld, joining: Joining, tmp_path: Path
) -> None:
    wanted = NewVault(tmp_path / "bare", "Amina", secret(PASSPHRASE))
    vaults.make(wanted, clock(), kdf=SAMPLE_COST).vault.close()
    world.unlock(wanted.folder, secret(PASSPHRASE))
    laptop = Laptop(world)
    assert laptop.page.step is laptop.page.kit
    write(str(joining.kit))
    laptop.enter()
    assert says(laptop.page, "Δίκτυο υποδοχής")
    laptop.enter()
    assert laptop.page.step is laptop.page.ask
    laptop.next()
    assert says(laptop.page, "Choose the team")


def test_a_coordinator_is_led_to_her_devices(world: DeskWorld, joining: Joining) -> None:
    world.unlock(joining.coordinator, secret(PASSPHRASE))
    Laptop(world)
    assert world.elsewhere.gone == ["devices"]


def test_escape_at_the_beginning_leads_home(laptop: Laptop) -> None:
    press(Qt.Key.Key_Escape)
    assert laptop.world.elsewhere.gone == ["home"]


WORDS = ("bafok", "dimus", "gatol", "hizav", "jufom", "kadin")
DEPLOYMENT, PLACE, TEAMS = "Δίκτυο υποδοχής", "dimos_deigma", ("north", "south")
WRITTEN = Written("/media/stick/laptop-a3f9c2.request.fkq", WORDS)
VIEWS = {
    "kit": JoinView(Standing.NO_KIT),
    "ask": JoinView(Standing.NOT_ASKED, DEPLOYMENT, PLACE, "laptop-a3f9c2", "north", TEAMS),
    "words": JoinView(Standing.ASKED, DEPLOYMENT, PLACE, "laptop", "north", TEAMS, WRITTEN),
    "heard": JoinView(Standing.ASKED, DEPLOYMENT, PLACE, "laptop", "north", TEAMS),
    "joined": JoinView(Standing.JOINED, DEPLOYMENT, PLACE, "laptop", "north", TEAMS),
}


@pytest.mark.parametrize("scale", [100, 150])
@pytest.mark.parametrize("code", ["en", "el", "ar"])
def test_every_step_is_named_reachable_and_readable(
    world: DeskWorld, code: str, scale: int
) -> None:
    theme().apply("light", scale)
    language().set(code)
    page = JoinPage()
    world.window.show_page(page)
    for name, view in VIEWS.items():
        page.show_model(view)
        world.settle()
        assert findings(page, scale=scale) == [], name
        assert too_wide(page) == [], name
