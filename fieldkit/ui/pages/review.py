"""The review page: what is missing first, then every answer, then the end of the interview."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout

from fieldkit.ui.language import ntext, text
from fieldkit.ui.models.interview import FinishView, ProblemLine, ReviewView
from fieldkit.ui.pages.page import Page
from fieldkit.ui.widgets.banner import Banner
from fieldkit.ui.widgets.delete_draft import DeleteDraft
from fieldkit.ui.widgets.problem_link import ProblemLink
from fieldkit.ui.widgets.review_answers import ReviewAnswers
from fieldkit.ui.widgets.review_aside import ReviewAside
from fieldkit.ui.widgets.review_bar import ReviewBar
from fieldkit.ui.widgets.saved_mark import Keeping
from fieldkit.ui.widgets.scroll_column import ScrollColumn
from fieldkit.ui.widgets.surplus import SurplusBanner
from fieldkit.ui.widgets.tab_order import lead_through
from fieldkit.ui.widgets.texts import heading
from fieldkit.ui.widgets.window_words import in_window

DRAFT: Final = "draft"
FINAL: Final = "final"


class ReviewPage(Page):
    """Finishing is always offered: where something is missing, pressing it leads there."""

    question_wanted = Signal(str)
    back_wanted = Signal()
    finish_wanted = Signal()
    reopen_wanted = Signal()
    discard_wanted = Signal()
    another_wanted = Signal()
    home_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._view: ReviewView | None = None
        self._problems: list[ProblemLink] = []
        self._answers: list[ReviewAnswers] = []
        self._surplus: list[SurplusBanner] = []
        self._aside: ReviewAside | None = None
        self.banner = Banner()
        self._problem_heading = heading("To put right")
        self._answer_heading = heading("All answers")
        self.delete = DeleteDraft()
        self.bar = ReviewBar()
        self._column = ScrollColumn()
        self._lay_out()
        self._connect()

    # --- Page

    def title(self) -> str:
        """What the page is for."""
        return text("Review and finish")

    def focus_first(self) -> None:
        """The first thing to put right, or the button that goes on."""
        if self._problems:
            self._problems[0].setFocus()
        else:
            self.bar.way_on.setFocus()

    # --- showing

    def show_model(self, view: ReviewView) -> None:
        """Show a record as it stands; who is somewhere on the page stays on it."""
        focused = QApplication.focusWidget()
        was_here = focused is not None and self.isAncestorOf(focused)
        at = self._column.verticalScrollBar().value()
        self._fill(view)
        focused = QApplication.focusWidget()
        if was_here and (focused is None or not self.isAncestorOf(focused)):
            self.focus_first()
            self._column.verticalScrollBar().setValue(at)

    def _fill(self, view: ReviewView) -> None:
        self._view = view
        is_draft = view.state == DRAFT
        self._show_banner(view)
        self._show_problems(view.problems if is_draft else ())
        self._show_surplus(view)
        self._show_aside(view)
        self._show_answers(view)
        self.delete.setVisible(is_draft)
        self.bar.show_state(view.state)
        if view.held:
            self.bar.mark.show_keeping(Keeping.HELD, held=view.held)
        elif view.saved_at:
            self.bar.mark.show_keeping(Keeping.SAVED, view.saved_at)
        aside = self._aside.stops if self._aside is not None else []
        surplus = [stop for each in self._surplus for stop in each.stops]
        links = [*self._problems, *surplus, *aside, *(each.edit for each in self._answers)]
        lead_through([*links, *self.delete.stops, *self.bar.stops])

    def show_finished(self, finished: FinishView) -> None:
        """What came of finishing: it is finished, or this is in the way."""
        self.show_model(finished.review)
        if finished.problem is not None:
            self.banner.set_tone("danger")
            problem = finished.problem
            self.banner.set_message(lambda: in_window(problem).lead.text)
            self.banner.show()
        self.focus_first()
        self._column.verticalScrollBar().setValue(0)

    # --- inside

    def _lay_out(self) -> None:
        self._links = QVBoxLayout()
        self._links.setSpacing(8)
        self._banners = QVBoxLayout()
        self._banners.setSpacing(8)
        self._kept_aside = QVBoxLayout()
        self._sections = QVBoxLayout()
        self._sections.setSpacing(16)
        for item in (self.banner, self._problem_heading, self._links):
            self._column.add(item)
        for item in (self._banners, self._kept_aside):
            self._column.add(item)
        for item in (self._answer_heading, self._sections, self.delete):
            self._column.add(item)
        self._column.end()
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._column, 1)
        page.addWidget(self.bar)

    def _connect(self) -> None:
        self.delete.confirmed.connect(self.discard_wanted)
        self.bar.back_wanted.connect(self.back_wanted)
        self.bar.finish_wanted.connect(self._finish)
        self.bar.reopen_wanted.connect(self.reopen_wanted)
        self.bar.another_wanted.connect(self.another_wanted)
        self.bar.home_wanted.connect(self.home_wanted)

    def _finish(self) -> None:
        """The banner says what is missing already; the first of it is where to go on."""
        if self._problems:
            self._problems[0].setFocus()
        else:
            self.finish_wanted.emit()

    def _show_banner(self, view: ReviewView) -> None:
        count = len(view.problems)
        if view.state == FINAL:
            self.banner.set_tone("ok")
            self.banner.set_message("Finished, ready to send. It can be reopened until it is sent.")
        elif view.state != DRAFT:
            self.banner.set_tone("ok")
            self.banner.set_message("This record was sent.")
        elif count:
            self.banner.set_tone("warn")
            self.banner.set_message(
                lambda: ntext(
                    "{count} thing to put right before this can be finished.",
                    "{count} things to put right before this can be finished.",
                    count,
                )
            )
        else:
            self.banner.set_tone("ok")
            self.banner.set_message("Everything that is needed is here.")

    def _show_problems(self, problems: tuple[ProblemLine, ...]) -> None:
        for link in self._problems:
            self._links.removeWidget(link)
            link.hide()
            link.deleteLater()
        self._problems = [ProblemLink(line, self._column) for line in problems]
        for link in self._problems:
            link.clicked.connect(lambda _=False, key=link.key: self.question_wanted.emit(key))
            self._links.addWidget(link)
        self._problem_heading.setVisible(bool(problems))

    def _show_surplus(self, view: ReviewView) -> None:
        for banner in self._surplus:
            self._banners.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
        go, may = self.question_wanted.emit, view.state == DRAFT
        self._surplus = [SurplusBanner(each, go, self._column, can_go=may) for each in view.surplus]
        for banner in self._surplus:
            self._banners.addWidget(banner)

    def _show_aside(self, view: ReviewView) -> None:
        if self._aside is not None:
            self._kept_aside.removeWidget(self._aside)
            self._aside.hide()
            self._aside.deleteLater()
            self._aside = None
        if view.aside:
            may = view.state == DRAFT
            self._aside = ReviewAside(view.aside, view.languages, self._column, can_answer=may)
            self._aside.question_wanted.connect(self.question_wanted)
            self._kept_aside.addWidget(self._aside)

    def _show_answers(self, view: ReviewView) -> None:
        for card in self._answers:
            self._sections.removeWidget(card)
            card.hide()
            card.deleteLater()
        shown = [section for section in view.sections if section.answers]
        self._answers = [ReviewAnswers(section, view.languages, self._column) for section in shown]
        for card in self._answers:
            card.edit.setVisible(view.state == DRAFT)
            card.edit_wanted.connect(self.question_wanted)
            self._sections.addWidget(card)
