"""The coordinator's devices through the window: approving, revoking, handing out."""

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

from fieldkit.model.devices import DeviceStatus
from fieldkit.operations import devices
from fieldkit.operations.devices import Requested
from fieldkit.ui.flows.devices import DevicesFlow
from fieldkit.ui.language import language
from fieldkit.ui.models.devices import (
    Approved,
    Asking,
    DeviceLine,
    DeviceState,
    DevicesView,
    HandedOut,
)
from fieldkit.ui.models.kit import KitFacts
from fieldkit.ui.pages.approve import ApprovePage
from fieldkit.ui.pages.devices import DevicesPage
from fieldkit.ui.preferences import PreferencesFile
from fieldkit.ui.presenters.passphrases import secret
from fieldkit.ui.runner import Runner
from fieldkit.ui.theme import theme
from fieldkit.vault import peers

__all__ = ["joining", "joining_template"]


class Coordinator:
    """A window on the coordinator's vault, at her devices."""

    def __init__(self, world: DeskWorld) -> None:
        self.world = world
        self.flow = DevicesFlow(world.desk)
        self.flow.setParent(world.window)
        self.flow.begin()
        world.settle()

    @property
    def page(self) -> DevicesPage:
        page = self.world.window.page
        assert isinstance(page, DevicesPage)
        return page

    @property
    def approving(self) -> ApprovePage:
        page = self.world.window.page
        assert isinstance(page, ApprovePage)
        return page

    def click(self, name: str) -> None:
        page = self.world.window.page
        assert page is not None
        click(button(page, name))
        self.world.settle()

    def enter(self) -> None:
        press(Qt.Key.Key_Return)
        self.world.settle()

    def statuses(self) -> dict[str, DeviceStatus]:
        known = self.world.do(lambda: peers.peers(self.world.access.vault))
        return {peer.device.label: peer.status for peer in known.values() if peer.role == "worker"}


@pytest.fixture
def world(
    qtbot: QtBot, runner: Runner, preferences: PreferencesFile, tmp_path: Path
) -> Iterator[DeskWorld]:
    made = DeskWorld(runner, preferences, tmp_path / "vaults", clock())
    yield made
    made.close()


@pytest.fixture
def request_file(joining: Joining) -> Path:
    return joining.kit.parent / "laptop-7.request.fkq"


@pytest.fixture
def asked(joining: Joining, request_file: Path) -> Requested:
    """A laptop that asked to join, with its words."""
    with opened(joining.laptop) as laptop:
        return devices.request(laptop, request_file, label="laptop-7", team="north", clock=clock())


@pytest.fixture
def coordinator(world: DeskWorld, joining: Joining) -> Coordinator:
    world.unlock(joining.coordinator, secret(PASSPHRASE))
    return Coordinator(world)


def test_a_laptop_is_approved_by_mouse(
    coordinator: Coordinator, asked: Requested, request_file: Path, joining: Joining
) -> None:
    coordinator.click("Approve a laptop")
    page = coordinator.approving
    coordinator.click("Look into it")
    assert page.request.drop.field.problem == "Choose the request file first."
    write(str(joining.kit), line(page, "Request file"))
    coordinator.click("Look into it")
    assert "not of the kind" in page.request.drop.field.problem
    line(page, "Request file").clear()
    write(str(request_file), line(page, "Request file"))
    coordinator.click("Look into it")
    assert says(page, "laptop-7 asks to join")
    assert says(page, "Team north")
    write("bab bab bab bab bab bab", line(page, "The six words you hear"))
    coordinator.click("Approve this laptop")
    assert "not the words" in page.listen.field.problem
    assert coordinator.statuses() == {}
    line(page, "The six words you hear").clear()
    write(asked.words.upper().replace("-", " "), line(page, "The six words you hear"))
    coordinator.click("Approve this laptop")
    assert coordinator.statuses() == {"laptop-7": DeviceStatus.APPROVED}
    with opened(joining.laptop) as laptop:
        joined = devices.confirm(laptop, " ".join(page.reply.words.words))
    assert joined.name == "Δίκτυο υποδοχής"
    coordinator.click("Done")
    assert [row.device.label for row in coordinator.page.rows][1:] == ["laptop-7"]


