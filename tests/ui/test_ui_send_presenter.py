"""Sending as view models: whose folder it is, what would go, what went, what stopped it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from field_world import COORDINATOR, INTAKE, LAPTOP, Field, begin, chance, clock, copied
from stopping import Watcher, assert_goes_forward

from fieldkit.model.progress import NO_PROGRESS
from fieldkit.sync.drop.base import DESCRIPTOR
from fieldkit.sync.errors import DropRefused, EnrolmentRefused
from fieldkit.ui.models.exchange import ExchangeView, Place
from fieldkit.ui.models.join import Standing
from fieldkit.ui.presenters.access import Access
from fieldkit.ui.presenters.exchange import ExchangePresenter
from fieldkit.vault import peers
from fieldkit.vault.peers import Enrolment


@pytest.fixture
def field(tmp_path: Path) -> Field:
    return copied(tmp_path / "field")


@pytest.fixture
def access(field: Field) -> Iterator[Access]:
    opened = Access(clock(22), chance())
    opened.unlock(field.vault(LAPTOP), None, field.passphrase(LAPTOP))
    yield opened
    opened.lock()


@pytest.fixture
def presenter(access: Access) -> ExchangePresenter:
    return ExchangePresenter(access)


def test_what_will_go_is_counted_by_form_without_anybody(presenter: ExchangePresenter) -> None:
    view = presenter.view("")
    assert view.standing is Standing.JOINED
    assert sorted((name.title, count) for name, count in view.to_send.records) == [
        ("Information, consent and data rights", 1),
        ("Intake of person and household", 1),
    ]
    assert (view.to_send.refusals, view.to_send.count) == (1, 3)
    assert view.folder.place is Place.NONE


def test_the_folder_of_the_deployment_is_known_by_name(
    presenter: ExchangePresenter, field: Field
) -> None:
    folder = presenter.view(str(field.drop)).folder
    assert (folder.place, folder.name) == (Place.OURS, "Δείγμα · Sample")
    assert folder.can_be_used


def test_a_folder_nobody_marked_can_be_used(presenter: ExchangePresenter, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    folder = presenter.view(str(tmp_path / "stick")).folder
    assert folder.place is Place.UNMARKED
    assert folder.can_be_used


def test_a_folder_that_is_not_there_or_not_sound_is_refused(
    presenter: ExchangePresenter, field: Field, tmp_path: Path
) -> None:
    for folder, code in ((tmp_path / "gone", "no-drop"), (_damaged(field.drop), "descriptor")):
        seen = presenter.view(str(folder)).folder
        assert seen.place is Place.REFUSED
        assert seen.refused is not None
        assert seen.refused.code == code
        assert not seen.can_be_used


def _damaged(drop: Path) -> Path:
    (drop / DESCRIPTOR).write_text(json.dumps({"kind": "drop"}))
    return drop


def test_a_folder_of_another_deployment_is_refused_and_not_written_to(
    presenter: ExchangePresenter, access: Access, field: Field
) -> None:
    _belong_elsewhere(access)
    seen = presenter.view(str(field.drop)).folder
    assert seen.refused is not None
    assert seen.refused.code == "other-deployment"
    with pytest.raises(DropRefused):
        presenter.send(str(field.drop), NO_PROGRESS)
    assert not (field.drop / "in").exists()
    assert presenter.view("").to_send.count == 3


def _belong_elsewhere(access: Access) -> None:
    vault = access.vault
    present = peers.deployment(vault)
    with vault.transaction():
        peers.set_deployment(
            vault,
            peers.Deployment(
                "elsewhere", present.name, present.municipality, present.coordinator,
                present.kit_version, present.enrolment, present.team, present.request_kit,
            ),
        )  # fmt: skip


def test_sending_writes_one_file_and_says_its_mark(
    presenter: ExchangePresenter, field: Field
) -> None:
    watcher = Watcher()
    result = presenter.send(str(field.drop), watcher)
    (file,) = result.files
    assert (file.number, file.records, file.is_new) == (1, 3, True)
    (written,) = (field.drop / "in").rglob("*.fkb")
    assert file.mark == f"1-{written.stem.partition('-')[2][:8].upper()}"
    assert result.stopped is None
    assert_goes_forward(watcher)


def test_sending_again_finds_the_file_there(presenter: ExchangePresenter, field: Field) -> None:
    presenter.send(str(field.drop), NO_PROGRESS)
    waiting = presenter.view(str(field.drop)).to_send
    assert (waiting.count, waiting.waiting, waiting.waiting_records) == (0, 1, 3)
    (file,) = presenter.send(str(field.drop), NO_PROGRESS).files
    assert not file.is_new


def test_a_stick_that_fails_loses_nothing_and_the_next_one_gets_everything(
    presenter: ExchangePresenter, field: Field, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "in").write_text("a file where the folder should be")
    result = presenter.send(str(stick), NO_PROGRESS)
    assert result.stopped is not None
    assert result.files == ()
    assert presenter.view("").to_send.waiting == 1
    (file,) = presenter.send(str(field.drop), NO_PROGRESS).files
    assert (file.records, file.is_new) == (3, True)


def test_stopping_keeps_what_was_sealed(presenter: ExchangePresenter, field: Field) -> None:
    result = presenter.send(str(field.drop), Watcher(stop_at=1))
    assert result.stopped is not None
    assert result.stopped.code == "cancelled"
    left = presenter.view("").to_send
    assert left.count + left.waiting_records == 3
    assert sum(file.records for file in presenter.send(str(field.drop), NO_PROGRESS).files) == 3


def test_who_has_not_joined_is_told_so(presenter: ExchangePresenter, access: Access) -> None:
    _withdraw(access, Enrolment.REQUESTED)
    view = presenter.view("")
    assert view.standing is Standing.ASKED
    assert not view.can_send
    with pytest.raises(EnrolmentRefused):
        presenter.send(str(access.vault.folder), NO_PROGRESS)


def _withdraw(access: Access, enrolment: Enrolment) -> None:
    present = peers.deployment(access.vault)
    with access.vault.transaction():
        peers.set_deployment(
            access.vault,
            peers.Deployment(
                present.deployment, present.name, present.municipality, present.coordinator,
                present.kit_version, enrolment, present.team, present.request_kit,
            ),
        )  # fmt: skip


def test_a_coordinator_sends_to_herself_and_receives_nothing(field: Field) -> None:
    opened = Access(clock(22), chance())
    opened.unlock(field.vault(COORDINATOR), None, field.passphrase(COORDINATOR))
    begin(opened.vault, INTAKE)
    presenter = ExchangePresenter(opened)
    view: ExchangeView = presenter.view(str(field.drop))
    assert view.can_send
    assert not view.can_receive
    assert presenter.send(str(field.drop), NO_PROGRESS).by_coordinator
    opened.lock()
