"""The answers that moves to other versions of the form kept aside, on the review: what was asked,
what was answered, and the way to the question that asks for it now."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fieldkit.ui.language import bind
from fieldkit.ui.models.interview import AsideLine, Languages
from fieldkit.ui.theme import set_role, tokens
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.bilingual_label import BilingualLabel
from fieldkit.ui.widgets.row_words import question_in_row
from fieldkit.ui.widgets.texts import heading, muted, small
from fieldkit.ui.widgets.window_words import in_window
from fieldkit.ui.widgets.written_answers import written_answer


class ReviewAside(QFrame):
    """`question_wanted` carries the key of a question. `can_answer`: the record is a draft."""

    question_wanted = Signal(str)

    def __init__(
        self,
        lines: tuple[AsideLine, ...],
        languages: Languages,
        parent: QWidget,
        *,
        can_answer: bool,
    ) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self._languages = languages
        self._can_answer = can_answer
        self.stops: list[QWidget] = []
        space = tokens()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(space.space_xl, space.space_l, space.space_xl, 18)
        self._column.setSpacing(space.space_m)
        self._column.addWidget(heading("Kept aside when the form changed"))
        self._column.addWidget(
            muted(
                "The new version of the form did not take these answers by itself. They are kept"
                " here and are not sent. Write what still matters where it is asked now."
            )
        )
        for line in lines:
            self._add(line)

    def _add(self, line: AsideLine) -> None:
        rule = QFrame(self)
        set_role(rule, "line")
        self._column.addWidget(rule)
        row = QHBoxLayout()
        row.setSpacing(tokens().space_m)
        row.addLayout(self._words(line), 1)
        if line.key and self._can_answer:
            row.addWidget(self._way_to(line), 0, Qt.AlignmentFlag.AlignVCenter)
        self._column.addLayout(row)

    def _words(self, line: AsideLine) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        question = BilingualLabel("small", "small", self)
        question.show_label(question_in_row(line.question, line.row))
        answer = BilingualLabel("body", "body", self)
        answer.show_label(in_window(written_answer(line.kind, line.shown, self._languages)))
        words.addWidget(question)
        words.addWidget(answer)
        if line.is_answered:
            words.addWidget(small("Answered anew since."))
        elif not line.key:
            words.addWidget(small("This is not asked any more."))
        return words

    def _way_to(self, line: AsideLine) -> ActionButton:
        button = ActionButton("To the question", icon="edit", role="quiet")
        asked = question_in_row(line.question, line.row).lead.text
        bind(button, "setAccessibleName", "To the question: {what}", what=asked)
        button.clicked.connect(lambda: self.question_wanted.emit(line.key))
        self.stops.append(button)
        return button
