"""Seal events into the bytes of a batch (docs/formats/fkb1.md).

The batch's key and nonces come from the operating system inside `cryptography`; only the batch
id is given, because it is no secret.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final

from cryptography.cobblestone import Cobblestone256Encryptor
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from fieldkit.model.batches import Manifest
from fieldkit.model.devices import device_id
from fieldkit.model.events import Event
from fieldkit.sync.batch import format
from fieldkit.sync.batch.body import encode_body
from fieldkit.sync.batch.manifest import encode_manifest

HPKE_SUITE: Final = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


def seal_batch(
    manifest: Manifest,
    events: Iterable[Event],
    recipients: list[X25519PublicKey],
    signer: Ed25519PrivateKey,
    batch_id: bytes,
) -> bytes:
    """The bytes of a batch only `recipients` can open and only `signer` can have made.

    `events` still have their payload and blinding and come in the order of their sequence, as
    the manifest says. Raises BatchTooBig when they do not fit.
    """
    frames = [encode_manifest(manifest)]
    for event in events:
        frames += _event_frames(event)
    return seal_body(encode_body(frames), recipients, signer, batch_id)


def seal_body(
    body: bytes, recipients: list[X25519PublicKey], signer: Ed25519PrivateKey, batch_id: bytes
) -> bytes:
    """Encrypt and sign a plaintext; everything about cryptography, nothing about its meaning."""
    key = Cobblestone256Encryptor.generate_key()
    sender = bytes.fromhex(device_id(signer.public_key().public_bytes_raw()))
    prefix = format.encode_prefix(_header(key, recipients, sender, batch_id))
    encryptor = Cobblestone256Encryptor(key, format.body_context(prefix))
    signed = prefix + encryptor.update(body) + encryptor.finalize()
    signature = signer.sign(format.SIGNATURE_CONTEXT + hashlib.sha512(signed).digest())
    return signed + format.encode_tail(signature, len(signed))


def _header(
    key: bytes, recipients: list[X25519PublicKey], sender: bytes, batch_id: bytes
) -> format.Header:
    assert 1 <= len(recipients) <= format.MAX_RECIPIENTS
    assert len(batch_id) == format.BATCH_ID_SIZE
    by_id = {format.recipient_id(public.public_bytes_raw()): public for public in recipients}
    ids = sorted(by_id)
    info = format.wrap_info(batch_id, sender, ids)
    wrapped = tuple((each, HPKE_SUITE.encrypt(key, by_id[each], info)) for each in ids)
    return format.Header(batch_id, sender, wrapped)


def _event_frames(event: Event) -> list[bytes]:
    assert event.payload is not None
    assert event.blinding is not None
    return [event.header, event.signature, event.payload.data, event.blinding.data]
