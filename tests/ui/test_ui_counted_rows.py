"""A count that falls, in the whole window with real clicks: said, removed, put back, finished."""

from __future__ import annotations

import presenter_world
import pytest
from driving import button, click, plain, press, says, settle, write
from interview_driving import Interviewing
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from unlocked_window import app

from fieldkit.ui.app import FieldKitApp
from fieldkit.ui.pages.review import ReviewPage
from fieldkit.ui.widgets.banner import Banner
from fieldkit.ui.widgets.member_card import MemberCard
from fieldkit.ui.widgets.surplus import SurplusBanner
from fieldkit.ui.widgets.typing_watch import REST_MS

__all__ = ["app"]

FORM = (
    '<data id="counted" version="1"><n/><child jr:template=""><name/><age/></child></data>',
    '<bind nodeset="/data/n" type="int"/><bind nodeset="/data/child/age" type="int"/>',
    """<input ref="/data/n"/><group ref="/data/child"><label>Child</label>
    <repeat nodeset="/data/child" jr:count="/data/n"><input ref="/data/child/name"/>
    <input ref="/data/child/age"/></repeat></group>""",
)


def begin(app: FieldKitApp, form: tuple[str, str, str] = FORM) -> Interviewing:
    """An interview with a form that counts children."""
    app.runner.run(lambda: presenter_world.add_form(app.access, *form), app.navigation.start)
    settle(app)
    return Interviewing(app)


def children(person: Interviewing) -> list[MemberCard]:
    """The cards of the children, in their order."""
    cards = [each for each in person.page.findChildren(MemberCard) if each.isVisible()]
    return sorted(cards, key=lambda each: each.mapTo(person.page, each.rect().topLeft()).y())


def told(person: Interviewing) -> list[str]:
    """What the page says in banners."""
    shown = [each for each in person.page.findChildren(Banner) if each.isVisible()]
    return [plain(each.text()) for each in shown]


def test_a_count_that_falls_loses_nobody(app: FieldKitApp, qtbot: QtBot) -> None:
    person = begin(app)
    person.type("n", "13")
    person.type("n", "3")
    assert len(children(person)) == 3  # typed wrong: nobody had answered anything
    for at, name in enumerate(("Amal", "Bahar", "Carim")):
        click(children(person)[at].header)
        person.type("name", name)
        person.type("age", str(7 + at))
    person.type("n", "1")
    assert [plain(each.title) for each in children(person)] == ["Amal", "Bahar", "Carim"]
    words = "The form asks for {} here, and there are {}. Remove the ones that do not belong."
    assert told(person) == [words.format(1, 3)]
    for child in children(person):  # the button that removes leaves room for name and summary
        assert child.header.height() >= child.header.sizeHint().height()
    assert plain(children(person)[0].header.summary) == "7"
    click(children(person)[0].remove)
    person.settle()
    assert [plain(each.title) for each in children(person)] == ["Bahar", "Carim"]
    click(button(app.window, "Undo"))
    person.settle()
    assert [plain(each.title) for each in children(person)] == ["Bahar", "Carim", "Amal"]
    click(children(person)[1].remove)
    person.settle()
    assert told(person) == [words.format(1, 2)]
    app.navigation.review(person.page.view.record)  # type: ignore[union-attr]
    settle(app)
    review = app.window.page
    assert isinstance(review, ReviewPage)
    (banner,) = review.findChildren(SurplusBanner)
    click(banner.stops[0])
    settle(app)
    assert person.answer("name") == "Amal"  # the last row is open
    app.navigation.review(person.page.view.record)  # type: ignore[union-attr]
    settle(app)
    review = app.window.page
    assert isinstance(review, ReviewPage)
    click(review.bar.finish)
    settle(app)
    assert "Finished" in review.banner.text()


def test_a_row_goes_with_the_last_answer_that_kept_it(app: FieldKitApp, qtbot: QtBot) -> None:
    person = begin(app)
    person.type("n", "2")
    click(children(person)[1].header)
    person.type("name", "Amal")
    person.type("n", "1")
    assert len(children(person)) == 2
    click(children(person)[1].header)
    click(children(person)[1].header)
    person.type("name", "Omar")  # another answer: it stays
    assert [plain(each.title) for each in children(person)][1:] == ["Omar"]
    field = person.enter("name")
    assert isinstance(field, QLineEdit)
    field.selectAll()
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Return)
    person.settle()
    assert len(children(person)) == 1
    assert told(person) == []
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.isVisible()
    click(children(person)[0].header)
    person.type("name", "Bahar")
    person.type("n", "0")
    click(children(person)[0].remove)
    person.settle()
    assert children(person) == []
    assert person.card("n").isVisible()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.isVisible()


PRELOADED = (
    '<data id="preloaded" version="1"><n/><child jr:template=""><day/><name/></child></data>',
    """<bind nodeset="/data/n" type="int"/><bind nodeset="/data/child/day" type="date"/>""",
    """<input ref="/data/n"/><group ref="/data/child"><label>Child</label>
    <repeat nodeset="/data/child" jr:count="/data/n">
    <setvalue event="odk-new-repeat" ref="/data/child/day" value="today()"/>
    <input ref="/data/child/day"/><input ref="/data/child/name"/></repeat></group>""",
)