def test_a_laptop_is_approved_and_revoked_by_keyboard_alone(
    coordinator: Coordinator, asked: Requested, request_file: Path
) -> None:
    coordinator.enter()
    write(str(request_file))
    coordinator.enter()
    write(asked.words)
    coordinator.enter()
    coordinator.enter()
    row = coordinator.page.rows[1]
    while focused() is not row.revoke:
        press(Qt.Key.Key_Tab)
    coordinator.enter()
    assert row.is_asking
    assert focused() is row.keep
    coordinator.enter()
    assert not row.is_asking
    assert focused() is row.revoke
    coordinator.enter()
    press(Qt.Key.Key_Tab)
    coordinator.enter()
    assert coordinator.statuses() == {"laptop-7": DeviceStatus.REVOKED}
    assert says(coordinator.page.rows[1], "Revoked")
    assert not coordinator.page.rows[1].revoke.isVisible()
    press(Qt.Key.Key_Escape)
    assert coordinator.world.elsewhere.gone == ["home"]


def test_a_revoked_laptop_is_refused_in_words(
    coordinator: Coordinator, asked: Requested, request_file: Path
) -> None:
    vault = coordinator.world.access
    coordinator.world.do(
        lambda: devices.approve(vault.vault, request_file.read_bytes(), asked.words)
    )
    coordinator.world.do(lambda: devices.revoke(vault.vault, "laptop-7"))
    coordinator.click("Approve a laptop")
    write(str(request_file))
    coordinator.enter()
    write(asked.words)
    coordinator.enter()
    assert coordinator.approving.problem.isVisible()
    assert coordinator.statuses() == {"laptop-7": DeviceStatus.REVOKED}


def test_escape_leads_back_step_by_step(
    coordinator: Coordinator, asked: Requested, request_file: Path
) -> None:
    coordinator.click("Approve a laptop")
    write(str(request_file))
    coordinator.enter()
    press(Qt.Key.Key_Escape)
    assert coordinator.approving.step is coordinator.approving.request
    coordinator.enter()
    assert coordinator.approving.step is coordinator.approving.listen
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Escape)
    coordinator.world.settle()
    assert coordinator.page.rows


def test_the_kit_and_a_drop_are_handed_out_again(coordinator: Coordinator, tmp_path: Path) -> None:
    page = coordinator.page
    assert says(page.kit_card, "Δίκτυο υποδοχής")
    share = tmp_path / "share"
    share.mkdir()
    for part in (page.kit, page.drop):
        write(str(tmp_path / "gone"), part.path.line)
        click(part.button)
        coordinator.world.settle()
        assert "not there" in part.field.problem
        part.path.line.clear()
        write(str(share), part.path.line)
        click(part.button)
        coordinator.world.settle()
        assert part.field.problem == ""
        assert str(share) in plain(part.done.text())
    assert (share / "dimos-deigma.kit-1.fkk").is_file()
    assert (share / "fieldkit-drop.json").is_file()


FACTS = KitFacts("Δίκτυο υποδοχής", "dimos_deigma", 1, ("Συγκατάθεση", "Survey"), ("north",))
LINES = tuple(
    DeviceLine(letter * 64, f"laptop-{letter}", "north", "W-3F9C2KQM", state)
    for letter, state in zip("abc", DeviceState, strict=True)
)
WORDS = ("bafok", "dimus", "gatol", "hizav", "jufom", "kadin")


@pytest.mark.parametrize("scale", [100, 150])
@pytest.mark.parametrize("code", ["en", "el", "ar"])
def test_both_pages_are_named_reachable_and_readable(
    world: DeskWorld, code: str, scale: int
) -> None:
    theme().apply("light", scale)
    language().set(code)
    page = DevicesPage()
    page.show_model(DevicesView(LINES, FACTS))
    page.show_kit_written(HandedOut("/media/stick/dimos-deigma.kit-1.fkk", 1))
    world.window.show_page(page)
    click(page.rows[1].revoke)
    world.settle()
    assert findings(page, scale=scale) == []
    assert too_wide(page) == []
    approving = ApprovePage()
    world.window.show_page(approving)
    asking = Asking("laptop.request.fkq", "laptop-a3f9c2", "north", "W-7K3DQ29M")
    for show in (
        lambda: None,
        lambda: approving.show_asking(asking),
        lambda: approving.show_approved(Approved("laptop-a3f9c2", "north", WORDS)),
    ):
        show()
        world.settle()
        assert findings(approving, scale=scale) == []
        assert too_wide(approving) == []
