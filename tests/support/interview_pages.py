"""An interview page in a window, with what it asked for written down."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QVBoxLayout, QWidget

from fieldkit.ui.models.interview import InterviewView, StepView
from fieldkit.ui.pages.interview import InterviewPage
from fieldkit.ui.widgets.question_card import QuestionCard

W = TypeVar("W", bound=QWidget)
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 14, 32, 7, tzinfo=UTC)


class Sitting:
    """The page `page`; `asked` holds every intent as a tuple, oldest first."""

    def __init__(self, view: InterviewView | None = None, size: tuple[int, int] = (1366, 768)):
        self.window = QWidget()
        self.window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.page = InterviewPage(today=lambda: TODAY, now=lambda: NOW)
        self.asked: list[tuple[object, ...]] = []
        column = QVBoxLayout(self.window)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page.header())
        column.addWidget(self.page, 1)
        self._listen()
        if view is not None:
            self.page.show_model(view)
        self.window.resize(*size)
        self.window.show()
        self.window.activateWindow()
        settle()
        self.page.focus_first()
        settle()

    def _listen(self) -> None:
        page, asked = self.page, self.asked
        page.answered.connect(lambda key, given: asked.append(("answer", key, given)))
        page.row_wanted.connect(lambda path: asked.append(("row", path)))
        page.row_unwanted.connect(lambda key, name: asked.append(("no row", key, name)))
        page.section_wanted.connect(lambda section: asked.append(("section", section)))
        page.next_wanted.connect(lambda: asked.append(("next",)))
        page.previous_wanted.connect(lambda: asked.append(("previous",)))
        page.review_wanted.connect(lambda: asked.append(("review",)))
        page.respondent_language_wanted.connect(lambda code: asked.append(("speak", code)))
        page.worker_language_wanted.connect(lambda code: asked.append(("read", code)))
        page.swap_wanted.connect(lambda: asked.append(("swap",)))
        page.leave_wanted.connect(lambda: asked.append(("leave",)))

    @property
    def answers(self) -> list[tuple[object, object]]:
        """The answers handed over: (key, given)."""
        return [(each[1], each[2]) for each in self.asked if each[0] == "answer"]

    def show(self, view: InterviewView) -> None:
        """Show a view, as after going somewhere."""
        self.page.show_model(view)
        settle()

    def reply(self, step: StepView) -> None:
        """Let a step come back."""
        self.page.show_step(step)
        settle()

    def card(self, key: str) -> QuestionCard:
        """The card of a question that is in sight. Raises LookupError."""
        for card in self.page.findChildren(QuestionCard):
            if card.key == key and card.isVisible():
                return card
        raise LookupError(key)

    def has(self, key: str) -> bool:
        """Whether a question can be seen."""
        cards = self.page.findChildren(QuestionCard)
        return any(card.key == key and card.isVisible() for card in cards)

    def line(self, key: str) -> QLineEdit:
        """The field of a question."""
        return self.inside(key, QLineEdit)

    def inside(self, key: str, kind: type[W]) -> W:
        """The first widget of a kind that can be seen in a question."""
        return next(each for each in self.card(key).findChildren(kind) if each.isVisible())

    def choice(self, key: str, value: str) -> QAbstractButton:
        """The card of a choice."""
        buttons = self.card(key).findChildren(QAbstractButton)
        found = (each for each in buttons if getattr(each, "value", None) == value)
        return next(each for each in found if each.isVisible())

    def top_of(self, key: str) -> int:
        """Where the card of a question begins in the window."""
        return self.card(key).mapTo(self.window, QPoint(0, 0)).y()

    def can_be_seen(self, key: str) -> bool:
        """Whether the beginning of a question is within what is scrolled."""
        viewport = self.page.column.viewport()
        place = self.card(key).mapTo(viewport, QPoint(0, 0)).y()
        return 0 <= place < viewport.height()


def settle() -> None:
    """Let what was posted happen: focus, painting, deletions, layouts (a round for each level)."""
    for _ in range(12):
        QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def click(widget: QWidget) -> None:
    """Click the middle of a widget where it is."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())
    settle()


def tap(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is, as the keyboard does: shortcuts are looked at first."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifiers)
    settle()
