"""Home, as a view model: what can be begun, what was begun, what is finished, what was sent."""

from __future__ import annotations

from collections.abc import Iterable

from fieldkit.languages.names import form_language_name
from fieldkit.model.records import RecordState
from fieldkit.operations import interview
from fieldkit.operations.coordination import coordination
from fieldkit.operations.home import HomeRecord, StartableForm, home_records, startable
from fieldkit.operations.outgoing import Outgoing, outgoing
from fieldkit.operations.vaults import Vault
from fieldkit.ui.models.home import (
    Coordination,
    DraftLine,
    Exchange,
    Fate,
    FinishedLine,
    FormCard,
    HomeView,
    Whereabouts,
)
from fieldkit.ui.models.interview import FormLanguage
from fieldkit.ui.models.join import Standing
from fieldkit.ui.presenters.access import Access
from fieldkit.ui.presenters.form_names import form_name
from fieldkit.ui.presenters.standing import standing_of
from fieldkit.vault import peers


class HomePresenter:
    """Looks at the open vault, on the operations' thread."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def view(self) -> HomeView:
        """Everything on the page."""
        vault = self._access.vault
        latest_first = _latest_first(home_records(vault, self._access.clock))
        going = outgoing(vault)
        place = _place(vault, standing_of(going))
        opens_names = vault.has_identifier_key
        return HomeView(
            place=place,
            forms=tuple(_card(form) for form in startable(vault)) if opens_names else (),
            drafts=tuple(_draft(each) for each in _in(latest_first, RecordState.DRAFT)),
            ready=tuple(_finished(each) for each in _in(latest_first, RecordState.FINAL)),
            sent=_sent(latest_first),
            exchange=_exchange(going),
            coordination=_coordination(vault, place.standing),
            names_open=opens_names,
        )

    def discard(self, record: str) -> HomeView:
        """Delete a draft for good. Raises AnswerRefused (`finished`) for one that was sent,
        UnknownRecord, StorageError; nothing is changed then."""
        access = self._access
        interview.resume(access.vault, record, access.clock, access.randomness).discard()
        return self.view()


def _latest_first(records: list[HomeRecord]) -> list[HomeRecord]:
    """By the order in which they were begun, since clocks are wrong at times; refusals, which have
    no such order, at the end."""
    visits = [each for each in reversed(records) if not each.is_refusal]
    return visits + [each for each in records if each.is_refusal]


def _in(records: Iterable[HomeRecord], *states: RecordState) -> Iterable[HomeRecord]:
    return (each for each in records if each.state in states)


def _sent(latest_first: Iterable[HomeRecord]) -> tuple[FinishedLine, ...]:
    """What left this computer; what was not taken first, since somebody has to see to it."""
    left = (RecordState.REJECTED, RecordState.SENT, RecordState.CONFIRMED)
    lines = [_finished(each) for each in _in(latest_first, *left)]
    return tuple(sorted(lines, key=lambda line: line.fate is not Fate.REJECTED))


def _place(vault: Vault, standing: Standing) -> Whereabouts:
    if standing is Standing.NO_KIT:
        return Whereabouts(standing)
    deployment, device = peers.deployment(vault), vault.device
    return Whereabouts(
        standing,
        deployment.name,
        deployment.municipality,
        label=device.label if device.label != vault.author else "",  # nobody has named it yet
        team=device.team,
    )


def _card(form: StartableForm) -> FormCard:
    spoken = enumerate(form.languages, start=1)
    return FormCard(
        form.form_id,
        form.version,
        form_name(form.form_title),
        tuple(
            FormLanguage(
                code=code,
                own_name=form_language_name(code, given),
                is_draft=code in form.draft_languages,
                number=at if at <= 9 else 0,
            )
            for at, (code, given) in spoken
        ),
    )


def _draft(record: HomeRecord) -> DraftLine:
    return DraftLine(
        record=record.record,
        form=form_name(record.form_title),
        person=record.subject,
        started_at=record.started_at,
        changed_at=record.changed_at,
        missing=record.missing,
        is_new=not record.was_sent,
        can_move=record.newer_version != "",
        can_move_back=record.can_go_back,
    )


def _finished(record: HomeRecord) -> FinishedLine:
    return FinishedLine(
        record=record.record,
        form=form_name(record.form_title),
        person=record.subject,
        at=record.started_at if record.is_refusal else record.finished_at,
        fate=Fate(record.state.value),
        is_refusal=record.is_refusal,
        reason=record.reason,
    )


def _exchange(going: Outgoing) -> Exchange:
    return Exchange(
        waiting=len(going.sealed),
        waiting_records=sum(batch.records for batch in going.sealed),
        receipt_at=going.receipt_at,
        receipt_number=going.receipt_number,
    )


def _coordination(vault: Vault, standing: Standing) -> Coordination | None:
    if standing is not Standing.COORDINATOR:
        return None
    state = coordination(vault)
    return Coordination(
        records=state.records,
        conflicts=state.conflicts,
        parked=state.parked,
        asking=state.asking,
        published_at=state.published_at,
    )
