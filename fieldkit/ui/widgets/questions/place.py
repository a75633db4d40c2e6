"""A place: latitude and longitude, each in a field of its own. No map, no sensor.

The two are one answer. One alone is handed over only when the person leaves both, so that the form
does not complain while she goes from one to the other.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldkit.ui.language import text
from fieldkit.ui.theme import set_tone, tokens
from fieldkit.ui.widgets.answer_line import AnswerLine
from fieldkit.ui.widgets.questions.editor import Editor
from fieldkit.ui.widgets.texts import small
from fieldkit.ui.widgets.typing_watch import TypingWatch
from fieldkit.ui.widgets.written_times import written_coordinates

_SHARE_OF_FIELD: Final = 0.4
_BETWEEN: Final = "\n"


class PlaceEditor(Editor):
    """Two short fields with their names above. A pair copied from a map can go into the first."""

    def build(self) -> None:
        """The fields, side by side."""
        self._latitude, self._longitude = AnswerLine(), AnswerLine()
        self._told = ("", "")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens().space_l)
        row.addLayout(_named(small("Latitude"), self._latitude))
        row.addLayout(_named(small("Longitude"), self._longitude))
        row.addStretch(1)
        self._latitude_watch = self._watched(self._latitude)
        self._longitude_watch = self._watched(self._longitude)
        self._latitude.returnPressed.connect(self._enter_longitude)
        self._longitude.returnPressed.connect(self._confirm)

    def render_answer(self) -> None:
        """Both numbers, in native digits; what was refused as it was typed."""
        for at, line in enumerate((self._latitude, self._longitude)):
            line.setFixedWidth(round(tokens().field * _SHARE_OF_FIELD))
            line.set_language(self.setting.languages.lead)
            line.setReadOnly(self.question.readonly)
            set_tone(line, "danger" if self._is_wrong(at) else "")
        if self.pending:
            return
        latitude, longitude = self._shown()
        self._latitude_watch.show_text(latitude)
        self._longitude_watch.show_text(longitude)
        self._told = self._typed()

    def commit_pending(self) -> None:
        """Hand over what is typed, be it one number alone."""
        self._latitude_watch.flush()
        self._longitude_watch.flush()
        self._hand_over()

    @property
    def pending(self) -> bool:
        """Whether something is typed that was not handed over."""
        watched = self._latitude_watch.pending or self._longitude_watch.pending
        return watched or self._typed() != self._told

    def take_back(self) -> None:
        """The next rest, Enter or leaving hands both over again."""
        self._told = _NEVER_TOLD

    @property
    def entrance(self) -> QWidget:
        """The first field."""
        return self._latitude

    @property
    def stops(self) -> list[QWidget]:
        """Latitude, longitude."""
        return [self._latitude, self._longitude]

    def describe(self, description: str) -> None:
        """Each field is named by the question and by which number it takes."""
        asked = self.question.label.lead.text
        self._latitude.setAccessibleName(f"{asked} – {text('Latitude')}")
        self._longitude.setAccessibleName(f"{asked} – {text('Longitude')}")
        for line in self.stops:
            line.setAccessibleDescription(description)

    # --- inside

    def _watched(self, line: AnswerLine) -> TypingWatch:
        watch = TypingWatch(line, self)
        watch.rested.connect(self._rested)
        watch.touched.connect(self.touched)
        watch.left.connect(self._left)
        return watch

    def _is_wrong(self, field: int) -> bool:
        if self.question.problem is None:
            return False
        return field in (self.question.wrong_fields or (field,))

    def _shown(self) -> tuple[str, str]:
        typed = self.question.typed
        if typed is None:
            return written_coordinates(self.question.value, self.setting.languages.lead)
        latitude, _, longitude = typed.partition(_BETWEEN)
        return latitude, longitude

    def _typed(self) -> tuple[str, str]:
        return self._latitude.typed_text(), self._longitude.typed_text()

    def _rested(self, _typed: str) -> None:
        latitude, longitude = (bool(each.strip()) for each in self._typed())
        if latitude == longitude or not self._is_inside():
            self._hand_over()

    def _left(self) -> None:
        if not self._is_inside():
            self._hand_over()
        if self.settled:
            self.render_answer()

    def _hand_over(self) -> None:
        typed = self._typed()
        if typed == self._told:
            return
        self._told = typed
        is_blank = not "".join(typed).strip()
        self.hand_over(None if is_blank else _BETWEEN.join(typed))

    def _is_inside(self) -> bool:
        # The window's: somebody who goes to a map in another window has not left the question.
        return self.window().focusWidget() in (self._latitude, self._longitude)

    def _enter_longitude(self) -> None:
        """On to the second number; a pair that stands in the first field is complete."""
        if len(self._latitude.text().split()) > 1:
            self._confirm()
        else:
            self._longitude.setFocus(Qt.FocusReason.TabFocusReason)

    def _confirm(self) -> None:
        self.commit_pending()
        self.done.emit()


def _named(name: QWidget, line: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(tokens().space_xs)
    column.addWidget(name)
    column.addWidget(line)
    return column


_NEVER_TOLD: Final = ("\x00", "")
