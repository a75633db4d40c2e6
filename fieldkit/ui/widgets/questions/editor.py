"""What every question widget is: shows the stored answer, hands over the person's.

The rule that keeps typing safe: what the vault gives back is shown only when nothing handed over is
still on its way; and a text field, on top of that, keeps what is being typed in it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldkit.ui.models.interview import Languages, QuestionView

Given = str | tuple[str, ...] | None


def _nobody_mints(_key: str) -> None:
    """Where there is no vault behind the page."""


def local_now() -> datetime:
    """The present instant in the time zone of this computer."""
    return datetime.now().astimezone()


@dataclass(frozen=True)
class Setting:
    """What an editor needs beside its question. `today` and `now` (the clock on the wall) are asked
    when they are needed; `mint` asks for a new person code, which comes back as the answer to the
    question with that key."""

    languages: Languages
    today: Callable[[], date]
    mint: Callable[[str], object] = _nobody_mints
    now: Callable[[], datetime] = local_now


class Editor(QWidget):
    """Base of all question widgets. `answered` carries a text, a tuple of choices, or None."""

    answered = Signal(object)
    done = Signal()
    """Enter: on to the next question."""
    restructured = Signal()
    """Something that takes the focus came or went."""
    unfolded = Signal(object)
    """A widget that opened at the end of the editor, and is to be seen."""
    touched = Signal()
    """Something is typed that was not handed over yet."""

    def __init__(self, question: QuestionView, setting: Setting, parent: QWidget) -> None:
        super().__init__(parent)
        self.question = question
        self.setting = setting
        self._under_way = 0
        self._handed_over: Given = None
        self._lost = False

    # --- to be overridden

    def build(self) -> None:
        """Make the widgets; called once, before the first `render`."""
        raise NotImplementedError

    def render_answer(self) -> None:
        """Show `self.question` as it stands."""
        raise NotImplementedError

    @property
    def entrance(self) -> QWidget:
        """The widget that takes the focus, and that a screen reader describes."""
        raise NotImplementedError

    @property
    def stops(self) -> list[QWidget]:
        """Where the Tab key stops, in the order of reading."""
        return [self.entrance]

    def commit_pending(self) -> None:
        """Hand over what is typed and was not handed over, or was and could not be stored."""
        if self._lost:
            self.hand_over(self._handed_over)

    @property
    def pending(self) -> bool:
        """Whether something is typed that was not handed over."""
        return self._lost

    def take_back(self) -> None:
        """What was handed over could not be stored: it counts as not handed over."""
        self._lost = True

    # --- for the card

    @property
    def answer(self) -> str:
        """What to show as the answer: what was refused stays visible beside its problem."""
        typed = self.question.typed
        return self.question.value if typed is None else typed

    @property
    def settled(self) -> bool:
        """Whether everything handed over has come back."""
        return self._under_way == 0

    def show_question(self, question: QuestionView, setting: Setting) -> None:
        """Another state of the same question."""
        self.question, self.setting = question, setting
        if self.settled and not self._lost:
            self.render_answer()

    def settle(self) -> None:
        """One answer that was handed over came back."""
        self._under_way = max(0, self._under_way - 1)

    def hand_over(self, given: Given) -> None:
        """Emit an answer and wait for it to come back."""
        self._under_way += 1
        self._handed_over, self._lost = given, False
        self.answered.emit(given)

    def describe(self, description: str) -> None:
        """Tell a screen reader the name of the question, its hint and its problem."""
        entrance = self.entrance
        entrance.setAccessibleName(self.question.label.lead.text)
        entrance.setAccessibleDescription(description)
