"""Whose drop this is: the file fieldkit-drop.json (docs/formats/envelope.md, section 6)."""

from __future__ import annotations

from typing import Final

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from fieldkit.model.devices import Device
from fieldkit.sync.drop.base import DESCRIPTOR, Drop, Put
from fieldkit.sync.envelope import open_envelope, read_content, sign_envelope
from fieldkit.sync.errors import DropRefused, EnvelopeRefused

SCHEMA: Final = 1
PROTOCOL: Final = 1


class DropContent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a drop's descriptor says."""

    schema: int
    drop: str
    deployment: str
    name: str
    protocol: int
    coordinator: Device


def is_described(drop: Drop) -> bool:
    """Whether a coordinator has marked this drop as hers."""
    return DESCRIPTOR in drop.files("")


def describe(drop: Drop, content: DropContent, signer: Ed25519PrivateKey) -> Put:
    """Write the descriptor, as the coordinator it names."""
    return drop.put(DESCRIPTOR, sign_envelope("drop", content, signer))


def check_descriptor(drop: Drop, deployment: str, coordinator: Device) -> None:
    """Raises DropRefused when the drop is marked as somebody else's (`other-deployment`), or so
    that nobody can tell whose it is (`descriptor`); an unmarked one passes."""
    if not is_described(drop):
        return
    try:
        opened = open_envelope(drop.read(DESCRIPTOR), "drop")
        content = read_content(opened, DropContent, SCHEMA)
    except EnvelopeRefused as refusal:
        raise DropRefused(
            f"The file {DESCRIPTOR} on this drop is not sound ({refusal.code});"
            " nothing was written or read.",
            code="descriptor",
            next_step="If this is your drop, delete that file and have your coordinator prepare"
            " the drop again (fieldkit sync prepare).",
        ) from None
    if content.deployment != deployment or opened.signer != coordinator.signing_key:
        raise DropRefused(
            "This stick or folder belongs to another deployment; nothing was written or read.",
            code="other-deployment",
            next_step="Use the one your coordinator prepared.",
        )
