"""Unlocking through the window: passphrase, waiting, samples, the recovery code, other folders."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from accessible import findings, too_wide
from desk_world import DeskWorld
from driving import button, click, focused, line, press, says, write
from joining_world import PASSPHRASE, Joining, clock, joining_template, opened
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from fieldkit import vault as vaults
from fieldkit.model.answers import HiddenBytes
from fieldkit.operations.vaults import SAMPLE_COST
from fieldkit.ui.flows.unlock import UnlockFlow
from fieldkit.ui.language import language
from fieldkit.ui.models.unlock import Tries, UnlockView, VaultChoice
from fieldkit.ui.pages.recover import RecoverPage
from fieldkit.ui.pages.unlock import UnlockPage
from fieldkit.ui.preferences import PreferencesFile
from fieldkit.ui.presenters.passphrases import secret
from fieldkit.ui.presenters.unlock import UnlockPresenter
from fieldkit.ui.runner import Runner
from fieldkit.ui.theme import theme

__all__ = ["joining_template"]


class Unlocking:
    """A window that is locked. `entered` counts how often a vault was opened."""

    def __init__(self, world: DeskWorld) -> None:
        self.world = world
        self.entered = 0
        self.seconds = 0.0
        self.tries = Tries(lambda: self.seconds)
        presenter = UnlockPresenter(world.access, world.desk.root, kdf=SAMPLE_COST)
        self.flow = UnlockFlow(world.desk, self._enter, tries=self.tries, presenter=presenter)
        self.flow.setParent(world.window)
        self.flow.begin()
        world.settle()

    def _enter(self) -> None:
        self.entered += 1

    @property
    def page(self) -> UnlockPage:
        page = self.world.window.page
        assert isinstance(page, UnlockPage)
        return page

    @property
    def recovery(self) -> RecoverPage:
        page = self.world.window.page
        assert isinstance(page, RecoverPage)
        return page

    def enter(self) -> None:
        press(Qt.Key.Key_Return)
        self.world.settle()

    def next(self) -> None:
        click(self.recovery.next)
        self.world.settle()


@pytest.fixture
def world(
    qtbot: QtBot, runner: Runner, preferences: PreferencesFile, tmp_path: Path
) -> Iterator[DeskWorld]:
    made = DeskWorld(runner, preferences, tmp_path / "vaults", clock())
    yield made
    made.close()


@pytest.fixture
def laptop(joining_template: Joining, tmp_path: Path) -> Path:
    folder = tmp_path / "vaults" / "laptop"
    shutil.copytree(joining_template.laptop, folder)
    return folder


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A vault that is flagged as a sample, with its passphrase beside it."""
    folder = tmp_path / "vaults" / "sample" / "one"
    made = vaults.create(
        folder,
        user="worker-1",
        passphrase=secret(PASSPHRASE),
        clock=clock(),
        sample=True,
        kdf=SAMPLE_COST,
    )
    made.vault.close()
    offer(folder)
    return folder


def offer(folder: Path, user: str = "worker-1") -> None:
    place = folder.parent / "passphrases"
    place.mkdir()
    (place / f"{folder.name}.{user}.txt").write_text(PASSPHRASE)


def test_the_passphrase_unlocks_by_keyboard_alone(world: DeskWorld, laptop: Path) -> None:
    unlocking = Unlocking(world)
    assert says(unlocking.page, "Unlock laptop")
    write(PASSPHRASE)
    unlocking.enter()
    assert unlocking.entered == 1
    assert world.do(lambda: world.access.vault.user) == "Amina"
    assert world.desk.preferences.present.last_vault == str(laptop)
    assert not world.window.band.isVisible()


def test_without_a_vault_the_first_run_begins(world: DeskWorld) -> None:
    Unlocking(world)
    assert world.elsewhere.gone == ["first_run"]


