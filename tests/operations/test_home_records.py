"""What a home page lists, and that nobody is named in it."""

from __future__ import annotations

from pathlib import Path

import interview_world as world
import pytest
from interview_world import CODE, GATED, NAME, UNGATED

from fieldkit.forms import FormPackage
from fieldkit.model.records import RecordState
from fieldkit.operations.form_titles import FormTitle
from fieldkit.operations.home import HomeRecord, home_records, startable
from fieldkit.operations.interview import Interview
from fieldkit.vault import Vault, forms_store, journal, records


def listed(opened: Vault) -> list[HomeRecord]:
    return home_records(opened, world.clock(12))


def fill(running: Interview) -> None:
    running.answer("/visit/may_continue", "yes")
    running.answer("/visit/name", NAME)
    running.answer("/visit/subject_code", CODE)
    running.answer("/visit/age", 40)


def test_a_draft_is_known_by_its_code_and_tells_what_is_missing(opened: Vault) -> None:
    running = world.begin(opened)
    fill(running)
    (line,) = listed(opened)
    steps = journal.entries(opened, running.record)
    assert line == HomeRecord(
        record=running.record,
        form_id=GATED,
        form_title=FormTitle("Visit"),
        version="1",
        state=RecordState.DRAFT,
        started_at=steps[0].at,
        changed_at=steps[-1].at,
        subject=CODE,
        missing=1,  # the city of somebody older than ten
    )
    assert CODE not in repr(line)
    assert NAME not in repr(line)
    running.answer("/visit/city", "Βόλος")
    assert listed(opened)[0].missing == 0


def test_the_count_of_problems_is_that_of_the_interview_itself(opened: Vault) -> None:
    for seed, age in enumerate((5, 40, None)):
        running = world.begin(opened, UNGATED, seed)
        running.answer("/visit/age", age)
        row = running.add_repeat("/visit/member").path
        running.answer(f"{row}/m_age", 3)
        (line,) = [each for each in listed(opened) if each.record == running.record]
        assert line.missing == len(running.session.validate())
    before = [journal.entries(opened, each.record) for each in listed(opened)]
    assert [journal.entries(opened, each.record) for each in listed(opened)] == before


def test_a_record_is_followed_through_its_states(opened: Vault) -> None:
    running = world.begin(opened, UNGATED)
    running.answer("/visit/place", "here")
    running.finish()
    (line,) = listed(opened)
    assert (line.state, line.was_sent, line.missing) == (RecordState.FINAL, False, 0)
    assert line.finished_at == line.changed_at > line.started_at
    with opened.transaction():
        records.mark(opened, running.record, RecordState.SENT, head="ab" * 32)
    running = world.again(opened, running.record)
    running.reopen()
    (line,) = listed(opened)
    assert (line.state, line.was_sent) == (RecordState.DRAFT, True)


def test_a_refusal_has_a_month_and_nobody(opened: Vault) -> None:
    running = world.begin(opened)
    running.answer("/visit/may_continue", "no")
    (line,) = listed(opened)
    assert (line.is_refusal, line.state) == (True, RecordState.FINAL)
    assert (line.started_at, line.changed_at, line.finished_at) == ("2026-11",) * 3
    assert (line.subject, line.missing, line.was_sent) == ("", 0, False)
    assert line.record != running.record


def test_without_the_identifier_key_the_list_opens_without_codes(folder: Path) -> None:
    with world.open_vault(folder) as opened:
        fill(world.begin(opened))
    with world.open_vault(folder, world.RESEARCHER) as opened:
        (line,) = listed(opened)
        assert (line.subject, line.missing, line.state) == ("", 0, RecordState.DRAFT)


def test_a_record_whose_form_is_gone_is_listed_by_the_forms_id(opened: Vault) -> None:
    running = world.begin(opened, UNGATED)
    opened.connection.execute("DELETE FROM forms WHERE form_id = ?", (UNGATED,))
    (line,) = listed(opened)
    assert (line.record, line.form_title, line.missing) == (
        running.record,
        FormTitle(UNGATED),
        0,
    )


def test_forms_are_offered_in_their_current_version(opened: Vault) -> None:
    newer = FormPackage(
        world.package(UNGATED).xform.replace(b'version="1"', b'version="2"'),
        metadata={"fk_gate": ""},
    )
    with opened.transaction():
        forms_store.add_form(opened, UNGATED, "2", newer.hash, newer.to_bytes())
    offered = {form.form_id: form for form in startable(opened)}
    assert {form_id: form.version for form_id, form in offered.items()} == {
        GATED: "1",
        UNGATED: "2",
    }
    assert [offered[form].has_gate for form in (GATED, UNGATED)] == [True, False]
    form = offered[GATED]
    assert form.languages == (("en", "English (en)"), ("el", "Ελληνικά (el)"))
    assert (form.default_language, form.draft_languages) == ("en", ())
    assert form.form_title == FormTitle("Visit")


def test_a_form_that_cannot_run_is_not_offered(opened: Vault) -> None:
    broken = FormPackage(b"<h:html xmlns:h='http://www.w3.org/1999/xhtml'/>")
    with opened.transaction():
        forms_store.add_form(opened, "broken", "1", broken.hash, broken.to_bytes())
    assert [form.form_id for form in startable(opened)] == [GATED, UNGATED]


def test_forms_are_read_once_and_not_at_every_look(
    opened: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(world.begin(opened))
    startable(opened)
    listed(opened)

    def again(_package: FormPackage) -> None:
        raise AssertionError("a form was read a second time")

    monkeypatch.setattr("fieldkit.operations.replay.definition_from_package", again)
    assert len(startable(opened)) == 2
    assert len(listed(opened)) == 1
    assert world.begin(opened, UNGATED, 2).session.definition.form_id == UNGATED
