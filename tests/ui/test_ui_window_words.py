"""What the window itself has to say about an answer is said in the language of the window."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fieldkit.ui.language import language, text
from fieldkit.ui.models.interview import Bilingual
from fieldkit.ui.models.words import Words
from fieldkit.ui.widgets.bilingual_label import BilingualLabel
from fieldkit.ui.widgets.problem_line import ProblemLine

NO_SUCH_DAY = "There is no such day. Write the day first, then the month."


def test_a_message_of_the_window_follows_its_language(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    line = ProblemLine(around)
    line.show_problem(Bilingual(Words(NO_SUCH_DAY)))
    label = line.findChild(BilingualLabel)
    for code in ("el", "ar", "en"):
        language().set(code)
        assert label.text() == text(NO_SUCH_DAY)
    language().set("el")
    assert label.text() != NO_SUCH_DAY


def test_words_of_a_form_are_never_translated(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    line = ProblemLine(around)
    line.show_problem(Bilingual(Words("Home", "und"), Words("Home", "en")))
    language().set("el")
    assert "Home" in line.findChild(BilingualLabel).text()
