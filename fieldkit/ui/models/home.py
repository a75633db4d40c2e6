"""What Home shows: forms to start, drafts, what is finished, what was sent, where the vault stands.

People appear by their person codes only. Instants are ISO text: the page writes them in the
language of the window. Lists have the latest first.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum

from fieldkit.ui.models.form_name import FormName
from fieldkit.ui.models.interview import FormLanguage
from fieldkit.ui.models.join import Standing


@dataclass(frozen=True)
class FormCard:
    """A form that an interview can be started with, and the languages it speaks."""

    form_id: str
    version: str
    name: FormName
    languages: tuple[FormLanguage, ...]


@dataclass(frozen=True)
class DraftLine:
    """An interview that is not finished.

    `person` is the person code, "" where there is none yet. `missing` counts what is left to do.
    `is_new`: nothing of it was ever sent, so it can be deleted. `can_move`: a newer version of its
    form is here; `can_move_back`: it was moved to one, and that can be taken back.
    """

    record: str
    form: FormName
    person: str = field(repr=False)
    started_at: str
    changed_at: str
    missing: int = 0
    is_new: bool = True
    can_move: bool = False
    can_move_back: bool = False


class Fate(Enum):
    """What became of a finished record."""

    READY = "final"
    SENT = "sent"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


@dataclass(frozen=True)
class FinishedLine:
    """A finished record, or the fact of a refusal (`is_refusal`: no person, a month for a time).

    `at` is when it was finished; `reason` the code of a rejection.
    """

    record: str
    form: FormName
    person: str = field(repr=False)
    at: str
    fate: Fate
    is_refusal: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Whereabouts:
    """The vault: its deployment, and how far it has come in joining it."""

    standing: Standing
    deployment: str = ""
    municipality: str = ""
    label: str = ""
    team: str = ""


@dataclass(frozen=True)
class Exchange:
    """What lies between a laptop and its coordinator.

    `waiting` are batches without an answer, `waiting_records` the records in them; `receipt_at` is
    when the last receipt was written, `receipt_number` its number (0: none came yet).
    """

    waiting: int = 0
    waiting_records: int = 0
    receipt_at: str = ""
    receipt_number: int = 0


@dataclass(frozen=True)
class Coordination:
    """What a coordinator has to look after. `published_at` is "" before the first publication."""

    records: int
    conflicts: int = 0
    parked: int = 0
    asking: int = 0
    published_at: str = ""


@dataclass(frozen=True)
class HomeView:
    """The whole page. `coordination` is None on a laptop."""

    place: Whereabouts
    forms: tuple[FormCard, ...] = ()
    drafts: tuple[DraftLine, ...] = ()
    ready: tuple[FinishedLine, ...] = ()
    sent: tuple[FinishedLine, ...] = ()
    exchange: Exchange = Exchange()
    coordination: Coordination | None = None
    names_open: bool = True

    @property
    def rejected(self) -> int:
        """How many records the coordinator did not take."""
        return sum(line.fate is Fate.REJECTED for line in self.sent)

    def ready_by_form(self) -> list[tuple[FormName, int]]:
        """How many records of each form wait to be sent, the most first."""
        return Counter(line.form for line in self.ready).most_common()
