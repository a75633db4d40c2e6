"""A sealed batch comes back as it was, to its addressee only, or not at all."""

from __future__ import annotations

import hashlib
import hmac
import io
import random
import struct
import tracemalloc
from pathlib import Path

import msgspec
import pytest
import zstandard
from batch_maker import (
    BATCH_ID,
    COORDINATOR,
    KEYRING,
    LAPTOP,
    NEEDLE,
    SECOND,
    STRANGER,
    batch,
    body_of,
    events,
    frames,
    header_of,
    manifest,
    prefix_of,
    record,
    resigned,
    sealed,
    sign,
    signed_part,
)
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fieldkit.model.events import check_payload, decode_header
from fieldkit.model.records import encode_record
from fieldkit.sync.batch import format
from fieldkit.sync.batch.body import MAX_FRAMES, decode_body, encode_body
from fieldkit.sync.batch.open import open_batch, open_stream
from fieldkit.sync.batch.seal import seal_batch
from fieldkit.sync.errors import (
    BatchRefused,
    ChangedWhileReading,
    Malformed,
    NotForMe,
    Tampered,
    Trailing,
    Truncated,
    UnknownSender,
)


@pytest.mark.parametrize("count", [0, 1, 2, 40])
def test_a_batch_comes_back_as_it_was_sealed(count: int) -> None:
    made = events(LAPTOP, count)
    said = manifest(LAPTOP, made)
    keys = [COORDINATOR.receiving.public_key(), STRANGER.receiving.public_key()]
    data = seal_batch(said, made, keys, LAPTOP.signing, BATCH_ID)
    opened = open_batch(data, KEYRING, file_name="a.fkb")
    assert opened.manifest == said
    assert opened.events == made
    assert opened.file_hash == hashlib.sha256(data).hexdigest()


def test_a_batch_is_opened_from_a_file_without_leaving_anything_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "a.fkb"
    file.write_bytes(batch())
    assert len(open_batch(file, KEYRING).events) == 2
    assert list(tmp_path.iterdir()) == [file]


def test_sizes_tell_little_and_content_nothing() -> None:
    few, more = batch(count=1), batch(count=2)
    assert len(few) == len(more)
    assert NEEDLE.encode() not in few


def test_another_program_reads_a_batch_from_the_document_alone() -> None:
    """docs/formats/fkb1.md, followed without our code: HKDF-Expand and AES-GCM by hand."""
    data = batch(count=3)
    header_size = int.from_bytes(data[8:12], "big")
    prefix, tail = data[: 12 + header_size], data[-76:]
    assert data[:8] == b"FKB1\r\n\x1a\n"
    assert (tail[64:68], int.from_bytes(tail[68:], "big")) == (b"FKBE", len(data))
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(LAPTOP.device.signing_key)).verify(
        tail[:64], b"fieldkit/batch/v1/sig\0" + hashlib.sha512(data[:-76]).digest()
    )
    header = data[12 : 12 + header_size]
    recipient, size = header[54:86], int.from_bytes(header[86:88], "big")
    suite = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
    key = suite.decrypt(
        header[88 : 88 + size],
        COORDINATOR.receiving,
        b"fieldkit/batch/v1/wrap\0" + header[:52] + recipient,
    )
    plain = _cobblestone_256(
        key, b"fieldkit/batch/v1/body\0" + hashlib.sha512(prefix).digest(), data[len(prefix) : -76]
    )
    coding, stored, raw_length = struct.unpack(">BQQ", plain[:17])
    raw = zstandard.ZstdDecompressor().decompress(plain[17 : 17 + stored])
    assert (coding, len(raw)) == (1, raw_length)
    assert len(plain) == 4096
    assert not plain[17 + stored :].strip(b"\0")
    found: list[bytes] = []
    while raw:
        length = int.from_bytes(raw[:4], "big")
        found.append(raw[4 : 4 + length])
        raw = raw[4 + length :]
    assert found == frames(LAPTOP, events(LAPTOP, 3))


