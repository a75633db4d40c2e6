"""Profiles: what a publication may contain.

`statistics` is the default and carries nothing that names a person: no identifier, special or
special-by-policy column, and no day, only months. `case` is everything, for the people who work on
the cases; it must be asked for by name, and the operation that grants it writes to the audit log.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from fieldkit.model.sensitivity import Sensitivity
from fieldkit.publishing.errors import PublicationRefused


@dataclass(frozen=True)
class Profile:
    """`sensitivities` may be published; `months_only` cuts every date and date-time to its month;
    `names_authors` adds who wrote the record, about whom and when;
    `scanned` stops at anything that looks like an identifier in free text;
    `file_mode` and `folder_mode` are the POSIX permissions of what is written.
    """

    name: str
    sensitivities: frozenset[Sensitivity]
    months_only: bool
    names_authors: bool
    scanned: bool
    file_mode: int
    folder_mode: int

    def publishes(self, sensitivity: Sensitivity) -> bool:
        """Whether a question of this sensitivity has a column here."""
        return sensitivity in self.sensitivities


STATISTICS: Final = Profile(
    name="statistics",
    sensitivities=frozenset({Sensitivity.ORDINARY}),
    months_only=True,
    names_authors=False,
    scanned=True,
    file_mode=0o666,  # narrowed by the umask: colleagues read the share
    folder_mode=0o777,
)

CASE: Final = Profile(
    name="case",
    sensitivities=frozenset(Sensitivity),
    months_only=False,
    names_authors=True,
    scanned=False,
    file_mode=0o600,
    folder_mode=0o700,
)

PROFILES: Final = {profile.name: profile for profile in (STATISTICS, CASE)}


def profile_named(name: str) -> Profile:
    """The profile called `name`. Raises PublicationRefused (`profile`) for any other word."""
    if name not in PROFILES:
        raise PublicationRefused(
            f"There is no publication profile called {name!r}; nothing was published.",
            code="profile",
            next_step=f"Use one of: {', '.join(PROFILES)}.",
        )
    return PROFILES[name]
