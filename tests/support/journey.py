"""The whole way through two windows: from two empty computers until the receipt comes back.

Held by whichever hand is given: the mouse, or the keyboard alone.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

from driving import button, compose, focused, line, plain, press, says, settle, shortcut, write
from hands import Hand, come_forward
from interview_driving import Interviewing
from journey_world import INTAKE, Folders, page_name, sit_down
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QWidget

from fieldkit.ui.app import FieldKitApp
from fieldkit.ui.language import text
from fieldkit.ui.pages.devices import DevicesPage
from fieldkit.ui.pages.first_run import FirstRunPage
from fieldkit.ui.widgets.member_card import MemberCard
from fieldkit.ui.widgets.roster import Roster
from fieldkit.ui.widgets.saved_mark import Keeping

FIELDKIT = Path(sys.executable).with_name("fieldkit")


def whole_way(hand: Hand, folders: Folders) -> None:
    """Everything, in the order of a first week."""
    out = folders.root / "municipality"
    office = Computer(folders, "office", hand)
    found_a_deployment(office)
    laptop = Computer(folders, "laptop", hand)
    join(laptop, office)
    lock_and_unlock(laptop)
    consent(laptop)
    record = intake(laptop)
    send(laptop)
    import_and_publish(office, out)
    read_the_receipt(laptop)
    laptop.shut_down()
    office.shut_down()
    look_from_outside(laptop, record, out)


class Computer:
    """A window and whoever sits before it."""

    def __init__(self, folders: Folders, who: str, hand: Hand) -> None:
        self.folders = folders
        self.hand = hand
        self.app: FieldKitApp = sit_down(folders, who)
        self.passphrase = ""

    @property
    def page(self) -> QWidget:
        page = self.app.window.page
        assert page is not None
        return page

    def settle(self) -> None:
        settle(self.app)

    def press(self, name: str) -> None:
        self.push(button(self.app.window, name))

    def push(self, target: QWidget) -> None:
        """Press something that can be seen."""
        come_forward(self.app.window)
        self.hand.press(target)
        self.settle()

    def next(self) -> None:
        self.push(self.page.next)  # type: ignore[attr-defined]

    def type(self, name: str, words: str) -> None:
        self.fill(line(self.app.window, name), words)

    def fill(self, field: QWidget, words: str) -> None:
        """Go into a field and type, over what is there."""
        come_forward(self.app.window)
        self.hand.enter(field)
        if isinstance(field, QLineEdit | QPlainTextEdit):
            field.selectAll()
        write(words)
        self.settle()

    def hand_over(self, name: str, words: str) -> None:
        """Type and press Enter."""
        self.type(name, words)
        press(Qt.Key.Key_Return, into=line(self.app.window, name))
        self.settle()

    def make_a_vault(self, name: str, team: str = "") -> None:
        """From the name to the made vault; the passphrase and the code are written down."""
        page = self.page
        assert isinstance(page, FirstRunPage)
        self.type("Your name", name)
        if team:
            self.push(button(page, team))
        self.next()
        self.passphrase = "-".join(page.passphrase.choice.words.words)
        self.next()
        code = " ".join(page.code.groups.words)
        self.next()
        self.type("Recovery code", code)
        self.next()

    def unlock(self) -> None:
        self.type("Passphrase", self.passphrase)
        self.press("Unlock")

    def shut_down(self) -> None:
        self.app.window.close()
        self.app.window.deleteLater()


def found_a_deployment(office: Computer) -> None:
    page = office.page
    assert isinstance(page, FirstRunPage)
    office.push(page.welcome.coordinate)
    office.next()
    office.type("Name of the deployment", "Δίκτυο υποδοχής")
    office.type("Municipality", "dimos_deigma")
    office.fill(page.deployment.teams.widget, "north\nsouth")
    office.next()
    office.make_a_vault("Ελένη")
    for action, folder in (
        (page.hand_out.kit, office.folders.stick),
        (page.hand_out.drop, office.folders.drop),
    ):
        office.fill(action.path.line, str(folder))
        office.push(action.button)
    office.next()
    office.next()
    assert page_name(office.app) == "HomePage"


def join(laptop: Computer, office: Computer) -> None:
    """By kit and request on a stick, and six words each way."""
    stick = laptop.folders.stick
    (kit,) = stick.glob("*.fkk")
    page = laptop.page
    assert isinstance(page, FirstRunPage)
    laptop.push(page.welcome.join)
    laptop.type("Kit file", str(kit))
    laptop.next()
    laptop.next()
    laptop.make_a_vault("Αμίνα", team="north")
    laptop.next()
    laptop.type("Name of this laptop", "laptop-7")
    laptop.type("Folder or stick for the request", str(stick))
    laptop.next()
    words = " ".join(laptop.page.words.words.words)  # type: ignore[attr-defined]
    (request,) = stick.glob("*.fkq")
    reply = approve(office, request, words)
    laptop.next()
    laptop.fill(_field_of_words(laptop), reply)
    laptop.next()
    laptop.next()
    assert page_name(laptop.app) == "HomePage"


def approve(office: Computer, request: Path, words: str) -> str:
    """The coordinator hears the laptop's words and reads hers back."""
    office.press("Devices")
    assert isinstance(office.page, DevicesPage)
    office.press("Approve a laptop")
    office.type("Request", str(request))
    office.next()
    assert says(office.page, "laptop-7")
    office.fill(_field_of_words(office), words)
    office.next()
    reply = " ".join(office.page.reply.words.words)  # type: ignore[attr-defined]
    office.press("Home")
    return reply


