"""The live language: bound texts follow it, and bindings go with their widgets."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from fieldkit.languages import catalogues
from fieldkit.languages.bidi import isolate
from fieldkit.ui.language import bind, language, nbind, ntext, number, text

CODES = ["el", "en", "ar", "fa", "fr"]


def test_the_window_speaks_five_languages_and_says_which_nobody_reviewed(
    qapp: QApplication,
) -> None:
    spoken = {each.code: each for each in language().available()}
    assert set(spoken) == set(CODES)
    assert not spoken["en"].is_draft
    assert spoken["ar"].is_draft
    assert spoken["el"].own_name == "Ελληνικά"


@pytest.mark.parametrize("code", CODES)
def test_every_language_has_its_direction(qapp: QApplication, code: str) -> None:
    language().set(code)
    right_to_left = qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert right_to_left == (code in {"ar", "fa"})


def test_a_bound_text_follows_the_language(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    bind(label, "setText", "Home")
    language().set("qps")
    assert label.text() == catalogues.catalogue("qps").text("Home") != "Home"
    language().set("en")
    assert label.text() == "Home"


def test_binding_again_replaces(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    bind(label, "setText", "Home")
    bind(label, "setText", lambda: f"[{language().code}]")
    language().set("fr")
    assert label.text() == "[fr]"


def test_bindings_go_with_their_widgets(qtbot: QtBot) -> None:
    before = language().bindings
    for _ in range(20):
        label = QLabel()
        bind(label, "setText", "Home")
        label.deleteLater()
    del label
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    language().set("fr")
    assert language().bindings == before


def test_fields_are_isolated_and_numbers_take_the_digits_of_the_language(
    qapp: QApplication,
) -> None:
    assert text("Text {percent} %", percent=130) == "Text 130 %"
    assert text("{language} (draft, not reviewed yet)", language="أمل").startswith(isolate("أمل"))
    language().set("ar")
    assert number(1390) == "١٣٩٠"
    language().set("fa")
    assert number(1390) == "۱۳۹۰"


def test_a_message_with_a_number_takes_its_form(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    nbind(label, "setText", "{count} answer missing", "{count} answers missing", 1)
    assert label.text() == "1 answer missing"
    assert ntext("{count} answer missing", "{count} answers missing", 3) == "3 answers missing"


def test_half_typed_text_cursor_and_focus_stay(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    field.setFocus()
    qtbot.keyClicks(field, "half")
    field.setCursorPosition(2)
    for code in CODES:
        language().set(code)
    assert field.text() == "half"
    assert field.cursorPosition() == 2


def test_qt_speaks_along(qtbot: QtBot) -> None:
    language().set("qps")
    known = QCoreApplication.translate("QLineEdit", "&Undo")
    assert known == catalogues.catalogue("qps").text("&Undo") != "&Undo"
    assert QCoreApplication.translate("QLineEdit", "A text that Qt has not") == (
        "A text that Qt has not"
    )
