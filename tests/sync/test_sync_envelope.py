"""Envelopes: what was signed comes back; nothing else does."""

from __future__ import annotations

import json

import msgspec
import pytest
from batch_maker import LAPTOP, SECOND
from hypothesis import given
from hypothesis import strategies as st

from fieldkit.model import canonical
from fieldkit.sync.envelope import KINDS, open_envelope, read_content, sign_envelope
from fieldkit.sync.errors import EnvelopeRefused


class Note(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    schema: int
    text: str


class LongerNote(msgspec.Struct, frozen=True):
    schema: int
    text: str
    more: str


SOUND = sign_envelope("drop", Note(1, 'γειά \u0007 "سلام" \\'), LAPTOP.signing)


def refusal(data: bytes, kind: str = "drop") -> str:
    with pytest.raises(EnvelopeRefused) as caught:
        read_content(open_envelope(data, kind), Note, 1)
    return caught.value.code


@given(st.text(max_size=200).filter(lambda text: text.isprintable()), st.sampled_from(KINDS))
def test_what_was_signed_comes_back(text: str, kind: str) -> None:
    opened = open_envelope(sign_envelope(kind, Note(1, text), LAPTOP.signing), kind)
    assert read_content(opened, Note, 1) == Note(1, text)
    assert opened.signer == LAPTOP.device.signing_key


def test_no_changed_byte_passes() -> None:
    """Every bit of every byte, and one other value for each."""
    for place in range(len(SOUND)):
        for change in (1, 2, 4, 8, 16, 32, 64, 128, 0x11):
            data = bytearray(SOUND)
            data[place] ^= change
            with pytest.raises(EnvelopeRefused):
                open_envelope(bytes(data), "drop")


def test_endless_nesting_is_refused_like_any_junk() -> None:
    """Anybody can leave such a file on a stick; it must not stop the sound ones from being read."""
    deep = b"[" * 100_000 + b"]" * 100_000
    assert refusal(b'{"fieldkit":"envelope","version":1,"x":' + deep + b"}") == "not-an-envelope"


@given(st.binary(max_size=400))
def test_junk_is_refused(junk: bytes) -> None:
    with pytest.raises(EnvelopeRefused):
        open_envelope(junk, "drop")


def test_every_cut_is_refused() -> None:
    for length in range(len(SOUND)):
        assert refusal(SOUND[:length]) == "not-an-envelope"


def changed(**fields: object) -> bytes:
    return canonical.encode(json.loads(SOUND) | fields)


def test_each_refusal_has_its_code() -> None:
    assert refusal(SOUND, "kit") == "wrong-kind"
    assert refusal(SOUND + b"\n") == "not-an-envelope"
    assert refusal(changed(version=2)) == "too-new"
    assert refusal(changed(kind="letter")) == "too-new"
    assert refusal(changed(kind="kit"), "kit") == "tampered"
    assert refusal(changed(extra=1)) == "not-an-envelope"
    assert refusal(changed(signer=SECOND.device.signing_key)) == "tampered"
    assert refusal(changed(signer="zz")) == "not-an-envelope"
    assert refusal(changed(signature="00" * 64)) == "tampered"
    assert refusal(changed(version=0)) == "not-an-envelope"
    assert refusal(changed(signature=json.loads(SOUND)["signature"].upper())) == "not-an-envelope"
    assert refusal(changed(content="{}")) == "tampered"
    assert refusal(sign_envelope("drop", Note(2, ""), LAPTOP.signing)) == "too-new"
    assert refusal(sign_envelope("drop", LongerNote(1, "", ""), LAPTOP.signing)) == "malformed"
    assert refusal(sign_envelope("drop", Note(0, ""), LAPTOP.signing)) == "malformed"
    newer = sign_envelope("drop", LongerNote(2, "", ""), LAPTOP.signing)
    assert refusal(newer) == "too-new"
