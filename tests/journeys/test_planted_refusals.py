"""What every layer says when it refuses data with a name in it: sentences without the name.

Unlike a fault of ours, a refusal is shown to people as it is: its words are held to the rule too.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import demo_world as world
import intake_lines as lines
import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from planted import NAME, everything_said_about

from fieldkit import vault
from fieldkit.forms import Draft, FormSession, Host, Moment, load
from fieldkit.forms.evaluation import Case, Outcome, evaluate
from fieldkit.forms.library import LIBRARY
from fieldkit.forms.xpath import known_functions
from fieldkit.model import canonical
from fieldkit.model.answers import Answer, HiddenBytes
from fieldkit.model.clock import SystemClock, SystemRandomness, from_text
from fieldkit.model.devices import Device
from fieldkit.model.errors import FieldKitError
from fieldkit.model.events import (
    NO_PREVIOUS,
    SIGNATURE_CONTEXT,
    Event,
    EventHeader,
    check_payload,
    commitment,
    decode_header,
    encode_header,
)
from fieldkit.model.records import RecordState, decode_record, decode_refusal
from fieldkit.model.sensitivity import Sensitivity
from fieldkit.operations import interview, replay
from fieldkit.operations.answer_lines import AnswerLine, read_line
from fieldkit.operations.correct import Correcting
from fieldkit.operations.registries import registry_of
from fieldkit.operations.steps import Incomplete
from fieldkit.platform import StorageError
from fieldkit.sync.batch.manifest import describe
from fieldkit.sync.batch.open import Keyring, open_batch
from fieldkit.sync.batch.seal import seal_batch
from fieldkit.sync.enrolment import EnrolmentRequest
from fieldkit.sync.envelope import open_envelope, sign_envelope
from fieldkit.sync.kit import read_kit
from fieldkit.vault import driver, journal, records
from fieldkit.vault.journal import Entry, StepKind

NOON = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
INTAKE = load(LIBRARY / "intake_household.xlsx")
ALL, META = lines.ALL, lines.META

Careful = (FieldKitError, StorageError, ValueError, TypeError, driver.DatabaseError)


def session() -> FormSession:
    """An intake behind its gate, with the name in it."""
    running = FormSession(INTAKE, Moment(NOON, b"seed"), record="uuid:planted", host=Host())
    running.answer(lines.GATE, "yes")
    running.answer(f"{ALL}/name_block/name_native", NAME)
    return running


def refused(action: Callable[[], object]) -> BaseException:
    with pytest.raises(Careful) as caught:
        action()
    return caught.value


# --- forms


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (f"{ALL}/hh_size", NAME),
        (f"{ALL}/birth_block/dob_precision", NAME),
        (f"{ALL}/request_block/requests", [NAME, "housing"]),
        (f"{META}/visit_date", NAME),
        (f"{META}/visit_date", [NAME]),
        (f"{ALL}/hh_complete", NAME),
        (f"{ALL}/person_block/country_other", NAME),
        (f"{ALL}/nothing", NAME),
        (f"{ALL}/name_block/name_native", f"{NAME}\x00"),
    ],
)
def test_an_answer_that_is_refused(path: str, value: Any) -> None:
    running = session()
    error = refused(lambda: running.answer(path, value))
    assert isinstance(error, FieldKitError)
    assert NAME not in everything_said_about(error)


def test_a_draft_or_a_submission_that_does_not_fit() -> None:
    stray = Draft({"/data/x": NAME}, [], "", "uuid:x")
    moment = Moment(NOON, b"seed")
    torn = session().submission()[:-20]
    for action in (
        lambda: FormSession(INTAKE, moment, draft=stray),
        lambda: FormSession(INTAKE, moment, submission=torn),
        lambda: FormSession(INTAKE, moment, submission=NAME.encode()),
    ):
        error = refused(action)
        assert isinstance(error, FieldKitError)
        assert NAME not in everything_said_about(error)


def evaluated(expression: str, kind: str) -> Outcome:
    """The outcome of an expression beside the name; raises for anything that is no refusal."""
    document = f"<data><name>{NAME}</name><name>{NAME}</name></data>"
    case = Case("t", expression, kind, document, None, False, None, "Europe/Athens")
    return evaluate(case, instant=NOON)


@pytest.mark.parametrize("function", sorted(known_functions()))
def test_functions_never_quote_what_they_were_given(function: str) -> None:
    """Every function on text, and on a node that holds it: a value or a sentence without it."""
    for count in range(4):
        for argument in ("/data/name", "string(/data/name)", "/data/name/text()"):
            expression = f"{function}({', '.join([argument] * count)})"
            assert NAME not in evaluated(expression, "number").message


def test_functions_do_meet_the_name() -> None:
    """The test above can fail: the same expressions read the name where it is asked for."""
    assert evaluated("string(/data/name/text())", "string").value == NAME
    assert evaluated("string-length(/data/name)", "number").value == len(NAME)


# --- model


@pytest.mark.parametrize(
    "action",
    [
        lambda: decode_record(HiddenBytes(json.dumps({"record": NAME}).encode())),
        lambda: decode_record(HiddenBytes(NAME.encode())),
        lambda: decode_refusal(HiddenBytes(json.dumps({"team": NAME, "x": 1}).encode())),
        lambda: decode_header(json.dumps({"record": NAME}).encode()),
        lambda: decode_header(NAME.encode("utf-16")),
        lambda: canonical.decode(NAME.encode()),
        lambda: canonical.decode(NAME.encode("utf-16")),
        lambda: from_text(NAME),
        lambda: Answer(NAME).__reduce__(),
        lambda: HiddenBytes(NAME.encode()).__reduce__(),
        lambda: check_payload(
            msgspec.structs.replace(_header(b"x"), commitment="00" * 32),
            HiddenBytes(NAME.encode()),
            HiddenBytes(bytes(32)),
        ),
    ],
)
def test_content_that_cannot_be_read(action: Callable[[], object]) -> None:
    error = refused(action)
    assert NAME not in everything_said_about(error)
    assert NAME not in f"{error} {error!r}"


# --- vault


@pytest.fixture
def place(deployment: world.Place, tmp_path: Path) -> world.Place:
    return deployment.copied(tmp_path / "copy", "laptop-1", world.COORDINATOR)


def test_what_the_vault_refuses(place: world.Place) -> None:
    with place.open("laptop-1") as opened:
        entry = Entry(
            1, StepKind.ANSWER, "/data/name", Answer(NAME), Sensitivity.ORDINARY, "el", "W-X",
            "2026-11-23T10:00:00.000Z", False, b"seed",
        )  # fmt: skip
        known = next(line.record for line in records.lines(opened))

        def twice() -> None:
            with opened.transaction():
                journal.append(opened, known, entry)

        def marked() -> None:
            with opened.transaction():
                records.mark(opened, NAME, RecordState.SENT, head="x")

        def altered() -> None:
            sealed = bytearray(opened.seal(NAME.encode(), b"here"))
            sealed[-1] ^= 1
            opened.unseal(bytes(sealed), b"here")

        for action in (
            twice,
            marked,
            altered,
            lambda: opened.unseal(opened.seal(NAME.encode(), b"here"), b"there"),
            lambda: records.line(opened, NAME),
            lambda: records.payload(opened, NAME),
            lambda: replay.replay(opened, NAME),
            lambda: _reopened(place, NAME.encode()),
        ):
            error = refused(action)
            assert NAME not in everything_said_about(error)
            assert NAME not in f"{error} {error!r}"


def _reopened(place: world.Place, passphrase: bytes) -> None:
    vault.open_vault(
        place.vault(world.COORDINATOR), passphrase=HiddenBytes(passphrase), clock=SystemClock()
    )


def test_a_passphrase_that_is_too_weak(tmp_path: Path) -> None:
    short = HiddenBytes(b"qwertz1")
    error = refused(
        lambda: vault.create(tmp_path / "v", user=NAME, passphrase=short, clock=SystemClock())
    )
    assert "qwertz1" not in everything_said_about(error)
    assert NAME not in everything_said_about(error)


# --- sync

LAPTOP = Ed25519PrivateKey.from_private_bytes(b"l" * 32)
COORDINATOR = X25519PrivateKey.from_private_bytes(b"c" * 32)
DEPLOYMENT = "d6ff6f3c-9f5f-4a30-93f9-1f1d1a6a9c11"


def _device() -> Device:
    raw = LAPTOP.public_key().public_bytes_raw().hex()
    return Device(raw, "00" * 32, "laptop", "north")


def _header(payload: bytes, **changed: Any) -> EventHeader:
    header = EventHeader(
        1, _device().id, 1, NO_PREVIOUS, "record", "uuid:planted", [], "intake", "ab" * 32, "W-X",
        "2026-11-23T10:00:00.000Z", False, commitment(payload, bytes(32)),
    )  # fmt: skip
    return msgspec.structs.replace(header, **changed)


def _event(payload: bytes, **changed: Any) -> Event:
    header = encode_header(_header(payload, **changed))
    signature = LAPTOP.sign(SIGNATURE_CONTEXT + header)
    return Event(header, signature, HiddenBytes(payload), HiddenBytes(bytes(32)))


def _record(**changed: Any) -> bytes:
    fields: dict[str, Any] = {
        "record": "uuid:planted", "form_id": "intake", "form_version": "1",
        "form_hash": "ab" * 32, "subject": "", "language": "el",
        "answers": {"/data/name": NAME}, "languages": {}, "rows": {},
    }  # fmt: skip
    return canonical.encode(fields | changed)


@pytest.mark.parametrize(
    "event",
    [
        _event(NAME.encode()),
        _event(_record(record=NAME)),
        _event(_record(form_id=NAME)),
        _event(_record(answers=[NAME])),
        _event(_record() + NAME.encode()),
        _event(_record(), kind="refusal"),
        _event(_record(), commitment="00" * 32),
    ],
)
def test_a_batch_whose_content_is_no_record(event: Event) -> None:
    manifest = describe(
        [decode_header(event.header)], deployment=DEPLOYMENT, device=_device().id, sequence=1,
        previous=NO_PREVIOUS, created_at="2026-11-23T10:00:00.000Z", audit_head="00" * 32,
    )  # fmt: skip
    data = seal_batch(manifest, [event], [COORDINATOR.public_key()], LAPTOP, bytes(16))
    keyring = Keyring(COORDINATOR, {_device().id: _device()}, frozenset(), DEPLOYMENT)
    error = refused(lambda: open_batch(data, keyring))
    assert isinstance(error, FieldKitError)
    assert NAME not in everything_said_about(error)


def test_an_envelope_that_is_none() -> None:
    request = EnrolmentRequest(1, DEPLOYMENT, "ab" * 32, _device(), NAME, True, "2026")
    signed = sign_envelope("enrolment", request, LAPTOP)
    for action in (
        lambda: open_envelope(NAME.encode(), "kit"),
        lambda: open_envelope(json.dumps({"fieldkit": "envelope", "x": NAME}).encode(), "kit"),
        lambda: open_envelope(signed, "kit"),
        lambda: open_envelope(signed.replace(b"uth", b"utx", 1), "enrolment"),
        lambda: read_kit(sign_envelope("kit", request, LAPTOP)),
    ):
        error = refused(action)
        assert isinstance(error, FieldKitError)
        assert NAME not in everything_said_about(error)


# --- operations, registry


def test_an_interview_that_refuses(place: world.Place) -> None:
    with place.open("laptop-1") as opened:
        clock, chance = SystemClock(), SystemRandomness()
        running = interview.start(opened, "intake_household", clock, chance)
        running.answer(f"{META}/subject_code", lines.CODE)
        running.answer(lines.GATE, "yes")
        running.answer(f"{ALL}/name_block/name_native", NAME)
        for path, value in ((f"{ALL}/hh_size", NAME), (f"{META}/subject_code", NAME)):
            error = refused(lambda path=path, value=value: running.answer(path, value))
            assert NAME not in everything_said_about(error)
        error = refused(running.finish)
        assert isinstance(error, Incomplete)
        assert NAME not in everything_said_about(error)


@pytest.mark.parametrize(
    "line",
    [
        NAME,
        f'{{"answer": "{NAME}"',
        json.dumps({"answer": "/data/x", "value": {"x": NAME}}),
        json.dumps({"answer": [NAME], "value": NAME}),
        json.dumps({"say": NAME}),
        json.dumps([NAME]),
    ],
)
def test_a_line_that_is_no_step(line: str) -> None:
    assert NAME not in everything_said_about(refused(lambda: read_line(line)))


def test_a_correction_that_is_refused(place: world.Place) -> None:
    with place.open(world.COORDINATOR) as opened:
        registry = registry_of(opened)
        standing = next(
            each for each in registry.view().standings()
            if each.form_id == "intake_household" and len(each.heads) == 1
        )  # fmt: skip
        correcting = Correcting(registry, SystemClock(), SystemRandomness())
        for said in (
            [AnswerLine(f"{ALL}/hh_size", NAME)],
            [AnswerLine(f"{ALL}/name_block/name_native", NAME), AnswerLine(f"{ALL}/hh_size", None)],
            [AnswerLine(f"{ALL}/nothing", NAME)],
        ):
            error = refused(lambda said=said: correcting.correct(standing.record, said))
            assert isinstance(error, FieldKitError)
            assert NAME not in everything_said_about(error)
        for action in (
            lambda: correcting.correct(NAME, [AnswerLine(f"{ALL}/hh_size", NAME)]),
            lambda: correcting.resolve(standing.record, NAME, {NAME: NAME}),
        ):
            assert isinstance(refused(action), FieldKitError)


# --- command line and publishing


@contextlib.contextmanager
def said(words: list[str], answers: str = "") -> Iterator[world.Ended]:
    ended = world.console(*words, given=answers)
    yield ended
    assert NAME not in ended.stderr


def test_a_publication_that_would_name_somebody_says_where_and_not_whom(
    deployment: world.Place, tmp_path: Path
) -> None:
    """Her name stands in an ordinary question: the statistics stop, and do not quote it."""
    place = deployment.copied(tmp_path / "copy", "laptop-1", world.COORDINATOR, "drop")
    steps = [
        {**step, "value": NAME} if step.get("value") == lines.NAME else step
        for step in lines.intake()
    ]
    steps.insert(-1, lines.answer(f"{ALL}/status_block/municipality_lives", f"η {NAME} το είπε"))
    file = lines.written(steps, tmp_path / "answers.jsonl")
    laptop, registry = place.vault("laptop-1"), place.vault(world.COORDINATOR)
    mine, hers = place.options("laptop-1"), place.options(world.COORDINATOR)
    form = ["--form", "intake_household", "--answers", str(file)]
    for words in (
        ["interview", str(laptop), *form, *mine],
        ["sync", "send", str(laptop), str(place.drop), *mine],
        ["registry", "import", str(registry), str(place.drop), *hers],
    ):
        with said(words) as ended:
            assert (ended.returncode, NAME in ended.stdout) == (0, False), ended.stderr
            assert "refused" not in ended.stdout
    with said(["publish", str(registry), str(tmp_path / "out"), *hers]) as ended:
        assert (ended.returncode, ended.stdout) == (1, "")
        assert "municipality_lives" in ended.stderr
        assert "same-as-identifier" in ended.stderr
    assert not list((tmp_path / "out").rglob("*.csv"))


def test_lines_on_standard_input_are_never_quoted(place: world.Place) -> None:
    words = ["interview", str(place.vault("laptop-1")), "--form", "intake_household"]
    steps = [lines.answer(f"{META}/visit_date", NAME), lines.answer(lines.GATE, NAME)]
    given = "".join(json.dumps(step) + "\n" for step in steps) + f"{NAME}\n"
    with said([*words, "--answers", "-", *place.options("laptop-1")], given) as ended:
        replies = lines.read(ended.stdout)
        assert ["refused" in reply for reply in replies] == [True, True, True]
        assert NAME not in ended.stdout
