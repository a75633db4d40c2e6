"""What the publish page shows: what can be chosen, what would be in it, and what was published.

No answer is in here: columns, counts and places only. Names of forms carry all their languages.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from fieldkit.model.sensitivity import Sensitivity
from fieldkit.ui.models.form_name import FormName
from fieldkit.ui.models.words import Words


class Profile(Enum):
    """How much a publication holds."""

    STATISTICS = "statistics"
    CASE = "case"


class Barrier(Enum):
    """Why somebody may not publish names. NONE: she may."""

    NONE = "none"
    NOT_COORDINATOR = "not-coordinator"
    NO_IDENTIFIER_KEY = "no-identifier-key"


@dataclass(frozen=True)
class LabelLanguage:
    """A language in which some form has labels."""

    code: str
    own_name: str


@dataclass(frozen=True)
class PublishChoices:
    """What can be chosen before anything is looked at. `barrier` is about names; `records` says
    how many records there are at all."""

    barrier: Barrier
    languages: tuple[LabelLanguage, ...]
    records: int


@dataclass(frozen=True)
class Asked:
    """What a person chose. `language` is that of labels ("": each form's own)."""

    profile: Profile
    folder: str
    language: str = ""


class Fate(Enum):
    """What becomes of a column. MONTH: dates are cut to it. OURS: FieldKit's own, no question."""

    PUBLISHED = "published"
    MONTH = "month"
    OURS = "ours"
    LEFT_OUT = "left-out"


@dataclass(frozen=True)
class ColumnRow:
    """A question, or a column of our own (no label, no sensitivity).

    `sheet` is the table it stands in; `choices` counts the columns beside it, one for each choice.
    """

    sheet: str
    name: str
    label: Words
    sensitivity: Sensitivity | None
    fate: Fate
    choices: int = 0


@dataclass(frozen=True)
class FormPreview:
    """A form as it would be published. `waiting` counts records that cannot be shown yet."""

    form_id: str
    name: FormName
    records: int
    refusals: int
    waiting: int
    columns: tuple[ColumnRow, ...]

    @property
    def published(self) -> int:
        """How many questions would be published."""
        return sum(column.fate in (Fate.PUBLISHED, Fate.MONTH) for column in self.columns)

    @property
    def left_out(self) -> int:
        """How many questions the profile leaves out."""
        return sum(column.fate is Fate.LEFT_OUT for column in self.columns)


@dataclass(frozen=True)
class PublishPreview:
    """What would be published; nothing was written."""

    asked: Asked
    forms: tuple[FormPreview, ...]


@dataclass(frozen=True)
class PublishedForm:
    """A form that was published.

    `repeats` are pairs of sheet and number of rows; `conflicts` counts records with several latest
    versions; `waiting` those of unknown form versions; `pending` are files that another program
    held open, which stayed as they were.
    """

    form_id: str
    name: FormName
    records: int
    repeats: tuple[tuple[str, int], ...]
    refusals: int
    conflicts: int
    waiting: int
    workbook: str
    pending: tuple[str, ...] = ()


@dataclass(frozen=True)
class Published:
    """A publication that lies in its folder. `unpublished` are forms of which nothing can be shown
    yet, with the number of their records."""

    asked: Asked
    forms: tuple[PublishedForm, ...]
    unpublished: tuple[tuple[FormName, int], ...] = ()


@dataclass(frozen=True)
class FindingRow:
    """A cell that looks as if it named somebody: where it is and what kind, never what is in it."""

    name: FormName
    sheet: str
    column: str
    cell: str
    kind: str
    record: str


@dataclass(frozen=True)
class StoppedByScan:
    """Nothing was published, because of these cells."""

    asked: Asked
    findings: tuple[FindingRow, ...]
