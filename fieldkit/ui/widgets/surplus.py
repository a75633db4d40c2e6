"""Says that a counted repeat has more rows than the form asks for, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from fieldkit.ui.language import bind
from fieldkit.ui.models.interview import SurplusLine
from fieldkit.ui.widgets.banner import Banner
from fieldkit.ui.widgets.row_words import question_in_row


def tell_surplus(banner: Banner, asked_for: int, rows: int) -> None:
    """Put both numbers into a banner."""
    banner.set_message(
        "The form asks for {asked} here, and there are {rows}. Remove the ones that do not belong.",
        asked=asked_for,
        rows=rows,
    )


class SurplusBanner(Banner):
    """The same on the review, with the way there. `can_go`: the record is a draft."""

    def __init__(
        self, line: SurplusLine, go: Callable[[str], object], parent: QWidget, *, can_go: bool
    ) -> None:
        super().__init__("warn")
        self.setParent(parent)
        self.stops: list[QWidget] = []
        name = question_in_row(line.roster, line.row).lead.text
        self.set_heading(lambda: name)
        tell_surplus(self, line.asked_for, line.rows)
        if can_go:
            button = self.set_action("Show", lambda: go(line.key))
            bind(button, "setAccessibleName", "Show: {what}", what=name)
            self.stops.append(button)