def _field_of_words(computer: Computer) -> QWidget:
    """The one field of the step that can be typed into."""
    step = computer.page.step  # type: ignore[attr-defined]
    kinds = (QLineEdit, QPlainTextEdit)
    return next(each for kind in kinds for each in step.findChildren(kind) if each.isVisible())


def lock_and_unlock(laptop: Computer) -> None:
    laptop.press("Lock (Ctrl+L)")
    assert page_name(laptop.app) == "UnlockPage"
    laptop.unlock()
    assert page_name(laptop.app) == "HomePage"


def consent(laptop: Computer) -> None:
    """F01, in English throughout."""
    laptop.push(button(laptop.page, _start("Information, consent and data rights")))
    person = Interviewing(laptop.app, laptop.hand)
    person.push(button(person.card("subject_code"), "New code"))
    person.next()
    person.choose("capacity", "adult")
    person.next()
    person.choose("event_type", "first")
    person.type("notice_version", "n-2026-1")
    person.choose("notice_mode", "read_aloud")
    topics = ("who", "why", "who_sees", "how_long", "rights", "free", "laptop", "asylum")
    person.choose("notice_topics", *topics)
    person.choose("understood", "yes")
    person.next()
    person.choose("p_referral", "agree")
    for name in ("p_contact", "p_research", "p_photo"):
        person.choose(name, "refuse")
    person.choose("consent_form", "oral")
    person.next()
    while page_name(laptop.app) == "InterviewPage":
        person.next()
    laptop.press("Finish")
    assert says(laptop.page, "Finished, ready to send")
    laptop.press("Home")


def intake(laptop: Computer) -> str:
    """F02 in Greek and Arabic; the record's id."""
    speak(laptop, "el")
    laptop.push(button(laptop.page, _start("Υποδοχή προσώπου και νοικοκυριού")))
    person = Interviewing(laptop.app, laptop.hand)
    respondent = person.page.languages.respondent
    person.push(respondent)
    choose(respondent.menu(), "ar")
    person.settle()
    permission(person)
    name_with_a_language_dance(person)
    person.next()
    person.choose("dob_precision", "year")
    person.type("dob_year", "١٩٩١")
    assert person.answer("dob_year") == "1991"
    household(person)
    assert person.page.view is not None
    record = person.page.view.record
    while not person.asks("requests"):
        person.next()
    person.find("requests", "Στέγ")
    assert person.answer("requests") == "housing"
    while page_name(laptop.app) == "InterviewPage":
        person.next()
    laptop.press("Finish")
    speak(laptop, "en")
    assert says(laptop.page, "Finished, ready to send")
    laptop.press("Home")
    return record


def _start(title: str) -> str:
    """What the card of a form is called."""
    return plain(text("Start: {form}", form=title))


def speak(computer: Computer, code: str) -> None:
    """Choose the language of the window in the bar at the top."""
    display = computer.app.window.top_bar.display
    computer.push(display)
    choose(display.menu(), code)
    computer.settle()


def choose(menu: QMenu, value: str) -> None:
    """Go down an open menu to a line, and take it."""
    assert menu.isVisible()
    for _ in range(40):
        active = menu.activeAction()
        if active is not None and active.data() == value:
            break
        press(Qt.Key.Key_Down, into=menu)
    press(Qt.Key.Key_Return, into=menu)


def permission(person: Interviewing) -> None:
    """Nothing identifying is stored before the yes."""
    person.push(button(person.card("subject_code"), "New code"))
    assert person.page.bar.mark.keeping is Keeping.HELD
    person.next()
    person.choose("may_continue", "yes")
    assert person.page.bar.mark.keeping is Keeping.SAVED
    person.next()


