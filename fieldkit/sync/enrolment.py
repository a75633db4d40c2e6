"""The request of a laptop to join (docs/formats/envelope.md, section 3)."""

from __future__ import annotations

from typing import Final

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from fieldkit.model.devices import Device
from fieldkit.sync.devices import require_hex, require_keys, require_lines
from fieldkit.sync.envelope import malformed, open_envelope, read_content, sign_envelope

SCHEMA: Final = 1


class EnrolmentRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a laptop says of itself; `kit` is the hash of the kit it has installed."""

    schema: int
    deployment: str
    kit: str
    device: Device
    author: str
    sample: bool
    created_at: str


def sign_request(request: EnrolmentRequest, signer: Ed25519PrivateKey) -> bytes:
    """The request as a file, signed by the device it names."""
    return sign_envelope("enrolment", request, signer)


def read_request(data: bytes) -> EnrolmentRequest:
    """Verify a request: it is signed by the device it names. Raises EnvelopeRefused.

    Whose device that is, only the words can tell.
    """
    opened = open_envelope(data, "enrolment")
    request = read_content(opened, EnrolmentRequest, SCHEMA)
    require_keys(request.device)
    require_hex(request.kit)
    require_lines(request.author)
    if request.device.signing_key != opened.signer:
        raise malformed()
    return request
