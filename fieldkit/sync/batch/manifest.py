"""The manifest of a batch: written from the events, and checked against them when opened."""

from __future__ import annotations

import msgspec

from fieldkit.model import canonical
from fieldkit.model.batches import MANIFEST_SCHEMA, Manifest
from fieldkit.model.events import EventHeader
from fieldkit.sync.errors import Malformed, TooNew


def describe(
    headers: list[EventHeader],
    *,
    deployment: str,
    device: str,
    sequence: int,
    previous: str,
    created_at: str,
    audit_head: str,
) -> Manifest:
    """The manifest of a batch that carries the events of `headers`, in sequence."""
    return Manifest(
        schema=MANIFEST_SCHEMA,
        deployment=deployment,
        device=device,
        sequence=sequence,
        previous=previous,
        created_at=created_at,
        events=len(headers),
        first_event=headers[0].sequence if headers else 0,
        last_event=headers[-1].sequence if headers else 0,
        forms=sorted({header.form_hash for header in headers}),
        audit_head=audit_head,
    )


def encode_manifest(manifest: Manifest) -> bytes:
    """Canonical JSON of a manifest."""
    return canonical.encode(msgspec.to_builtins(manifest))


def decode_manifest(data: bytes) -> Manifest:
    """Read a manifest. Raises TooNew for a later schema, Malformed when it is not exact."""
    try:
        if msgspec.json.decode(data, type=_Schema).schema > MANIFEST_SCHEMA:
            raise TooNew
        manifest = msgspec.json.decode(data, type=Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise Malformed from None
    if encode_manifest(manifest) != data or manifest.sequence < 1 or manifest.schema < 1:
        raise Malformed
    return manifest


class _Schema(msgspec.Struct):
    """What can be read of a manifest of any version."""

    schema: int


def check_against(manifest: Manifest, headers: list[EventHeader]) -> None:
    """Raises Malformed unless `headers` are exactly the events the manifest announces."""
    said = describe(
        headers,
        deployment=manifest.deployment,
        device=manifest.device,
        sequence=manifest.sequence,
        previous=manifest.previous,
        created_at=manifest.created_at,
        audit_head=manifest.audit_head,
    )
    if said != manifest:
        raise Malformed
