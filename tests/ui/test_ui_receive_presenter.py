"""Receiving as view models: receipts, rejections, kits, files that are not believed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from field_world import COORDINATOR, LAPTOP, Field, chance, clock, copied
from interview_world import UNGATED, package
from stopping import Watcher, assert_goes_forward

from fieldkit.model.progress import NO_PROGRESS
from fieldkit.operations import kits
from fieldkit.operations.drops import folder_drop
from fieldkit.sync.receipts import Rejection, write_receipt
from fieldkit.ui.presenters.access import Access
from fieldkit.ui.presenters.exchange import ExchangePresenter
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


@pytest.fixture
def presenter(access: Access) -> ExchangePresenter:
    return ExchangePresenter(access)


def test_nothing_there_is_nothing_new(presenter: ExchangePresenter, field: Field) -> None:
    result = presenter.receive(str(field.drop), NO_PROGRESS)
    assert result.is_nothing


def test_a_receipt_confirms_what_was_imported(presenter: ExchangePresenter, field: Field) -> None:
    presenter.send(str(field.drop), NO_PROGRESS)
    field.import_all()
    watcher = Watcher()
    result = presenter.receive(str(field.drop), watcher)
    (confirmed,) = result.confirmed
    assert (confirmed.number, confirmed.records) == (1, 3)
    assert result.receipts == 1
    assert not result.is_nothing
    assert_goes_forward(watcher)
    assert presenter.view("").to_send.is_empty
    assert presenter.receive(str(field.drop), NO_PROGRESS).is_nothing


def test_a_rejected_file_comes_with_its_reason(
    presenter: ExchangePresenter, access: Access, field: Field
) -> None:
    presenter.send(str(field.drop), NO_PROGRESS)
    (batch,) = outbox.batches(access.vault)
    with field.open(COORDINATOR) as coordinator:
        write_receipt(
            coordinator,
            folder_drop(field.drop),
            access.vault.device.id,
            imported={},
            rejected=[Rejection(batch.sequence, batch.hash, "bad-event")],
            clock=clock(23),
        )
    result = presenter.receive(str(field.drop), NO_PROGRESS)
    (rejected,) = result.rejected
    assert (rejected.number, rejected.records, rejected.reason) == (1, 3, "bad-event")
    assert result.confirmed == ()


def test_a_newer_kit_brings_its_forms(presenter: ExchangePresenter, field: Field) -> None:
    with field.open(COORDINATOR) as coordinator:
        forms = [*kits.read_forms(kits.shipped_forms()), package(UNGATED)]
        plan = kits.KitPlan(packages=forms, teams=("north", "south"))
        kits.build_kit(
            coordinator, plan, field.folder / "newer.fkk", clock=clock(23), randomness=chance()
        )
        kits.prepare_drop(coordinator, folder_drop(field.drop), randomness=chance())
    result = presenter.receive(str(field.drop), NO_PROGRESS)
    assert result.kits == (2,)
    assert [name.title for name in result.forms] == ["Visit"]


def test_an_altered_receipt_is_left_alone_and_named(
    presenter: ExchangePresenter, field: Field
) -> None:
    presenter.send(str(field.drop), NO_PROGRESS)
    field.import_all()
    (receipt,) = (field.drop / "ack").rglob("*.fka")
    data = bytearray(receipt.read_bytes())
    data[len(data) // 2] ^= 1
    receipt.write_bytes(bytes(data))
    result = presenter.receive(str(field.drop), NO_PROGRESS)
    (ignored,) = result.ignored
    assert ignored.name == receipt.name
    assert ignored.refused.code
    assert result.confirmed == ()
    assert presenter.view("").to_send.waiting == 1
