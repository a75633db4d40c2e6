"""The first run through the window: by mouse, by keyboard alone, and what goes wrong on the way."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from accessible import findings, too_wide
from desk_world import DeskWorld
from driving import button, click, line, plain, press, says, write
from joining_world import Joining, clock, joining_template
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from fieldkit.operations.vault_folders import find_vaults
from fieldkit.operations.vaults import SAMPLE_COST
from fieldkit.ui.flows.first_run import FirstRunFlow
from fieldkit.ui.language import language
from fieldkit.ui.models.first_run import (
    CodeBackStep,
    CodeStep,
    Content,
    DeploymentStep,
    DoneStep,
    FirstRunView,
    HandOutStep,
    KitStep,
    MakingStep,
    PersonStep,
    Road,
    Welcome,
)
from fieldkit.ui.models.kit import KitFacts
from fieldkit.ui.models.passphrases import Proposal
from fieldkit.ui.pages.first_run import FirstRunPage
from fieldkit.ui.preferences import PreferencesFile
from fieldkit.ui.presenters.first_run import FirstRunPresenter
from fieldkit.ui.presenters.passphrases import secret
from fieldkit.ui.presenters.sample import SamplePresenter
from fieldkit.ui.runner import Runner
from fieldkit.ui.theme import theme
from fieldkit.vault import open_vault, peers

__all__ = ["joining_template"]

OWN = "τέσσερις λέξεις που ξέρω"


class FirstRun:
    """A window in its first run; vaults are made cheaply."""

    def __init__(self, world: DeskWorld) -> None:
        self.world = world
        self.root = world.desk.root
        self.flow = FirstRunFlow(
            world.desk,
            presenter=FirstRunPresenter(world.access, self.root, kdf=SAMPLE_COST),
            sample=SamplePresenter(world.access, self.root, records=3),
        )
        self.flow.setParent(world.window)
        self.flow.begin()
        world.settle()

    @property
    def page(self) -> FirstRunPage:
        page = self.world.window.page
        assert isinstance(page, FirstRunPage)
        return page

    def next(self) -> None:
        click(self.page.next)
        self.world.settle()

    def back(self) -> None:
        click(self.page.back)
        self.world.settle()

    def enter(self) -> None:
        press(Qt.Key.Key_Return)
        self.world.settle()

    def says(self, words: str) -> bool:
        return says(self.page, words)

    # --- by mouse

    def take_kit(self, kit: Path) -> None:
        click(self.page.welcome.join)
        self.world.settle()
        write(str(kit), line(self.page, "Kit file"))
        self.next()
        assert self.says("Δίκτυο υποδοχής")
        self.next()

    def introduce(self, name: str, team: str = "") -> None:
        write(name, line(self.page, "Your name"))
        if team:
            click(button(self.page, team))
        self.next()

    def code(self) -> str:
        return " ".join(self.page.code.groups.words)


@pytest.fixture
def world(
    qtbot: QtBot, runner: Runner, preferences: PreferencesFile, tmp_path: Path
) -> Iterator[DeskWorld]:
    made = DeskWorld(runner, preferences, tmp_path / "vaults", clock())
    yield made
    made.close()


@pytest.fixture
def first(world: DeskWorld) -> FirstRun:
    return FirstRun(world)


def test_a_laptop_is_set_up_by_mouse(
    first: FirstRun, joining_template: Joining, world: DeskWorld
) -> None:
    first.take_kit(joining_template.kit)
    first.introduce("Αμίνα", "south")
    proposed = "-".join(first.page.passphrase.choice.words.words)
    assert len(proposed.split("-")) == 6
    first.next()
    code = first.code()
    first.next()
    assert not list(world.desk.root.parent.rglob("vault.db"))
    write(code, line(first.page, "Recovery code"))
    first.next()
    assert first.says("Everything is ready")
    assert world.do(lambda: (world.access.vault.user, world.access.vault.device.team)) == (
        "Αμίνα",
        "south",
    )
    assert world.desk.preferences.present.last_vault == str(world.desk.root / "dimos-deigma")
    first.next()
    assert world.elsewhere.gone == ["join"]
    world.do(world.access.lock)
    again = open_vault(world.desk.root / "dimos-deigma", passphrase=secret(proposed), clock=clock())
    again.close()


def test_a_laptop_is_set_up_by_keyboard_alone(
    first: FirstRun, joining_template: Joining, world: DeskWorld
) -> None:
    first.enter()
    write(str(joining_template.kit))
    first.enter()
    assert first.says("dimos_deigma")
    first.enter()
    write("Amina")
    first.enter()
    assert first.says("Choose the team you belong to.")
    press(Qt.Key.Key_Space, " ")
    press(Qt.Key.Key_Down)
    assert first.page.person.teams.team == "south"
    press(Qt.Key.Key_Escape)
    world.settle()
    assert first.page.step is first.page.kit
    first.enter()
    assert first.page.step is first.page.person
    write("Amina")
    tab_to(first.page.person.teams.cards[0])
    press(Qt.Key.Key_Space, " ")
    tab_to(first.page.next)
    first.enter()
    press(Qt.Key.Key_Down)
    tab_to(first.page.passphrase.choice.first.focusProxy())
    write(OWN)
    press(Qt.Key.Key_Return)
    write(OWN)
    first.enter()
    code = first.code()
    first.enter()
    write(code.lower().replace(" ", ""))
    first.enter()
    assert first.says("Everything is ready")
    assert world.do(lambda: world.access.vault.device.team) == "north"
    tab_to(first.page.done.home)
    first.enter()
    assert world.elsewhere.gone == ["home"]


def tab_to(target: object) -> None:
    """Press Tab until the focus is there."""
    for _ in range(40):
        if QApplication.focusWidget() is target:
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError("Tab does not lead there")


def test_a_coordinator_founds_a_deployment_and_hands_it_out(
    first: FirstRun, world: DeskWorld, tmp_path: Path
) -> None:
    click(first.page.welcome.coordinate)
    first.next()
    first.next()
    assert first.page.deployment.name.problem
    write("Δίκτυο", line(first.page, "Name of the deployment"))
    write("Δήμος Δείγμα", line(first.page, "Municipality"))
    teams = first.page.deployment.findChild(QPlainTextEdit)
    write("βορράς\nνότος\n", teams)
    first.next()
    first.introduce("Ελένη")
    first.next()
    code = first.code()
    first.next()
    write(code, line(first.page, "Recovery code"))
    first.next()
    assert first.page.step is first.page.hand_out
    stick, share = tmp_path / "stick", tmp_path / "share"
    for folder in (stick, share):
        folder.mkdir()
    kit, drop = first.page.hand_out.kit, first.page.hand_out.drop
    click(kit.button)
    assert kit.field.problem == "Choose a folder first."
    write(str(tmp_path / "gone"), kit.path.line)
    click(kit.button)
    world.settle()
    assert "not there" in kit.field.problem
    kit.path.line.clear()
    write(str(stick), kit.path.line)
    click(kit.button)
    world.settle()
    assert (stick / "dimos-deigma.kit-1.fkk").is_file()
    assert "dimos-deigma.kit-1.fkk" in plain(kit.done.text())
    drop.field.setFocus()
    write(str(share))
    first.enter()
    assert (share / "fieldkit-drop.json").is_file()
    assert drop.done.isVisible()
    first.enter()
    assert first.says("Everything is ready")
    assert world.do(lambda: peers.deployment(world.access.vault).name) == "Δίκτυο"
    first.next()
    assert world.elsewhere.gone == ["home"]


def test_a_passphrase_that_is_weak_or_mistyped_is_told_at_its_field(
    first: FirstRun, joining_template: Joining
) -> None:
    first.take_kit(joining_template.kit)
    first.introduce("Amina", "north")
    choice = first.page.passphrase.choice
    click(choice.own)
    first.next()
    assert choice.first.problem == "Type a passphrase."
    new, again = line(first.page, "New passphrase"), line(first.page, "The same once more")
    write("too short", new)
    write("too shor", again)
    first.next()
    assert choice.second.problem == "The two are not the same."
    write("t", again)
    first.next()
    assert "too easy to guess" in choice.first.problem
    assert QApplication.focusWidget() is new
    assert new.echoMode() is QLineEdit.EchoMode.Password
    click(button(first.page, "Show the passphrase"))
    assert new.echoMode() is QLineEdit.EchoMode.Normal


def test_other_words_are_made_on_demand(first: FirstRun, joining_template: Joining) -> None:
    first.take_kit(joining_template.kit)
    first.introduce("Amina", "north")
    words = first.page.passphrase.choice.words
    before = words.words
    click(button(first.page, "Make other words"))
    first.world.settle()
    assert words.words != before


def test_a_code_that_is_mistyped_three_times_is_replaced(
    first: FirstRun, joining_template: Joining, world: DeskWorld
) -> None:
    first.take_kit(joining_template.kit)
    first.introduce("Amina", "north")
    first.next()
    code = first.code()
    first.next()
    first.back()
    assert first.code() == code
    first.next()
    field = line(first.page, "Recovery code")
    assert field.text() == ""
    for left in ("2 more tries", "One more try"):
        write("12345", field)
        first.next()
        assert left in plain(first.page.code_back.field.problem)
        assert field.selectedText() == "12345"
    write("12345", field)
    first.next()
    assert first.says("mistyped three times")
    assert first.code() != code
    assert not world.desk.root.exists()


def test_nothing_is_left_of_somebody_who_closes_the_window(
    first: FirstRun, joining_template: Joining, world: DeskWorld
) -> None:
    first.take_kit(joining_template.kit)
    first.introduce("Amina", "north")
    first.next()
    first.next()
    world.window.close()
    world.settle()
    assert not world.desk.root.exists()


def test_secrets_are_forgotten_when_another_step_comes(
    first: FirstRun, joining_template: Joining
) -> None:
    first.take_kit(joining_template.kit)
    first.introduce("Amina", "north")
    click(first.page.passphrase.choice.own)
    for field in ("New passphrase", "The same once more"):
        write(OWN, line(first.page, field))
    first.next()
    first.next()
    assert first.page.code.groups.words == ()
    assert all(not each.text() for each in first.page.passphrase.findChildren(QLineEdit))
    assert all(not each.text() for each in first.page.person.findChildren(QLineEdit))


def test_a_kit_is_dropped_onto_the_page(first: FirstRun, joining_template: Joining) -> None:
    click(first.page.welcome.join)
    first.world.settle()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(joining_template.kit))])
    here, left = first.page.kit.drop, Qt.MouseButton.LeftButton
    copy, plain_keys = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(9, 9).toPoint(), copy, data, left, plain_keys)
    QApplication.sendEvent(here, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(here, QDropEvent(QPointF(9, 9), copy, data, left, plain_keys))
    first.world.settle()
    assert first.says("Δίκτυο υποδοχής")
    assert line(first.page, "Kit file").text() == str(joining_template.kit)


@pytest.mark.parametrize(("content", "words"), [(b"a photo", "no kit"), (None, "cannot be read")])
def test_a_file_that_is_no_kit_is_told_at_its_field(
    first: FirstRun, tmp_path: Path, content: bytes | None, words: str
) -> None:
    file = tmp_path / "holiday.fkk"
    if content is not None:
        file.write_bytes(content)
    click(first.page.welcome.join)
    first.world.settle()
    first.next()
    assert first.page.kit.drop.field.problem == "Choose the kit file first."
    write(str(file), line(first.page, "Kit file"))
    first.next()
    assert words in first.page.kit.drop.field.problem
    assert first.page.step is first.page.kit


def test_the_sample_is_made_and_then_unlocked(first: FirstRun, world: DeskWorld) -> None:
    click(first.page.welcome.sample)
    first.next()
    assert world.elsewhere.gone == ["unlock"]
    found = find_vaults(world.desk.root)
    assert [each.name for each in found] == ["coordinator", "laptop-1", "laptop-2"]
    assert all(each.offers_sample for each in found)
    assert world.desk.preferences.present.last_vault == str(found[1].folder)
    again = FirstRun(world)
    click(again.page.welcome.sample)
    again.next()
    assert world.elsewhere.gone == ["unlock", "unlock"]
    assert find_vaults(world.desk.root) == found


def test_stopping_the_sample_leaves_nothing(
    first: FirstRun, world: DeskWorld, qtbot: QtBot
) -> None:
    click(first.page.welcome.sample)
    with qtbot.waitSignal(world.runner.progressed, timeout=20_000):
        click(first.page.next)
    click(button(first.page, "Stop"))
    world.settle()
    assert first.page.step is first.page.welcome
    assert first.says("Stopped.")
    assert [each for each in world.desk.root.rglob("*") if each.is_file()] == []
    assert world.elsewhere.gone == []


def test_the_way_back_leads_to_unlocking_only_where_there_is_a_vault(
    first: FirstRun, world: DeskWorld, joining_template: Joining
) -> None:
    assert not first.page.back.isVisible()
    press(Qt.Key.Key_Escape)
    world.settle()
    assert world.elsewhere.gone == []
    world.desk.root.mkdir()
    shutil.copytree(joining_template.laptop, world.desk.root / "laptop")
    again = FirstRun(world)
    assert again.page.back.isVisible()
    press(Qt.Key.Key_Escape)
    world.settle()
    assert world.elsewhere.gone == ["unlock"]


def test_a_language_switch_changes_nothing_that_was_typed(
    first: FirstRun, joining_template: Joining
) -> None:
    first.take_kit(joining_template.kit)
    field = line(first.page, "Your name")
    write("Αμ", field)
    field.setFocus()
    click(button(first.page, "south"))
    field.setFocus()
    language().set("ar")
    first.world.settle()
    write("ίνα")
    assert field.text() == "Αμίνα"
    assert first.page.person.teams.team == "south"
    assert first.page.layoutDirection() is Qt.LayoutDirection.RightToLeft


FACTS = KitFacts(
    "Δίκτυο υποδοχής", "dimos_deigma", 1, ("Συγκατάθεση", "Survey"), ("north", "south")
)
WORDS = ("bafok", "dimus", "gatol", "hizav", "jufom", "kadin")
GROUPS = ("7K3DQ", "29M4X", "QWERT", "ABCDE", "01234", "56789", "ZYXWV", "HJKMN")
STEPS: dict[str, Content] = {
    "welcome": Welcome(vaults_here=True),
    "kit": KitStep(Path("/media/stick/dimos-deigma.kit-1.fkk"), FACTS),
    "deployment": DeploymentStep("Δίκτυο", "Δήμος", ("βορράς",)),
    "person": PersonStep("Αμίνα", "north", ("north", "south")),
    "passphrase": Proposal(WORDS),
    "code": CodeStep(GROUPS, renewed=True),
    "code-back": CodeBackStep(2, mistaken=True),
    "making": MakingStep(),
    "hand-out": HandOutStep("/media/stick/dimos-deigma.kit-1.fkk", "/media/share"),
    "done": DoneStep(Road.JOIN),
}


@pytest.mark.parametrize("scale", [100, 150])
@pytest.mark.parametrize("code", ["en", "el", "ar"])
def test_every_step_is_named_reachable_and_readable(
    world: DeskWorld, code: str, scale: int
) -> None:
    theme().apply("light", scale)
    language().set(code)
    page = FirstRunPage()
    world.window.show_page(page)
    for name, content in STEPS.items():
        road = Road.COORDINATE if name == "hand-out" else Road.JOIN
        page.show_model(FirstRunView(road, content))
        world.settle()
        assert findings(page, scale=scale) == [], name
        assert too_wide(page) == [], name
        assert page.trail.isVisible() == (name != "welcome")