def name_with_a_language_dance(person: Interviewing) -> None:
    """Languages change in the middle of a word; nothing that is typed, and no place, is lost."""
    field = person.begin_typing("name_native", INTAKE["name_native"][:2])
    assert isinstance(field, QLineEdit)
    scrolled = person.page.column.verticalScrollBar().value()
    for key in (Qt.Key.Key_F6, Qt.Key.Key_F6):
        shortcut(key, Qt.KeyboardModifier.NoModifier)
        person.settle()
    for number in (Qt.Key.Key_5, Qt.Key.Key_2, Qt.Key.Key_3):
        shortcut(number)
        person.settle()
    assert focused() is field
    assert field.text() == INTAKE["name_native"][:2]
    assert person.page.column.verticalScrollBar().value() == scrolled
    compose(INTAKE["name_native"][2:], field)
    press(Qt.Key.Key_Return)
    person.settle()
    assert person.answer("name_native") == INTAKE["name_native"]
    assert person.card("name_native").question.answered_in == "ar"
    person.type("name_given", INTAKE["name_given"])


def household(person: Interviewing) -> None:
    """Three people: two members as cards, one too many removed, brought back, removed again."""
    while not person.asks("hh_size"):
        person.next()
    person.type("hh_size", "3")
    (roster,) = (each for each in person.page.findChildren(Roster) if each.isVisible())
    member(person, "m_name_1", "spouse")
    person.push(roster.add)
    member(person, "m_name_2", "child")
    person.push(roster.add)
    remove_the_last(person)
    person.push(button(person.app.window.toast, "Undo"))
    assert len(members(person)) == 3
    remove_the_last(person)
    assert [each.title for each in members(person)][:2] == [
        INTAKE["m_name_1"],
        INTAKE["m_name_2"],
    ]


def members(person: Interviewing) -> list[MemberCard]:
    return [each for each in person.page.findChildren(MemberCard) if each.isVisible()]


def remove_the_last(person: Interviewing) -> None:
    before = len(members(person))
    person.push(button(members(person)[-1], "Remove"))
    assert len(members(person)) == before - 1


def member(person: Interviewing, name: str, relation: str) -> None:
    if not person.asks("m_name"):
        person.push(members(person)[-1].header)
    person.type("m_name", INTAKE[name])
    person.choose("m_relation", relation)
    person.choose("m_dob_precision", "estimate")
    person.type("m_age_estimate", "٣٤")


def send(laptop: Computer) -> None:
    laptop.press("Send")
    laptop.hand_over("Stick or folder", str(laptop.folders.drop))
    laptop.push(laptop.page.sending.send)  # type: ignore[attr-defined]
    assert says(laptop.page, "2 records in 1 file are on the stick")
    laptop.press("Home")


def import_and_publish(office: Computer, out: Path) -> None:
    office.press("Import")
    office.hand_over("Stick or folder", str(office.folders.drop))
    assert says(office.page, "2 new records")
    assert not list(office.folders.drop.glob("ack/*/*"))
    office.push(office.page.take_in)  # type: ignore[attr-defined]
    office.press("Done")
    office.press("Publish")
    office.hand_over("Folder for the files", str(out))
    office.push(office.page.publish)  # type: ignore[attr-defined]
    office.press("Done")


def read_the_receipt(laptop: Computer) -> None:
    laptop.press("Receive")
    laptop.hand_over("Stick or folder", str(laptop.folders.drop))
    laptop.push(laptop.page.receiving.receive)  # type: ignore[attr-defined]
    laptop.press("Home")
    assert says(laptop.page, "Confirmed by the coordinator")


def look_from_outside(laptop: Computer, record: str, out: Path) -> None:
    """What was typed in the window is what the command shows, and what was published."""
    (vault,) = (laptop.folders.root / "laptop" / "vaults").iterdir()
    done = subprocess.run(
        [FIELDKIT, "records", "show", vault, record, "--json", "--passphrase-file", "-"],
        input=laptop.passphrase,
        capture_output=True,
        text=True,
        check=True,
    )
    shown = json.loads(done.stdout)
    answers = {path.rpartition("/")[2]: value for path, value in shown["answers"].items()}
    assert shown["state"] == "confirmed"
    assert answers["name_native"] == INTAKE["name_native"]
    assert answers["dob_year"] == "1991"
    rows = {path: value for path, value in shown["answers"].items() if "/member[" in path}
    assert [rows[f"/data/all_block/member[{n}]/m_name"] for n in (1, 2)] == [
        INTAKE["m_name_1"],
        INTAKE["m_name_2"],
    ]
    assert not any("/member[3]" in path for path in rows)
    languages = {path.rpartition("/")[2]: code for path, code in shown["languages"].items()}
    assert languages["name_native"] == "ar"
    with (out / "intake_household" / "latest" / "member.csv").open(encoding="utf-8-sig") as file:
        assert len(list(csv.DictReader(file))) == 2
