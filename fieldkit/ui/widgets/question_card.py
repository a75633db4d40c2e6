"""A question on a page: its label in both languages, what is said about it, and its editor."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fieldkit.languages.names import own_name
from fieldkit.ui.language import bind, text
from fieldkit.ui.models.interview import QuestionView
from fieldkit.ui.theme import set_role, tokens
from fieldkit.ui.widgets.answer_intents import AnswerIntents
from fieldkit.ui.widgets.aside_answer import AsideAnswer
from fieldkit.ui.widgets.bilingual_label import BilingualLabel
from fieldkit.ui.widgets.chip import Chip
from fieldkit.ui.widgets.problem_line import ProblemLine
from fieldkit.ui.widgets.questions.editor import Editor, Given, Setting
from fieldkit.ui.widgets.questions.registry import editor_type
from fieldkit.ui.widgets.showing import set_shown
from fieldkit.ui.widgets.texts import small
from fieldkit.ui.widgets.window_words import in_window


class QuestionCard(QFrame):
    """`role` is the card's look: "card" on the page, "" inside the card of a member.

    What a question does not have (hint, problem, chip) is not made.
    """

    def __init__(
        self,
        question: QuestionView,
        setting: Setting,
        intents: AnswerIntents,
        role: str,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        if role:
            set_role(self, role)
        self.key = question.key
        self._question = question
        self._setting = setting
        self._intents = intents
        self._label = BilingualLabel("question", "second", self)
        self._hint: BilingualLabel | None = None
        self._required: QWidget | None = None
        self._answered_in: Chip | None = None
        self._problem: ProblemLine | None = None
        self._aside: AsideAnswer | None = None
        self._column = QVBoxLayout(self)
        space = tokens()
        padding = space.space_xl if role else 0
        self._column.setContentsMargins(padding, padding - 4 if role else 0, padding, padding)
        self._column.setSpacing(space.space_m)
        self._column.addWidget(self._label)
        self._remarks = QHBoxLayout()
        self._remarks.setSpacing(space.space_s)
        self._remarks.addStretch(1)
        self._editor = self._made_editor()
        self._column.addWidget(self._editor)
        self._render()

    # --- what is shown

    @property
    def question(self) -> QuestionView:
        """The question as it was shown last."""
        return self._question

    @property
    def editor(self) -> Editor:
        """The widget that it is answered with."""
        return self._editor

    @property
    def stops(self) -> list[QWidget]:
        """Where the Tab key stops."""
        return self._editor.stops

    @property
    def message(self) -> QWidget | None:
        """What says that something is wrong with the answer, while anything is."""
        return self._problem if self._question.problem is not None else None

    def show_question(self, question: QuestionView, setting: Setting) -> None:
        """Another state of the same question; nothing is touched where nothing differs."""
        if question == self._question and setting == self._setting and self._editor.settled:
            return
        self._question, self._setting = question, setting
        if type(self._editor) is not editor_type(question):
            self._replace_editor()
        else:
            self._editor.show_question(question, setting)
        self._render()

    def settle(self) -> None:
        """One answer came back."""
        self._editor.settle()

    def lose(self) -> None:
        """One answer could not be stored."""
        self._editor.settle()
        self._editor.take_back()

    def commit_pending(self) -> None:
        """Hand over what is half typed."""
        self._editor.commit_pending()

    def describe(self, description: str) -> None:
        """Tell a screen reader what is said about the question."""
        self._editor.describe(description)

    def focus_editor(self) -> None:
        """Put the focus where the question is answered."""
        self._editor.entrance.setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:
        """A width; the height is asked for by width. Qt would work it out at this width, too."""
        return QSize(tokens().field, tokens().touch)

    def minimumSizeHint(self) -> QSize:
        """Room for the widest thing that does not break: a date with its button."""
        return QSize(tokens().field * 3 // 4, tokens().touch)

    # --- inside

    def _made_editor(self) -> Editor:
        editor = editor_type(self._question)(self._question, self._setting, self)
        editor.build()
        editor.render_answer()
        editor.restructured.connect(self._intents.restructured)
        editor.answered.connect(self._answered)
        editor.touched.connect(self._intents.touched)
        editor.unfolded.connect(self._unfolded)
        editor.done.connect(self._done)
        return editor

    def _replace_editor(self) -> None:
        """The choices became too many for cards, or few enough."""
        before = self._editor
        focus = QApplication.focusWidget()
        focused = focus is not None and before.isAncestorOf(focus)
        self._editor = self._made_editor()
        self._column.replaceWidget(before, self._editor)
        before.hide()
        before.deleteLater()
        if focused:
            self.focus_editor()
        self._intents.restructured.emit()

    def _answered(self, given: Given) -> None:
        self._intents.answered.emit(self.key, given)

    def _unfolded(self, part: QWidget) -> None:
        self._intents.unfolded.emit(self.key, part)

    def _done(self) -> None:
        self._intents.done.emit(self.key)

    def _render(self) -> None:
        self._label.show_label(self._question.label)
        self._render_hint()
        self._render_remarks()
        self._render_aside()
        self._render_problem()
        bind(self, "describe", self._description)

    def _render_hint(self) -> None:
        hint = self._question.hint
        if hint is None:
            if self._hint is not None:
                self._hint.hide()
            return
        if self._hint is None:
            self._hint = BilingualLabel("muted", "muted", self)
            self._column.insertWidget(1, self._hint)
        self._hint.show_label(hint)
        set_shown(self._hint, shown=True)

    def _render_remarks(self) -> None:
        question = self._question
        if question.required and self._required is None:
            self._required = small("Required")
            self._remark(0, self._required)
        if self._required is not None:
            set_shown(self._required, shown=question.required)
        foreign = bool(question.value) and question.answered_in not in (
            "",
            self._setting.languages.respondent,
        )
        if foreign and self._answered_in is None:
            self._answered_in = Chip(icon="language")
            self._remark(self._remarks.count() - 1, self._answered_in)
        if self._answered_in is not None:
            set_shown(self._answered_in, shown=foreign)
            if foreign:
                name = own_name(question.answered_in)
                self._answered_in.set_message("Answered in {language}", language=name)

    def _remark(self, position: int, widget: QWidget) -> None:
        if self._remarks.parent() is None:
            self._column.insertLayout(self._column.indexOf(self._editor), self._remarks)
        self._remarks.insertWidget(position, widget)

    def _render_aside(self) -> None:
        aside = self._question.aside
        if aside is None:
            if self._aside is not None:
                self._aside.hide()
            return
        if self._aside is None:
            self._aside = AsideAnswer(self)
            self._column.insertWidget(self._column.indexOf(self._editor), self._aside)
        self._aside.show_line(aside, self._setting.languages)
        set_shown(self._aside, shown=True)

    def _render_problem(self) -> None:
        problem = self._question.problem
        if problem is None:
            if self._problem is not None:
                self._problem.hide()
            return
        if self._problem is None:
            self._problem = ProblemLine(self)
            self._column.addWidget(self._problem)
        self._problem.show_problem(problem)
        set_shown(self._problem, shown=True)

    def _description(self) -> str:
        question = self._question
        said = [
            in_window(question.problem).lead.text if question.problem is not None else "",
            text("Required") if question.required else "",
            question.hint.lead.text if question.hint is not None else "",
            self._aside.said if self._aside is not None and question.aside is not None else "",
        ]
        return ". ".join(filter(None, said))
