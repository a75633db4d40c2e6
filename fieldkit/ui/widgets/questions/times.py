"""A time of day, and a date with a time: typed on the clock of 24 hours, or taken from it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget

from fieldkit.ui.language import bind
from fieldkit.ui.models.words import Words
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.questions.short import ShortEditor
from fieldkit.ui.widgets.showing import set_shown
from fieldkit.ui.widgets.words_label import WordsLabel
from fieldkit.ui.widgets.written_times import moment_in_words, typed_moment, typed_time


class ClockEditor(ShortEditor):
    """A field, and a button for now. `present` says which part of it is asked for."""

    def furnish(self) -> None:
        """The button."""
        self._now = ActionButton("Now", icon="clock", role="quiet")
        self._now.clicked.connect(self._take_now)
        self.row.addWidget(self._now)

    def present(self, now: datetime) -> str:
        """The part of the present instant that is asked for, as it is stored. To be overridden."""
        raise NotImplementedError

    def render_answer(self) -> None:
        """The answer; what can only be read has no button."""
        set_shown(self._now, shown=not self.question.readonly)
        super().render_answer()

    @property
    def stops(self) -> list[QWidget]:
        """The field, then the button."""
        return [self.line, self._now]

    def _take_now(self) -> None:
        present = self.present(self.setting.now())
        self.line.show_text(self.written(present, self.setting.languages.lead))
        self.commit_pending()


class TimeEditor(ClockEditor):
    """Hours and minutes."""

    def furnish(self) -> None:
        """What to type, in the empty field."""
        bind(self.line, "setPlaceholderText", "hours:minutes")
        super().furnish()
        self.row.addStretch(1)

    def written(self, value: str, code: str) -> str:
        """Hours and minutes."""
        return typed_time(value, code)

    def present(self, now: datetime) -> str:
        """The minute."""
        return f"{now:%H:%M}"


class MomentEditor(ClockEditor):
    """A day with hours and minutes, and in words which day was understood."""

    share_of_field = 0.7

    def furnish(self) -> None:
        """What to type, and the words."""
        bind(self.line, "setPlaceholderText", "day/month/year hours:minutes")
        super().furnish()
        self._in_words = WordsLabel(role="muted")
        self.row.addWidget(self._in_words, 1)

    def written(self, value: str, code: str) -> str:
        """Day, month, year, hours and minutes."""
        return typed_moment(value, code)

    def present(self, now: datetime) -> str:
        """The day and the minute."""
        return f"{now:%Y-%m-%dT%H:%M}"

    def render_answer(self) -> None:
        """The moment, and in words what was understood."""
        lead = self.setting.languages.lead
        self._in_words.show_words(Words(moment_in_words(self.answer, lead), lead))
        super().render_answer()
