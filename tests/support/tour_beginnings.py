"""The tour before a vault is open: first runs, joining, unlocking."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from driving import click, write
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from visitor import Stop, Visitor

from fieldkit.operations.vaults import SAMPLE_COST
from fieldkit.ui.flows.first_run import FirstRunFlow
from fieldkit.ui.pages.first_run import FirstRunPage
from fieldkit.ui.pages.join import JoinPage
from fieldkit.ui.pages.stepped import SteppedPage
from fieldkit.ui.presenters.first_run import FirstRunPresenter


@dataclass
class Asked:
    """What a laptop that asks to join hands to the coordinator."""

    request: Path = Path()
    words: str = ""


def begin(scratch: Path) -> Iterator[Stop]:
    """A coordinator founds a deployment, a laptop asks to join, she approves it."""
    scratch.mkdir(parents=True)
    office = _arrive(scratch, "office")
    yield from _found(office, scratch)
    asked = Asked()
    laptop = _arrive(scratch, "laptop")
    yield from _take_the_kit(laptop, scratch / "stick")
    yield from _ask(laptop, scratch / "stick", asked)
    laptop.leave()
    office.app.window.activateWindow()
    yield from _approve(office, asked)
    office.leave()


def _arrive(scratch: Path, who: str) -> Visitor:
    """At a computer with nothing on it; its vault will open quickly."""
    visitor = Visitor(scratch / who, scratch / f"{who}-preferences", who)
    desk = visitor.app.navigation.desk
    presenter = FirstRunPresenter(desk.access, desk.root, kdf=SAMPLE_COST)
    flow = FirstRunFlow(desk, presenter=presenter)
    flow.setParent(visitor.window)
    visitor.go(flow.begin)
    return visitor


def _take_the_kit(visitor: Visitor, stick: Path) -> Iterator[Stop]:
    page = visitor.page
    assert isinstance(page, FirstRunPage)
    yield visitor.at("first-run-welcome")
    visitor.press_this(page.welcome.join)
    yield visitor.at("first-run-kit")
    (kit,) = stick.glob("*.fkk")
    visitor.hand_over("Kit file", str(kit))
    yield visitor.at("first-run-kit-read")
    visitor.next()
    yield visitor.at("first-run-person")
    yield from _make_a_vault(visitor, page, "Αμίνα", team="north")
    yield visitor.at("first-run-done")
    visitor.next()
    yield visitor.at("join-ask")


def _make_a_vault(
    visitor: Visitor, page: FirstRunPage, name: str, team: str = ""
) -> Iterator[Stop]:
    visitor.type("Your name", name)
    if team:
        visitor.press(team)
    visitor.next()
    yield visitor.at("first-run-passphrase")
    visitor.press_this(page.passphrase.choice.own)
    yield visitor.at("first-run-passphrase-own")
    visitor.press_this(page.passphrase.choice.proposed)
    visitor.next()
    yield visitor.at("first-run-recovery-code")
    code = " ".join(page.code.groups.words)
    visitor.next()
    visitor.hand_over("Recovery code", code.replace(code[-1], "2" if code[-1] != "2" else "3"))
    yield visitor.at("first-run-code-back-mistaken")
    visitor.type("Recovery code", code)
    visitor.next()


def _ask(visitor: Visitor, stick: Path, asked: Asked) -> Iterator[Stop]:
    page = visitor.page
    assert isinstance(page, JoinPage)
    visitor.type("Name of this laptop", "laptop-7")
    visitor.type("Folder or stick for the request", str(stick))
    visitor.next()
    (asked.request,) = stick.glob("*.fkq")
    asked.words = " ".join(page.words.words.words)
    yield visitor.at("join-words")
    visitor.next()
    yield visitor.at("join-heard")
    write("one two three four five six", _field_of_words(visitor))
    visitor.next()
    yield visitor.at("join-heard-wrong")


def _approve(visitor: Visitor, asked: Asked) -> Iterator[Stop]:
    visitor.press("Devices")
    visitor.press("Approve a laptop")
    yield visitor.at("approve-request")
    visitor.type("Request", str(asked.request))
    visitor.next()
    yield visitor.at("approve-listen")
    write(asked.words, _field_of_words(visitor))
    visitor.next()
    yield visitor.at("approve-reply")


def _field_of_words(visitor: Visitor) -> QWidget:
    """The one field of the step that can be typed into."""
    page = visitor.page
    assert isinstance(page, SteppedPage)
    fields: list[QWidget] = [*page.step.findChildren(QLineEdit)]
    fields += page.step.findChildren(QPlainTextEdit)
    return next(each for each in fields if each.isVisible())


def _found(visitor: Visitor, scratch: Path) -> Iterator[Stop]:
    page = visitor.page
    assert isinstance(page, FirstRunPage)
    visitor.press_this(page.welcome.coordinate)
    visitor.next()
    yield visitor.at("first-run-deployment")
    visitor.type("Name of the deployment", "Δίκτυο υποδοχής")
    visitor.type("Municipality", "dimos_deigma")
    teams = page.deployment.findChild(QPlainTextEdit)
    assert isinstance(teams, QPlainTextEdit)
    write("north\nsouth", teams)
    visitor.next()
    for _ in _make_a_vault(visitor, page, "Ελένη"):
        pass
    (scratch / "stick").mkdir()
    write(str(scratch / "stick"), page.hand_out.kit.path.line)
    click(page.hand_out.kit.button)
    yield visitor.at("first-run-hand-out")
    visitor.next()
    yield visitor.at("first-run-done-coordinator")
    visitor.next()
    yield visitor.at("home-new-coordinator")


def unlock(sample: Path, scratch: Path) -> Iterator[Stop]:
    """Several vaults, a wrong passphrase, the recovery code, another folder."""
    scratch.mkdir(parents=True)
    visitor = Visitor(sample, scratch / "preferences")
    yield visitor.at("unlock")
    visitor.hand_over("Passphrase", "not this one")
    yield visitor.at("unlock-wrong")
    visitor.press("Other folder …")
    yield visitor.at("unlock-other-folder")
    visitor.press("Use the recovery code")
    yield visitor.at("recover")
    visitor.leave()
