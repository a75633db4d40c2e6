"""What we draw or align ourselves begins at the edge where the reading begins."""

from __future__ import annotations

import pytest
from interview_pages import settle
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QTextCursor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fieldkit.ui.language import language
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.growing_text import GrowingText
from fieldkit.ui.widgets.menu_button import MenuButton


@pytest.mark.parametrize("window", ["el", "ar"])
@pytest.mark.parametrize(
    ("answer", "code", "from_the_right"),
    [
        ("نحتاج إلى تدفئة.\nالأطفال", "ar", True),
        ("نحتاج إلى تدفئة.", "el", True),
        ("", "ar", True),
        ("Τηλεφώνημα", "ar", False),
        ("", "el", False),
    ],
)
def test_several_lines_stand_where_they_are_read_from(
    qtbot: QtBot, window: str, answer: str, code: str, from_the_right: bool
) -> None:
    language().set(window)
    field = GrowingText()
    qtbot.addWidget(field)
    field.set_language(code)
    field.resize(400, 90)
    field.show()
    field.show_text(answer)
    settle()
    cursor = field.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.Start)
    field.setTextCursor(cursor)
    assert (field.cursorRect().center().x() > 200) == from_the_right


def columns_with_ink(button: MenuButton) -> list[int]:
    """Where something is drawn inside the frame."""
    image = button.grab().toImage()
    ground = image.pixelColor(button.width() // 2, 6)
    middle = range(8, button.height() - 8)
    inside = range(6, button.width() - 6)
    return [x for x in inside if any(image.pixelColor(x, y) != ground for y in middle)]


@pytest.mark.parametrize("code", ["el", "ar"])
@pytest.mark.parametrize("picture", ["", "language"])
def test_a_menu_button_leaves_as_much_before_its_words_as_after_the_arrow(
    qtbot: QtBot, code: str, picture: str
) -> None:
    language().set(code)
    button = MenuButton(picture)
    button.setText("Ελληνικά")
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    button.show()
    settle()
    ink = columns_with_ink(button)
    before, after = ink[0], button.width() - 1 - ink[-1]
    assert abs(before - after) <= tokens().icon // 2
    assert before >= tokens().space_m - 2


def test_a_menu_button_opens_below_itself_by_enter_and_by_a_click(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    button = MenuButton()
    button.setParent(window)
    button.setText("Ελληνικά")
    menu = button.menu()
    menu.addAction(QAction("Français", menu))
    window.resize(300, 200)
    window.show()
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert menu.isVisible()
    menu.close()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert menu.isVisible()
    assert menu.geometry().top() >= button.mapToGlobal(button.rect().bottomLeft()).y()
    menu.close()