def _cobblestone_256(key: bytes, context: bytes, body: bytes) -> bytes:
    salt, committed, chunks = body[:24], body[24:56], body[56:]
    info = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0" + salt + context
    first = hmac.digest(key, info + b"\1", "sha512")
    derived = first + hmac.digest(key, first + info + b"\2", "sha512")
    assert derived[44:76] == committed
    base, plain = int.from_bytes(derived[32:44], "big"), b""
    for number in range(len(chunks) // 16400 + 1):
        chunk = chunks[number * 16400 : (number + 1) * 16400]
        plain += AESGCM(derived[:32]).decrypt((base ^ number).to_bytes(12, "big"), chunk, None)
    return plain


def test_every_truncation_is_refused() -> None:
    data = batch()
    for length in range(1, len(data)):
        with pytest.raises(Truncated):
            open_batch(data[:length], KEYRING)


def test_no_mutation_is_believed_or_crashes() -> None:
    """20,000 random changes (flips, bytes, cuts, insertions, swaps); each one is refused."""
    chance = random.Random(20261122)
    data = batch()
    for _ in range(20_000):
        spoilt = _spoilt(bytearray(data), chance)
        if spoilt == data:
            continue
        with pytest.raises(BatchRefused):
            open_batch(spoilt, KEYRING)


def _spoilt(data: bytearray, chance: random.Random) -> bytes:
    place, other = chance.randrange(len(data)), chance.randrange(len(data))
    match chance.randrange(6):
        case 0 | 1:
            data[place] ^= 1 << chance.randrange(8)
        case 2:
            data[place] = chance.randrange(256)
        case 3:
            data[min(place, other) : max(place, other)] = b""
        case 4:
            data[place:place] = chance.randbytes(chance.randrange(1, 40))
        case _:
            data[place], data[other] = data[other], data[place]
    return bytes(data)


def test_two_files_in_one_are_refused() -> None:
    with pytest.raises(Trailing):
        open_batch(batch() + batch(), KEYRING)


def test_appended_bytes_are_refused() -> None:
    with pytest.raises(Truncated):
        open_batch(batch() + b"\0", KEYRING)


def test_the_body_of_one_batch_under_the_header_of_another_is_refused() -> None:
    first, second = batch(count=1), batch(count=2)
    mixed = prefix_of(first) + body_of(second)
    with pytest.raises(Tampered):
        open_batch(mixed + first[-76:], KEYRING)
    with pytest.raises(Tampered):
        open_batch(resigned(mixed), KEYRING)


def test_swapped_chunks_are_refused_even_when_signed_again() -> None:
    chance = random.Random(5)
    data = sealed(chance.randbytes(50_000))
    prefix, body = prefix_of(data), body_of(data)
    one, two = body[56 : 56 + 16400], body[56 + 16400 : 56 + 32800]
    swapped = prefix + body[:56] + two + one + body[56 + 32800 :]
    with pytest.raises(Tampered):
        open_batch(resigned(swapped), KEYRING)


def test_a_captured_batch_signed_again_by_another_approved_device_is_refused() -> None:
    captured = signed_part(batch())
    sender, other = bytes.fromhex(LAPTOP.device.id), bytes.fromhex(SECOND.device.id)
    claimed = captured.replace(sender, other, 1)
    with pytest.raises(Tampered):
        open_batch(resigned(claimed, SECOND), KEYRING)
    with pytest.raises(Tampered):
        open_batch(resigned(captured, SECOND), KEYRING)


def test_a_batch_for_somebody_else_is_refused() -> None:
    with pytest.raises(NotForMe):
        open_batch(batch(to=(STRANGER,)), KEYRING)


def test_a_device_nobody_approved_is_refused() -> None:
    with pytest.raises(UnknownSender):
        open_batch(batch(STRANGER), KEYRING)


class _ChangingFile(io.BytesIO):
    """A file that is overwritten once its end has been read for the signature."""

    def __init__(self, data: bytes, place: int) -> None:
        super().__init__(data)
        self._place = place
        self._left = 2

    def seek(self, position: int, whence: int = 0) -> int:
        if whence == 0 and position == len(prefix_of(self.getvalue())):
            self._left -= 1
            if self._left == 0:
                self.getbuffer()[self._place] ^= 1
        return super().seek(position, whence)


@pytest.mark.parametrize("place", [-80, -5000, -200])
def test_a_file_that_changes_between_checking_and_decrypting_is_refused(place: int) -> None:
    data = batch(count=30)
    with pytest.raises(ChangedWhileReading):
        open_stream(_ChangingFile(data, len(data) + place), KEYRING, file_name="a.fkb")


@pytest.mark.parametrize("number", [1 << 63, 1 << 64, 10**30])
def test_a_number_no_database_can_hold_is_malformed(number: int) -> None:
    """It would stop the import of every other batch on the drop."""
    payload = encode_record(record(1)).data
    far = [sign(LAPTOP, header_of(LAPTOP, number, "ab" * 32, payload), payload)]
    sound = manifest(LAPTOP, events(LAPTOP, 1))
    fitting = msgspec.structs.replace(sound, first_event=number, last_event=number)
    said = msgspec.structs.replace(sound, sequence=number)
    for body in (
        encode_body(frames(LAPTOP, far, fitting)),
        encode_body(frames(LAPTOP, events(LAPTOP, 1), said)),
    ):
        with pytest.raises(Malformed):
            open_batch(sealed(body), KEYRING)


def test_millions_of_empty_frames_take_no_memory() -> None:
    """Small when packed: the first bad event ends it, before the others are made."""
    said = frames(LAPTOP, [])
    stuffed = encode_body([*said, *[b""] * 400_000])
    tracemalloc.start()
    with pytest.raises(Malformed):
        open_batch(sealed(stuffed), KEYRING)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20 << 20
    with pytest.raises(Malformed):
        decode_body(encode_body([b""] * (MAX_FRAMES + 2)))


def test_refusals_show_no_content() -> None:
    body = encode_body([*frames(LAPTOP, events(LAPTOP, 2))[:-1], b"short"])
    with pytest.raises(BatchRefused) as caught:
        open_batch(sealed(body), KEYRING)
    assert NEEDLE not in f"{caught.value!r} {caught.value}"
    assert caught.value.__cause__ is None


def test_the_opened_events_carry_what_their_headers_commit_to() -> None:
    for event in open_batch(batch(count=5), KEYRING).events:
        assert event.payload is not None
        assert event.blinding is not None
        check_payload(decode_header(event.header), event.payload, event.blinding)


def test_the_fixed_cost_is_what_the_document_says() -> None:
    """332 bytes around an empty body with one recipient, 114 for each further one."""
    alone = len(signed_part(batch())) + format.TAIL_SIZE
    both = len(batch(to=(COORDINATOR, STRANGER)))
    assert both - alone == 114
    assert alone - 4096 == 332
