"""What the interview page shows: sections, the items of one, two languages, what is saved.

View models hold answers, so nothing here prints one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from fieldkit.ui.models.words import Words


class QuestionKind(Enum):
    """How a question is answered. SUBJECT: the person code, which the vault can mint. HIDDEN: a
    text that nobody reads over a shoulder. PLACE: latitude and longitude. MOMENT: a date with a
    time. OTHER: no widget of its own yet, typed as text. FILE: a picture, sound or file, which
    cannot be added in this window."""

    TEXT = "text"
    SUBJECT = "subject"
    MULTILINE = "multiline"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    TIME = "time"
    MOMENT = "moment"
    PLACE = "place"
    HIDDEN = "hidden"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    RANK = "rank"
    ACKNOWLEDGE = "acknowledge"
    NOTE = "note"
    OTHER = "other"
    FILE = "file"


class Gate(Enum):
    """Where the question for permission stands. DECLINED: a no, and the record is gone."""

    NONE = "none"
    CLOSED = "closed"
    OPEN = "open"
    DECLINED = "declined"


class Fate(Enum):
    """What became of a step."""

    SAVED = "saved"
    HELD = "held"
    DECLINED = "declined"
    REFUSED = "refused"


@dataclass(frozen=True)
class FormLanguage:
    """A language of the form. `number` is the key that chooses it with Ctrl (1-9, 0: none)."""

    code: str
    own_name: str
    is_draft: bool
    number: int


@dataclass(frozen=True)
class Languages:
    """Who reads what. `swapped`: the respondent's language leads, and the window speaks it."""

    offered: tuple[FormLanguage, ...]
    worker: str
    respondent: str
    swapped: bool = False

    @property
    def lead(self) -> str:
        """The language of the first column."""
        return self.respondent if self.swapped else self.worker

    @property
    def second(self) -> str:
        """The language of the second column; "" when both read the same."""
        other = self.worker if self.swapped else self.respondent
        return other if other != self.lead else ""


@dataclass(frozen=True)
class Bilingual:
    """The same text in the leading language and, where it differs, in the second."""

    lead: Words
    second: Words | None = None


@dataclass(frozen=True)
class ChoiceView:
    """A choice that is offered now."""

    value: str
    label: Bilingual


@dataclass(frozen=True)
class Limits:
    """The bounds of a range, and the distance between two of its numbers, "" where every number
    between the bounds will do; in plain digits."""

    low: str
    high: str
    step: str


@dataclass(frozen=True)
class RowTitle:
    """Which row of a repeat something is about. `name` as in RowView, "" where it has none."""

    key: str
    roster: Bilingual
    position: int
    name: str = field(repr=False)


@dataclass(frozen=True)
class AsideLine:
    """An answer that a move to another version of the form kept aside.

    `question` is as it was asked then; `shown` and `kind` as in AnswerLine. `key` is the question
    that asks for it now, "" where none does; `is_answered`: it was answered anew since.
    """

    key: str
    question: Bilingual
    shown: Bilingual = field(repr=False)
    kind: QuestionKind
    row: RowTitle | None = None
    is_answered: bool = False


@dataclass(frozen=True)
class QuestionView:
    """A question as it stands.

    `key` stays the same when rows come and go; `value` is the stored answer in its canonical form
    (dates ISO, choices of select_multiple and rank joined by spaces). `typed` is what was typed and
    refused: it is not stored, stays in the field and stands beside its problem; for choices, the
    values chosen, joined by spaces. `answered_in` is the language stored with the answer. That a
    required answer is missing is a `problem` only once the review was asked for. `is_gate`:
    anything but yes here deletes the record. `limits` are those of a range. `wrong_fields`: which
    fields, counted from 0, the problem is about where the question has several; () for all. `aside`
    is what a move kept aside here, as long as the question was not answered since.
    """

    key: str
    path: str
    kind: QuestionKind
    label: Bilingual
    hint: Bilingual | None = None
    value: str = field(default="", repr=False)
    typed: str | None = field(default=None, repr=False)
    choices: tuple[ChoiceView, ...] = ()
    required: bool = False
    readonly: bool = False
    problem: Bilingual | None = field(default=None, repr=False)
    answered_in: str = ""
    appearance: str = ""
    is_gate: bool = False
    limits: Limits | None = None
    wrong_fields: tuple[int, ...] = ()
    aside: AsideLine | None = None


@dataclass(frozen=True)
class HeadingView:
    """The title of a group inside a section."""

    key: str
    label: Bilingual


@dataclass(frozen=True)
class RowView:
    """One row of a repeat: a member of the household as a card.

    `name` is what the card is called by: the first answered text of the row, else "".
    `missing` counts required answers that are not there; `items` are its questions in order.
    """

    key: str
    path: str
    position: int
    name: str = field(repr=False)
    missing: int
    items: tuple[Item, ...]