def test_all_rows_that_were_counted_too_many_go_at_once_and_come_back(
    app: FieldKitApp, qtbot: QtBot
) -> None:
    person = begin(app, PRELOADED)
    person.type("n", "22")
    person.type("n", "2")
    assert len(children(person)) == 22  # the form wrote a day into each
    all_rows = button(app.window, "Remove the last 20")
    all_rows.setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_Return)  # nobody answered anything there: it is not asked
    person.settle()
    assert len(children(person)) == 2
    assert told(person) == []
    assert is_in_sight(QApplication.focusWidget())
    assert says(app.window, "Child: 20 removed")
    click(button(app.window, "Undo"))
    person.settle()
    assert len(children(person)) == 22
    assert says(app.window, "The form asks for 2 here, and there are 22.")


def test_what_somebody_answered_in_them_is_said_before_they_go(
    app: FieldKitApp, qtbot: QtBot
) -> None:
    person = begin(app, PRELOADED)
    person.type("n", "4")
    click(children(person)[2].header)
    person.type("name", "Amal")
    person.type("n", "1")
    click(button(app.window, "Remove the last 3"))
    person.settle()
    asked = "There are answers in 1 of the last 3. Remove them all the same?"
    assert says(app.window, asked)
    assert len(children(person)) == 4
    assert QApplication.focusWidget() is button(app.window, "Keep them")
    press(Qt.Key.Key_Escape)  # keeps them, and does not leave the page
    assert not says(app.window, asked)
    assert QApplication.focusWidget() is button(app.window, "Remove the last 3")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is button(app.window, "Remove the last 3")
    press(Qt.Key.Key_Space, " ")
    person.settle()
    assert told(person) == []
    assert len(children(person)) == 1
    click(button(app.window, "Undo"))
    person.settle()
    assert [plain(each.title) for each in children(person)][2] == "Amal"


def test_pressing_twice_removes_once(app: FieldKitApp, qtbot: QtBot) -> None:
    person = begin(app, PRELOADED)
    person.type("n", "3")
    person.type("n", "1")
    all_rows = button(app.window, "Remove the last 2")
    click(all_rows)
    click(all_rows)
    person.settle()
    assert len(children(person)) == 1
    assert told(person) == []  # nothing was refused either
    assert says(app.window, "Child: 2 removed")


def test_a_blank_row_goes_without_an_undo_that_would_be_refused(
    app: FieldKitApp, qtbot: QtBot
) -> None:
    person = begin(app)
    person.type("n", "3")
    for at, name in ((0, "Amal"), (2, "Carim")):
        click(children(person)[at].header)
        person.type("name", name)
    person.type("n", "1")
    click(children(person)[0].remove)
    person.settle()
    assert [plain(each.title) for each in children(person)] == ["Child 1", "Carim"]
    click(children(person)[0].remove)
    person.settle()
    assert says(app.window, "Child 1 was removed")
    with pytest.raises(LookupError):
        button(app.window, "Undo")
    app.runner.undo()  # nor is what was offered before taken back by its key
    person.settle()
    assert [plain(each.title) for each in children(person)] == ["Carim"]


def test_a_row_stays_while_its_only_answer_is_typed_anew(app: FieldKitApp, qtbot: QtBot) -> None:
    person = begin(app)
    person.type("n", "2")
    click(children(person)[1].header)
    person.type("name", "Amal")
    person.type("n", "1")
    field = person.enter("name")
    assert isinstance(field, QLineEdit)
    field.selectAll()
    press(Qt.Key.Key_Delete)
    qtbot.wait(REST_MS + 100)
    person.settle()
    assert len(children(person)) == 2
    write("Omar")
    press(Qt.Key.Key_Return)
    person.settle()
    assert [plain(each.title) for each in children(person)] == ["Child 1", "Omar"]


def test_after_a_count_is_put_right_the_question_gone_on_to_is_in_sight(
    app: FieldKitApp, qtbot: QtBot
) -> None:
    app.window.resize(1100, 560)
    person = begin(app)
    person.type("n", "3")
    for at in (0, 2):
        click(children(person)[at].header)
        person.type("name", "Amal")
    person.type("n", "two")  # what is wrong stays in sight, and the open row below it does not
    person.type("n", "1")
    qtbot.wait(1)
    focus = QApplication.focusWidget()
    assert focus is person.card("name").editor.entrance
    assert is_whole(focus)
    app.navigation.review(person.page.view.record)  # type: ignore[union-attr]
    settle(app)
    (banner,) = app.window.findChildren(SurplusBanner)
    click(banner.stops[0])
    settle(app)
    qtbot.wait(1)
    assert is_whole(person.card("name").editor.entrance)


def is_whole(widget: QWidget) -> bool:
    """Whether no part of it is scrolled out of the page."""
    return widget.visibleRegion().boundingRect() == widget.rect()


def is_in_sight(widget: QWidget | None) -> bool:
    """Whether there is such a widget, and it can be seen."""
    return widget is not None and widget.isVisible()
