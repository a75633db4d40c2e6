"""A form that begins with answers of the last record gets the ordinary ones, and no others."""

from __future__ import annotations

import interview_world as world
import pytest

from fieldkit.forms import FormPackage, definition_from_package
from fieldkit.model.clock import SeededRandomness
from fieldkit.operations import interview, replay
from fieldkit.operations.interview import Interview
from fieldkit.operations.verify import verify_vault
from fieldkit.vault import Vault, forms_store, journal

FORM = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
    xmlns:fk="https://fieldkit.gr/ns/xforms">
<h:head><h:title>Round</h:title><model>
<instance><round id="round" version="{version}"><camp/><name/><trauma/><code/>
<member><age/><nick/></member><meta><instanceID/></meta></round></instance>
<instance id="last" src="jr://instance/last-saved"/>
<setvalue event="odk-instance-first-load" ref="/round/camp" value="instance('last')/round/camp"/>
<setvalue event="odk-instance-first-load" ref="/round/name" value="instance('last')/round/name"/>
<setvalue event="odk-instance-first-load" ref="/round/trauma"
  value="instance('last')/round/trauma"/>
<setvalue event="odk-instance-first-load" ref="/round/member/age"
  value="instance('last')/round/member/age"/>
<bind nodeset="/round/camp" type="string" fk:sensitivity="{camp}"/>
<bind nodeset="/round/name" type="string" fk:sensitivity="identifier"/>
<bind nodeset="/round/trauma" type="string" fk:sensitivity="special"/>
<bind nodeset="/round/code" type="string"/>
<bind nodeset="/round/member/age" type="int" fk:sensitivity="ordinary"/>
<bind nodeset="/round/member/nick" type="string" fk:sensitivity="identifier"/>
</model></h:head><h:body><input ref="/round/camp"/><input ref="/round/name"/>
<input ref="/round/trauma"/><input ref="/round/code"/><input ref="/round/member/age"/>
<input ref="/round/member/nick"/></h:body></h:html>
"""
SECRETS = ("Ζαραθούστρα", "a wound", "K-77", "Zara")


def add(opened: Vault, version: str, camp: str = "ordinary") -> None:
    package = FormPackage(FORM.format(version=version, camp=camp).encode())
    definition = definition_from_package(package)
    with opened.transaction():
        forms_store.add_form(opened, "round", version, definition.form_hash, package.to_bytes())


@pytest.fixture
def filled(opened: Vault) -> Interview:
    """A record with every kind of answer, not finished yet."""
    add(opened, "1")
    running = world.begin(opened, "round")
    for name, value in zip(("name", "trauma", "code", "member/nick"), SECRETS, strict=True):
        running.answer(f"/round/{name}", value)
    running.answer("/round/camp", "Ριτσώνα")
    running.answer("/round/member/age", 31)
    return running


def after(opened: Vault, seed: int = 7) -> Interview:
    return interview.start(opened, "round", world.clock(11), SeededRandomness(seed))


def carried(running: Interview) -> list[str]:
    paths = ("camp", "name", "trauma", "code", "member/age", "member/nick")
    return [running.session.value(f"/round/{path}") for path in paths]


def test_ordinary_answers_come_along_and_others_do_not(opened: Vault, filled: Interview) -> None:
    filled.finish()
    assert carried(after(opened)) == ["Ριτσώνα", "", "", "", "31", ""]


def test_what_is_not_finished_gives_nothing(opened: Vault, filled: Interview) -> None:
    assert carried(after(opened)) == [""] * 6


def test_nothing_else_of_the_last_record_is_in_the_journal_of_the_next(
    opened: Vault, filled: Interview
) -> None:
    filled.finish()
    record = after(opened).record
    said = "".join(entry.value.text for entry in journal.entries(opened, record))
    assert "Ριτσώνα" in said
    assert not [secret for secret in SECRETS if secret in said]


def test_the_record_replays_without_the_one_it_began_with(opened: Vault, filled: Interview) -> None:
    filled.finish()
    running = after(opened)
    filled.reopen()
    filled.answer("/round/camp", "Μαλακάσα")
    assert replay.replay(opened, running.record).value("/round/camp") == "Ριτσώνα"
    assert all(check.ok for check in verify_vault(opened))


def test_the_last_one_finished_counts(opened: Vault, filled: Interview) -> None:
    filled.finish()
    second = after(opened)
    second.answer("/round/camp", "Σχιστό")
    second.finish()
    assert carried(after(opened, 9))[0] == "Σχιστό"
    filled.reopen()
    filled.finish()  # finished anew: now it is the last one
    assert carried(after(opened, 10))[0] == "Ριτσώνα"


def test_a_question_that_became_sensitive_is_not_carried_over(
    opened: Vault, filled: Interview
) -> None:
    filled.finish()
    add(opened, "2", camp="special")
    assert carried(after(opened)) == ["", "", "", "", "31", ""]


def test_a_form_that_does_not_ask_is_given_nothing(opened: Vault) -> None:
    finished = world.begin(opened, world.UNGATED)
    finished.answer("/visit/place", "Ριτσώνα")
    finished.answer("/visit/age", 5)
    finished.finish()
    record = world.begin(opened, world.UNGATED, seed=8).record
    assert "last_saved" not in journal.entries(opened, record)[0].value.text


def test_a_record_that_was_sent_and_taken_up_again_counts_no_more(
    opened: Vault, filled: Interview
) -> None:
    filled.finish()
    opened.connection.execute("UPDATE versions SET state = 'sent'")
    filled.reopen()
    assert carried(after(opened)) == [""] * 6


def test_records_of_somebody_else_are_not_read(opened: Vault, filled: Interview) -> None:
    filled.finish()
    opened.connection.execute("UPDATE versions SET author = 'somebody else'")
    assert carried(after(opened)) == [""] * 6
