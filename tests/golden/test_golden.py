"""Today's version opens what every version before it has left: vaults, batches, envelopes, events.

The folders beside this file are frozen; see README.md.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from fieldkit import vault as vaults
from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import SeededRandomness, SteppingClock
from fieldkit.model.events import (
    SIGNATURE_CONTEXT,
    Event,
    EventHeader,
    check_payload,
    decode_header,
    encode_header,
    event_id,
)
from fieldkit.model.records import RecordState, decode_record, decode_refusal
from fieldkit.operations import interview, kits, records, replay
from fieldkit.operations.devices import read_enrolment
from fieldkit.operations.import_batches import import_drop
from fieldkit.operations.publish import Wanted, publish_registry
from fieldkit.operations.receive import receive
from fieldkit.operations.registries import registry_of
from fieldkit.operations.verify import verify_vault
from fieldkit.sync.batch.open import Keyring, open_batch
from fieldkit.sync.drop.descriptor import check_descriptor
from fieldkit.sync.drop.folder import FolderDrop
from fieldkit.sync.receipts import read_receipt
from fieldkit.vault import Vault, journal, outbox, peers
from fieldkit.vault.errors import NoIdentifierKey

FROZEN = sorted(path.parent for path in Path(__file__).parent.glob("*/expected.json"))

# One line for each folder, written when it was added.
HASHES = {
    "0.1": "59ab3458be5ae798da87a70f4a167db38583061d4bce03f12145efbbf5cae9bf",
}

BOTH = ("coordinator", "laptop")


@dataclass(frozen=True)
class Golden:
    """A copy of a frozen folder, and what must be read from it."""

    folder: Path
    expected: dict[str, Any]

    def open(self, name: str, user: str = "") -> Vault:
        return vaults.open_vault(
            self.folder / name,
            user=user or name,
            passphrase=HiddenBytes(self.expected["passphrases"][user or name].encode()),
            clock=clock(),
        )

    def batches(self) -> dict[str, Any]:
        return self.expected["batches"]

    def events(self) -> list[dict[str, Any]]:
        return [event for batch in self.batches().values() for event in batch["events"]]


def clock() -> SteppingClock:
    return SteppingClock(datetime(2031, 1, 7, 9, 0, tzinfo=UTC))


@pytest.fixture(params=FROZEN, ids=lambda path: path.name)
def golden(request: pytest.FixtureRequest, tmp_path: Path) -> Golden:
    shutil.copytree(request.param, tmp_path / "copy")
    expected = json.loads((request.param / "expected.json").read_text("utf-8"))
    return Golden(tmp_path / "copy", expected)


def test_the_frozen_files_are_the_ones_that_were_frozen() -> None:
    """Nobody made them anew, nobody took one away."""
    assert {folder.name: digest(folder) for folder in FROZEN} == HASHES


def digest(folder: Path) -> str:
    """What a frozen folder holds, names and bytes."""
    told = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        told.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return told.hexdigest()


@pytest.mark.parametrize("name", BOTH)
def test_a_vault_opens_and_holds_together(golden: Golden, name: str) -> None:
    with golden.open(name) as opened:
        assert opened.sample
        found = verify_vault(opened)
    assert len(found) > 3
    assert [check.name for check in found if not check.ok] == []


def test_the_other_slots_open_it_too(golden: Golden) -> None:
    told = golden.expected["laptop"]
    code = HiddenBytes(golden.expected["recovery_code"].encode())
    with vaults.open_with_recovery(golden.folder / "laptop", code=code, clock=clock()) as opened:
        assert opened.author == told["author"]
        assert opened.has_identifier_key
    with golden.open("laptop", "researcher") as opened:
        assert not opened.has_identifier_key
        with pytest.raises(NoIdentifierKey):
            records.show(opened, told["finished"]["record"])


@pytest.mark.parametrize("which", ["finished", "draft"])
def test_a_record_reads_as_it_was_said(golden: Golden, which: str) -> None:
    told = golden.expected["laptop"][which]
    with golden.open("laptop") as opened:
        shown = records.show(opened, told["record"])
        past = records.history(opened, told["record"])
    assert shown.line.state.value == told["state"]
    content = shown.content
    assert content.answers == told["answers"]
    assert (content.languages, content.rows) == (told["languages"], told["rows"])
    assert content.subject == told["subject"]
    steps = [[s.step, s.kind, s.key, s.given, s.language, s.at] for s in past]
    assert steps == told["history"]


@pytest.mark.parametrize("which", ["finished", "draft"])
def test_a_journal_replays_to_the_same_answers(golden: Golden, which: str) -> None:
    """Random numbers, ids and clocks included: they are frozen with the journal's seeds."""
    told = golden.expected["laptop"][which]
    with golden.open("laptop") as opened:
        session = replay.replay(opened, told["record"])
        stored = journal.values(opened, told["record"])
    again = session.record_content(told["subject"], {})
    assert (again.answers, again.rows) == (told["answers"], told["rows"])
    if which == "draft":
        kept = {session.path(key): each.value.text for key, each in stored.items()}
        assert kept == told["answers"]


def test_a_draft_goes_on_and_is_finished(golden: Golden) -> None:
    told = golden.expected["laptop"]["draft"]
    with golden.open("laptop") as opened:
        live = interview.resume(opened, told["record"], clock(), SeededRandomness(1))
        live.answer("/visit/member[1]/m_age", 4)
        live.set_language("el")
        live.finish()
        shown = records.show(opened, told["record"])
    assert shown.line.state is RecordState.FINAL
    assert (
        shown.content.answers.items() >= {**told["answers"], "/visit/member[1]/m_age": "4"}.items()
    )


