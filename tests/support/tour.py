"""Every page of the window, one after another, as people would come to them.

For those who look at all of them: pictures, accessibility, words. Whoever looks may switch language
and look meanwhile; before the next step both are given back.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import tour_beginnings
import tour_field
import tour_office
from visitor import Stop

from fieldkit.ui.theme import theme, tokens


def whole_tour(sample: Path, scratch: Path) -> Iterator[Stop]:
    """First runs, unlocking, a field worker's day, a coordinator's desk, and the receipts.

    `sample` was made by `tour_sample.make_sample` and is worked with; `scratch` is an empty folder.
    The look is the present one.
    """
    look = tokens()
    for part in (
        tour_beginnings.begin(scratch / "begin"),
        tour_beginnings.unlock(sample, scratch / "unlock"),
        tour_field.work(sample, scratch / "field"),
        tour_office.coordinate(sample, scratch / "office"),
        tour_field.receive(sample, scratch / "receive"),
    ):
        for stop in part:
            yield stop
            theme().apply(look.mode, look.scale)
            stop.speak("en")
