"""Makes tests/sync/vectors/envelope: one envelope of each kind, with fixed keys; then frozen.

python tests/sync/make_envelopes.py
"""

from __future__ import annotations

from pathlib import Path

from batch_maker import COORDINATOR, DEPLOYMENT, LAPTOP

from fieldkit.sync.drop.descriptor import DropContent
from fieldkit.sync.enrolment import EnrolmentRequest, sign_request
from fieldkit.sync.envelope import sign_envelope
from fieldkit.sync.kit import KitContent, kit_form, sign_kit
from fieldkit.sync.receipts import Receipt, Rejection, sign_receipt

FOLDER = Path(__file__).parent / "vectors" / "envelope"
AT = "2026-11-22T08:00:00.000Z"

KIT = KitContent(
    1, DEPLOYMENT, 1, "Δοκιμή", "Νέα Πόλις", COORDINATOR.device,
    [kit_form("survey", "1", "Έρευνα · استبيان", b'{"schema":1}')], ["north", "south"],
    {"language": "el"}, True, AT,
)  # fmt: skip
REQUEST = EnrolmentRequest(1, DEPLOYMENT, "ab" * 32, LAPTOP.device, "W-1", True, AT)
RECEIPT = Receipt(
    1, DEPLOYMENT, LAPTOP.device.id, 3, [(1, 2), (4, 4)], "cd" * 32,
    [Rejection(3, "ef" * 32, "malformed")], "ab" * 32, AT,
)  # fmt: skip
DROP = DropContent(1, "0d" * 16, DEPLOYMENT, "Δοκιμή", 1, COORDINATOR.device)


def envelopes() -> dict[str, bytes]:
    return {
        "kit.fkk": sign_kit(KIT, COORDINATOR.signing).data,
        "enrolment.fkr": sign_request(REQUEST, LAPTOP.signing),
        "receipt.fka": sign_receipt(RECEIPT, COORDINATOR.signing),
        "fieldkit-drop.json": sign_envelope("drop", DROP, COORDINATOR.signing),
    }


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, data in envelopes().items():
        if not (FOLDER / name).exists():
            (FOLDER / name).write_bytes(data)
