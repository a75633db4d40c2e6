"""Time and chance enter as arguments, so that an interview or a publication can be replayed.

Clocks are data, never order (invariant 10): nothing in FieldKit sorts by a time.
"""

from __future__ import annotations

import os
import random
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the present instant."""

    def now(self) -> datetime:
        """The present instant, time zone aware, in UTC."""
        ...


class Randomness(Protocol):
    """Source of ids and seeds. Keys never come from here: they come from the operating system."""

    def token(self, size: int) -> bytes:
        """`size` bytes nobody could have guessed (or, in the demo, seeded ones)."""
        ...


class SystemClock:
    """The clock of the computer, right or wrong."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class SystemRandomness:
    """The operating system's source."""

    def token(self, size: int) -> bytes:
        return os.urandom(size)


@dataclass
class SteppingClock:
    """A clock for demos and tests: starts at `instant`, goes on by `step` at every look."""

    instant: datetime
    step: timedelta = timedelta(seconds=7)

    def now(self) -> datetime:
        seen = self.instant
        self.instant = seen + self.step
        return seen


class SeededRandomness:
    """Repeatable ids for demos and tests; refused wherever a vault is not a sample."""

    def __init__(self, seed: int | str) -> None:
        self._random = random.Random(seed)  # noqa: S311 - repeatable on purpose

    def token(self, size: int) -> bytes:
        return self._random.randbytes(size)


def new_uuid(source: Randomness) -> str:
    """A random UUID (version 4, RFC 9562) from `source`, as 36 lower-case characters."""
    return str(uuid.UUID(bytes=source.token(16), version=4))


def to_text(instant: datetime) -> str:
    """RFC 3339 in UTC to the millisecond, e.g. `2026-11-22T15:00:00.000Z`."""
    utc = instant.astimezone(UTC).replace(tzinfo=None)
    return utc.isoformat(timespec="milliseconds") + "Z"


def from_text(text: str) -> datetime:
    """The inverse of `to_text`. Raises ValueError (without the text) when it is no such instant."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("not an RFC 3339 instant") from None
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return instant
