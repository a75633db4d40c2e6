"""Long lists of choices: searched in both languages, walked through by keys, closed in time."""

from __future__ import annotations

import interview_views as views
import pytest
from driving import says, write
from interview_pages import Sitting, click, settle, tap
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView
from pytestqt.qtbot import QtBot

from fieldkit.ui.models.interview import ChoiceView, QuestionKind
from fieldkit.ui.widgets.choice_search import ChoiceSearch, SearchField

COUNTRIES = (
    ("gr", "Ελλάδα", "اليونان"),
    ("sy", "Συρία", "سوريا"),
    ("iq", "Ιράκ", "العراق"),
    ("af", "Αφγανιστάν", "أفغانستان"),
)


def countries() -> tuple[ChoiceView, ...]:
    """Four countries among two hundred choices."""
    named = tuple(ChoiceView(code, views.both(el, ar)) for code, el, ar in COUNTRIES)
    return (*named, *views.choices(196))


def country(kind: QuestionKind = QuestionKind.SELECT_ONE, value: str = "") -> Sitting:
    """A page that asks for a country, and for something after it."""
    question = views.question("country", kind, value, choices=countries())
    return Sitting(views.view(question, views.question("after")))


def field(sitting: Sitting) -> SearchField:
    """The field to search in."""
    return sitting.inside("country", SearchField)


def found(sitting: Sitting) -> int:
    """How many choices the list offers; -1 when it is closed."""
    search = sitting.inside("country", ChoiceSearch)
    return search.rows.rowCount() if search.is_open else -1


def test_the_list_stays_closed_until_somebody_searches(qtbot: QtBot) -> None:
    sitting = country()
    assert field(sitting).hasFocus()
    assert found(sitting) == -1
    assert "200" in field(sitting).placeholderText()
    write("ε")
    assert found(sitting) > 0


def test_searching_finds_both_languages_without_accents(qtbot: QtBot) -> None:
    sitting = country()
    write("ελλαδα")
    assert found(sitting) == 1
    tap(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    write("افغان")
    assert found(sitting) == 1
    tap(Qt.Key.Key_Return)
    assert sitting.answers == [("country", "af")]


def test_what_is_not_in_the_list_is_said_and_what_is_needs_no_scrolling(qtbot: QtBot) -> None:
    sitting = country()
    write("Συρία")
    settle()
    search = sitting.inside("country", ChoiceSearch)
    assert found(sitting) == 1
    assert search.list.verticalScrollBar().maximum() == 0
    nothing = "Nothing in this list has these letters."
    assert not says(search, nothing)
    write("ξ")
    assert found(sitting) == 0
    assert says(search, nothing)
    tap(Qt.Key.Key_Backspace)
    assert found(sitting) == 1
    assert not says(search, nothing)


def test_enter_takes_what_the_arrow_keys_went_to_and_closes(qtbot: QtBot) -> None:
    sitting = country()
    tap(Qt.Key.Key_Down)
    tap(Qt.Key.Key_Down)
    tap(Qt.Key.Key_Return)
    assert sitting.answers == [("country", "sy")]
    assert found(sitting) == -1
    assert sitting.choice("country", "sy").isChecked()
    tap(Qt.Key.Key_Return)
    assert sitting.line("after").hasFocus()


def test_a_click_in_the_list_chooses(qtbot: QtBot) -> None:
    sitting = country()
    click(field(sitting))
    view = sitting.inside("country", QListView)
    place = view.visualRect(view.model().index(2, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert sitting.answers == [("country", "iq")]


def test_escape_closes_the_list_and_not_the_page(qtbot: QtBot) -> None:
    sitting = country()
    write("xyz")
    assert found(sitting) == 0
    tap(Qt.Key.Key_Escape)
    assert found(sitting) == -1
    assert ("leave",) not in sitting.asked
    tap(Qt.Key.Key_Escape)
    assert ("leave",) in sitting.asked


def test_the_list_closes_when_the_focus_goes_elsewhere_and_the_click_arrives(
    qtbot: QtBot,
) -> None:
    question = views.question("country", QuestionKind.SELECT_ONE, choices=countries())
    sitting = Sitting(views.view(question, views.select_one("stay")))
    write("c")
    settle()
    yes = sitting.choice("stay", "yes")
    place = yes.mapTo(sitting.window, QPoint(20, yes.height() // 2))
    target = sitting.window.childAt(place)
    assert target is not None
    QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=target.mapFrom(sitting.window, place))
    settle()
    assert ("stay", "yes") in sitting.answers
    assert found(sitting) == -1


def test_the_chosen_one_can_be_cleared(qtbot: QtBot) -> None:
    sitting = country(value="gr")
    sitting.choice("country", "gr").setFocus()
    tap(Qt.Key.Key_Delete)
    assert sitting.answers == [("country", None)]
    assert field(sitting).hasFocus()


def test_several_can_be_ticked_while_the_list_stays(qtbot: QtBot) -> None:
    sitting = country(QuestionKind.SELECT_MULTIPLE)
    write("συρια")
    tap(Qt.Key.Key_Return)
    write("ιρακ")
    tap(Qt.Key.Key_Return)
    assert sitting.answers == [("country", ("sy",)), ("country", ("sy", "iq"))]
    assert found(sitting) == 1
    click(sitting.choice("country", "sy"))
    assert sitting.answers[-1] == ("country", ("iq",))
    assert not any(
        getattr(each, "value", "") == "sy" and each.isVisible()
        for each in sitting.card("country").findChildren(type(sitting.choice("country", "iq")))
    )


def test_what_is_searched_for_outlives_a_change_of_language(qtbot: QtBot) -> None:
    sitting = country()
    write("c1")
    shown = found(sitting)
    question = views.question(
        "country", QuestionKind.SELECT_ONE, choices=countries(), label=views.both("Χώρα", "بلد")
    )
    sitting.show(views.view(question, views.question("after")))
    assert QApplication.focusWidget() is field(sitting)
    assert field(sitting).text() == "c1"
    assert found(sitting) == shown


def test_what_can_only_be_read_is_not_searched(qtbot: QtBot) -> None:
    fixed = views.select_one("country", 60, "c7", readonly=True)
    sitting = Sitting(views.view(fixed, views.question("after")))
    assert sitting.choice("country", "c7").isVisible()
    fields = sitting.card("country").findChildren(SearchField)
    assert not any(each.isVisible() for each in fields)


@pytest.mark.parametrize("opens", ["mouse", "keys"])
def test_what_is_found_is_in_sight(qtbot: QtBot, opens: str) -> None:
    """At the lower edge of a small window, too, where the list has no room below its field."""
    before = [views.question(f"a{number}") for number in range(6)]
    asked = views.select_one("country", 60)
    sitting = Sitting(views.view(*before, asked, views.question("after")), (1_000, 620))
    viewport, field = sitting.page.column.viewport(), sitting.inside("country", SearchField)
    sitting.page.column.ensureWidgetVisible(field, 0, 4)
    settle()
    if opens == "mouse":
        click(field)
    else:
        field.setFocus()
        write("1")
        settle()
    found = sitting.inside("country", QListView)
    for part in (found, field):
        top = part.mapTo(viewport, QPoint(0, 0)).y()
        assert 0 <= top <= viewport.height() - part.height()
