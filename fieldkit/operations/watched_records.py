"""A source of records that tells how far its reader has come, and lets a person stop it.

For readers that go through all records a known number of times, such as a publication: it stops
between two records, where nothing is half written that anybody reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from fieldkit.model.progress import Progress
from fieldkit.model.protocols import CurrentRecord
from fieldkit.model.records import Refusal
from fieldkit.registry.view import RegistryView

_TELL_EVERY: Final = 20


class WatchedRecords:
    """The RecordSource of a view. `passes` is how often every form will be read."""

    def __init__(self, view: RegistryView, progress: Progress, *, passes: int) -> None:
        self._view = view
        self._progress = progress
        self._total = passes * sum(1 for _ in view.standings())
        self._done = 0

    def revision(self) -> str:
        """As the view."""
        return self._view.revision()

    def form_ids(self) -> list[str]:
        """As the view."""
        return self._view.form_ids()

    def current(self, form_id: str) -> Iterator[CurrentRecord]:
        """As the view; raises Cancelled between two records when the person asked to stop."""
        self._tell(form_id)
        for current in self._view.current(form_id):
            yield current
            self._done += 1
            if self._done % _TELL_EVERY == 0:
                self._tell(form_id)

    def refusals(self, form_id: str) -> list[Refusal]:
        """As the view."""
        return self._view.refusals(form_id)

    def packages(self, form_id: str) -> list[bytes]:
        """As the view."""
        return self._view.packages(form_id)

    def _tell(self, form_id: str) -> None:
        self._progress.step(self._done, self._total, form_id)
