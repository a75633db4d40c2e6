"""Which column a question belongs to, over all versions of a form.

A column's identity is the question's name within its table, so that moving a question to another
group keeps its column. Where two questions of one table share a name, the identity is their place
(`group/name`) instead, and the header gets the shortest group prefix that tells them apart. A
rename is followed only where the form says so (`fk_was`). The same rules name the tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from fieldkit.publishing.errors import PublicationRefused


@dataclass(frozen=True)
class Place:
    """Where a question (or repeat) of one form version stands: the groups around it within its
    table, outermost first and beginning with the table's own node; `was` is its former name."""

    path: str
    groups: tuple[str, ...]
    name: str
    was: str = ""

    @property
    def full(self) -> str:
        """The place as one word; it holds a `/`, which no question name can."""
        return "/".join((*self.groups, self.name))


@dataclass
class _History:
    """What earlier versions (and the ledger) have decided."""

    known: Collection[str]
    by_name: dict[str, str] = field(default_factory=dict[str, str])
    by_place: dict[str, str] = field(default_factory=dict[str, str])
    place_of: dict[str, str] = field(default_factory=dict[str, str])

    def of_unique(self, place: Place, names: Collection[str]) -> str:
        return self.inherited(place, names) or self.by_name.get(place.name, place.name)

    def of_shared(self, place: Place) -> str:
        return self._by_place(place) or place.full

    def inherited(self, place: Place, names: Collection[str]) -> str:
        """What the place is by more than its name: by a stated rename or by standing there before;
        "" for a place that may be new."""
        if place.was and place.was not in names:
            former = self.by_name.get(place.was, place.was)
            if place.was in self.by_name or former in self.known:
                return former
        return self._by_place(place)

    def _by_place(self, place: Place) -> str:
        earlier = self.by_place.get(place.full, "")
        return earlier or (place.full if place.full in self.known else "")

    def remember(self, place: Place, identity: str, *, shared: bool) -> None:
        left = self.place_of.get(identity, place.full)
        if left != place.full and self.by_place.get(left) == identity:
            del self.by_place[left]  # what stands there from now on is another question
        self.place_of[identity] = place.full
        self.by_place[place.full] = identity
        if not shared:
            self.by_name[place.name] = identity


def identities(versions: Sequence[Sequence[Place]], known: Collection[str]) -> list[dict[str, str]]:
    """For each version (oldest first), the identity of each path.

    `known` are the identities already in the ledger. Raises PublicationRefused (`columns`) when
    one version would put two questions into one column.
    """
    history = _History(known)
    return [_of_version(version, history) for version in versions]


def _of_version(version: Sequence[Place], history: _History) -> dict[str, str]:
    names = Counter(place.name for place in version)
    found: dict[str, str] = {}
    taken: dict[str, str] = {}
    # A new question may bear a name that an older one gave up, and stand before it: the older one
    # keeps its column all the same.
    for place in sorted(version, key=lambda place: not history.inherited(place, names)):
        shared = names[place.name] > 1
        identity = history.of_shared(place) if shared else history.of_unique(place, names)
        if identity in taken:
            identity = place.full
        if identity in taken:
            raise PublicationRefused(
                f"The questions {taken[identity]} and {place.path} would share one column.",
                code="columns",
                next_step="Give one of them another name in the form.",
            )
        taken[identity] = place.path
        found[place.path] = identity
    for place in version:
        history.remember(place, found[place.path], shared=names[place.name] > 1)
    return {place.path: found[place.path] for place in version}


def headers(
    order: Iterable[str], given: Mapping[str, str], reserved: Iterable[str]
) -> dict[str, str]:
    """A header for each identity of `order`: the one it was given before, else the shortest free.

    `reserved` are headers that no question may take, compared without regard to case, because
    tables become file and sheet names and readers like R fold case too.
    """
    identities_in_order = list(order)
    rivals = Counter(
        suffix for identity in identities_in_order for suffix in set(_suffixes(identity))
    )
    used = {name.casefold() for name in (*reserved, *given.values())}
    names: dict[str, str] = {}
    for identity in identities_in_order:
        name = given.get(identity, "")
        if not name:
            name = _first_free(identity, rivals, used)
            used.add(name.casefold())
        names[identity] = name
    return names


def _suffixes(identity: str) -> list[str]:
    parts = identity.split("/")
    return ["-".join(parts[start:]) for start in range(len(parts) - 1, -1, -1)]


def _first_free(identity: str, rivals: Mapping[str, int], used: Collection[str]) -> str:
    candidates = _suffixes(identity)
    by_name = len(candidates) == 1
    for name in candidates:
        if (by_name or rivals[name] == 1) and name.casefold() not in used:
            return name
    number = 2
    while f"{candidates[-1]}_{number}".casefold() in used:
        number += 1
    return f"{candidates[-1]}_{number}"
