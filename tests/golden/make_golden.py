"""Makes one frozen deployment: `python tests/golden/make_golden.py NAME` writes tests/golden/NAME.

A coordinator and a laptop with sample keys: a record that was sent, corrected and confirmed, a
refusal, a draft broken off in the middle; a kit, an enrolment request, a drop with batches and
receipts. `expected.json` beside them says what every later version must read. Run it when a format
gains something, under a new name; what is there is never made anew (see README.md).
"""

from __future__ import annotations

import json
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fieldkit import vault as vaults
from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import SeededRandomness, SteppingClock
from fieldkit.model.events import Event, decode_header
from fieldkit.operations import devices, interview, kits, records
from fieldkit.operations.import_batches import import_drop
from fieldkit.operations.interview import Interview
from fieldkit.operations.publish import Wanted, publish_registry
from fieldkit.operations.receive import receive
from fieldkit.operations.registries import registry_of
from fieldkit.operations.send import send
from fieldkit.sync.batch.open import Keyring, open_batch
from fieldkit.sync.drop.folder import FolderDrop
from fieldkit.vault import Created, Vault, kdf, peers

HERE = Path(__file__).parent
FORM = HERE / "visit.xml"

PASSPHRASES = {"coordinator": "κλειδί δείγματος συντονίστριας", "laptop": "sample key of a laptop"}
RESEARCHER = "sample key without names"

NAME, CODE = "Ζωή Δείγμα", "FK-7Q4M-2XKD"
FINISHED: list[tuple[str, Any]] = [
    ("/visit/place", "000123"),
    ("/visit/subject_code", CODE),
    ("/visit/may_continue", "yes"),
    ("/visit/name", NAME),
    ("/visit/age", 34),
    ("/visit/langs", ["el", "fa"]),
    ("/visit/member", None),
    ("/visit/member[1]/m_name", "بهرام نمونه"),
    ("/visit/member[1]/pet", None),
    ("/visit/member[1]/pet[1]/p_name", "=Γάτα"),
    ("/visit/member", None),
    ("/visit/member[2]/m_age", 7),
]
DRAFT: list[tuple[str, Any]] = [
    ("/visit/place", "αυλή"),
    ("/visit/may_continue", "yes"),
    ("/visit/name", "Awa"),
    ("/visit/member", None),
    ("/visit/member[1]/m_name", "Noé"),
    ("/visit/member", None),
    ("/visit/age", 19),
]


