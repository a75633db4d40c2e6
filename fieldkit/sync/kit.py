"""The kit: all a laptop needs to take part, signed by its coordinator (envelope.md, section 2)."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import Final

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from fieldkit.model.canonical import Number
from fieldkit.model.devices import Device
from fieldkit.sync.devices import require_keys, require_lines
from fieldkit.sync.envelope import malformed, open_envelope, read_content, sign_envelope

SCHEMA: Final = 1


class KitForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A form in a kit; `package` is the base64 of the package whose SHA-256 is `hash`."""

    form_id: str
    version: str
    title: str
    hash: str
    package: str

    def package_bytes(self) -> bytes:
        """The package. Raises EnvelopeRefused (`malformed`) when it is not what `hash` says."""
        try:
            data = base64.b64decode(self.package, validate=True)
        except (binascii.Error, ValueError):
            raise malformed() from None
        if hashlib.sha256(data).hexdigest() != self.hash:
            raise malformed()
        return data


class KitContent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a kit says."""

    schema: int
    deployment: str
    version: Number
    name: str
    municipality: str
    coordinator: Device
    forms: list[KitForm]
    teams: list[str]
    settings: dict[str, str]
    sample: bool
    created_at: str


@dataclass(frozen=True)
class Kit:
    """A kit whose signature holds, by the coordinator it names."""

    content: KitContent
    hash: str
    data: bytes


def kit_form(form_id: str, version: str, title: str, package: bytes) -> KitForm:
    """A form as it travels in a kit."""
    armoured = base64.b64encode(package).decode("ascii")
    return KitForm(form_id, version, title, hashlib.sha256(package).hexdigest(), armoured)


def sign_kit(content: KitContent, signer: Ed25519PrivateKey) -> Kit:
    """Sign a kit as the coordinator it names."""
    data = sign_envelope("kit", content, signer)
    return Kit(content, hashlib.sha256(data).hexdigest(), data)


def read_kit(data: bytes) -> Kit:
    """Verify a kit completely, forms included. Raises EnvelopeRefused.

    That the coordinator is the right one is settled by the words at enrolment.
    """
    opened = open_envelope(data, "kit")
    content = read_content(opened, KitContent, SCHEMA)
    require_keys(content.coordinator)
    require_lines(content.name, content.municipality, *content.teams)
    if content.coordinator.signing_key != opened.signer or content.version < 1:
        raise malformed()
    hashes = [form.hash for form in content.forms]
    if len(set(hashes)) != len(hashes):
        raise malformed()
    for form in content.forms:
        form.package_bytes()
    return Kit(content, opened.hash, data)
