"""A time of day, and a date with a time: typed on the clock of 24 hours."""

from __future__ import annotations

from fieldkit.ui.language import bind
from fieldkit.ui.models.words import Words
from fieldkit.ui.widgets.questions.short import ShortEditor
from fieldkit.ui.widgets.words_label import WordsLabel
from fieldkit.ui.widgets.written_times import moment_in_words, typed_moment, typed_time


class TimeEditor(ShortEditor):
    """A field."""

    def furnish(self) -> None:
        """What to type, in the empty field."""
        bind(self.line, "setPlaceholderText", "hours:minutes")
        super().furnish()

    def written(self, value: str, code: str) -> str:
        """Hours and minutes."""
        return typed_time(value, code)


class MomentEditor(ShortEditor):
    """A field, and the moment in words: which day was understood."""

    share_of_field = 0.7

    def furnish(self) -> None:
        """Words."""
        bind(self.line, "setPlaceholderText", "day/month/year hours:minutes")
        self._in_words = WordsLabel(role="muted")
        self.row.addWidget(self._in_words, 1)

    def written(self, value: str, code: str) -> str:
        """Day, month, year, hours and minutes."""
        return typed_moment(value, code)

    def render_answer(self) -> None:
        """The moment, and in words what was understood."""
        lead = self.setting.languages.lead
        self._in_words.show_words(Words(moment_in_words(self.answer, lead), lead))
        super().render_answer()
