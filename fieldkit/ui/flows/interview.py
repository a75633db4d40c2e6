"""An interview on the screen: each intent of the pages becomes a step of the one live record.

Page and review share the presenter, because what waits in memory for permission lives in it. The
page never waits for a step: what came of it is shown when it comes back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from fieldkit.languages import catalogues
from fieldkit.ui.flows.desk import Desk
from fieldkit.ui.language import language, ntext, text
from fieldkit.ui.models.interview import Fate, FinishView, InterviewView, ReviewView, StepView
from fieldkit.ui.pages.interview import InterviewPage
from fieldkit.ui.pages.review import ReviewPage
from fieldkit.ui.presenters.interview import InterviewPresenter
from fieldkit.ui.runner import Failure

Presented = Callable[[InterviewPresenter], InterviewView]
Step = Callable[[InterviewPresenter], StepView]
T = TypeVar("T")


class InterviewFlow(QObject):
    """Begun with one of `start`, `resume` and `review`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._presenter: InterviewPresenter | None = None
        self._page: InterviewPage | None = None
        self._review_page: ReviewPage | None = None
        self._worker = language().code
        self._is_swapped = False
        self._is_over = False
        self._form_id = ""
        language().changed.connect(self._window_speaks)

    # --- beginnings

    def start(self, form_id: str) -> None:
        """A new record of a form."""
        access, languages = self._desk.access, (self._worker, "")
        self._make(lambda: InterviewPresenter.begin(access, form_id, languages), self._open)

    def resume(self, record: str, key: str = "") -> None:
        """A record where its last step was, or at a question."""
        self._take_up(record, lambda: self._go_to(key) if key else self._open())

    def review(self, record: str) -> None:
        """A record looked through."""
        self._take_up(record, self._review)

    def _take_up(self, record: str, then: Callable[[], None]) -> None:
        access, languages = self._desk.access, (self._worker, "")
        self._make(lambda: InterviewPresenter.take_up(access, record, languages), then)

    def _make(self, operation: Callable[[], InterviewPresenter], then: Callable[[], None]) -> None:
        def made(presenter: InterviewPresenter) -> None:
            self._presenter = presenter
            then()

        self._desk.runner.run(operation, made, failed=self._not_made)

    def _not_made(self, failure: Failure) -> None:
        self._desk.go.home()
        self._desk.runner.failed.emit(failure)

    # --- the page

    def _open(self) -> None:
        self._look(lambda presenter: presenter.view())

    def _go(self, section: str) -> None:
        self._look(lambda presenter: presenter.go(section))

    def _go_to(self, key: str) -> None:
        self._look(lambda presenter: presenter.go_to(key))

    def _look(self, ask: Presented) -> None:
        self._desk.runner.run(self._asked(ask), self._show)

    def _show(self, view: InterviewView) -> None:
        self._form_id = view.form_id
        self._follow(view.languages.lead, swapped=view.languages.swapped)
        self._desk.go.working_on(view.record)
        if self._page is None:
            self._review_page = None
            self._page = self._made_page()
            self._page.show_model(view)
            self._desk.shell.show_page(self._page)
        else:
            self._page.show_model(view)

    def _made_page(self) -> InterviewPage:
        page = InterviewPage()
        page.answered.connect(self._answer)
        page.code_wanted.connect(self._mint)
        page.row_wanted.connect(self._add)
        page.row_unwanted.connect(self._remove)
        page.rows_unwanted.connect(self._remove_rows)
        page.section_wanted.connect(self._go)
        page.next_wanted.connect(lambda: self._look(lambda it: it.next()))
        page.previous_wanted.connect(lambda: self._look(lambda it: it.previous()))
        page.review_wanted.connect(self._review)
        page.worker_language_wanted.connect(self._read_in)
        page.respondent_language_wanted.connect(self._speak)
        page.swap_wanted.connect(lambda: self._look(lambda it: it.swap()))
        page.leave_wanted.connect(self._leave)
        return page

    # --- steps

    def _answer(self, key: str, given: str | tuple[str, ...] | None) -> None:
        self._step(key, lambda presenter: presenter.answer(key, given))

    def _mint(self, key: str) -> None:
        self._step(key, lambda presenter: presenter.mint(key))

    def _add(self, roster_path: str) -> None:
        self._step("", lambda presenter: presenter.add_row(roster_path))

    def _remove(self, key: str, name: str) -> None:
        self._take_out((key,), lambda: text("{name} was removed", name=name))

    def _remove_rows(self, keys: tuple[str, ...], name: str) -> None:
        self._take_out(
            keys,
            lambda: ntext(
                "{name}: {count} removed", "{name}: {count} removed", len(keys), name=name
            ),
        )

    def _take_out(self, keys: tuple[str, ...], words: Callable[[], str]) -> None:
        """Remove rows and say so; what only the form would take away again has no undo."""

        def removed(step: StepView) -> None:
            self._stepped(step)
            if step.can_undo:
                back = self._asked(lambda presenter: presenter.put_back())
                self._desk.runner.offer_undo(words, back, self._stepped)
            elif step.fate is not Fate.REFUSED:
                self._desk.runner.withdraw_undo()
                self._desk.shell.tell(words)

        self._step(keys[0], lambda presenter: presenter.remove_rows(keys), removed)

    def _step(self, key: str, take: Step, then: Callable[[StepView], None] | None = None) -> None:
        self._desk.runner.run(
            self._asked(take),
            then or self._stepped,
            failed=lambda failure: self._lost(key, failure),
        )

    def _stepped(self, step: StepView) -> None:
        if step.view is None:
            self._is_over = True
            self._desk.go.working_on("")
            self._desk.runner.withdraw_undo()
        if self._page is not None:
            self._page.show_step(step)

    def _lost(self, key: str, failure: Failure) -> None:
        """The step is not on the disk: the page says so, and the window says why."""
        if self._page is not None:
            self._page.show_lost(key)
        self._desk.runner.failed.emit(failure)

    # --- the review

    def _review(self) -> None:
        self._desk.runner.run(self._asked(lambda it: it.review()), self._show_review)

    def _show_review(self, view: ReviewView) -> None:
        self._form_id = view.form_id
        self._follow(view.languages.lead, swapped=view.languages.swapped)
        self._desk.go.working_on(view.record)
        self._desk.runner.withdraw_undo()
        self._page = None
        page = self._review_page = ReviewPage()
        page.show_model(view)
        page.question_wanted.connect(self._go_to)
        page.back_wanted.connect(self._open)
        page.finish_wanted.connect(lambda: self._finish(page))
        page.reopen_wanted.connect(self._reopen)
        page.discard_wanted.connect(self._discard)
        page.another_wanted.connect(self._another)
        page.home_wanted.connect(self._leave)
        page.leave_wanted.connect(self._leave)
        self._desk.shell.show_page(page)

    def _finish(self, page: ReviewPage) -> None:
        def finished(view: FinishView) -> None:
            page.show_model(view.review)
            page.show_finished(view)

        self._desk.runner.run(self._asked(lambda it: it.finish()), finished)

    def _reopen(self) -> None:
        self._desk.runner.run(self._asked(lambda it: it.reopen()), self._show)

    def _discard(self) -> None:
        def discarded(_: None) -> None:
            self._give_back_the_language()
            self._desk.go.home()  # nothing is left that would have to be saved before
            self._desk.shell.tell(lambda: text("The draft was deleted."))

        self._desk.runner.run(self._asked(lambda it: it.discard()), discarded)

    def _another(self) -> None:
        form_id = self._form_id
        self._give_back_the_language()
        self._desk.go.start(form_id)

    # --- languages

    def _speak(self, code: str) -> None:
        self._look(lambda presenter: presenter.speak(code))

    def _read_in(self, code: str) -> None:
        """The worker reads another language; the window speaks it when it can."""
        self._worker = code
        if code in catalogues.available():
            self._desk.preferences.change(language=code)
        self._look(lambda presenter: presenter.read_in(code))

    def _follow(self, lead: str, *, swapped: bool) -> None:
        """The window speaks the language that leads, when it can; for the worker also one that the
        form has no words in."""
        self._is_swapped = swapped
        wanted = lead if swapped else self._worker
        if wanted in catalogues.available():
            language().set(wanted)

    def _window_speaks(self, code: str) -> None:
        """Chosen in the bar at the top: the worker reads it from now on."""
        if self._is_swapped or code == self._worker:
            return
        if self._page is not None or self._review_page is not None:
            self._worker = code
        if self._is_over:
            return  # nothing is left of the record to be read in any language
        if self._page is not None:
            self._look(lambda presenter: presenter.read_in(code))
        elif self._review_page is not None:
            self._review_in(code, self._review_page)

    def _review_in(self, code: str, page: ReviewPage) -> None:
        """The same review in another language."""

        def review(presenter: InterviewPresenter) -> ReviewView:
            presenter.read_in(code)
            return presenter.review()

        self._desk.runner.run(self._asked(review), page.show_model)

    def _give_back_the_language(self) -> None:
        self._is_swapped = False
        if self._worker in catalogues.available():
            language().set(self._worker)

    # --- ends

    def _leave(self) -> None:
        self._give_back_the_language()
        self._desk.go.leave()

    def _asked(self, ask: Callable[[InterviewPresenter], T]) -> Callable[[], T]:
        """The operation that asks the presenter; it refuses (`locked-vault`) when its turn comes
        after the vault was closed."""
        presenter = self._presenter
        assert presenter is not None
        return lambda: ask(presenter.at_work())