class Maker:
    """One run: a clock and ids that are the same each time; keys that are not."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = SteppingClock(datetime(2026, 11, 23, 8, 0, tzinfo=UTC))
        self.chance = SeededRandomness("golden")
        folder.mkdir()
        (folder / "drop").mkdir()
        self.drop = FolderDrop(folder / "drop")

    def make(self) -> dict[str, Any]:
        """Make everything; what must be read from it later."""
        chief = self._vault("coordinator", "coordinator")
        worker = self._vault("laptop", "worker")
        with chief.vault as coordinator, worker.vault as laptop:
            self._join(coordinator, laptop)
            done, refused, draft = self._interviews(laptop)
            self._exchange(coordinator, laptop)
            live = interview.resume(laptop, done, self.clock, self.chance)
            live.reopen()
            live.answer("/visit/age", 35)
            live.finish()
            self._exchange(coordinator, laptop)
            vaults.add_user(
                laptop, "researcher", _hidden(RESEARCHER), slot_keys="database", kdf=kdf.FLOOR
            )
            return {
                "made_by": "tests/golden/make_golden.py",
                "passphrases": PASSPHRASES | {"researcher": RESEARCHER},
                "recovery_code": worker.recovery_code.data.decode("ascii"),
                "laptop": {
                    "author": laptop.author,
                    "device": laptop.device.id,
                    "audit_head": laptop.audit_head(),
                    "refusal": refused,
                    "finished": _shown(laptop, done),
                    "draft": _shown(laptop, draft),
                },
                "registry": self._registry(coordinator),
                "batches": self._batches(coordinator, laptop),
            }

    def _vault(self, name: str, role: str) -> Created:
        created = vaults.create(
            self.folder / name, user=name, passphrase=_hidden(PASSPHRASES[name]), clock=self.clock,
            role=role, sample=True, kdf=kdf.FLOOR, randomness=self.chance,
        )  # fmt: skip
        created.confirm_recovery(created.recovery_code)
        return created

    def _join(self, coordinator: Vault, laptop: Vault) -> None:
        plan = kits.KitPlan(
            packages=kits.read_forms([FORM]), name="Χρυσό · Golden", municipality="dimos_deigma",
            teams=("north",), settings={"language": "el"},
        )  # fmt: skip
        kit = kits.build_kit(
            coordinator, plan, self.folder / "kit.fkk", clock=self.clock, randomness=self.chance
        )
        kits.prepare_drop(coordinator, self.drop, randomness=self.chance)
        kits.install_kit(laptop, kit.data)
        request = self.folder / "request.fkr"
        asked = devices.request(laptop, request, label="laptop", team="north", clock=self.clock)
        approved = devices.approve(coordinator, request.read_bytes(), asked.words)
        devices.confirm(laptop, approved.words)

    def _interviews(self, laptop: Vault) -> tuple[str, str, str]:
        done = self._begin(laptop)
        self._answer(done, FINISHED[:4])
        done.set_language("el")
        self._answer(done, FINISHED[4:])
        done.finish()
        refused = self._begin(laptop)
        self._answer(refused, [("/visit/subject_code", CODE), ("/visit/may_continue", "no")])
        fact = next(line.record for line in records.all_lines(laptop) if line.kind == "refusal")
        draft = self._begin(laptop)
        self._answer(draft, DRAFT)
        draft.remove_repeat("/visit/member[2]")
        return done.record, fact, draft.record

    def _begin(self, laptop: Vault) -> Interview:
        return interview.start(laptop, "golden_visit", self.clock, self.chance)

    def _answer(self, live: Interview, said: list[tuple[str, Any]]) -> None:
        for path, value in said:
            if value is None:
                live.add_repeat(path)
            else:
                live.answer(path, value)

    def _exchange(self, coordinator: Vault, laptop: Vault) -> None:
        send(laptop, self.drop, clock=self.clock, randomness=self.chance)
        import_drop(coordinator, self.folder / "drop", clock=self.clock)
        receive(laptop, self.drop)

    def _registry(self, coordinator: Vault) -> dict[str, Any]:
        view = registry_of(coordinator).view()
        return {
            "digest": view.revision(),
            "records": {
                each.record.record: {
                    "heads": each.heads, "device": each.device, "author": each.author,
                    "created_at": each.created_at, "answers": each.record.answers,
                }
                for each in view.current("golden_visit")
            },
            "refusals": [
                [each.form_id, each.form_version, each.team, each.month]
                for each in view.refusals("golden_visit")
            ],
            "published": self._published(coordinator),
        }  # fmt: skip

    def _published(self, coordinator: Vault) -> dict[str, str]:
        """The canonical CSVs; publishing also writes the ledger of columns."""
        with tempfile.TemporaryDirectory() as scratch:
            out = Path(scratch) / "out"
            wanted = Wanted(out, profile="case")
            publish_registry(coordinator, wanted, clock=self.clock, randomness=self.chance)
            tables = sorted((out / "golden_visit" / "latest").glob("*.csv"))
            return {table.name: table.read_bytes().decode("utf-8") for table in tables}

    def _batches(self, coordinator: Vault, laptop: Vault) -> dict[str, Any]:
        keyring = Keyring(
            coordinator.device_keys().receiving,
            {laptop.device.id: laptop.device},
            frozenset(),
            peers.deployment(coordinator).deployment,
        )
        found: dict[str, Any] = {}
        for path in sorted((self.folder / "drop").glob("in/*/*.fkb")):
            opened = open_batch(path.read_bytes(), keyring, file_name=path.name)
            found[path.relative_to(self.folder).as_posix()] = {
                "hash": opened.file_hash,
                "sequence": opened.manifest.sequence,
                "deployment": opened.manifest.deployment,
                "previous": opened.manifest.previous,
                "audit_head": opened.manifest.audit_head,
                "events": [_event(event) for event in opened.events],
            }
        return found


def _event(event: Event) -> dict[str, Any]:
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


def _shown(laptop: Vault, record: str) -> dict[str, Any]:
    shown = records.show(laptop, record)
    return {
        "record": record,
        "state": shown.line.state.value,
        "answers": shown.content.answers,
        "languages": shown.content.languages,
        "rows": shown.content.rows,
        "subject": shown.content.subject,
        "history": [
            [step.step, step.kind, step.key, step.given, step.language, step.at]
            for step in records.history(laptop, record)
        ],
    }


def _hidden(text: str) -> HiddenBytes:
    return HiddenBytes(text.encode("utf-8"))


if __name__ == "__main__":
    target = HERE / sys.argv[1]
    expected = Maker(target).make()
    text = json.dumps(expected, ensure_ascii=False, indent=1, sort_keys=True)
    (target / "expected.json").write_text(text + "\n", encoding="utf-8")
    for lock in target.glob("*/lock"):
        lock.unlink()
