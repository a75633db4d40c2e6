"""The interview page: sections at the leading edge, the questions of one of them, what is saved.

It shows view models and emits what the person does. Typing never waits for anything: an answer is
handed over, and the page goes on; what comes back is shown around what is being typed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from fieldkit.languages.bidi import isolate
from fieldkit.ui.language import text
from fieldkit.ui.models.interview import (
    Fate,
    InterviewView,
    StepView,
)
from fieldkit.ui.models.refused_answers import has_refused
from fieldkit.ui.models.under_way import UnderWay
from fieldkit.ui.pages.page import Page
from fieldkit.ui.theme import theme, tokens
from fieldkit.ui.widgets.answer_intents import AnswerIntents
from fieldkit.ui.widgets.bilingual_label import BilingualLabel
from fieldkit.ui.widgets.declined_panel import DeclinedPanel
from fieldkit.ui.widgets.interview_bar import InterviewBar
from fieldkit.ui.widgets.interview_keys import InterviewKeys
from fieldkit.ui.widgets.interview_notices import InterviewNotices
from fieldkit.ui.widgets.item_column import ItemColumn
from fieldkit.ui.widgets.language_bar import LanguageBar
from fieldkit.ui.widgets.question_card import QuestionCard
from fieldkit.ui.widgets.question_walk import QuestionWalk
from fieldkit.ui.widgets.questions.editor import Given, Setting, local_now
from fieldkit.ui.widgets.saved_mark import Keeping
from fieldkit.ui.widgets.section_list import SectionList
from fieldkit.ui.widgets.steady_column import SteadyColumn
from fieldkit.ui.widgets.tab_order import lead_through, lead_up_to

# Under this width (at 100 % text) the sections become a strip.
_ROOM_FOR_SECTIONS: Final = 1_100


class InterviewPage(Page):
    """`today` and `now` are asked when somebody presses the button for it."""

    answered = Signal(str, object)
    row_wanted = Signal(str)
    row_unwanted = Signal(str, str)
    rows_unwanted = Signal(object, str)
    section_wanted = Signal(str)
    next_wanted = Signal()
    previous_wanted = Signal()
    review_wanted = Signal()
    code_wanted = Signal(str)
    worker_language_wanted = Signal(str)
    respondent_language_wanted = Signal(str)
    swap_wanted = Signal()

    def __init__(
        self,
        today: Callable[[], date] = date.today,
        now: Callable[[], datetime] = local_now,
    ) -> None:
        super().__init__()
        self._today, self._now = today, now
        self._view: InterviewView | None = None
        self._is_filled = False
        self._under_way = UnderWay()
        self._was_lost = False
        self._intents = AnswerIntents(self)
        self._keys = InterviewKeys(self)
        self.languages = LanguageBar()
        self.sections = SectionList()
        self.column = SteadyColumn()
        self.bar = InterviewBar()
        self._heading = BilingualLabel("title", "second")
        self._notices = InterviewNotices(self.column)
        self._items = ItemColumn(self._intents, self.column.inner)
        self._declined: DeclinedPanel | None = None
        self._tab_order_is_stale = False
        self._walk = QuestionWalk(lambda: self._items.cards(), self.column, self.bar)
        self._lay_out()
        self._connect()

    # --- Page

    def title(self) -> str:
        """The name of the form; of a record that is gone there is none."""
        is_there = self._view is not None and self._declined is None
        return isolate(self._view.title) if is_there and self._view else text("Interview")

    def header(self) -> QWidget:
        """The two languages."""
        return self.languages

    def focus_first(self) -> None:
        """The question that the view names, or the first of the section."""
        if self._declined is not None:
            self._declined.home.setFocus()
            return
        focus = self._view.focus if self._view is not None else ""
        if not (focus and self.focus_question(focus)):
            self._walk.begin()

    @property
    def unsaved(self) -> int:
        """What was typed and not taken, or could not be stored."""
        refused = self._view.unsaved if self._view is not None else 0
        return refused + int(self._was_lost)

    def commit_pending(self) -> None:
        """Hand over what is half typed, and what could not be stored before."""
        if self._declined is not None:
            return  # there is no record any more
        for card in list(self._items.cards()):
            card.commit_pending()

    # --- showing

    @property
    def view(self) -> InterviewView | None:
        """What is shown."""
        return self._view

    def show_model(self, view: InterviewView) -> None:
        """Show the record as it stands; another section begins at its top."""
        before, self._view = self._view, view
        if before is not None and before.title != view.title:
            self.title_changed.emit()
        self.languages.show_languages(view.languages)
        if self.sections.show_sections(view.sections, view.current):
            self._later_lead_tab()
        self.bar.show_position(view.position, len(view.sections))
        self._notices.show_view(view)
        if not self._is_filled or before is None or before.current != view.current:
            self._show_section(view)
        else:
            self._show_heading(view)
            self._items.show_items(view.items, self._setting(view))
            if view.focus and view.focus != before.focus:
                self.focus_question(view.focus)
        self._show_keeping()

    def show_step(self, step: StepView) -> None:
        """Show what came of something that was done to the questions."""
        self._came_back(step.key, QuestionCard.settle)
        if step.view is None:
            self._was_lost = False
            self._show_declined()
            return
        self.show_model(step.view)
        self._show_refusal(step)
        self._walk.came_back(step.key)
        if self._was_lost and step.fate is not Fate.REFUSED:
            self._was_lost = False
            self.commit_pending()  # the disk takes answers again
            self._show_keeping()

    def show_lost(self, key: str) -> None:
        """Something that was done could not be stored: it stays on the page, and is not saved."""
        self._came_back(key, QuestionCard.lose)
        self._was_lost = True
        self._show_keeping()

    def focus_question(self, key: str) -> bool:
        """Go to a question of this section, opening the row it is in; False if it is not here."""
        card = self._items.reveal(key)
        if card is None:
            return False
        self._walk.go_to(card)
        self.column.keep_in_sight(card, card)  # a row that opens finds its height only later
        return True

    # --- inside: showing

    def _setting(self, view: InterviewView) -> Setting:
        return Setting(view.languages, self._today, self._mint, self._now)

    def _show_section(self, view: InterviewView) -> None:
        """A column of its own for each section, made where it stays and filled out of sight.

        While the page is not in a window it is not made: what changes windows is dressed twice.
        """
        self._show_heading(view)
        if not self.isVisible():
            self._is_filled = False
            return
        self._is_filled = True
        self.commit_pending()  # who comes here by undoing something may have been typing
        gone, self._items = self._items, ItemColumn(self._intents, self.column.inner)
        self._items.resize(gone.size())  # near its size: it is laid out once, not twice
        self._items.show_items(view.items, self._setting(view))
        self.column.column.replaceWidget(gone, self._items)
        gone.hide()
        gone.deleteLater()
        self._items.show()
        self.column.show_body(self._items)
        self._lead_tab()
        if self._has_focus_to_give():
            self.focus_first()

    def _show_heading(self, view: InterviewView) -> None:
        if view.sections:
            self._heading.show_label(view.sections[view.position].label)

    def _has_focus_to_give(self) -> bool:
        """Whether the focus is on this page, or nowhere: then it goes to the first question."""
        focused = QApplication.focusWidget()
        return focused is None or self.isAncestorOf(focused)

    def showEvent(self, event: QShowEvent) -> None:
        """In the window: now the section is made."""
        super().showEvent(event)
        if not self._is_filled and self._view is not None:
            self._show_section(self._view)
            self._show_keeping()

    def _show_keeping(self) -> None:
        view = self._view
        if view is None:
            return
        mark = self.bar.mark
        if self._was_lost:
            mark.show_keeping(Keeping.LOST)
        elif self._is_saving():
            mark.show_keeping(Keeping.SAVING)
        elif has_refused(view.items):
            mark.show_keeping(Keeping.REFUSED)
        elif view.held:
            mark.show_keeping(Keeping.HELD, held=view.held)
        elif view.saved_at:
            mark.show_keeping(Keeping.SAVED, view.saved_at)
        else:
            mark.show_keeping(Keeping.NOTHING_YET)

    def _is_saving(self) -> bool:
        """Whether anything is on its way, or typed and not handed over."""
        return bool(self._under_way) or any(card.editor.pending for card in self._items.cards())

    def _show_declined(self) -> None:
        self._keys.stop()
        self._declined = DeclinedPanel()
        self._declined.home_wanted.connect(self.leave_wanted)
        self.title_changed.emit()
        self.languages.hide_all()
        for widget in (self.sections, self.column, self.bar):
            widget.hide()
        self._page.addWidget(self._declined, 1)
        self._declined.show()
        self.focus_first()

    def _show_refusal(self, step: StepView) -> None:
        """A refusal that is about no question has no other place than above them all."""
        at_question = any(card.key == step.key for card in self._items.cards())
        refused = step.fate is Fate.REFUSED and not at_question
        self._notices.show_refusal(step.problem if refused else None)

    # --- inside: what is done

    def _answered(self, key: str, given: Given) -> None:
        self._under_way.answer_went(key)
        self._walk.answered()
        self._show_keeping()
        self.answered.emit(key, given)

    def _mint(self, key: str) -> None:
        self._under_way.answer_went(key)
        self._show_keeping()
        self.code_wanted.emit(key)

    def _touched(self) -> None:
        """From the first letter on the page no longer says that everything is saved."""
        self.bar.mark.show_keeping(Keeping.SAVING)

    def _came_back(self, key: str, settle: Callable[[QuestionCard], None]) -> None:
        self._under_way.came_back(key)
        for card in self._items.cards():
            if card.key == key:
                settle(card)

    def _leave_section(self, wanted: Callable[[], object]) -> None:
        self.commit_pending()
        wanted()

    # --- inside: order of the Tab key

    def _later_lead_tab(self) -> None:
        if not self._tab_order_is_stale:
            self._tab_order_is_stale = True
            QTimer.singleShot(0, self, self._lead_tab)

    def _lead_tab(self) -> None:
        self._tab_order_is_stale = False
        # New questions come last of all, in their order: the rest is moved around them.
        stops = [*self._notices.stops, *self._items.stops, *self.bar.stops]
        lead_through(stops)
        lead_up_to(stops[0], self.sections.stops)

    # --- inside: making

    def _lay_out(self) -> None:
        self.column.add(self._heading)
        self.column.add(self._items)
        self.column.end()
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.sections)
        middle.addWidget(self.column, 1)
        self._page = QVBoxLayout(self)
        self._page.setContentsMargins(0, 0, 0, 0)
        self._page.setSpacing(0)
        self._page.addLayout(middle, 1)
        self._page.addWidget(self.bar)

    def _connect(self) -> None:
        intents = self._intents
        intents.answered.connect(self._answered)
        intents.touched.connect(self._touched)
        self._notices.review_wanted.connect(self.bar.review_wanted)
        intents.done.connect(self._walk.go_on_from)
        intents.unfolded.connect(self._walk.show_unfolded)
        intents.row_wanted.connect(self._row_wanted)
        intents.row_unwanted.connect(self._row_unwanted)
        intents.rows_unwanted.connect(self._rows_unwanted)
        intents.restructured.connect(self._later_lead_tab)
        self.sections.section_wanted.connect(self._section_wanted)
        self.bar.previous_wanted.connect(lambda: self._leave_section(self.previous_wanted.emit))
        self.bar.next_wanted.connect(lambda: self._leave_section(self.next_wanted.emit))
        self.bar.review_wanted.connect(lambda: self._leave_section(self.review_wanted.emit))
        self.languages.worker_wanted.connect(self.worker_language_wanted)
        self.languages.respondent_wanted.connect(self.respondent_language_wanted)
        self.languages.swap_wanted.connect(self.swap_wanted)
        theme().changed.connect(self._make_room)
        self._keys.language_wanted.connect(self._speak_number)
        self._keys.swap_wanted.connect(self.swap_wanted)
        self._keys.forward.connect(self._go_forward)
        self._keys.back.connect(self._go_back)

    def _section_wanted(self, section: str) -> None:
        self._leave_section(lambda: self.section_wanted.emit(section))

    def _row_wanted(self, path: str) -> None:
        self._under_way.row_went()
        self._leave_section(lambda: self.row_wanted.emit(path))

    def _row_unwanted(self, key: str, name: str) -> None:
        self._under_way.row_went()
        self._leave_section(lambda: self.row_unwanted.emit(key, name))

    def _rows_unwanted(self, keys: tuple[str, ...], name: str) -> None:
        if self._under_way.has_rows:
            return  # pressed twice: they are going already
        self._under_way.row_went()
        self._leave_section(lambda: self.rows_unwanted.emit(keys, name))

    def _speak_number(self, number: int) -> None:
        view = self._view
        if view is None:
            return
        for language in view.languages.offered:
            if language.number == number and language.code != view.languages.respondent:
                self.respondent_language_wanted.emit(language.code)

    def _go_forward(self) -> None:
        if not self.bar.next.isHidden():
            self._leave_section(self.next_wanted.emit)

    def _go_back(self) -> None:
        if self.bar.previous.isEnabled():
            self._leave_section(self.previous_wanted.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the sections make room for the questions."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        narrow = self.width() < _ROOM_FOR_SECTIONS * tokens().scale // 100
        self.sections.show_narrow(is_narrow=narrow)
