"""Short remarks side by side, in as many lines as they need."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.arranged import Arranged, Arrangement
from fieldkit.ui.widgets.chip import Chip


class ChipRow(Arranged):
    """Shows pairs of words (translated already) and tone; hidden when there are none."""

    def __init__(self) -> None:
        super().__init__()
        self._chips: list[Chip] = []

    @property
    def words(self) -> list[str]:
        """What is shown, in order."""
        return [chip.text() for chip in self._chips]

    def show_chips(self, remarks: Sequence[tuple[str, str]]) -> None:
        """Show these remarks; chips that are there already are used again."""
        while len(self._chips) < len(remarks):
            chip = Chip()
            chip.setParent(self)
            chip.show()
            self._chips.append(chip)
        for chip in self._chips[len(remarks) :]:
            chip.hide()
            chip.deleteLater()
        del self._chips[len(remarks) :]
        for chip, (words, tone) in zip(self._chips, remarks, strict=True):
            chip.set_text(words)
            chip.set_tone(tone)
        self.setVisible(bool(remarks))
        self.rearrange()

    def arrangement(self, width: int) -> Arrangement:
        """From the leading edge on, a new line where there is no room."""
        gap = tokens().space_s
        places: list[tuple[QWidget, QRect]] = []
        left = top = line = 0
        for chip in self._chips:
            size = chip.sizeHint()
            if left and left + size.width() > width:
                left, top, line = 0, top + line + gap, 0
            places.append((chip, QRect(left, top, size.width(), size.height())))
            left += size.width() + gap
            line = max(line, size.height())
        return Arrangement(tuple(places), top + line)
