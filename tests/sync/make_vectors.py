"""Makes tests/sync/vectors/fkb1: one batch per failure, with fixed keys. Run once, then frozen.

    python tests/sync/make_vectors.py

adds vectors that are not there yet and leaves the others alone: keys inside batches are random,
so a file made anew would be another file. What a version has refused, or read, stays so.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import zstandard
from batch_maker import (
    COORDINATOR,
    LAPTOP,
    REVOKED,
    SECOND,
    STRANGER,
    batch,
    blinding,
    body_of,
    events,
    frames,
    header_of,
    manifest,
    prefix_of,
    record,
    refusal_event,
    resigned,
    sealed,
    sign,
    signed_part,
    with_extensions,
    with_header,
)

from fieldkit.model import canonical
from fieldkit.model.events import NO_PREVIOUS, Event, EventHeader, commitment
from fieldkit.model.records import encode_record
from fieldkit.sync.batch.body import encode_body
from fieldkit.sync.batch.manifest import encode_manifest
from fieldkit.sync.batch.padding import padded_length

FOLDER = Path(__file__).parent / "vectors" / "fkb1"
INDEX = FOLDER / "index.json"


@dataclass(frozen=True)
class Vector:
    name: str
    code: str
    why: str
    data: bytes


def good() -> Iterator[Vector]:
    def read(name: str, why: str, data: bytes) -> Vector:
        return Vector(f"good-{name}", "ok", why, data)

    yield read("empty", "no event", batch(count=0))
    yield read("one", "one record", batch(count=1))
    yield read("many", "120 records, two chunks", batch(count=120))
    yield read("two-recipients", "sealed to two keys", batch(to=(COORDINATOR, STRANGER)))
    yield read("second-device", "another approved device", batch(SECOND))
    made = [refusal_event(LAPTOP)]
    yield read("refusal", "a refusal", sealed(encode_body(frames(LAPTOP, made))))
    later = events(LAPTOP, 2, first=7)
    said = manifest(LAPTOP, later, sequence=4)
    yield read("later", "batch 4, events 7 and 8", sealed(encode_body(frames(LAPTOP, later, said))))
    body = encode_body(frames(LAPTOP, events(LAPTOP, 1)))
    yield read("extension", "an unknown extension to skip", with_extensions((7, b"?"), body=body))
    yield read("stored", "not compressed", sealed(plain(raw_of(frames(LAPTOP, events(LAPTOP, 1))))))


def outside() -> Iterator[Vector]:
    sound = batch()
    signed = signed_part(sound)
    yield Vector("magic-none", "not-a-batch", "an empty file", b"")
    yield Vector("magic-other", "not-a-batch", "a zip archive", b"PK\3\4" + sound[4:])
    yield Vector("magic-next", "not-a-batch", "FKB2", b"FKB2" + sound[4:])
    text = sound.replace(b"\r\n", b"\n", 1)
    yield Vector("magic-text-mode", "not-a-batch", "copied as text", text)
    yield Vector("reader-2", "too-new", "needs reader version 2", edit(sound, 13, b"\2"))
    yield Vector("suite-2", "too-new", "suite 2", edit(sound, 14, b"\2"))
    yield Vector("suite-0", "too-new", "suite 0", edit(sound, 14, b"\0"))
    yield Vector("flags-1", "too-new", "flags 1", edit(sound, 15, b"\1"))
    body = encode_body(frames(LAPTOP, events(LAPTOP, 1)))
    critical = with_extensions((0x8001, b""), body=body)
    yield Vector("extension-critical", "too-new", "an unknown critical extension", critical)
    yield from cut(sound)
    yield Vector("two-files", "trailing", "two batches in one file", sound + sound)
    yield Vector("length-short", "trailing", "says one byte less", edit(sound, -1, less(sound)))
    yield from broken_header(sound, signed)
    yield Vector("sender-unknown", "unknown-sender", "nobody approved it", batch(STRANGER))
    yield Vector("sender-revoked", "revoked", "a revoked device", batch(REVOKED))
    flipped = edit(sound, 32, bytes([sound[32] ^ 1]))
    yield Vector("sender-flipped", "unknown-sender", "one bit of the sender", flipped)
    yield Vector("other-recipient", "not-for-me", "sealed to a stranger", batch(to=(STRANGER,)))


def cut(sound: bytes) -> Iterator[Vector]:
    for name, why, end in (
        ("magic", "half the magic", 4),
        ("lead", "the magic alone", 8),
        ("header", "in the header", 60),
        ("no-body", "after the header", len(prefix_of(sound))),
        ("half", "in the middle", len(sound) // 2),
        ("signature", "no signature", len(sound) - 76),
        ("end-mark", "in the end mark", len(sound) - 10),
        ("last-byte", "the last byte is missing", len(sound) - 1),
    ):
        yield Vector(f"cut-{name}", "truncated", why, sound[:end])
    yield Vector("end-mark-other", "truncated", "no end mark", edit(sound, -12, b"FKBX"))
    longer = edit(sound, -3, b"\1")
    yield Vector("length-long", "truncated", "says it is longer", longer)
    yield Vector("appended-byte", "truncated", "one byte appended", sound + b"\0")


def broken_header(sound: bytes, signed: bytes) -> Iterator[Vector]:
    def tampered(name: str, why: str, data: bytes) -> Vector:
        return Vector(name, "tampered", why, data)

    yield tampered("header-short", "header length 91", edit(sound, 8, struct.pack(">I", 91)))
    yield tampered("header-long", "header of 2^20+1", edit(sound, 8, struct.pack(">I", 2**20 + 1)))
    yield tampered("version-0", "version 0", resigned(edit(signed, 12, b"\0")))
    yield tampered("reader-0", "reader version 0", resigned(edit(signed, 13, b"\0")))
    yield tampered("recipients-0", "no recipient", resigned(edit(signed, 64, b"\0\0")))
    yield tampered("recipients-65", "65 recipients", resigned(edit(signed, 64, b"\0\x41")))
    yield tampered("recipients-2", "one more than there are", resigned(edit(signed, 64, b"\0\2")))
    yield tampered("wrap-79", "a wrapped key of 79 bytes", resigned(edit(signed, 98, b"\0\x4f")))
    body = encode_body(frames(LAPTOP, events(LAPTOP, 1)))
    both = batch(to=(COORDINATOR, STRANGER))
    one, two = both[66:180], both[180:294]
    swapped = resigned(both[:66] + two + one + signed_part(both)[294:])
    yield tampered("recipients-order", "recipients descending", swapped)
    twice = with_header(lambda h: replace(h, recipients=h.recipients * 2), body)
    yield tampered("recipients-twice", "one recipient twice", twice)
    yield tampered("extensions-order", "descending", with_extensions((2, b""), (1, b""), body=body))
    yield tampered("extensions-twice", "one twice", with_extensions((1, b""), (1, b""), body=body))
    past = resigned(edit(signed, 180, b"\0\0\0\1"))
    yield tampered("extensions-length", "longer than the header", past)


def ciphertext() -> Iterator[Vector]:
    def tampered(name: str, why: str, data: bytes) -> Vector:
        return Vector(name, "tampered", why, data)

    sound = batch()
    start = len(prefix_of(sound))
    for name, place in (
        ("batch-id", 16), ("recipient", 70), ("wrapped-key", 110), ("salt", start + 3),
        ("commitment", start + 30), ("chunk", start + 60),
        ("tag", len(sound) - 77), ("signature", len(sound) - 60),
    ):  # fmt: skip
        flipped = edit(sound, place, bytes([sound[place] ^ 0x10]))
        yield tampered(f"flip-{name}", f"one bit of the {name}", flipped)
        if name not in ("recipient", "signature"):
            again = resigned(signed_part(flipped))
            yield tampered(f"resigned-{name}", f"one bit of the {name}, signed again", again)
    yield from spliced(batch(count=1), batch(count=2))
    big = sealed(bytes(range(256)) * 130)
    prefix, body = prefix_of(big), body_of(big)
    chunks = [body[at : at + 16400] for at in range(56, len(body), 16400)]
    reordered = prefix + body[:56] + chunks[1] + chunks[0] + b"".join(chunks[2:])
    yield tampered("chunks-swapped", "two chunks swapped, signed again", resigned(reordered))
    shorter = prefix + body[:56] + b"".join(chunks[:-1])
    yield tampered("chunk-dropped", "the last chunk dropped, signed again", resigned(shorter))
    repeated = prefix + body[:56] + chunks[0] + b"".join(chunks)
    yield tampered("chunk-repeated", "a chunk twice, signed again", resigned(repeated))
    yield tampered("body-empty", "no body at all, signed", resigned(prefix))


def spliced(first: bytes, second: bytes) -> Iterator[Vector]:
    mixed = prefix_of(first) + body_of(second)
    yield Vector("splice", "tampered", "header and body of two batches", mixed + first[-76:])
    again = resigned(mixed)
    yield Vector("splice-resigned", "tampered", "the same, signed again", again)
    taken = signed_part(first)
    claimed = taken.replace(bytes.fromhex(LAPTOP.device.id), bytes.fromhex(SECOND.device.id), 1)
    yield Vector("taken-over", "tampered", "another device claims it", resigned(claimed, SECOND))
    yield Vector("signed-by-other", "tampered", "another's signature", resigned(taken, SECOND))


def plaintext() -> Iterator[Vector]:
    def malformed(name: str, why: str, body: bytes) -> Vector:
        return Vector(name, "malformed", why, sealed(body))

    sound = frames(LAPTOP, events(LAPTOP, 1))
    raw = raw_of(sound)
    packed = zstandard.ZstdCompressor().compress(raw)
    body = encode_body(sound)
    yield malformed("plain-empty", "an empty plaintext", b"")
    yield malformed("plain-lead", "16 bytes", bytes(16))
    yield malformed("plain-coding", "coding 2", edit(body, 0, b"\2"))
    yield malformed("padding-dirty", "a one in the padding", edit(body, -1, b"\1"))
    yield malformed("padding-long", "one byte of padding too many", body + b"\0")
    yield malformed("padding-none", "not padded", body.rstrip(b"\0"))
    yield malformed("stored-long", "stored length past the end", plain(raw, stored=9999))
    yield malformed("raw-short", "raw length one less", plain(raw, size=len(raw) - 1))
    yield malformed("raw-long", "raw length one more", plain(packed, 1, size=len(raw) + 1))
    zeros = zstandard.ZstdCompressor().compress(bytes(1 << 20))
    yield malformed("bomb", "a ratio over 256", plain(zeros, 1, size=1 << 20))
    yield malformed("zstd-junk", "not zstd", plain(raw, 1, size=len(raw)))
    yield malformed("zstd-cut", "zstd cut short", plain(packed[:-5], 1, size=len(raw)))
    yield malformed("zstd-tail", "bytes after the frame", plain(packed + b"xx", 1, size=len(raw)))
    yield malformed("frames-none", "no frame", plain(b""))
    yield malformed("frame-overrun", "a frame past the end", plain(b"\0\0\0\x63abc"))
    yield malformed("frame-lead", "a cut frame length", plain(raw + b"\0\0"))
    yield malformed("frames-odd", "an event without blinding", encode_body(sound[:-1]))
    yield malformed("frames-extra", "a frame too many", encode_body([*sound, b""]))


def manifests() -> Iterator[Vector]:
    made = events(LAPTOP, 2)
    said = manifest(LAPTOP, made)
    rest = frames(LAPTOP, made)[1:]

    def changed(name: str, code: str, why: str, **fields: object) -> Vector:
        bad = msgspec.structs.replace(said, **fields)
        return Vector(name, code, why, sealed(encode_body([encode_manifest(bad), *rest])))

    def raw(name: str, why: str, data: bytes, code: str = "malformed") -> Vector:
        return Vector(name, code, why, sealed(encode_body([data, *rest])))

    encoded = encode_manifest(said)
    yield raw("manifest-text", "no JSON", b"hello")
    yield raw("manifest-spaced", "not canonical", encoded.replace(b":", b": ", 1))
    yield raw("manifest-key", "one key too many", encoded[:-1] + b',"x":1}')
    yield raw("manifest-newer", "schema 2 with a new key", b'{"schema":2,"x":1}', "too-new")
    yield changed("manifest-schema-0", "malformed", "schema 0", schema=0)
    yield changed("manifest-schema", "too-new", "schema 2", schema=2)
    yield changed("manifest-other", "other-deployment", "another deployment", deployment="x")
    yield changed("manifest-device", "malformed", "another device", device=SECOND.device.id)
    yield changed("manifest-zero", "malformed", "sequence 0", sequence=0)
    yield changed("manifest-count", "malformed", "three events said", events=3)
    yield changed("manifest-first", "malformed", "first event wrong", first_event=2)
    yield changed("manifest-last", "malformed", "last event wrong", last_event=3)
    yield changed("manifest-forms", "malformed", "a form not used", forms=["00" * 32])
    yield changed("manifest-no-form", "malformed", "form left out", forms=[])


def in_events() -> Iterator[Vector]:
    payload = encode_record(record(1)).data
    sound = header_of(LAPTOP, 1, NO_PREVIOUS, payload)

    def one(name: str, why: str, event: Event, code: str = "malformed") -> Vector:
        return Vector(name, code, why, sealed(encode_body(frames(LAPTOP, [event]))))

    def header(name: str, why: str, code: str = "malformed", **fields: object) -> Vector:
        return one(name, why, sign(LAPTOP, msgspec.structs.replace(sound, **fields), payload), code)

    good_event = sign(LAPTOP, sound, payload)
    forged = replace(good_event, signature=bytes(64))
    yield one("event-unsigned", "no signature", forged)
    yield one("event-signed-by-other", "another's signature", sign(SECOND, sound, payload))
    spaced = replace(good_event, header=good_event.header.replace(b":", b": ", 1))
    yield one("event-spaced", "header not canonical", spaced)
    yield header("event-device", "of another device", device=SECOND.device.id)
    yield header("event-newer", "schema 2", "too-new", schema=2)
    yield header("event-kind", "an unknown kind", kind="erase")
    yield header("event-columns", "a columns event in a batch", kind="columns")
    yield header("event-record", "another record inside", record="uuid:other")
    yield header("event-form", "another form inside", form_id="other")
    yield header("event-commitment", "a wrong commitment", commitment="00" * 32)
    other = encode_record(record(1, "Somebody Else")).data
    yield one("event-payload", "a payload exchanged", sign(LAPTOP, sound, other))
    yield one("event-blinding", "a blinding exchanged", sign(LAPTOP, sound, payload, bytes(32)))
    short = msgspec.structs.replace(sound, commitment=commitment(payload, b"x" * 31))
    yield one("event-blinding-31", "31 bytes", sign(LAPTOP, short, payload, b"x" * 31))
    yield from wrong_payloads(sound)
    first, second, third = events(LAPTOP, 3)
    for name, why, made in (
        ("chain-gap", "an event missing in the middle", [first, third]),
        ("chain-order", "two events exchanged", [second, first]),
        ("chain-twice", "an event twice", [first, first]),
        ("chain-broken", "previous is not the one before", [first, relinked(second)]),
    ):
        said = msgspec.structs.replace(manifest(LAPTOP, made), events=len(made))
        body = encode_body(frames(LAPTOP, made, said))
        yield Vector(name, "malformed", why, sealed(body))


def wrong_payloads(sound: EventHeader) -> Iterator[Vector]:
    for name, why, payload in (
        ("payload-text", "no JSON", b"hello"),
        ("payload-empty", "an empty object", b"{}"),
        ("payload-refusal", "a refusal's payload under kind record",
         canonical.encode({"form_id": "survey", "form_version": "1", "team": "n", "month": "m"})),
    ):  # fmt: skip
        header = msgspec.structs.replace(sound, commitment=commitment(payload, blinding(1)))
        event = sign(LAPTOP, header, payload)
        yield Vector(name, "malformed", why, sealed(encode_body(frames(LAPTOP, [event]))))


def relinked(event: Event) -> Event:
    header = msgspec.json.decode(event.header, type=EventHeader)
    assert event.payload is not None
    return sign(LAPTOP, msgspec.structs.replace(header, previous="ee" * 32), event.payload.data)


def raw_of(pieces: list[bytes]) -> bytes:
    return b"".join(struct.pack(">I", len(piece)) + piece for piece in pieces)


def plain(
    content: bytes, coding: int = 0, stored: int | None = None, size: int | None = None
) -> bytes:
    """A plaintext around `content` whose lengths may lie."""
    lead = struct.pack(
        ">BQQ",
        coding,
        len(content) if stored is None else stored,
        len(content) if size is None else size,
    )
    return (lead + content).ljust(padded_length(len(lead) + len(content)), b"\0")


def edit(data: bytes, place: int, new: bytes) -> bytes:
    at = place % len(data)
    return data[:at] + new + data[at + len(new) :]


def less(data: bytes) -> bytes:
    return bytes([data[-1] - 1])


def vectors() -> Iterator[Vector]:
    for group in (good, outside, ciphertext, plaintext, manifests, in_events):
        yield from group()


def write() -> None:
    index = json.loads(INDEX.read_text("utf-8")) if INDEX.exists() else {}
    for vector in vectors():
        if vector.name not in index:
            (FOLDER / f"{vector.name}.fkb").write_bytes(vector.data)
            index[vector.name] = {"code": vector.code, "why": vector.why}
    INDEX.write_text(json.dumps(index, indent=1, sort_keys=True) + "\n", "utf-8")
    print(f"{len(index)} vectors")


if __name__ == "__main__":
    write()
