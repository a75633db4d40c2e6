"""The shipped forms behave as the field specification's acceptance lines and test vectors say."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from library_workbooks import LANGUAGES, question, texts, workbook_path

from fieldkit.forms import FormDefinition, FormSession, Host, Moment, load

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=ZoneInfo("Europe/Athens"))
HOST = Host(properties={"username": "w-17", "fk_team": "t1", "fk_municipality": "athens"})
TOPICS = ["who", "why", "who_sees", "how_long", "rights", "free", "laptop", "asylum"]


@cache
def definition(form: str) -> FormDefinition:
    return load(workbook_path(form))


def start(form: str) -> FormSession:
    return FormSession(definition(form), Moment(now=NOON, seed=b"library"), host=HOST)


def path_of(form: str, name: str) -> str:
    [path] = [p for p in definition(form).nodes if p.rsplit("/", 1)[-1] == name]
    return path


class Interview:
    """A session addressed by question names, which are unique within a shipped form."""

    def __init__(self, form: str, **answers: object) -> None:
        self.form = form
        self.session = start(form)
        self.give(**answers)

    def give(self, **answers: object) -> None:
        for name, value in answers.items():
            self.session.answer(self.path(name), value)

    def path(self, name: str) -> str:
        return path_of(self.form, name)

    def value(self, name: str) -> str:
        return self.session.value(self.path(name))

    def shown(self, name: str) -> bool:
        return self.session.relevant(self.path(name))

    def fits(self, name: str) -> bool:
        return self.session.problem(self.path(name)) is None


def notice(**answers: object) -> Interview:
    usual: dict[str, object] = {
        "subject_code": "FK-7Q4M-2XKD",
        "capacity": "adult",
        "event_type": "first",
        "notice_version": "n-2026-1",
        "notice_mode": ["read_aloud"],
    }
    return Interview("consent_rights", **usual | answers)


def intake(**answers: object) -> Interview:
    usual: dict[str, object] = {"subject_code": "FK-7Q4M-2XKD", "may_continue": "yes"}
    return Interview("intake_household", **usual | answers)


def survey(**answers: object) -> Interview:
    usual: dict[str, object] = {"adult": "yes", "may_continue": "yes"}
    return Interview("integration_survey", **usual | answers)


def with_members(household: Interview, listed: int) -> None:
    while int(household.value("hh_members_listed")) < listed:
        household.session.add_repeat(household.path("member"))


# The visit


@pytest.mark.parametrize("form", ["consent_rights", "intake_household", "integration_survey"])
def test_the_visit_is_filled_in_from_the_laptop(form: str) -> None:
    visit = Interview(form)
    assert visit.value("visit_date") == "2026-11-22"
    assert visit.value("worker_code") == "w-17"
    assert visit.value("team_code") == "t1"
    assert visit.value("municipality_code") == "athens"
    assert len(visit.value("record_id")) == 36


@pytest.mark.parametrize(
    ("code", "fits"), [("FK-7Q4M-2XKD", True), ("FK-7Q4I-2XKD", False), ("Maria", False)]
)
def test_a_person_code_never_holds_look_alike_letters(code: str, fits: bool) -> None:
    assert notice(subject_code=code).fits("subject_code") is fits


# F01 consent and rights


def test_a_child_alone_is_asked_nothing_more_and_the_record_can_be_saved() -> None:
    child = Interview("consent_rights", subject_code="FK-7Q4M-2XKD", capacity="child_alone")
    assert child.shown("child_alone_stop")
    for block in ("notice_block", "choices_block", "rights_block"):
        assert not child.shown(block)
    assert child.session.validate() == []


@pytest.mark.parametrize(
    ("topics", "fits"), [(TOPICS[:7], False), (TOPICS, True), (["cannot"], True)]
)
def test_all_eight_topics_come_before_any_choice(topics: list[str], fits: bool) -> None:
    assert notice(notice_topics=topics).fits("notice_topics") is fits


def test_choices_open_only_after_they_were_understood_and_none_is_ticked() -> None:
    told = notice(notice_topics=TOPICS, understood="no")
    assert told.shown("not_understood")
    assert not told.shown("choices_block")
    told.give(understood="yes")
    for purpose in ("p_referral", "p_contact", "p_research", "p_photo"):
        assert told.shown(purpose)
        assert told.value(purpose) == ""


def test_a_refusal_of_every_purpose_is_a_complete_record() -> None:
    told = notice(notice_topics=TOPICS, understood="yes")
    told.give(p_referral="refuse", p_contact="refuse", p_research="refuse", p_photo="refuse")
    assert not told.shown("consent_form")
    assert told.session.validate() == []


def test_a_request_about_rights_is_due_in_28_days() -> None:
    asked = notice(notice_topics=TOPICS, visit_date="2026-11-22")
    asked.give(event_type="rights", rights_asked=["access"])
    assert asked.value("rights_due") == "2026-12-20"
    assert "2026-12-20" in asked.session.label(asked.path("rights_due_show"))


def test_do_not_contact_stands_alone() -> None:
    told = notice(notice_topics=TOPICS, understood="yes", p_contact="agree")
    told.give(contact_ways=["none", "call"])
    assert not told.fits("contact_ways")
    told.give(contact_ways=["none"])
    assert told.fits("contact_ways")


# F02 intake


@pytest.mark.parametrize(
    ("number", "fits"),
    [
        ("000000012", True),
        ("000000013", False),
        ("000000000", False),
        ("094429812", True),
        ("12345678", False),
    ],
)
def test_tax_numbers_are_checked_by_their_last_digit(number: str, fits: bool) -> None:
    asked = intake(docs_held=["afm"], needs_numbers="yes", afm=number)
    assert asked.fits("afm") is fits


@pytest.mark.parametrize(
    ("number", "fits"),
    [
        ("01019000007", True),
        ("31128500001", True),
        ("01019000000", False),
        ("0101900000", False),
    ],
)
def test_social_security_numbers_are_checked_by_their_last_digit(number: str, fits: bool) -> None:
    asked = intake(docs_held=["amka"], needs_numbers="yes", amka=number)
    assert asked.fits("amka") is fits


def test_official_numbers_are_asked_only_when_the_service_needs_them() -> None:
    asked = intake(docs_held=["afm", "amka"])
    assert not asked.shown("afm")
    asked.give(needs_numbers="yes")
    assert asked.shown("afm")
    assert asked.shown("amka")
    assert not asked.shown("permit_no")


@pytest.mark.parametrize(
    ("answers", "youngest", "oldest", "minor"),
    [
        ({"dob_precision": "full", "dob_date": "2008-11-22"}, "18", "18", "no"),
        ({"dob_precision": "full", "dob_date": "2008-11-23"}, "17", "17", "yes"),
        ({"dob_precision": "year", "dob_year": 2008}, "17", "18", "uncertain"),
        ({"dob_precision": "year", "dob_year": 2007}, "18", "19", "no"),
        (
            {"dob_precision": "year", "dob_calendar": "persian", "dob_year": 2007},
            "17",
            "19",
            "uncertain",
        ),
        ({"dob_precision": "estimate", "age_estimate": 19}, "17", "21", "uncertain"),
        ({"dob_precision": "unknown"}, "", "", "uncertain"),
    ],
)
def test_who_may_be_a_child_is_handled_as_a_child(
    answers: dict[str, object], youngest: str, oldest: str, minor: str
) -> None:
    person = intake(**answers)
    assert (person.value("age_min"), person.value("age_max")) == (youngest, oldest)
    assert person.value("minor") == minor
    assert person.shown("minor_alert") is (minor != "no")


def test_a_year_of_another_calendar_is_noticed() -> None:
    person = intake(dob_precision="year", dob_year=1387)
    problem = person.session.problem(person.path("dob_year"))
    assert problem is not None
    assert (
        problem.message
        == texts(question("intake_household", "dob_year"), "constraint_message")["English (en)"]
    )


def test_one_name_is_a_whole_name() -> None:
    person = intake(name_given="Zahra", has_family_name="no", dob_precision="unknown")
    person.give(hh_size=1, requests=["health"])
    assert not person.shown("name_family")
    assert person.session.validate() == []


def test_a_household_of_one_lists_nobody() -> None:
    alone = intake(hh_size=1)
    assert alone.value("hh_members_listed") == "0"
    assert alone.value("hh_complete") == "yes"
    assert not alone.shown("hh_mismatch")


def test_a_household_corrected_to_one_saves_no_other_member() -> None:
    family = intake(hh_size=3)
    with_members(family, 2)
    family.give(hh_size=1)
    assert family.value("hh_complete") == "yes"
    assert b"<member" not in family.session.submission()


def test_a_household_of_four_lists_three_others() -> None:
    family = intake(hh_size=4)
    with_members(family, 3)
    assert family.value("hh_complete") == "yes"
    assert not family.shown("hh_mismatch")
    member = family.path("member")
    assert [family.session.value(f"{member}[{n}]/m_index") for n in (1, 2, 3)] == ["1", "2", "3"]


def test_a_household_that_is_not_listed_to_the_end_can_be_saved() -> None:
    family = intake(name_given="Zahra", dob_precision="unknown", hh_size=4, requests=["health"])
    with_members(family, 2)
    for n in (1, 2):
        family.session.answer(f"{family.path('member')}[{n}]/m_dob_precision", "unknown")
    assert family.value("hh_complete") == "no"
    assert family.shown("hh_mismatch")
    assert family.session.validate() == []


def test_the_household_note_says_both_numbers_in_every_language() -> None:
    family = intake(hh_size=4)
    with_members(family, 2)
    for language in LANGUAGES:
        family.session.set_language(language)
        told = family.session.label(family.path("hh_mismatch"))
        assert "4" in told, language
        assert "2" in told, language


@pytest.mark.parametrize(("age", "asked"), [(3, False), (4, True), (17, True), (18, False)])
def test_school_is_asked_for_children_of_school_age(age: int, asked: bool) -> None:
    family = intake(hh_size=2)
    with_members(family, 1)
    first = f"{family.path('member')}[1]"
    family.session.answer(f"{first}/m_dob_precision", "estimate")
    family.session.answer(f"{first}/m_age_estimate", age)
    assert family.session.relevant(f"{first}/m_school") is asked


def test_no_papers_stands_alone() -> None:
    assert not intake(docs_held=["none", "passport"]).fits("docs_held")
    assert intake(docs_held=["none"]).fits("docs_held")


def test_a_no_at_the_gate_closes_the_intake() -> None:
    person = intake(name_given="Zahra")
    person.give(may_continue="no")
    assert person.shown("gate_stop")
    assert not person.shown("all_block")
    assert person.session.validate() == []
    assert definition("intake_household").gate == person.path("may_continue")


# F12 survey


@pytest.mark.parametrize(
    ("actions", "score"),
    [
        (["none"], "1"),
        (["meeting"], "2"),
        (["meeting", "contacted"], "3"),
        (["meeting", "contacted", "volunteer", "council"], "5"),
        (["meeting", "contacted", "volunteer", "council", "petition"], "5"),
        (["pnta"], "97"),
        (None, ""),
    ],
)
def test_civic_actions_are_counted_into_five_steps(actions: list[str] | None, score: str) -> None:
    assert survey(civ_actions=actions).value("civ_actions_score") == score


@pytest.mark.parametrize("mixed", [["none", "meeting"], ["pnta", "meeting"]])
def test_none_and_prefers_not_stand_alone(mixed: list[str]) -> None:
    assert not survey(civ_actions=mixed).fits("civ_actions")


@pytest.mark.parametrize("answers", [{"adult": "no"}, {"may_continue": "no"}])
def test_the_survey_is_for_adults_who_want_it(answers: dict[str, str]) -> None:
    closed = survey(**answers)
    assert closed.shown("ix_stop")
    assert not closed.shown("ix_all")


@pytest.mark.parametrize(("wave", "fits"), [("2026-2", True), ("2026-3", False), ("26-2", False)])
def test_a_wave_is_a_half_year(wave: str, fits: bool) -> None:
    assert survey(wave=wave).fits("wave") is fits


def test_any_survey_question_may_be_skipped() -> None:
    asked = survey(wave="2026-2", stratum="s1", recruit="venue")
    assert asked.session.validate() == []
    assert float(asked.value("design_weight")) == 1
    assert asked.value("index_version") == "imi-1.0"