def test_a_refusal_is_the_fact_alone(golden: Golden) -> None:
    told = golden.expected["laptop"]["refusal"]
    with golden.open("laptop") as opened:
        (fact,) = [line for line in records.all_lines(opened) if line.kind == "refusal"]
        assert (fact.record, fact.form_id) == (told, "golden_visit")
        assert not journal.entries(opened, told)


def test_events_are_signed_and_say_what_they_said(golden: Golden) -> None:
    with golden.open("laptop") as opened:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(opened.device.signing_key))
    for told in golden.events():
        header = told["header"].encode()
        key.verify(bytes.fromhex(told["signature"]), SIGNATURE_CONTEXT + header)
        read: EventHeader = decode_header(header)
        assert encode_header(read) == header
        assert (event_id(header), read.kind) == (told["id"], told["kind"])
        payload = HiddenBytes(told["payload"].encode())
        check_payload(read, payload, HiddenBytes(bytes.fromhex(told["blinding"])))
        content = decode_refusal(payload) if read.kind == "refusal" else decode_record(payload)
        assert content.form_id == read.form_id == "golden_visit"


def test_batches_open_with_every_event_in_them(golden: Golden) -> None:
    with golden.open("coordinator") as coordinator:
        keyring = Keyring(
            coordinator.device_keys().receiving,
            peers.trusted_devices(coordinator),
            frozenset(),
            peers.deployment(coordinator).deployment,
        )
        for name, told in golden.batches().items():
            opened = open_batch((golden.folder / name).read_bytes(), keyring, file_name=name)
            manifest = opened.manifest
            assert opened.file_hash == told["hash"]
            for field in ("sequence", "deployment", "previous", "audit_head"):
                assert getattr(manifest, field) == told[field], field
            assert [_told(event) for event in opened.events] == told["events"]
    assert len(golden.events()) == 3


def _told(event: Event) -> dict[str, Any]:
    assert event.payload is not None
    assert event.blinding is not None
    return {
        "id": event.id,
        "header": event.header.decode("utf-8"),
        "signature": event.signature.hex(),
        "payload": event.payload.data.decode("utf-8"),
        "blinding": event.blinding.data.hex(),
        "kind": decode_header(event.header).kind,
    }


def test_the_laptop_keeps_its_batches_and_what_came_back(golden: Golden) -> None:
    told = {Path(name).name: batch["hash"] for name, batch in golden.batches().items()}
    with golden.open("laptop") as opened:
        kept = outbox.batches(opened)
        assert {Path(each.file_name).name: each.hash for each in kept} == told
        assert {each.state.value for each in kept} == {"confirmed"}
        report = receive(opened, FolderDrop(golden.folder / "drop"))
    assert not report.refused


def test_envelopes_of_every_kind_are_read(golden: Golden) -> None:
    drop = FolderDrop(golden.folder / "drop")
    kit = kits.inspect_kit(golden.folder / "kit.fkk").content
    assert (kit.name, kit.municipality, kit.version) == ("Χρυσό · Golden", "dimos_deigma", 1)
    assert (kit.teams, kit.settings, kit.sample) == (["north"], {"language": "el"}, True)
    assert [(form.form_id, form.version) for form in kit.forms] == [("golden_visit", "1")]
    device = golden.expected["laptop"]["device"]
    request = read_enrolment((golden.folder / "request.fkr").read_bytes())
    assert (request.device.id, request.author) == (device, golden.expected["laptop"]["author"])
    check_descriptor(drop, kit.deployment, kit.coordinator)
    receipts = [
        read_receipt(
            path.read_bytes(), coordinator=kit.coordinator, deployment=kit.deployment, device=device
        )
        for path in sorted((golden.folder / "drop").glob("ack/*/*.fka"))
    ]
    assert [list(each.covered()) for each in receipts] == [[1], [1, 2]]
    assert receipts[-1].head == list(golden.batches().values())[-1]["hash"]


def test_the_registry_shows_the_same_and_has_it_all_already(golden: Golden) -> None:
    told = golden.expected["registry"]
    with golden.open("coordinator") as coordinator:
        registry = registry_of(coordinator)
        view = registry.view()
        assert view.revision() == told["digest"]
        found = {
            each.record.record: {
                "heads": each.heads, "device": each.device, "author": each.author,
                "created_at": each.created_at, "answers": each.record.answers,
            }
            for each in view.current("golden_visit")
        }  # fmt: skip
        assert found == told["records"]
        refusals = [
            [r.form_id, r.form_version, r.team, r.month] for r in view.refusals("golden_visit")
        ]
        assert refusals == told["refusals"]
        report = import_drop(coordinator, golden.folder / "drop", clock=clock())
        assert {line.outcome.value for line in report.batches} == {"already"}
        assert view.revision() == told["digest"]


def test_a_column_once_published_keeps_its_name_and_its_values(golden: Golden) -> None:
    with golden.open("coordinator") as coordinator:
        wanted = Wanted(golden.folder / "out", profile="case")
        publish_registry(coordinator, wanted, clock=clock(), randomness=SeededRandomness(1))
    latest = golden.folder / "out" / "golden_visit" / "latest"
    for name, text in golden.expected["registry"]["published"].items():
        before = list(csv.DictReader(io.StringIO(text)))
        now = list(csv.DictReader(io.StringIO((latest / name).read_text("utf-8"))))
        assert before
        assert [{column: row[column] for column in before[0]} for row in now] == before
