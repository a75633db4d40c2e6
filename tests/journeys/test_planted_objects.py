"""Printing an object that carries an answer, a name or a key shows neither."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import demo_world as world
import intake_lines as lines
import pytest
from planted import NAME

from fieldkit.cli.lines import LineReader
from fieldkit.cli.replies import Replies
from fieldkit.forms import FormSession, Host, Moment, Problem, load
from fieldkit.forms.library import LIBRARY
from fieldkit.forms.xpath.dates import XPathDate
from fieldkit.model.answers import Answer, HiddenBytes
from fieldkit.model.batches import Manifest, OpenedBatch
from fieldkit.model.clock import SystemClock, SystemRandomness
from fieldkit.model.events import Event
from fieldkit.model.protocols import CurrentRecord
from fieldkit.model.records import Record, encode_record
from fieldkit.model.sensitivity import Sensitivity
from fieldkit.operations import interview, records
from fieldkit.operations.answer_lines import AnswerLine
from fieldkit.operations.replay import given_of, stored_form
from fieldkit.operations.vaults import NewVault
from fieldkit.registry.keyed import keyed
from fieldkit.registry.review import Review
from fieldkit.vault import Vault, journal
from fieldkit.vault import records as vault_records
from fieldkit.vault.journal import DraftValue, Entry, StepKind
from fieldkit.vault.outbox import Authored
from fieldkit.vault.records import FinishedVersion
from fieldkit.vault.users import User

ALL = lines.ALL
NATIVE = f"{ALL}/name_block/name_native"


def hidden(*things: object) -> None:
    """No way of printing these shows the name."""
    for thing in things:
        shown = f"{thing!r} {thing!s} {thing}"
        assert NAME not in shown, type(thing)
        assert NAME.encode().hex() not in shown, type(thing)
        assert repr(NAME.encode())[2:-1] not in shown, type(thing)


def session() -> FormSession:
    intake = load(LIBRARY / "intake_household.xlsx")
    moment = Moment(datetime(2026, 11, 23, tzinfo=UTC), b"seed")
    running = FormSession(intake, moment, record="uuid:planted", host=Host({"username": "W-X"}))
    running.answer(lines.GATE, "yes")
    running.answer(NATIVE, NAME)
    return running


def record() -> Record:
    return session().record_content(NAME, {})


def event() -> Event:
    return Event(b"{}", b"", encode_record(record()), HiddenBytes(bytes(32)))


def test_answers_hide_themselves() -> None:
    answer, bytes_ = Answer(NAME), HiddenBytes(NAME.encode())
    hidden(answer, [answer], {"name": answer}, (bytes_,))
    assert f"{answer:>40}" == "<answer>"
    assert f"{bytes_:x}" == repr(bytes_)
    with pytest.raises(TypeError):
        _ = "name: " + answer  # type: ignore[operator]


def test_a_session_and_what_comes_out_of_it() -> None:
    running = session()
    changes = running.changes()
    assert any(change.value.text == NAME for change in changes)
    content = running.record_content(NAME, {})
    assert content.answers[NATIVE] == NAME
    nodes = list(running._engine.document.descendants())  # pyright: ignore[reportPrivateUsage]
    assert any(node.text == NAME for node in nodes)
    hidden(running, changes, running.draft(), content, nodes, running.definition)
    hidden(Problem("/data/x", "/data/x", "constraint", NAME), running.validate())


def test_a_date_inside_an_expression() -> None:
    """A date of birth is worth hiding as well."""
    born = XPathDate(datetime(1989, 12, 27, tzinfo=UTC), timed=False)
    assert "1989" not in f"{born!r} {[born]}"


def test_records_events_and_batches() -> None:
    content, signed = record(), event()
    manifest = Manifest(1, "d", "e", 1, "0" * 64, "t", 1, 1, 1, [], "a")
    hidden(
        content,
        signed,
        OpenedBatch("f", "h", manifest, [signed]),
        CurrentRecord(content, ["h"], "d", "W-X", "t"),
        keyed(content),
        Review("uuid:planted", {"e": content}, ["/data/x"]),
        AnswerLine("/data/name", NAME),
        Entry(
            1, StepKind.ANSWER, "/data/x", Answer(NAME), Sensitivity.ORDINARY, "el", "W-X", "t",
            False, b"",
        ),
        DraftValue("/data/x", Answer(NAME), Sensitivity.ORDINARY, "el"),
        FinishedVersion(HiddenBytes(NAME.encode()), "W-X", "t", False),
        Authored(
            "record", "r", [], "f", "h", "W-X", "t", False, HiddenBytes(NAME.encode()),
            HiddenBytes(NAME.encode()),
        ),
    )  # fmt: skip
    assert given_of(stored_form(NAME)) == NAME
    hidden(stored_form(NAME))


def test_people_and_passphrases() -> None:
    hidden(
        User("W-X", NAME, "worker", "t"),
        NewVault(Path("v"), NAME, HiddenBytes(NAME.encode())),
    )


def test_lines_on_their_way_in_and_out() -> None:
    reader = LineReader(0)
    reader._buffer = NAME.encode()  # pyright: ignore[reportPrivateUsage]
    replies = Replies()
    replies._waiting.append({"path": NAME})  # pyright: ignore[reportPrivateUsage]
    hidden(reader, replies)


@pytest.fixture
def opened(deployment: world.Place, tmp_path: Path) -> Iterator[Vault]:
    place = deployment.copied(tmp_path / "copy", "laptop-1")
    with ExitStack() as stack:
        yield stack.enter_context(place.open("laptop-1"))


def test_an_interview_and_the_vault_it_is_kept_in(opened: Vault) -> None:
    running = interview.start(opened, "intake_household", SystemClock(), SystemRandomness())
    running.answer(lines.GATE, "yes")
    saved = running.answer(NATIVE, NAME)
    entries = journal.entries(opened, running.record)
    assert any(NAME in entry.value.text for entry in entries)
    assert journal.values(opened, running.record)[NATIVE].value.text == NAME
    shown, past = (records.show(opened, running.record), records.history(opened, running.record))
    assert shown.content.answers[NATIVE] == NAME
    hidden(running, saved, running.session, entries, journal.values(opened, running.record))
    hidden(shown, past, opened, vault_records.finished(opened))


def test_the_keys_of_a_vault(opened: Vault) -> None:
    """A key in hex, in bytes or in numbers is nowhere in what is printed."""
    keys = opened.keys
    private = opened.device_keys()
    secrets = [
        bytes(keys.database),
        bytes(keys.identifiers),
        private.signing.private_bytes_raw(),
        private.receiving.private_bytes_raw(),
    ]
    for thing in (opened, keys, private, private.signing, opened.device, opened.connection):
        for secret in secrets:
            shown = f"{thing!r} {thing}"
            assert secret.hex() not in shown
            assert repr(secret)[2:-1] not in shown
            assert repr(bytearray(secret)) not in shown
