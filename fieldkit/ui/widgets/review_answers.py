"""A section of the review: its questions with what was answered, in both languages."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fieldkit.ui.language import bind
from fieldkit.ui.models.interview import (
    AnswerLine,
    Bilingual,
    Languages,
    ReviewSection,
    RowTitle,
)
from fieldkit.ui.models.words import Words
from fieldkit.ui.theme import set_role, tokens
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.bilingual_label import BilingualLabel
from fieldkit.ui.widgets.row_words import row_name
from fieldkit.ui.widgets.texts import muted
from fieldkit.ui.widgets.written_answers import written_answer


class ReviewAnswers(QFrame):
    """`edit_wanted` carries the key of the section's first question."""

    edit_wanted = Signal(str)

    def __init__(self, section: ReviewSection, languages: Languages, parent: QWidget) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self._section = section
        self._languages = languages
        space = tokens()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(space.space_xl, space.space_l, space.space_xl, 18)
        self._column.setSpacing(space.space_m)
        self.edit = ActionButton("Edit", icon="edit", role="quiet")
        bind(self.edit, "setAccessibleName", "Edit: {what}", what=section.line.label.lead.text)
        self.edit.clicked.connect(lambda: self.edit_wanted.emit(section.answers[0].key))
        self._add_heading()
        self._add_answers()

    def _add_heading(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(tokens().space_m)
        heading = BilingualLabel("heading", "second", self)
        heading.show_label(self._section.line.label)
        line.addWidget(heading, 1, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.edit, 0, Qt.AlignmentFlag.AlignVCenter)
        self._column.addLayout(line)

    def _add_answers(self) -> None:
        row: str | None = None
        for answer in self._section.answers:
            self._add_line()
            if answer.row is not None and answer.row.key != row:
                self._add_row_name(answer.row)
            row = answer.row.key if answer.row is not None else None
            self._add_answer(answer)

    def _add_line(self) -> None:
        line = QFrame(self)
        set_role(line, "line")
        self._column.addWidget(line)

    def _add_row_name(self, row: RowTitle) -> None:
        name = row_name(row.roster.lead, row.position, row.name)
        label = BilingualLabel("question", "second", self)
        label.show_label(Bilingual(Words(name, row.roster.lead.language)))
        self._column.addWidget(label)

    def _add_answer(self, answer: AnswerLine) -> None:
        pair = QVBoxLayout()
        pair.setSpacing(2)
        question = BilingualLabel("small", "small", self)
        question.show_label(answer.question)
        pair.addWidget(question)
        if answer.shown is None:
            pair.addWidget(muted("Not answered"))
        else:
            shown = BilingualLabel("body", "body", self)
            shown.show_label(written_answer(answer.kind, answer.shown, self._languages))
            pair.addWidget(shown)
        self._column.addLayout(pair)
