"""Receipts: what the coordinator has durably imported (docs/formats/envelope.md, section 5).

A receipt is written only from what the registry's ledger says (invariant 7): the caller passes
what was imported, nothing here guesses.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from fieldkit.model import canonical
from fieldkit.model.canonical import Number
from fieldkit.model.clock import Clock, to_text
from fieldkit.model.devices import Device
from fieldkit.model.events import NO_PREVIOUS
from fieldkit.sync.drop.base import Drop, receipt_name
from fieldkit.sync.envelope import malformed, open_envelope, read_content, sign_envelope
from fieldkit.sync.errors import ReceiptRefused
from fieldkit.vault import outbox, peers
from fieldkit.vault.vault import Vault

SCHEMA: Final = 1


class Rejection(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A batch file that will not be imported; `reason` is a code."""

    sequence: Number
    hash: str
    reason: str


class Receipt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a receipt says; `batches` are closed ranges of batch sequences."""

    schema: int
    deployment: str
    device: str
    number: Number
    batches: list[tuple[Number, Number]]
    head: str
    rejected: list[Rejection]
    audit_head: str
    created_at: str

    def covered(self) -> Iterator[int]:
        """Every batch sequence acknowledged."""
        for first, last in self.batches:
            yield from range(first, last + 1)


def ranges(sequences: Iterable[int]) -> list[tuple[int, int]]:
    """The closed ranges that cover exactly `sequences`."""
    found: list[tuple[int, int]] = []
    for sequence in sorted(set(sequences)):
        if found and found[-1][1] == sequence - 1:
            found[-1] = (found[-1][0], sequence)
        else:
            found.append((sequence, sequence))
    return found


def write_receipt(
    vault: Vault,
    drop: Drop,
    device: str,
    *,
    imported: dict[int, str],
    rejected: Sequence[Rejection],
    clock: Clock,
) -> str:
    """Leave a receipt for `device` on the drop and return its name there.

    `imported` maps every batch sequence of that device that is durably in the registry to the
    SHA-256 of its file. Call it after that transaction, and outside of any. When nothing is new
    since the last receipt, the same number and bytes go to the drop again. Raises StorageError
    or DropRefused when the drop takes nothing; the next import then tries again.
    """
    number, data = _next_receipt(vault, device, imported, rejected, clock)
    name = receipt_name(vault.device.id, device, number)
    drop.put(name, data)
    return name


def _next_receipt(
    vault: Vault,
    device: str,
    imported: dict[int, str],
    rejected: Sequence[Rejection],
    clock: Clock,
) -> tuple[int, bytes]:
    draft = Receipt(
        schema=SCHEMA,
        deployment=peers.deployment(vault).deployment,
        device=device,
        number=0,
        batches=ranges(imported),
        head=imported[max(imported)] if imported else NO_PREVIOUS,
        rejected=sorted(rejected, key=lambda each: (each.sequence, each.hash)),
        audit_head="",
        created_at="",
    )
    meaning = hashlib.sha256(canonical.encode(msgspec.to_builtins(draft))).hexdigest()
    last = outbox.last_receipt_written(vault, device)
    if last is not None and last.meaning == meaning:
        return last.number, last.content
    number = last.number + 1 if last is not None else 1
    with vault.transaction():
        vault.audit("receipt", device=device, number=number, batches=len(imported))
        receipt = msgspec.structs.replace(
            draft, number=number, audit_head=vault.audit_head(), created_at=to_text(clock.now())
        )
        data = sign_receipt(receipt, vault.device_keys().signing)
        outbox.keep_receipt_written(vault, device, outbox.WrittenReceipt(number, meaning, data))
    return number, data


def sign_receipt(receipt: Receipt, signer: Ed25519PrivateKey) -> bytes:
    """A receipt as a file."""
    return sign_envelope("receipt", receipt, signer)


def read_receipt(data: bytes, *, coordinator: Device, deployment: str, device: str) -> Receipt:
    """Verify a receipt for `device` from `coordinator`.

    Raises EnvelopeRefused when it is no sound receipt, ReceiptRefused when it is somebody else's.
    """
    opened = open_envelope(data, "receipt")
    if opened.signer != coordinator.signing_key:
        raise ReceiptRefused(
            "A receipt on this drop is not signed by your coordinator; it was ignored.",
            code="unknown-signer",
            next_step="Tell your coordinator.",
        )
    receipt = read_content(opened, Receipt, SCHEMA)
    if receipt.deployment != deployment or receipt.device != device:
        raise ReceiptRefused(
            "A receipt on this drop is for another device or deployment; it was ignored.",
            code="other-device",
        )
    _check_order(receipt)
    return receipt


def check_receipt(receipt: Receipt, sealed: dict[int, str]) -> None:
    """Raises ReceiptRefused (`copied-vault`) unless the receipt speaks of our own batches.

    `sealed` maps the sequences of this device to the hashes of its batch files. Each manifest
    names the hash before it, so the highest one vouches for all.
    """
    if not receipt.batches:
        return
    highest = receipt.batches[-1][1]
    if sealed.get(highest) != receipt.head or not sealed.keys() >= set(receipt.covered()):
        raise ReceiptRefused(
            "A receipt speaks of batches this computer never sealed: there is a second copy of"
            " this vault somewhere. Nothing was marked as received, nothing is lost.",
            code="copied-vault",
            next_step="Stop using both copies and tell your coordinator.",
        )


def _check_order(receipt: Receipt) -> None:
    """Ranges ascend without touching; so do rejections; numbers start at 1."""
    flat = [1, *(edge for span in receipt.batches for edge in span)]
    closed = all(first <= last for first, last in pairwise(flat))
    apart = all(before[1] + 1 < after[0] for before, after in pairwise(receipt.batches))
    rejected = [(each.sequence, each.hash) for each in receipt.rejected]
    if not closed or not apart or receipt.number < 1 or rejected != sorted(set(rejected)):
        raise malformed()
