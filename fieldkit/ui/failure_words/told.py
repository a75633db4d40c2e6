"""What a person is told when something was not done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from fieldkit.languages.marking import N_

TRY_AGAIN: Final = N_("Try again.")
TELL_COORDINATOR: Final = N_("Tell your coordinator.")
UPDATE: Final = N_("Update FieldKit on this computer and try again.")
KEEP_A_COPY: Final = N_("Keep a copy of the folder as it is and tell your coordinator.")
COPY_AGAIN: Final = N_("Copy it again from the laptop that made it.")
ASK_FOR_ANOTHER: Final = N_("Ask for the file again, or choose another one.")
ASK_FOR_THE_KIT: Final = N_("Ask your coordinator for the newest kit and install it.")


@dataclass(frozen=True)
class Told:
    """Marked messages: what happened and what it means for the answers; what to do next, or ""."""

    happened: str
    next_step: str = ""
