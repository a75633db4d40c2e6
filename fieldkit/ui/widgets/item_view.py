"""What a column of items can be asked: which cards are in it, where the Tab key stops."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from fieldkit.ui.models.interview import Item
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.question_card import QuestionCard
from fieldkit.ui.widgets.questions.editor import Setting


class ItemBody(QWidget):
    """Items one under the other: of a section, or of a row of a repeat."""

    def show_items(self, items: Sequence[Item], setting: Setting) -> None:
        """Show these items; widgets of items that are there already are kept."""
        raise NotImplementedError

    def cards(self) -> Iterator[QuestionCard]:
        """The questions that can be answered now, in the order of reading."""
        raise NotImplementedError

    def reveal(self, key: str) -> QuestionCard | None:
        """The card of a question, opening the row that it is in; None where there is none."""
        raise NotImplementedError

    def sizeHint(self) -> QSize:
        """A width; the height is asked for by width. Qt would work it out at this width, too."""
        return QSize(tokens().column, tokens().touch)

    @property
    def stops(self) -> list[QWidget]:
        """Where the Tab key stops."""
        raise NotImplementedError


MakeBody = Callable[[QWidget], ItemBody]
