"""What is not taken: the reason in both languages, and what was typed stays until it is good."""

from __future__ import annotations

import presenter_world as world
import pytest
from interview_fixtures import template_vault
from presenter_fixtures import access

from fieldkit.ui.models.interview import Fate, SectionState
from fieldkit.ui.presenters.access import Access
from fieldkit.ui.presenters.interview import InterviewPresenter

__all__ = ["access", "template_vault"]

GATE = "/data/gate/may_continue"
AMKA = "/data/all_block/ids_block/amka"
WAYS = "/data/all_block/contact_block/contact_ways"


@pytest.fixture
def intake(access: Access) -> InterviewPresenter:
    presenter = world.begin(access, world.INTAKE, ("el", "fa"))
    presenter.answer(GATE, "yes")
    return presenter


def ask_for_amka(intake: InterviewPresenter) -> None:
    intake.answer("/data/all_block/status_block/docs_held", ("amka",))
    intake.answer("/data/all_block/needs_numbers", "yes")
    intake.go_to(AMKA)


def test_a_wrong_digit_in_a_number_typed_in_persian_is_told_and_corrected(
    intake: InterviewPresenter,
) -> None:
    ask_for_amka(intake)
    step = intake.answer(AMKA, "۰۱۰۱۸۰۱۲۳۴۵")
    assert step.fate is Fate.REFUSED
    assert world.problem_texts(step) == (
        "Ο ΑΜΚΑ δεν είναι έγκυρος: ελέγξτε και τα 11 ψηφία",
        "این AMKA درست نیست: هر ۱۱ رقم را بررسی کنید",
    )
    shown = world.question(world.shown(step), "amka")
    assert (shown.typed, shown.value) == ("۰۱۰۱۸۰۱۲۳۴۵", "")
    step = intake.answer(AMKA, "۰۱۰۱۸۰۱۲۳۴۲")
    shown = world.question(world.shown(step), "amka")
    assert step.fate is Fate.SAVED
    assert (shown.typed, shown.problem, shown.value) == (None, None, "01018012342")


def test_the_reason_follows_the_languages(intake: InterviewPresenter) -> None:
    ask_for_amka(intake)
    intake.answer(AMKA, "12")
    problem = world.question(intake.speak("fr"), "amka").problem
    assert problem is not None
    assert problem.second is not None
    assert (problem.lead.language, problem.second.language) == ("el", "fr")
    assert problem.second.text.startswith("Ce numéro AMKA")
    problem = world.question(intake.swap(), "amka").problem
    assert problem is not None
    assert problem.lead.language == "fr"


def test_words_of_the_window_have_no_language(intake: InterviewPresenter) -> None:
    intake.go_to("/data/all_block/hh_size")
    step = intake.answer("/data/all_block/hh_size", "four")
    assert step.problem is not None
    assert step.problem.lead.language == ""
    assert step.problem.lead.text == "Write a whole number, for example 12."
    assert step.problem.second is None


def test_choices_that_do_not_fit_together_stay_chosen(intake: InterviewPresenter) -> None:
    intake.go_to(WAYS)
    intake.answer(WAYS, ("call",))
    offered = [each.value for each in world.question(intake.view(), "contact_ways").choices]
    other = next(each for each in offered if each != "none")
    intake.answer(WAYS, (other,))
    step = intake.answer(WAYS, (other, "none"))
    shown = world.question(world.shown(step), "contact_ways")
    assert step.fate is Fate.REFUSED
    assert (shown.value, shown.typed) == (other, f"{other} none")
    shown = world.question(world.shown(intake.answer(WAYS, (other,))), "contact_ways")
    assert (shown.value, shown.typed, shown.problem) == (other, None, None)
    shown = world.question(world.shown(intake.answer(WAYS, ())), "contact_ways")
    assert shown.value == ""


def test_a_choice_that_is_not_offered_is_refused(intake: InterviewPresenter) -> None:
    step = intake.answer("/data/all_block/person_block/gender", "nobody")
    assert world.problem_texts(step)[0] == "This choice is not offered here now."


def test_permission_is_not_taken_away_by_leaving_it_open(intake: InterviewPresenter) -> None:
    intake.go_to(GATE)
    assert world.question(intake.view(), "may_continue").is_gate
    step = intake.answer(GATE, None)
    assert world.problem_texts(step)[0] == "Permission was given. To withdraw it, answer no."
    shown = world.question(world.shown(step), "may_continue")
    assert (shown.value, shown.typed, shown.problem) == ("yes", None, None)


def test_what_comes_too_late_is_refused_and_leaves_nothing(intake: InterviewPresenter) -> None:
    row = world.shown(intake.add_row("/data/all_block/member")).focus
    step = intake.answer("/data/all_block/member[gone]/m_name", "Amal")
    assert (step.fate, world.problem_texts(step)[0]) == (
        Fate.REFUSED,
        "This question is no longer there.",
    )
    assert row == ""  # nobody else in the household so far: a new member is not asked for
    step = intake.answer("/data/all_block/name_block/name_family", "Amal")
    assert world.problem_texts(step)[0] == "This question is not asked now."
    step = intake.answer("/data/meta_block/worker_code", "somebody")
    assert world.problem_texts(step)[0] == "This answer cannot be changed by hand."
    assert intake.remove_row("/data/all_block/member[gone]").fate is Fate.REFUSED
    assert intake.add_row("/data/nothing").fate is Fate.REFUSED
    assert intake.put_back().fate is Fate.REFUSED
    assert SectionState.ATTENTION not in {line.state for line in intake.view().sections}