@dataclass(frozen=True)
class RosterView:
    """A repeat. `path` is what a row is added to; `is_free`: people decide how many rows.

    `asked_for` is how many rows the form asks for where there are more than that, else None;
    `answered` counts the rows above it in which somebody answered something.
    """

    key: str
    path: str
    label: Bilingual
    rows: tuple[RowView, ...]
    is_free: bool = True
    asked_for: int | None = None
    answered: int = 0

    @property
    def surplus(self) -> tuple[RowView, ...]:
        """The last rows, above what the form asks for."""
        return self.rows[self.asked_for :] if self.asked_for is not None else ()

    @property
    def may_lose_rows(self) -> bool:
        """Whether a row of it can be removed now."""
        return self.is_free or self.asked_for is not None


Item = QuestionView | HeadingView | RosterView


class SectionState(Enum):
    """How far a section is. ATTENTION: something in it was refused or does not fit."""

    UNTOUCHED = "untouched"
    STARTED = "started"
    COMPLETE = "complete"
    ATTENTION = "attention"


@dataclass(frozen=True)
class SectionLine:
    """A section in the list at the leading edge. `missing` counts required answers not there."""

    id: str
    label: Bilingual
    state: SectionState
    answered: int
    asked: int
    missing: int


@dataclass(frozen=True)
class InterviewView:
    """The whole page. `items` are those of the section `current`.

    `saved_at` is the instant (ISO text) of the last step that is on the disk, "" before the first;
    `held` counts the steps that wait in memory for the gate, `unsaved` what was typed in whatever
    section and not taken; `aside` counts the answers that moves kept aside and nobody gave anew.
    `focus` is the key of the question to go to when the page opens ("" : the
    first).
    """

    record: str
    form_id: str
    title: str
    languages: Languages
    sections: tuple[SectionLine, ...]
    current: str
    items: tuple[Item, ...]
    saved_at: str = ""
    held: int = 0
    gate: Gate = Gate.NONE
    focus: str = ""
    was_sent: bool = False
    unsaved: int = 0
    aside: int = 0

    @property
    def position(self) -> int:
        """The place of the current section, from 0."""
        return next((n for n, each in enumerate(self.sections) if each.id == self.current), 0)


@dataclass(frozen=True)
class StepView:
    """What came of a step. `view` is None when the record is gone (declined).

    `key` is the question or row it was about; `problem` the reason of a refusal in both languages.
    `can_undo`: rows were removed, and could come back.
    """

    fate: Fate
    key: str
    view: InterviewView | None
    problem: Bilingual | None = field(default=None, repr=False)
    can_undo: bool = False


@dataclass(frozen=True)
class ProblemLine:
    """Something to be put right before finishing, with the way to it.

    `row` is the row that the question is in, None outside of repeats.
    """

    key: str
    section: str
    question: Bilingual
    problem: Bilingual = field(repr=False)
    row: RowTitle | None = None


@dataclass(frozen=True)
class SurplusLine:
    """A repeat with more rows than the form asks for. `key` is its last row, `row` the one around
    it, None outside of repeats."""

    key: str
    roster: Bilingual
    asked_for: int
    rows: int
    row: RowTitle | None = None


@dataclass(frozen=True)
class AnswerLine:
    """A question as the review shows it. `shown` is None where it was not answered.

    Choices are shown by their labels. `kind` tells how to write the rest: dates come as ISO,
    numbers with a decimal point and ASCII digits.
    """

    key: str
    question: Bilingual
    shown: Bilingual | None = field(repr=False)
    kind: QuestionKind = QuestionKind.TEXT
    row: RowTitle | None = None


@dataclass(frozen=True)
class ReviewSection:
    """A section of the review with what was answered in it."""

    line: SectionLine
    answers: tuple[AnswerLine, ...]


@dataclass(frozen=True)
class ReviewView:
    """The review page: what is missing, what was answered, whether it can be finished.

    `surplus` is not in the way of finishing.
    `state` is the state of the record (`draft`, `final`, `sent`, …); `aside` is what moves to other
    versions of the form kept aside.
    """

    record: str
    form_id: str
    title: str
    languages: Languages
    problems: tuple[ProblemLine, ...]
    sections: tuple[ReviewSection, ...]
    state: str
    saved_at: str = ""
    held: int = 0
    aside: tuple[AsideLine, ...] = ()
    surplus: tuple[SurplusLine, ...] = ()


@dataclass(frozen=True)
class FinishView:
    """What came of finishing: `ok`, or not, and then `review` says what is in the way.

    `problem` is a reason that stands at no question.
    """

    ok: bool
    review: ReviewView
    problem: Bilingual | None = field(default=None, repr=False)
