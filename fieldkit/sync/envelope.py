"""The envelope: a small signed file that anybody may read (docs/formats/envelope.md).

A valid signature says who wrote it, not that the writer is anybody: callers compare `signer`
with the key they expect.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Final, TypeVar

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from fieldkit.model import canonical
from fieldkit.sync.errors import EnvelopeRefused

VERSION: Final = 1
KINDS: Final = ("kit", "enrolment", "receipt", "drop")
MAX_SIZE: Final = 64 << 20
SIGNATURE_CONTEXT: Final = b"fieldkit/envelope/v1/sig\0"
_HEX: Final = re.compile("[0-9a-f]{192}")

Content = TypeVar("Content", bound=msgspec.Struct)


class _Envelope(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    fieldkit: str
    version: int
    kind: str
    signer: str
    content: str
    signature: str


class _Outside(msgspec.Struct):
    """What can be read of an envelope of any version."""

    fieldkit: str
    version: int


class _Schema(msgspec.Struct):
    """What can be read of a content of any schema."""

    schema: int


@dataclass(frozen=True)
class OpenedEnvelope:
    """An envelope whose signature holds. `signer` is a raw Ed25519 public key in hex."""

    kind: str
    signer: str
    content: bytes
    hash: str


def sign_envelope(kind: str, content: msgspec.Struct, signer: Ed25519PrivateKey) -> bytes:
    """The bytes of an envelope of `kind` around `content`."""
    assert kind in KINDS
    inside = canonical.encode(msgspec.to_builtins(content))
    envelope = _Envelope(
        fieldkit="envelope",
        version=VERSION,
        kind=kind,
        signer=signer.public_key().public_bytes_raw().hex(),
        content=inside.decode("utf-8"),
        signature=signer.sign(_signed(kind, inside)).hex(),
    )
    return canonical.encode(msgspec.to_builtins(envelope))


def open_envelope(data: bytes, kind: str) -> OpenedEnvelope:
    """Verify an envelope of `kind`. Raises EnvelopeRefused with a code that says why not."""
    envelope = _decode(data)
    if envelope.kind not in KINDS:
        raise _too_new()
    if envelope.kind != kind:
        raise EnvelopeRefused(
            f"This file is a FieldKit {envelope.kind}, not a {kind}.",
            code="wrong-kind",
            next_step="Choose the right file.",
        )
    content = envelope.content.encode("utf-8")
    _verify(envelope, content)
    return OpenedEnvelope(kind, envelope.signer, content, hashlib.sha256(data).hexdigest())


def read_content(opened: OpenedEnvelope, kind: type[Content], schema: int) -> Content:
    """The content as a `kind`. Raises EnvelopeRefused (`too-new`, `malformed`)."""
    try:
        said = msgspec.json.decode(opened.content, type=_Schema).schema
        if said > schema:
            raise _too_new()
        content = msgspec.json.decode(opened.content, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise malformed() from None
    if said < 1 or canonical.encode(msgspec.to_builtins(content)) != opened.content:
        raise malformed()
    return content


def malformed() -> EnvelopeRefused:
    """The refusal of an envelope that is signed and still makes no sense."""
    return EnvelopeRefused(
        "This file is signed, but its content breaks the rules; nothing was changed.",
        code="malformed",
        next_step="Report it: a program is at fault.",
    )


def _decode(data: bytes) -> _Envelope:
    if len(data) > MAX_SIZE:
        raise _no_envelope()
    try:
        outside = msgspec.json.decode(data, type=_Outside)
        if outside.fieldkit != "envelope" or outside.version < 1:
            raise _no_envelope()
        if outside.version > VERSION:
            raise _too_new()
        envelope = msgspec.json.decode(data, type=_Envelope)
        canonical_bytes = canonical.encode(msgspec.to_builtins(envelope))
    except (msgspec.MsgspecError, UnicodeError, RecursionError):  # of nesting without end
        raise _no_envelope() from None
    if canonical_bytes != data or not _HEX.fullmatch(envelope.signer + envelope.signature):
        raise _no_envelope()
    return envelope


def _verify(envelope: _Envelope, content: bytes) -> None:
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(envelope.signer))
        key.verify(bytes.fromhex(envelope.signature), _signed(envelope.kind, content))
    except (InvalidSignature, ValueError):
        raise EnvelopeRefused(
            "This file was altered or damaged after it was signed; nothing was changed.",
            code="tampered",
            next_step="Ask for it again.",
        ) from None


def _signed(kind: str, content: bytes) -> bytes:
    return SIGNATURE_CONTEXT + kind.encode("ascii") + b"\0" + hashlib.sha512(content).digest()


def _no_envelope() -> EnvelopeRefused:
    return EnvelopeRefused(
        "This file is no FieldKit kit, request or receipt, or it is damaged; nothing was changed.",
        code="not-an-envelope",
        next_step="Copy it again or choose another file.",
    )


def _too_new() -> EnvelopeRefused:
    return EnvelopeRefused(
        "This file was made by a newer FieldKit; nothing was changed.",
        code="too-new",
        next_step="Update FieldKit on this computer.",
    )
