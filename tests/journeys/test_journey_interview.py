"""Interviews with the shipped intake, from the command line to the vault and on to the registry."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import demo_world as world
import intake_lines as lines
import pytest
import vault_pages
from intake_lines import ALL, CODE, GATE, MEMBERS, NAME, PLACE, WORDS, Line

LAPTOP = "laptop-1"
FORM = "intake_household"
SPOKEN = (CODE, NAME, *MEMBERS, WORDS)


@pytest.fixture
def place(deployment: world.Place, tmp_path: Path) -> world.Place:
    return deployment.copied(tmp_path / "copy", LAPTOP, world.COORDINATOR, "drop")


def interview(place: world.Place, said: Iterable[Line], *more: str) -> list[Line]:
    """Hold an interview; every line gets one line back, in order."""
    said = list(said)
    file = lines.written(said, place.folder / "answers.jsonl")
    what = more or ("--form", FORM)
    ended = world.console(
        "interview", place.vault(LAPTOP), *what, "--answers", file, *place.options(LAPTOP)
    )
    file.unlink()
    assert ended.returncode == 0, ended.stderr
    replies = lines.read(ended.stdout)
    assert len(replies) == len(said)
    for reply, each in zip(replies, said, strict=True):
        assert reply["path"].startswith(_path(each))
    return replies


def _path(said: Line) -> str:
    return said.get("answer", said.get("add_repeat", ""))


def records(place: world.Place, command: str, *more: str) -> list[Line]:
    ended = world.fieldkit(
        "records", command, place.vault(LAPTOP), *more, "--json", *place.options(LAPTOP)
    )
    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout)
    return found if isinstance(found, list) else [found]


def added(place: world.Place, before: list[Line]) -> list[Line]:
    known = {line["record"] for line in before}
    return [line for line in records(place, "list") if line["record"] not in known]


def test_what_was_answered_is_what_is_shown(place: world.Place) -> None:
    replies = interview(place, lines.intake())
    assert [reply.get("refused", "") for reply in replies] == [""] * len(replies)
    numbers = [reply["saved"] for reply in replies]
    assert numbers == list(range(numbers[0], numbers[0] + len(replies)))
    (record,) = {reply["record"] for reply in replies}

    (shown,) = records(place, "show", record)
    assert (shown["record"], shown["form"], shown["state"]) == (record, FORM, "final")
    answers = shown["answers"]
    given = {line["answer"]: line["value"] for line in lines.intake() if "answer" in line}
    for path, value in given.items():
        expected = " ".join(value) if isinstance(value, list) else str(value)
        assert answers[path] == expected, path
    computed = {path.rpartition("/")[2] for path in answers.keys() - given.keys()}
    assert computed == {
        "start", "end", "record_id", "worker_code", "instanceID", "minor", "m_index", "m_age",
        "hh_members_listed", "hh_complete",
    }  # fmt: skip
    assert (answers[f"{ALL}/hh_members_listed"], answers[f"{ALL}/hh_complete"]) == ("2", "yes")
    # What was answered after the language changed carries the other language.
    spoken = shown["languages"]
    assert spoken.keys() == given.keys()
    assert spoken[f"{ALL}/member[1]/m_name"] == "fr"
    assert spoken[f"{ALL}/member[2]/m_name"] == "el"


def test_the_history_tells_every_step_in_order(place: world.Place) -> None:
    said = lines.intake()
    (record,) = {reply["record"] for reply in interview(place, said)}
    history = records(place, "history", record)
    assert [step["step"] for step in history] == list(range(1, len(said) + 2))
    assert [step["kind"] for step in history] == ["start", *map(_kind, said)]
    told = [step["value"] for step in history if step["kind"] == "answer"]
    assert told == [line["value"] for line in said if "answer" in line]


def _kind(line: Line) -> str:
    return next(kind for kind in ("answer", "add_repeat", "language", "finish") if kind in line)


def test_an_interview_broken_off_goes_on_where_it_was(place: world.Place) -> None:
    said = lines.intake()
    first = interview(place, said[:10])
    record = first[0]["record"]
    (draft,) = records(place, "show", record)
    assert draft["state"] == "draft"
    assert draft["answers"][f"{ALL}/name_block/name_native"] == NAME
    then = interview(place, said[10:], "--resume", record)
    assert then[0]["saved"] == first[-1]["saved"] + 1
    (shown,) = records(place, "show", record)
    assert shown["state"] == "final"
    assert shown["answers"][f"{ALL}/request_block/request_words"] == WORDS


def test_what_does_not_fit_is_refused_and_changes_nothing(place: world.Place) -> None:
    said = lines.intake()
    wrong = [
        (lines.answer(f"{ALL}/status_block/arrival_year", 1800), "constraint"),
        (lines.answer(f"{ALL}/status_block/arrival_year", "many"), "type"),
        (lines.answer(f"{ALL}/request_block/urgency", "tomorrow"), "choice"),
        (lines.answer(f"{ALL}/nothing", "x"), "unknown-path"),
        (lines.answer(f"{ALL}/person_block/country_other", "x"), "irrelevant"),
        (lines.answer(f"{ALL}/hh_complete", "no"), "readonly"),
    ]
    replies = interview(place, [*said[:-1], *(line for line, _ in wrong), said[-1]])
    refused = [reply for reply in replies if "refused" in reply]
    assert [reply["refused"] for reply in refused] == [code for _, code in wrong]
    assert all(reply["message"] for reply in refused)
    (shown,) = records(place, "show", replies[0]["record"])
    assert shown["answers"][f"{ALL}/status_block/arrival_year"] == "2019"
    assert f"{ALL}/request_block/urgency" not in shown["answers"]


def test_who_says_no_leaves_a_fact_and_no_word(place: world.Place) -> None:
    said = lines.intake("no")
    before = records(place, "list")
    replies = interview(place, said)
    record = replies[0]["record"]
    at = said.index(lines.answer(GATE, "no"))
    # The person code waited for the gate; the no is what was saved; nothing is asked afterwards.
    assert replies[at - 1]["refused"] == "gate"
    assert "saved" in replies[at]
    assert {reply["refused"] for reply in replies[at + 1 : -1]} == {"finished"}

    (fact,) = added(place, before)
    assert (fact["kind"], fact["form"]) == ("refusal", FORM)
    assert fact["record"] == replies[at]["record"] == replies[-1]["record"] != record
    _no_word_is_left(place, LAPTOP, (*SPOKEN, PLACE, record))

    _send_and_import(place)
    _no_word_is_left(place, LAPTOP, (*SPOKEN, PLACE, record))
    _no_word_is_left(place, world.COORDINATOR, (*SPOKEN, PLACE, record))


def test_a_needle_would_be_found_in_the_pages(place: world.Place) -> None:
    """The search above can fail: after a yes, the ordinary words are in the pages."""
    interview(place, lines.intake())
    with place.open(LAPTOP) as vault:
        pages = vault_pages.decrypted(vault)
    assert PLACE.encode() in pages
    # Identifiers are sealed once more inside them.
    assert NAME.encode() not in pages


def _no_word_is_left(place: world.Place, name: str, words: Iterable[str]) -> None:
    """Neither in the decrypted pages, free ones included, nor in any cell that opens by key."""
    with place.open(name) as vault:
        pages = vault_pages.decrypted(vault)
        tables = [
            table
            for (table,) in vault.connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table'"
            )
        ]
        assert {"journal", "draft_values", "records", "refusals"} <= set(tables)
        cells = [
            str(cell)
            for table in tables
            for row in vault.connection.execute(f"SELECT * FROM {table}")
            for cell in row
        ]
    for word in words:
        assert word.encode() not in pages, f"{name}: a word is left in the pages"
        assert not any(word in cell for cell in cells), f"{name}: a word is left in a table"


def _send_and_import(place: world.Place) -> None:
    sent = world.fieldkit(
        "sync", "send", place.vault(LAPTOP), place.drop, "--json", *place.options(LAPTOP)
    )
    assert (sent.returncode, json.loads(sent.stdout)["batches"][-1]["records"]) == (0, 1)
    imported = world.fieldkit(
        "registry", "import", place.vault(world.COORDINATOR), place.drop, "--json",
        *place.options(world.COORDINATOR),
    )  # fmt: skip
    assert imported.returncode == 0, imported.stdout
    assert sum(batch["new"] for batch in json.loads(imported.stdout)["batches"]) == 1


def test_a_refusal_is_counted_in_the_next_publication(
    place: world.Place, deployment: world.Place
) -> None:
    interview(place, lines.intake("no"))
    _send_and_import(place)
    published = world.fieldkit(
        "publish", place.vault(world.COORDINATOR), place.folder / "out", "--json",
        *place.options(world.COORDINATOR),
    )  # fmt: skip
    assert published.returncode == 0, published.stderr
    forms = json.loads(published.stdout)["forms"]
    assert sum(form["refusals"] for form in forms.values()) == deployment.said["refusals"] + 1
    assert forms[FORM]["rows"] == deployment.said["records"][FORM]
