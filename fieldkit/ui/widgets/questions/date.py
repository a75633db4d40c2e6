"""A date: typed as day, month, year, and read back in words: 3/4 is easily taken for 4/3."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from fieldkit.ui.language import bind
from fieldkit.ui.models.words import Words
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.questions.short import ShortEditor
from fieldkit.ui.widgets.showing import set_shown
from fieldkit.ui.widgets.words_label import WordsLabel
from fieldkit.ui.widgets.written import long_date, typed_date


class DateEditor(ShortEditor):
    """A field, a button for today, and the date in words. Stored as ISO text."""

    def furnish(self) -> None:
        """Button, words."""
        bind(self.line, "setPlaceholderText", "day/month/year")
        self._today = ActionButton("Today", icon="calendar", role="quiet")
        self._today.clicked.connect(self._take_today)
        self._in_words = WordsLabel(role="muted")
        self.row.addWidget(self._today)
        self.row.addWidget(self._in_words, 1)

    def written(self, value: str, code: str) -> str:
        """Day, month, year."""
        return typed_date(value, code)

    def render_answer(self) -> None:
        """The date, and in words what was understood."""
        lead = self.setting.languages.lead
        set_shown(self._today, shown=not self.question.readonly)
        self._in_words.show_words(Words(long_date(self.answer, lead), lead))
        super().render_answer()

    @property
    def stops(self) -> list[QWidget]:
        """The field, then the button."""
        return [self.line, self._today]

    def _take_today(self) -> None:
        today = self.setting.today().isoformat()
        self.line.show_text(typed_date(today, self.setting.languages.lead))
        self.commit_pending()
