"""The form package: everything a form is, in one byte string with one hash.

A form version is known by this hash in the vault, in batches and in the registry, so the bytes
are canonical: the same XForm, lists and metadata always give the same hash.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from fieldkit.model import canonical
from fieldkit.model.errors import FieldKitError

SCHEMA = 1


class BadPackage(FieldKitError):
    """Bytes that are no form package of a version we know."""

    code = "bad-package"


@dataclass(frozen=True)
class FormPackage:
    """A form, complete: nothing outside is needed to run it.

    `xform` is the XForm document; `externals` maps the address that the XForm uses
    (`jr://file-csv/villages.csv`) to the file's bytes; `metadata` holds the `fk_*` settings and
    what can be said without reading the XForm (`form_id`, `version`, `title`, `fk_gate`).
    """

    xform: bytes
    externals: Mapping[str, bytes] = field(default_factory=dict[str, bytes])
    metadata: Mapping[str, str] = field(default_factory=dict[str, str])

    def to_bytes(self) -> bytes:
        """The canonical bytes: what is stored, sent in kits and hashed."""
        return canonical.encode(
            {
                "schema": SCHEMA,
                "xform": _armour(self.xform),
                "externals": {name: _armour(data) for name, data in self.externals.items()},
                "metadata": dict(self.metadata),
            }
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> FormPackage:
        """The package in `data`. Raises BadPackage."""
        parts = _decode(data)
        return cls(
            xform=_bytes(parts.get("xform")),
            externals={name: _bytes(part) for name, part in _mapping(parts, "externals").items()},
            metadata={name: _text(part) for name, part in _mapping(parts, "metadata").items()},
        )

    @cached_property
    def hash(self) -> str:
        """The form hash: SHA-256 of the canonical bytes, lower-case hex."""
        return hashlib.sha256(self.to_bytes()).hexdigest()


def _armour(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _decode(data: bytes) -> Mapping[str, canonical.Json]:
    try:
        parts = canonical.decode(data)
    except ValueError:
        raise _unreadable() from None
    if not isinstance(parts, Mapping) or parts.get("schema") != SCHEMA:
        raise _unreadable()
    return parts


def _mapping(parts: Mapping[str, canonical.Json], key: str) -> Mapping[str, canonical.Json]:
    part = parts.get(key)
    if not isinstance(part, Mapping):
        raise _unreadable()
    return part


def _text(value: canonical.Json) -> str:
    if not isinstance(value, str):
        raise _unreadable()
    return value


def _bytes(value: canonical.Json) -> bytes:
    try:
        return base64.b64decode(_text(value), validate=True)
    except (binascii.Error, ValueError):
        raise _unreadable() from None


def _unreadable() -> BadPackage:
    return BadPackage(
        "This is no form package that this version of FieldKit can read.",
        next_step="Ask the coordinator for the form again.",
    )
