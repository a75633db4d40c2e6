"""A date: typed as day, month, year, and read back in words: 3/4 is easily taken for 4/3."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QWidget

from fieldkit.ui.language import bind
from fieldkit.ui.models.words import Words
from fieldkit.ui.theme import set_tone, tokens
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.answer_line import AnswerLine
from fieldkit.ui.widgets.questions.typed import TypedEditor
from fieldkit.ui.widgets.showing import set_shown
from fieldkit.ui.widgets.words_label import WordsLabel
from fieldkit.ui.widgets.written import long_date, typed_date

_SHARE_OF_FIELD: Final = 0.5


class DateEditor(TypedEditor):
    """A field, a button for today, and the date in words. Stored as ISO text."""

    def build(self) -> None:
        """Field, button, words."""
        self._line = AnswerLine()
        bind(self._line, "setPlaceholderText", "day/month/year")
        self.watch(self._line)
        self._line.returnPressed.connect(self.confirm)
        self._today = ActionButton("Today", icon="calendar", role="quiet")
        self._today.clicked.connect(self._take_today)
        self._in_words = WordsLabel(role="muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens().space_s)
        row.addWidget(self._line)
        row.addWidget(self._today)
        row.addWidget(self._in_words, 1)

    def shown(self) -> str:
        """The date as it is typed, in native digits; what was refused as it was typed."""
        if self.question.typed is not None:
            return self.question.typed
        return typed_date(self.question.value, self.setting.languages.lead)

    def render_answer(self) -> None:
        """The date, and in words what was understood."""
        lead = self.setting.languages.lead
        self._line.setFixedWidth(round(tokens().field * _SHARE_OF_FIELD))
        self._line.set_language(lead)
        self._line.setReadOnly(self.question.readonly)
        set_shown(self._today, shown=not self.question.readonly)
        set_tone(self._line, "danger" if self.question.problem is not None else "")
        self._in_words.show_words(Words(long_date(self.answer, lead), lead))
        super().render_answer()

    @property
    def entrance(self) -> QWidget:
        """The field."""
        return self._line

    @property
    def stops(self) -> list[QWidget]:
        """The field, then the button."""
        return [self._line, self._today]

    def _take_today(self) -> None:
        today = self.setting.today().isoformat()
        self._line.show_text(typed_date(today, self.setting.languages.lead))
        self.commit_pending()