def test_a_wrong_passphrase_is_told_and_the_next_try_waits(
    world: DeskWorld, laptop: Path, qtbot: QtBot
) -> None:
    unlocking = Unlocking(world)
    page = unlocking.page
    click(page.card.button)
    assert page.card.passphrase.problem == "Type your passphrase."
    write("not the passphrase", line(page, "Passphrase"))
    click(page.card.button)
    world.settle()
    assert "not right" in page.card.passphrase.problem
    field = line(page, "Passphrase")
    assert field.selectedText() == "not the passphrase" or field.hasSelectedText()
    assert focused() is field
    assert page.card.seconds_left == 1
    assert not page.card.button.isEnabled()
    unlocking.enter()
    assert page.card.seconds_left == 1
    qtbot.waitUntil(lambda: page.card.button.isEnabled(), timeout=10_000)
    unlocking.enter()
    assert page.card.seconds_left == 2
    assert unlocking.entered == 0
    qtbot.waitUntil(lambda: page.card.button.isEnabled(), timeout=10_000)
    field.clear()
    write(PASSPHRASE, field)
    unlocking.enter()
    assert unlocking.entered == 1


def test_nobody_gets_around_the_wait_by_another_page(world: DeskWorld, laptop: Path) -> None:
    unlocking = Unlocking(world)
    write("not the passphrase", line(unlocking.page, "Passphrase"))
    unlocking.enter()
    assert unlocking.tries.mistakes == 1
    unlocking.seconds += 1
    unlocking.flow.begin()
    world.settle()
    assert unlocking.page.card.seconds_left == 0
    for _ in range(3):
        write("not the passphrase", line(unlocking.page, "Passphrase"))
        unlocking.enter()
        unlocking.flow.begin()
        world.settle()
    assert unlocking.tries.mistakes == 2, "the others were not tried"
    assert unlocking.page.card.seconds_left == 2
    unlocking.page.card.begin(asks_name=False)
    assert unlocking.page.card.seconds_left == 2


def test_what_is_typed_is_hidden_until_it_is_asked_for(world: DeskWorld, laptop: Path) -> None:
    page = Unlocking(world).page
    field = line(page, "Passphrase")
    assert field.echoMode() is QLineEdit.EchoMode.Password
    click(button(page, "Show the passphrase"))
    assert field.echoMode() is QLineEdit.EchoMode.Normal


def test_a_sample_offers_its_passphrase(world: DeskWorld, sample: Path) -> None:
    unlocking = Unlocking(world)
    assert unlocking.page.sample.isVisible()
    assert focused() is unlocking.page.offer
    unlocking.enter()
    assert unlocking.entered == 1
    assert world.window.band.isVisible()
    assert world.do(lambda: world.access.vault.sample)


def test_a_real_vault_with_a_passphrase_beside_it_stays_shut(
    world: DeskWorld, laptop: Path
) -> None:
    offer(laptop, "Amina")
    unlocking = Unlocking(world)
    click(unlocking.page.offer)
    world.settle()
    assert unlocking.entered == 0
    assert says(unlocking.page.problem, "no sample")
    assert not world.access.is_open


def test_one_of_several_vaults_is_chosen(world: DeskWorld, laptop: Path, sample: Path) -> None:
    world.desk.preferences.change(last_vault=str(sample))
    unlocking = Unlocking(world)
    page = unlocking.page
    assert [card.isChecked() for card in page.vaults.cards] == [True, False]
    assert says(page, "Unlock one")
    click(page.vaults.cards[1])
    assert says(page, "Unlock laptop")
    assert not page.sample.isVisible()
    unlocking.enter()
    assert focused() is line(page, "Passphrase")
    write(PASSPHRASE)
    unlocking.enter()
    assert world.do(lambda: world.access.vault.folder) == laptop


def test_the_name_is_asked_where_several_people_open_a_vault(
    world: DeskWorld, laptop: Path
) -> None:
    with opened(laptop) as vault:
        vaults.add_user(vault, "Σάρα", secret("another passphrase"), kdf=SAMPLE_COST)
    unlocking = Unlocking(world)
    click(unlocking.page.card.button)
    assert unlocking.page.card.name.problem == "Type your name."
    write("Σάρα")
    unlocking.enter()
    write("another passphrase")
    unlocking.enter()
    assert world.do(lambda: world.access.vault.user) == "Σάρα"


