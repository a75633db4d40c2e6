"""Questions the window has no field for: typed where a text will do, else said in plain words; and
which kind each question of a form is."""

from __future__ import annotations

import interview_views as views
import pytest
from driving import write
from interview_pages import Sitting, tap
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from fieldkit.forms import FormPackage, NodeDefinition, definition_from_package
from fieldkit.ui.models.interview import QuestionKind
from fieldkit.ui.presenters.questions import kind_of
from fieldkit.ui.widgets.questions.registry import EDITORS
from fieldkit.ui.widgets.text_label import TextLabel


def words_of(sitting: Sitting, key: str) -> str:
    labels = sitting.card(key).findChildren(TextLabel)
    return " ".join(label.text() for label in labels if label.isVisible())


def test_a_line_on_the_map_is_typed_and_the_window_says_so(qtbot: QtBot) -> None:
    sitting = Sitting(views.view(views.question("way", QuestionKind.OTHER)))
    assert "no field of its own" in words_of(sitting, "way")
    write("37.98 23.73; 38 24")
    tap(Qt.Key.Key_Return)
    assert sitting.answers == [("way", "37.98 23.73; 38 24")]


def test_a_picture_cannot_be_answered_and_nothing_can_be_typed(qtbot: QtBot) -> None:
    sitting = Sitting(
        views.view(views.question("photo", QuestionKind.FILE), views.question("after"))
    )
    assert "the interview can be finished without it" in words_of(sitting, "photo")
    assert sitting.card("photo").findChildren(QLineEdit) == []
    entrance = sitting.card("photo").editor.entrance
    assert entrance.accessibleName() == "Ερώτηση photo"
    assert entrance.hasFocus()
    tap(Qt.Key.Key_Tab)
    assert sitting.line("after").hasFocus()
    assert sitting.answers == []


def test_a_file_that_came_with_the_record_is_named(qtbot: QtBot) -> None:
    house = views.question("photo", QuestionKind.FILE, "house.jpg")
    sitting = Sitting(views.view(house, views.question("after")))
    assert any(
        label.text() == "house.jpg" and label.isVisible()
        for label in sitting.card("photo").findChildren(QLabel)
    )


def test_every_kind_but_a_note_has_a_widget() -> None:
    assert set(EDITORS) == set(QuestionKind) - {QuestionKind.NOTE}


@pytest.mark.parametrize(
    ("control", "kind", "wanted"),
    [
        ("input", "geopoint", QuestionKind.PLACE),
        ("input", "geotrace", QuestionKind.OTHER),
        ("input", "geoshape", QuestionKind.OTHER),
        ("input", "barcode", QuestionKind.TEXT),
        ("input", "time", QuestionKind.TIME),
        ("input", "dateTime", QuestionKind.MOMENT),
        ("secret", "string", QuestionKind.HIDDEN),
        ("input appearance='w1 masked'", "string", QuestionKind.HIDDEN),
        ("range", "int", QuestionKind.INTEGER),
        ("range", "decimal", QuestionKind.DECIMAL),
        ("upload", "binary", QuestionKind.FILE),
        ("rank", "rank", QuestionKind.RANK),
    ],
)
def test_which_kind_a_question_of_a_form_is(control: str, kind: str, wanted: QuestionKind) -> None:
    assert kind_of(question_node(control, kind)) is wanted


def question_node(control: str, kind: str) -> NodeDefinition:
    """The definition of the one question of a form."""
    form = f"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
    <h:head><model><instance><data id="k"><q/></data></instance>
    <bind nodeset="/data/q" type="{kind}"/></model></h:head>
    <h:body><{control} ref="/data/q"/></h:body></h:html>"""
    return definition_from_package(FormPackage(form.encode())).nodes["/data/q"]
