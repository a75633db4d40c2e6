"""Canonical JSON: one byte string per value, so that hashes and signatures mean something.

UTF-8, keys sorted by code point, no white space, no floats (they have no single text form), no
escaping beyond what JSON demands. Close to RFC 8785, narrowed to what we store.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Annotated

import msgspec

Number = Annotated[int, msgspec.Meta(le=2**63 - 1)]
"""A counter in a file from elsewhere: one that a database can hold."""

Json = None | bool | int | str | Sequence["Json"] | Mapping[str, "Json"]


def encode(value: Json) -> bytes:
    """Canonical bytes of `value`. Raises TypeError for floats."""
    _check(value)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def decode(data: bytes) -> Json:
    """The value of `data`. Raises ValueError, without quoting the data, when it is no JSON."""
    try:
        return json.loads(data)
    except (UnicodeDecodeError, json.JSONDecodeError):
        raise ValueError("not canonical JSON") from None


def _check(value: Json) -> None:
    if isinstance(value, float):
        raise TypeError("canonical JSON holds no floats")
    if isinstance(value, Mapping):
        for item in value.values():
            _check(item)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for item in value:
            _check(item)
