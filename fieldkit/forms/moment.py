"""All that a step may read from outside: the instant, the chance, and the computer it runs on.

A session given the same form, the same steps and the same moments gives the same bytes.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime


@dataclass(frozen=True)
class Moment:
    """One step's clock and chance. `now` is time zone aware; `seed` feeds uuid() and random()."""

    now: datetime
    seed: bytes

    def source(self) -> random.Random:
        """The random numbers of this step, from the first on."""
        return random.Random(self.seed)  # noqa: S311 - repeatable on purpose; keys never come from here

    @classmethod
    def at(cls, text: str, seed: int = 0) -> Moment:
        """A moment for tests and tools: an ISO 8601 instant (UTC when it names no zone)."""
        instant = datetime.fromisoformat(text)
        aware = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
        return cls(aware, seed.to_bytes(8, "big"))


@dataclass(frozen=True)
class Host:
    """The computer as a form sees it: properties for `jr:preload`, and the local time zone.

    `last_saved` is the OpenRosa XML of the record of this form that was saved last, for
    `jr://instance/last-saved`; b"" where the host gives none, which reads as blank answers.
    `takes_files`: whether a picture, sound or file can be handed in here; where it cannot, a file
    is not demanded, since no record with such a question could ever be finished.
    `rows_follow_counts`: whether rows go with their answers when a count falls, as in records that
    began before answers were kept there; steps taken then are replayed as they were taken.
    """

    properties: Mapping[str, str] = field(default_factory=dict[str, str])
    timezone: str = "Europe/Athens"
    last_saved: bytes = field(default=b"", repr=False)
    takes_files: bool = True
    rows_follow_counts: bool = False


def random_uuid(source: random.Random) -> str:
    """A version 4 UUID drawn from a step's random numbers."""
    return str(uuid.UUID(int=source.getrandbits(128), version=4))