QUOTING = """<itext>
<translation lang="English (en)" default="true()">
<text id="m"><value>Not <output value="."/>, at most <output value="/data/most"/></value></text>
</translation><translation lang="العربية (ar)">
<text id="m"><value>ليس <output value="."/></value></text></translation>
<translation lang="Ελληνικά (el)"></translation></itext>
<bind nodeset="/data/most" type="int"/>
<bind nodeset="/data/age" type="int" constraint=". &lt;= /data/most"
 jr:constraintMsg="jr:itext('m')"/>
<bind nodeset="/data/bare" type="int" constraint=". &lt;= /data/most"/>
<bind nodeset="/data/plain" type="int" constraint=". &lt;= /data/most" jr:constraintMsg="No more"/>
"""


@pytest.fixture
def quoting(access: Access) -> InterviewPresenter:
    names = ("most", "age", "bare", "plain")
    form = world.add_form(
        access,
        f'<data id="quoting">{"".join(f"<{name}/>" for name in names)}</data>',
        QUOTING,
        "".join(f'<input ref="/data/{name}"/>' for name in names),
    )
    presenter = world.begin(access, form, ("en", "ar"))
    presenter.answer("/data/most", "100")
    return presenter


def test_a_reason_quotes_the_refused_answer_in_both_languages(
    quoting: InterviewPresenter,
) -> None:
    step = quoting.answer("/data/age", "١٢٠")
    assert world.problem_texts(step) == ("Not 120, at most 100", "ليس 120")
    problem = world.question(quoting.speak("el"), "age").problem
    assert problem is not None
    assert problem.second is not None
    assert (problem.second.language, problem.second.fallback) == ("en", True)


def test_a_rule_without_words_has_those_of_the_window(quoting: InterviewPresenter) -> None:
    step = quoting.answer("/data/bare", "120")
    assert step.problem is not None
    assert (step.problem.lead.text, step.problem.lead.language) == (
        "This answer does not fit the question.",
        "",
    )
    step = quoting.answer("/data/plain", "120")
    assert step.problem is not None
    assert (step.problem.lead.text, step.problem.lead.language) == ("No more", "und")


def test_an_answer_that_fits_no_more_keeps_its_value_and_says_why(
    quoting: InterviewPresenter,
) -> None:
    quoting.answer("/data/age", "90")
    view = world.shown(quoting.answer("/data/most", "80"))
    age = world.question(view, "age")
    assert (age.value, age.typed) == ("90", None)
    assert age.problem is not None
    assert age.problem.lead.text == "Not 90, at most 80"
    assert view.sections[0].state is SectionState.ATTENTION
    view = world.shown(quoting.answer("/data/most", "95"))
    assert world.question(view, "age").problem is None


def test_what_was_typed_goes_with_its_row(access: Access) -> None:
    presenter = world.begin(access, "roster", ("en", ""))
    row = world.rows(world.shown(presenter.add_row("/data/member")))[0]
    view = world.shown(presenter.answer(f"{row.key}/age", "old"))
    assert view.sections[0].state is SectionState.ATTENTION
    view = world.shown(presenter.remove_row(row.key))
    assert view.sections[0].state is not SectionState.ATTENTION
    assert presenter.put_back().fate is Fate.SAVED


def test_what_was_typed_at_a_question_that_is_hidden_now_waits(access: Access) -> None:
    form = world.add_form(
        access,
        '<data id="hiding"><ask/><age/></data>',
        '<bind nodeset="/data/age" type="int" relevant="/data/ask = \'1\'"/>',
        '<input ref="/data/ask"/><input ref="/data/age"/>',
    )
    presenter = world.begin(access, form)
    presenter.answer("/data/ask", "1")
    presenter.answer("/data/age", "old")
    view = world.shown(presenter.answer("/data/ask", "0"))
    assert view.sections[0].state is SectionState.COMPLETE
    view = world.shown(presenter.answer("/data/ask", "1"))
    assert world.question(view, "age").typed == "old"


def test_a_group_that_becomes_read_only_shows_it_at_its_questions(access: Access) -> None:
    form = world.add_form(
        access,
        '<data id="locking"><lock/><g><age/></g></data>',
        '<bind nodeset="/data/g" readonly="/data/lock = \'1\'"/>',
        '<group ref="/data/g" appearance="field-list"><input ref="/data/lock"/>'
        '<input ref="/data/g/age"/></group>',
    )
    presenter = world.begin(access, form)
    assert not world.question(presenter.view(), "age").readonly
    view = world.shown(presenter.answer("/data/lock", "1"))
    assert world.question(view, "age").readonly
    assert view.sections[0].asked == 1


def test_what_was_refused_goes_when_its_question_can_no_longer_be_changed(access: Access) -> None:
    form = world.add_form(
        access,
        "<data id='locked'><limit/><number/></data>",
        """<bind nodeset="/data/limit" type="int"/>
        <bind nodeset="/data/number" type="int" constraint=". &lt;= /data/limit"
          readonly="/data/limit = 1"/>""",
        '<input ref="/data/limit"/><input ref="/data/number"/>',
    )
    presenter = world.begin(access, form)
    presenter.answer("/data/limit", "3")
    presenter.answer("/data/number", "2")
    step = presenter.answer("/data/number", "17")
    assert step.fate is Fate.REFUSED
    assert world.shown(step).unsaved == 1
    shown = world.shown(presenter.answer("/data/limit", "2"))
    assert world.question(shown, "number").typed == "17"  # it can still be put right
    shown = world.shown(presenter.answer("/data/limit", "1"))
    assert (world.question(shown, "number").typed, world.question(shown, "number").value) == (
        None,
        "2",
    )
    assert shown.unsaved == 0
