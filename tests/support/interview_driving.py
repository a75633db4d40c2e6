"""Holding an interview in the window: questions by their names, choices by their values."""

from __future__ import annotations

from driving import press, settle, write
from hands import Hand, Mouse
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from fieldkit.ui.app import FieldKitApp
from fieldkit.ui.pages.interview import InterviewPage
from fieldkit.ui.widgets.answer_card import AnswerCard, CheckCard, RadioCard
from fieldkit.ui.widgets.question_card import QuestionCard


class Interviewing:
    """One interview on the screen of an app."""

    def __init__(self, app: FieldKitApp, hand: Hand | None = None) -> None:
        self.app = app
        self.hand = hand or Mouse()

    def push(self, target: QWidget) -> None:
        """Press something that can be seen."""
        self.hand.press(target)
        self.settle()

    @property
    def page(self) -> InterviewPage:
        page = self.app.window.page
        assert isinstance(page, InterviewPage), type(page).__name__
        return page

    def settle(self) -> None:
        settle(self.app)

    def card(self, name: str) -> QuestionCard:
        """The visible card of a question by its name. Raises LookupError."""
        cards = [each for each in self.page.findChildren(QuestionCard) if each.isVisible()]
        for each in cards:
            if each.question.path.endswith(f"/{name}"):
                return each
        raise LookupError(f"{name} is not among {[each.question.path for each in cards]}")

    def asks(self, name: str) -> bool:
        """Whether a question can be seen."""
        try:
            self.card(name)
        except LookupError:
            return False
        return True

    def answer(self, name: str) -> str:
        """The answer that came back from the vault."""
        return self.card(name).question.value

    # --- answering

    def enter(self, name: str) -> QWidget:
        """Go into the field of a question."""
        entrance = self.card(name).editor.entrance
        self.hand.enter(entrance)
        return entrance

    def type(self, name: str, words: str) -> None:
        """Go into the field, replace what is there; Enter hands it over."""
        self.begin_typing(name, words)
        press(Qt.Key.Key_Return)
        self.settle()

    def begin_typing(self, name: str, words: str) -> QWidget:
        """Type and hand over nothing."""
        field = self.enter(name)
        if isinstance(field, QLineEdit | QPlainTextEdit):
            field.selectAll()
        write(words)
        return field

    def choose(self, name: str, *values: str) -> None:
        """Press choices."""
        for value in values:
            self.push(self._choice(name, value))

    def _choice(self, name: str, value: str) -> AnswerCard:
        editor = self.card(name).editor
        kinds = (RadioCard, CheckCard)
        cards: list[AnswerCard] = [each for kind in kinds for each in editor.findChildren(kind)]
        return next(each for each in cards if each.isVisible() and each.value == value)

    def find(self, name: str, words: str) -> None:
        """Search in a long list of choices and take the first that is found."""
        self.enter(name)
        write(words)
        press(Qt.Key.Key_Return)
        self.settle()

    def next(self) -> None:
        self.push(self.page.bar.way_on)
