"""Home as a view model: from real vaults, without Qt."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import interview_world
import pytest
from drop_world import finish, record_of
from field_world import (
    CONSENT,
    COORDINATOR,
    INTAKE,
    LAPTOP,
    OTHER_LAPTOP,
    SURVEY,
    Field,
    chance,
    clock,
    copied,
)
from interview_world import RESEARCHER, make_vault, open_vault

from fieldkit.model.errors import AnswerRefused
from fieldkit.operations.drops import folder_drop
from fieldkit.operations.receive import receive
from fieldkit.operations.send import send
from fieldkit.sync.receipts import Rejection, write_receipt
from fieldkit.ui.models.home import Fate, HomeView
from fieldkit.ui.models.join import Standing
from fieldkit.ui.presenters.access import Access
from fieldkit.ui.presenters.home import HomePresenter
from fieldkit.vault import outbox


@pytest.fixture
def field(tmp_path: Path) -> Field:
    return copied(tmp_path / "field")


@pytest.fixture
def access(field: Field) -> Iterator[Access]:
    opened = Access(clock(22), chance())
    opened.unlock(field.vault(LAPTOP), None, field.passphrase(LAPTOP))
    yield opened
    opened.lock()


def view_of(field: Field, name: str) -> HomeView:
    opened = Access(clock(22), chance())
    opened.unlock(field.vault(name), None, field.passphrase(name))
    try:
        return HomePresenter(opened).view()
    finally:
        opened.lock()


def test_forms_are_named_in_their_languages_and_say_which_are_drafts(access: Access) -> None:
    forms = HomePresenter(access).view().forms
    assert [form.form_id for form in forms] == [CONSENT, INTAKE, SURVEY]
    greek, farsi = forms[1].name.within("el"), forms[1].name.within("fa-AF")
    assert (greek.text, greek.language, greek.fallback) == (
        "Υποδοχή προσώπου και νοικοκυριού", "el", False,
    )  # fmt: skip
    assert farsi.language == "fa"
    assert not farsi.fallback
    somali = forms[1].name.within("so")
    assert (somali.text, somali.fallback) == ("Intake of person and household", True)
    assert [each.own_name for each in forms[0].languages][:3] == ["Ελληνικά", "English", "العربية"]
    assert all(each.is_draft for each in forms[0].languages)


def test_drafts_come_latest_first_with_code_times_and_what_is_missing(
    access: Access, field: Field
) -> None:
    coded, uncoded = HomePresenter(access).view().drafts
    assert coded.person == field.draft_code
    assert uncoded.person == ""
    assert coded.started_at < coded.changed_at
    assert coded.missing > 0
    assert coded.is_new
    assert field.draft_code not in repr(coded)


def test_ready_are_finished_records_with_the_refusal_at_the_end(access: Access) -> None:
    view = HomePresenter(access).view()
    assert [line.form.title for line in view.ready] == [
        "Intake of person and household",
        "Information, consent and data rights",
        "Intake of person and household",
    ]
    assert [line.is_refusal for line in view.ready] == [False, False, True]
    refusal = view.ready[-1]
    assert (refusal.person, refusal.at) == ("", "2026-11")
    assert all(line.fate is Fate.READY for line in view.ready)
    assert view.ready_by_form()[0][1] == 2
    assert view.sent == ()


def test_what_was_sent_waits_and_is_confirmed_by_the_receipt(access: Access, field: Field) -> None:
    drop, vault = folder_drop(field.drop), access.vault
    send(vault, drop, clock=clock(22), randomness=chance())
    waiting = HomePresenter(access).view()
    assert not waiting.ready
    assert {line.fate for line in waiting.sent} == {Fate.SENT}
    assert (waiting.exchange.waiting, waiting.exchange.waiting_records) == (1, 3)
    assert waiting.exchange.receipt_number == 0
    field.import_all()
    receive(vault, drop)
    confirmed = HomePresenter(access).view()
    assert {line.fate for line in confirmed.sent} == {Fate.CONFIRMED}
    assert confirmed.exchange.waiting == 0
    assert confirmed.exchange.receipt_number == 1
    assert confirmed.exchange.receipt_at


def test_where_a_laptop_stands(access: Access) -> None:
    place = HomePresenter(access).view().place
    assert place.standing is Standing.JOINED
    assert (place.deployment, place.team) == ("Δείγμα · Sample", "north")


def test_a_coordinator_sees_her_registry(field: Field) -> None:
    with field.open(LAPTOP) as laptop:
        send(laptop, folder_drop(field.drop), clock=clock(22), randomness=chance())
    field.import_all()
    view = view_of(field, COORDINATOR)
    assert view.place.standing is Standing.COORDINATOR
    assert view.coordination is not None
    assert view.coordination.records == 2
    assert view.coordination.conflicts == 0
    assert view.coordination.published_at == ""
    assert len(view.forms) == 3
    assert view_of(field, OTHER_LAPTOP).coordination is None


def test_a_draft_is_deleted_for_good(access: Access) -> None:
    presenter = HomePresenter(access)
    gone, kept = presenter.view().drafts
    assert [line.record for line in presenter.discard(gone.record).drafts] == [kept.record]


def test_a_record_that_was_sent_cannot_be_deleted(access: Access, field: Field) -> None:
    send(access.vault, folder_drop(field.drop), clock=clock(22), randomness=chance())
    presenter = HomePresenter(access)
    sent = presenter.view().sent[0].record
    with pytest.raises(AnswerRefused) as refused:
        presenter.discard(sent)
    assert refused.value.code == "finished"
    assert sent in {line.record for line in presenter.view().sent}


def test_what_was_not_taken_comes_first_among_what_was_sent(access: Access, field: Field) -> None:
    drop, vault = folder_drop(field.drop), access.vault
    send(vault, drop, clock=clock(22), randomness=chance())
    (batch,) = outbox.batches(vault)
    with field.open(COORDINATOR) as coordinator:
        write_receipt(
            coordinator,
            drop,
            vault.device.id,
            imported={},
            rejected=[Rejection(batch.sequence, batch.hash, "bad-event")],
            clock=clock(23),
        )
    receive(vault, drop)
    finish(vault, record_of("uuid:later", {}))
    send(vault, drop, clock=clock(23), randomness=chance())
    view = HomePresenter(access).view()
    assert [line.fate for line in view.sent] == [Fate.REJECTED] * 3 + [Fate.SENT]
    assert {line.reason for line in view.sent[:3]} == {"bad-event"}
    assert view.rejected == 3
    # Its form is not in this vault: it is listed under the form's id.
    assert view.sent[-1].form.title == "intake"


def test_without_the_key_to_names_nothing_can_be_started_and_no_code_is_shown(
    tmp_path: Path,
) -> None:
    folder = make_vault(tmp_path / "vault")
    with open_vault(folder) as opened:
        interview_world.begin(opened)
    access = Access(clock(22), chance())
    access.unlock(folder, "eleni", RESEARCHER)
    view = HomePresenter(access).view()
    assert not view.names_open
    assert view.forms == ()
    assert view.place.standing is Standing.NO_KIT
    assert [line.person for line in view.drafts] == [""]
    access.lock()
