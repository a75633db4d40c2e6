"""What the unlock page shows: the vaults of this computer, and how long to wait after mistakes."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

LONGEST_WAIT: Final = 900


@dataclass(frozen=True)
class VaultChoice:
    """A vault that can be unlocked. `asks_name`: more than one person opens it.

    `offers_sample`: a passphrase lies beside it. `place` is its path where it lies elsewhere than
    the vaults of this computer do.
    """

    folder: Path
    name: str
    asks_name: bool = False
    offers_sample: bool = False
    place: str = ""


@dataclass(frozen=True)
class UnlockView:
    """The vaults found, the one unlocked last first."""

    vaults: tuple[VaultChoice, ...]


@dataclass(frozen=True)
class Opened:
    """A vault that is open now. `user` is the name of who opened it."""

    folder: Path
    is_sample: bool
    user: str = field(repr=False)


@dataclass
class Tries:
    """Wrong passphrases since a vault was opened last; outlives the page that asks for them.

    `now` tells seconds that only go forward.
    """

    now: Callable[[], float] = time.monotonic
    mistakes: int = 0
    _until: float = 0.0

    def wrong(self) -> int:
        """One more was wrong; the seconds in which nothing is tried."""
        self.mistakes += 1
        self._until = self.now() + seconds_to_wait(self.mistakes)
        return self.seconds_left()

    def right(self) -> None:
        """A vault was opened."""
        self.mistakes, self._until = 0, 0.0

    def seconds_left(self) -> int:
        """How long nothing is tried yet."""
        return max(0, math.ceil(self._until - self.now()))


def seconds_to_wait(mistakes: int) -> int:
    """How long nothing is tried after so many wrong passphrases: 1, 2, 4, 8 … and 15 minutes."""
    return min(1 << (mistakes - 1), LONGEST_WAIT) if mistakes else 0
