"""Base of the question widgets that are typed into: text, numbers, dates."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from fieldkit.ui.widgets.questions.editor import Editor, Given
from fieldkit.ui.widgets.typing_watch import Typeable, TypingWatch


class TypedEditor(Editor):
    """Connects a field to the vault and back; `shown` and `given` say how a value is written."""

    def watch(self, field: Typeable) -> None:
        """Begin to listen to `field`; called by `build`."""
        self._watch = TypingWatch(field, self)
        self._watch.rested.connect(self._rested)
        self._watch.touched.connect(self.touched)
        self._watch.left.connect(self._left)

    def shown(self) -> str:
        """The answer as it stands in the field."""
        return self.answer

    def given(self, typed: str) -> Given:
        """What was typed as an answer; nothing typed clears it."""
        return typed if typed.strip() else None

    def render_answer(self) -> None:
        """Write the answer, unless somebody is typing."""
        self._watch.show_text(self.shown())

    def commit_pending(self) -> None:
        """Hand over what is typed."""
        self._watch.flush()

    @property
    def pending(self) -> bool:
        """Whether something is typed that was not handed over."""
        return self._watch.pending

    def take_back(self) -> None:
        """The next rest, Enter or leaving hands it over again."""
        self._watch.forget()

    def confirm(self) -> None:
        """Enter: hand over, and on to the next question."""
        self._watch.flush()
        self.done.emit()

    @property
    def entrance(self) -> QWidget:
        """The field itself."""
        raise NotImplementedError

    def _rested(self, typed: str) -> None:
        self.hand_over(self.given(typed))

    def _left(self) -> None:
        if self.settled:
            self.render_answer()
