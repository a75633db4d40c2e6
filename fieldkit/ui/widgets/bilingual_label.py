"""A text of a form in both languages: side by side where there is room, else stacked."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from fieldkit.ui.models.interview import Bilingual
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.arranged import Arranged, Arrangement
from fieldkit.ui.widgets.words_label import WordsLabel

# Under this width (at 100 % text) two columns would only be two narrow ribbons.
_ROOM_FOR_TWO = 520


class BilingualLabel(Arranged):
    """The leading language first. `role` and `second_role` are roles of labels."""

    def __init__(self, role: str, second_role: str) -> None:
        super().__init__()
        self._second_role = second_role
        self._label: Bilingual | None = None
        self._lead = WordsLabel(role=role)
        self._lead.setParent(self)
        self._second: WordsLabel | None = None

    def show_label(self, label: Bilingual) -> None:
        """Show another label; does nothing for the one that is shown."""
        if label == self._label:
            return
        self._label = label
        self._lead.show_words(label.lead)
        if label.second is not None:
            second = self._second or self._made_second()
            second.show_words(label.second)
            second.show()
        elif self._second is not None:
            self._second.hide()
        self.rearrange()

    def arrangement(self, width: int) -> Arrangement:
        """Two halves, or two lines."""
        second = self._second
        if second is None or second.isHidden():
            height = _height(self._lead, width)
            return Arrangement(((self._lead, QRect(0, 0, width, height)),), height)
        if width >= _ROOM_FOR_TWO * tokens().scale // 100:
            return self._side_by_side(second, width)
        return self._stacked(second, width)

    # --- inside

    def _made_second(self) -> WordsLabel:
        self._second = WordsLabel(role=self._second_role)
        self._second.setParent(self)
        return self._second

    def _side_by_side(self, second: WordsLabel, width: int) -> Arrangement:
        gap = tokens().space_xl
        half = (width - gap) // 2
        first_height, second_height = _height(self._lead, half), _height(second, half)
        # Two lines of different sizes meet in the middle; longer texts begin at the same height.
        apart = abs(first_height - second_height) // 2
        lower = apart if apart < tokens().small // 2 else 0
        places = (
            (self._lead, QRect(0, lower * (first_height < second_height), half, first_height)),
            (
                second,
                QRect(width - half, lower * (second_height < first_height), half, second_height),
            ),
        )
        return Arrangement(places, max(first_height, second_height))

    def _stacked(self, second: WordsLabel, width: int) -> Arrangement:
        gap = tokens().space_xs
        first_height, second_height = _height(self._lead, width), _height(second, width)
        places = (
            (self._lead, QRect(0, 0, width, first_height)),
            (second, QRect(0, first_height + gap, width, second_height)),
        )
        return Arrangement(places, first_height + gap + second_height)


def _height(widget: QWidget, width: int) -> int:
    height = widget.heightForWidth(width)
    return height if height >= 0 else widget.sizeHint().height()
