"""What a home page lists: the forms an interview can be started with, and the records there are.

Nobody is named: people appear by their person codes, answers not at all.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field

from fieldkit.forms import Draft, DraftRow, FormError, FormSession, Moment
from fieldkit.forms.xpath.errors import XPathError
from fieldkit.model.clock import Clock
from fieldkit.model.records import RecordState
from fieldkit.operations.form_titles import FormTitle, title_in_vault, title_of
from fieldkit.operations.moves import movable
from fieldkit.operations.replay import definition_of
from fieldkit.vault import Vault, forms_store, journal, moves, overview, records
from fieldkit.vault.errors import UnknownForm
from fieldkit.vault.overview import RecordTimes
from fieldkit.vault.records import REFUSAL, RecordLine

_NO_CHANCE = bytes(16)  # counting what is missing stores nothing, so it needs no randomness
_UNKNOWN = RecordTimes("", "", "")


@dataclass(frozen=True)
class StartableForm:
    """The current version of a form. `languages` are pairs of code and the form's own name for it;
    `draft_languages` the codes of those that nobody reviewed; `has_gate`: it asks for permission
    first."""

    form_id: str
    form_title: FormTitle
    version: str
    languages: tuple[tuple[str, str], ...]
    draft_languages: tuple[str, ...]
    default_language: str
    has_gate: bool


@dataclass(frozen=True)
class HomeRecord:
    """A record, or the fact of a refusal (`is_refusal`: no person, a month for a time).

    Instants are as the clock said them; `finished_at` is "" before the first finish. `subject` is
    the person code, "" where there is none or the key does not open it. `missing` counts what is
    left to do in a draft. `was_sent`: a version of it left, so it can no longer be discarded.
    `reason` is the code of a rejection. `newer_version` is the one a draft can be moved to, ""
    where there is none; `can_go_back`: it was moved, and that can be taken back.
    """

    record: str
    form_id: str
    form_title: FormTitle
    version: str
    state: RecordState
    started_at: str
    changed_at: str
    finished_at: str = ""
    subject: str = field(default="", repr=False)
    missing: int = 0
    was_sent: bool = False
    is_refusal: bool = False
    reason: str = ""
    newer_version: str = ""
    can_go_back: bool = False


def startable(vault: Vault) -> list[StartableForm]:
    """The forms of this vault, each in its current version, in the order of installation."""
    current = {form.form_id: form.form_hash for form in forms_store.forms(vault)}
    found: list[StartableForm] = []
    for form_hash in current.values():
        with contextlib.suppress(FormError):  # kits refuse what cannot run: nothing to start here
            found.append(_startable(vault, form_hash))
    return found


def home_records(vault: Vault, clock: Clock) -> list[HomeRecord]:
    """Every record in the order it was begun, then the refusals (no order of time)."""
    looking = _Looking(vault, clock)
    return [looking.at(line) for line in records.lines(vault)]


def _startable(vault: Vault, form_hash: str) -> StartableForm:
    definition = definition_of(vault, form_hash)
    return StartableForm(
        form_id=definition.form_id,
        form_title=title_of(definition),
        version=definition.version,
        languages=tuple(definition.language_names.items()),
        draft_languages=tuple(definition.draft_languages),
        default_language=definition.default_language,
        has_gate=definition.gate is not None,
    )


class _Looking:
    """One look at all records: what is read once for all of them."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._moment = Moment(clock.now(), _NO_CHANCE)
        self._times = overview.record_times(vault)
        self._months = overview.refusal_months(vault)
        self._reasons = overview.rejections(vault)
        self._movable = movable(vault)
        self._moved = moves.can_be_undone(vault)
        self._titles: dict[str, FormTitle] = {}

    def at(self, line: RecordLine) -> HomeRecord:
        """One line of the list."""
        if line.kind == REFUSAL:
            month = self._months.get(line.record, "")
            times, subject = RecordTimes(month, month, month), ""
        else:
            times = self._times.get(line.record, _UNKNOWN)
            subject = self._subject(line)
        return HomeRecord(
            record=line.record,
            form_id=line.form_id,
            form_title=self._title(line),
            version=line.form_version,
            state=line.state,
            started_at=times.begun,
            changed_at=times.changed,
            finished_at=times.finished,
            subject=subject,
            missing=self._missing(line),
            was_sent=line.head != "",
            is_refusal=line.kind == REFUSAL,
            reason=self._reason(line),
            newer_version=self._movable.get(line.record, ""),
            can_go_back=line.record in self._moved,
        )

    def _title(self, line: RecordLine) -> FormTitle:
        known = self._titles.get(line.form_hash)
        if known is None:
            known = title_in_vault(self._vault, line.form_id, line.form_hash)
            self._titles[line.form_hash] = known
        return known

    def _reason(self, line: RecordLine) -> str:
        return self._reasons.get(line.head, "") if line.state is RecordState.REJECTED else ""

    def _subject(self, line: RecordLine) -> str:
        return records.subject(self._vault, line.record) if self._vault.has_identifier_key else ""

    def _missing(self, line: RecordLine) -> int:
        if line.state is not RecordState.DRAFT or not self._vault.has_identifier_key:
            return 0
        try:
            return self._problems(line)
        except (FormError, UnknownForm, XPathError):
            return 0  # the list must open all the same; resuming this draft says what is wrong

    def _problems(self, line: RecordLine) -> int:
        """How many problems a draft has: from its stored values, much faster than its journal."""
        vault, record = self._vault, line.record
        draft = Draft(
            {key: value.value.text for key, value in journal.values(vault, record).items()},
            [DraftRow(row.repeat, row.parent, row.row) for row in journal.rows(vault, record)],
            record=record,
        )
        definition = definition_of(vault, line.form_hash)
        return len(FormSession(definition, self._moment, record=record, draft=draft).validate())
