"""Every field of the keystore is guarded, and every single typo of a recovery code is noticed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from vault_world import PASSPHRASE, Made, reopen

from fieldkit import vault
from fieldkit.model.answers import HiddenBytes
from fieldkit.model.errors import FieldKitError
from fieldkit.platform import StorageError
from fieldkit.vault import Vault, kdf, keystore, recovery
from fieldkit.vault.errors import BadRecoveryCode, KeystoreAltered, WrongPassphrase


def other(value: Any) -> Any:
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        return "0" + value[1:] if value[:1] != "0" else "1" + value[1:]
    return [*value, value[0]]


def changed_fields(stored: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for name in stored:
        yield {**stored, name: other(stored[name])}
    for number, slot in enumerate(stored["slots"]):
        for name in slot:
            slots = list(stored["slots"])
            slots[number] = {**slot, name: other(slot[name])}
            yield {**stored, "slots": slots}
    yield {**stored, "slots": stored["slots"][:-1]}
    yield {**stored, "slots": list(reversed(stored["slots"]))}
    yield {**stored, "extra": 1}


def test_every_changed_field_is_refused(made: Made) -> None:
    path = made.folder / "keystore.json"
    stored = json.loads(path.read_bytes())
    database = (made.folder / "vault.db").read_bytes()
    for changed in changed_fields(stored):
        path.write_bytes(msgspec.json.encode(changed, order="sorted"))
        with pytest.raises(FieldKitError) as refusal:
            reopen(made.folder)
        assert refusal.value.code in ("keystore-altered", "newer-schema")
        assert (made.folder / "vault.db").read_bytes() == database


def with_checksum(changed: keystore.Keystore) -> bytes:
    """The file as somebody would write it who knows the format but not the keys."""
    sealed = msgspec.structs.replace(changed, checksum="")
    content = msgspec.json.encode(sealed, order="sorted")
    digest = hashlib.sha256(content).hexdigest()
    return msgspec.json.encode(msgspec.structs.replace(sealed, checksum=digest), order="sorted")


@pytest.mark.parametrize("field", ["label", "keys", "salt", "memory_kib", "passes", "id", "kind"])
def test_a_careful_forger_fails_on_each_slot_field(made: Made, field: str) -> None:
    stored = keystore.read(made.folder)
    first = stored.slots[0]
    values = {"memory_kib": 128 * 1024, "passes": 4, "kind": "recovery", "keys": "database"}
    value = values.get(field, other(getattr(first, field)))
    slots = [msgspec.structs.replace(first, **{field: value}), *stored.slots[1:]]
    forged = msgspec.structs.replace(stored, slots=slots)
    (made.folder / "keystore.json").write_bytes(with_checksum(forged))
    with pytest.raises((WrongPassphrase, KeystoreAltered)):
        reopen(made.folder)


@pytest.mark.parametrize("drop", [1, 2, 3])
def test_a_slot_taken_away_is_noticed_by_the_others(made: Made, drop: int) -> None:
    stored = keystore.read(made.folder)
    slots = [slot for number, slot in enumerate(stored.slots) if number != drop]
    forged = msgspec.structs.replace(stored, slots=slots)
    (made.folder / "keystore.json").write_bytes(with_checksum(forged))
    with pytest.raises(KeystoreAltered):
        reopen(made.folder)


@pytest.mark.parametrize("cost", [(1024, 3, 4), (65536, 1, 4), (65536, 3, 1), (1 << 24, 3, 4)])
def test_a_cost_outside_the_policy_is_not_even_tried(
    made: Made, cost: tuple[int, int, int]
) -> None:
    stored = keystore.read(made.folder)
    memory, passes, lanes = cost
    weak = msgspec.structs.replace(stored.slots[0], memory_kib=memory, passes=passes, lanes=lanes)
    forged = msgspec.structs.replace(stored, slots=[weak, *stored.slots[1:]])
    (made.folder / "keystore.json").write_bytes(with_checksum(forged))
    with pytest.raises(KeystoreAltered, match="cost"):
        reopen(made.folder)


def test_every_single_typo_of_a_recovery_code_is_noticed() -> None:
    code = recovery.new_code().data.decode()
    tried = 0
    for place, right in enumerate(code):
        for wrong in recovery.ALPHABET:
            if right == "-" or wrong == right:
                continue
            typed = code[:place] + wrong + code[place + 1 :]
            with pytest.raises(BadRecoveryCode):
                recovery.secret_of(HiddenBytes(typed.encode()))
            tried += 1
    assert tried == 40 * 31


def test_a_recovery_code_forgives_how_it_is_written() -> None:
    code = recovery.new_code()
    text = code.data.decode()
    loose = text.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert recovery.secret_of(HiddenBytes(loose.encode())) == recovery.secret_of(code)


@given(st.binary(max_size=80))
def test_nonsense_is_never_a_recovery_code(typed: bytes) -> None:
    with pytest.raises(BadRecoveryCode):
        recovery.secret_of(HiddenBytes(typed))


@pytest.mark.parametrize("seconds", [0.01, 0.3, 0.6, 5.0, 100.0])
def test_calibration_stays_within_the_policy(seconds: float) -> None:
    ticks = iter([0.0, 0.15])
    cost = kdf.calibrate(seconds, stopwatch=lambda: next(ticks))
    kdf.check_policy(cost)
    assert cost.memory_kib >= kdf.FLOOR.memory_kib


def test_the_keystore_shows_no_names(made: Made) -> None:
    text = (made.folder / "keystore.json").read_text()
    assert not any(name in text for name in ("amina", "bashir", "eleni"))


def test_a_failed_write_leaves_the_old_keystore(opened: Vault, monkeypatch: Any) -> None:
    before = (opened.folder / "keystore.json").read_bytes()

    def no_rename(*_: object) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr("os.replace", no_rename)
    with pytest.raises(StorageError):
        vault.set_passphrase(opened, "amina", HiddenBytes(b"another passphrase"), kdf=kdf.FLOOR)
    monkeypatch.undo()
    assert (opened.folder / "keystore.json").read_bytes() == before
    assert not list(Path(opened.folder).glob(".*part"))
    stored = keystore.read(opened.folder)
    assert keystore.unlock(stored, stored.slots[0], PASSPHRASE).label == opened.author
