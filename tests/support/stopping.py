"""Somebody who watches a long operation, and may ask it to stop."""

from __future__ import annotations

from dataclasses import dataclass, field

from fieldkit.model.progress import Cancelled


@dataclass
class Watcher:
    """Remembers every step it was told; asks to stop at step number `stop_at` (from 0)."""

    stop_at: int | None = None
    told: list[tuple[int, int, str]] = field(default_factory=list[tuple[int, int, str]])

    def step(self, done: int, total: int, what: str = "") -> None:
        self.told.append((done, total, what))
        if self.stop_at is not None and len(self.told) > self.stop_at:
            raise Cancelled


def assert_goes_forward(watcher: Watcher) -> None:
    """Never backwards, never beyond the total, which never changes."""
    assert watcher.told
    counts = [done for done, _, _ in watcher.told]
    assert counts == sorted(counts)
    totals = {total for _, total, _ in watcher.told}
    assert len(totals) == 1
    assert counts[0] == 0
    assert counts[-1] <= totals.pop()