def test_a_vault_in_another_folder_is_opened(
    world: DeskWorld, laptop: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick" / "mine"
    shutil.copytree(laptop, stick)
    unlocking = Unlocking(world)
    page = unlocking.page
    click(page.elsewhere)
    assert page.folder.isVisible()
    write(str(tmp_path / "nowhere"))
    unlocking.enter()
    assert page.folder.field.problem
    page.folder.path.line.clear()
    write(str(stick.parent))
    unlocking.enter()
    assert says(page, "Unlock mine")
    write(PASSPHRASE)
    unlocking.enter()
    assert world.do(lambda: world.access.vault.folder) == stick


def test_another_vault_leads_to_the_first_run(world: DeskWorld, laptop: Path) -> None:
    click(Unlocking(world).page.another)
    assert world.elsewhere.gone == ["first_run"]


@pytest.fixture
def code(laptop: Path) -> HiddenBytes:
    """The recovery code of a vault that was just made in place of the laptop's."""
    shutil.rmtree(laptop)
    made = vaults.create(
        laptop, user="Amina", passphrase=secret(PASSPHRASE), clock=clock(), kdf=SAMPLE_COST
    )
    with made.vault:
        made.confirm_recovery(made.recovery_code)
    return made.recovery_code


def test_the_recovery_code_gives_a_new_passphrase(
    world: DeskWorld, laptop: Path, code: HiddenBytes
) -> None:
    unlocking = Unlocking(world)
    click(unlocking.page.forgot)
    page = unlocking.recovery
    write("00000-11111", line(page, "Recovery code"))
    unlocking.next()
    assert "not the recovery code" in page.code.field.problem
    page.code.line.clear()
    write(code.data.decode().lower().replace("-", " "))
    unlocking.enter()
    assert page.step is page.passphrase
    words = "-".join(page.passphrase.choice.words.words)
    click(page.passphrase.choice.other)
    world.settle()
    words = "-".join(page.passphrase.choice.words.words)
    unlocking.next()
    assert unlocking.entered == 1
    world.do(world.access.lock)
    again = Unlocking(world)
    write(words.replace("-", " "))
    again.enter()
    assert again.entered == 1


def test_leaving_the_recovery_leads_back_and_closes_the_vault(
    world: DeskWorld, laptop: Path, code: HiddenBytes
) -> None:
    unlocking = Unlocking(world)
    click(unlocking.page.forgot)
    write(code.data.decode())
    unlocking.enter()
    press(Qt.Key.Key_Escape)
    world.settle()
    assert isinstance(world.window.page, UnlockPage)
    assert not world.access.is_open
    assert unlocking.entered == 0


def test_a_code_that_is_still_tried_takes_no_focus_from_the_page_that_unlocks(
    world: DeskWorld, laptop: Path
) -> None:
    unlocking = Unlocking(world)
    click(unlocking.page.forgot)
    recovery = unlocking.recovery
    press(Qt.Key.Key_Escape)
    # Tried once the page that unlocks is on its way.
    world.runner.run(lambda: None, lambda _: recovery.code.typed.emit("AAAA"))
    world.settle()
    assert unlocking.page.isAncestorOf(focused())


def test_a_vault_that_another_window_holds_is_told(world: DeskWorld, laptop: Path) -> None:
    with opened(laptop):
        unlocking = Unlocking(world)
        write(PASSPHRASE)
        unlocking.enter()
        assert says(unlocking.page.problem, "Another window or program")
        assert unlocking.page.card.seconds_left == 0


VAULTS = UnlockView(
    (
        VaultChoice(Path("/v/dimos"), "dimos-deigma", asks_name=True, offers_sample=True),
        VaultChoice(Path("/media/stick"), "stick", place="/media/stick"),
    )
)


@pytest.mark.parametrize("scale", [100, 150])
@pytest.mark.parametrize("code", ["en", "el", "ar"])
def test_the_page_is_named_reachable_and_readable(world: DeskWorld, code: str, scale: int) -> None:
    theme().apply("light", scale)
    language().set(code)
    page = UnlockPage()
    page.show_model(VAULTS)
    world.window.show_page(page)
    click(page.elsewhere)
    world.settle()
    assert findings(page, scale=scale) == []
    assert too_wide(page) == []
