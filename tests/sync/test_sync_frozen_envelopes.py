"""Frozen envelopes of each kind: read as then, and written as then (Ed25519 is deterministic)."""

from __future__ import annotations

import msgspec
import pytest
from batch_maker import COORDINATOR, DEPLOYMENT, LAPTOP, SECOND
from make_envelopes import DROP, FOLDER, KIT, RECEIPT, REQUEST, envelopes

from fieldkit.model.errors import FieldKitError
from fieldkit.sync.drop.descriptor import DropContent, check_descriptor
from fieldkit.sync.drop.folder import FolderDrop
from fieldkit.sync.enrolment import read_request, sign_request
from fieldkit.sync.envelope import open_envelope, read_content
from fieldkit.sync.kit import read_kit, sign_kit
from fieldkit.sync.receipts import Receipt, check_receipt, read_receipt, sign_receipt


def frozen(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


def test_frozen_envelopes_read_as_they_were_meant() -> None:
    assert read_kit(frozen("kit.fkk")).content == KIT
    assert read_request(frozen("enrolment.fkr")) == REQUEST
    receipt = read_receipt(
        frozen("receipt.fka"),
        coordinator=COORDINATOR.device,
        deployment=DEPLOYMENT,
        device=LAPTOP.device.id,
    )
    assert receipt == RECEIPT
    assert list(receipt.covered()) == [1, 2, 4]
    described = open_envelope(frozen("fieldkit-drop.json"), "drop")
    assert read_content(described, DropContent, 1) == DROP


@pytest.mark.parametrize("name", sorted(envelopes()))
def test_the_same_content_still_gives_the_same_bytes(name: str) -> None:
    assert envelopes()[name] == frozen(name)


def test_the_drop_of_this_deployment_is_known_by_its_descriptor() -> None:
    drop = FolderDrop(FOLDER)
    check_descriptor(drop, DEPLOYMENT, COORDINATOR.device)
    for deployment, coordinator in (("other", COORDINATOR), (DEPLOYMENT, SECOND)):
        with pytest.raises(FieldKitError) as caught:
            check_descriptor(drop, deployment, coordinator.device)
        assert caught.value.code == "other-deployment"


@pytest.mark.parametrize(
    "change",
    [
        {"coordinator": LAPTOP.device},
        {"version": 0},
        {"forms": KIT.forms * 2},
        {"forms": [msgspec.structs.replace(KIT.forms[0], package="e30=")]},
        {"forms": [msgspec.structs.replace(KIT.forms[0], package="?")]},
        {"teams": ["north\u202e"]},
        {"name": "a\nb"},
        {"coordinator": msgspec.structs.replace(COORDINATOR.device, receiving_key="ab")},
    ],
)
def test_a_signed_kit_that_breaks_a_rule_is_malformed(change: dict[str, object]) -> None:
    spoilt = msgspec.structs.replace(KIT, **change)
    with pytest.raises(FieldKitError) as caught:
        read_kit(sign_kit(spoilt, COORDINATOR.signing).data)
    assert caught.value.code == "malformed"


def test_a_request_signed_by_another_device_is_malformed() -> None:
    with pytest.raises(FieldKitError) as caught:
        read_request(sign_request(REQUEST, SECOND.signing))
    assert caught.value.code == "malformed"


@pytest.mark.parametrize(
    "change",
    [
        {"batches": [(2, 1)]},
        {"batches": [(1, 2), (3, 4)]},
        {"batches": [(4, 4), (1, 2)]},
        {"batches": [(0, 2)]},
        {"number": 0},
        {"rejected": RECEIPT.rejected * 2},
    ],
)
def test_a_receipt_whose_ranges_make_no_sense_is_malformed(change: dict[str, object]) -> None:
    data = sign_receipt(msgspec.structs.replace(RECEIPT, **change), COORDINATOR.signing)
    with pytest.raises(FieldKitError) as caught:
        read_receipt(
            data, coordinator=COORDINATOR.device, deployment=DEPLOYMENT, device=LAPTOP.device.id
        )
    assert caught.value.code == "malformed"


def test_a_receipt_speaks_of_our_own_batches_or_raises_the_alarm() -> None:
    ours = {number: f"{number:064x}" for number in (1, 2, 3)}
    sound = msgspec.structs.replace(RECEIPT, batches=[(1, 3)], head=ours[3])
    check_receipt(sound, ours)
    check_receipt(msgspec.structs.replace(RECEIPT, batches=[], head="00" * 32), ours)
    for change in ({"head": "ff" * 32}, {"batches": [(1, 10**12)]}, {"batches": [(1, 4)]}):
        bad: Receipt = msgspec.structs.replace(sound, **change)
        with pytest.raises(FieldKitError) as caught:
            check_receipt(bad, ours)
        assert caught.value.code == "copied-vault"
