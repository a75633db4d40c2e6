"""The interview presenter on the shipped intake form: answers, rows, languages, going about."""

from __future__ import annotations

import presenter_world as world
import pytest
from interview_fixtures import template_vault
from presenter_fixtures import access

from fieldkit.model.errors import AnswerRefused
from fieldkit.ui.models.interview import Fate, Gate, QuestionKind, SectionState
from fieldkit.ui.presenters.access import Access
from fieldkit.ui.presenters.interview import InterviewPresenter

__all__ = ["access", "template_vault"]

DATE = "/data/meta_block/visit_date"
GATE = "/data/gate/may_continue"
CODE = "/data/meta_block/subject_code"
SIZE = "/data/all_block/hh_size"
MEMBER = "/data/all_block/member"


@pytest.fixture
def intake(access: Access) -> InterviewPresenter:
    return world.begin(access, world.INTAKE, world.GREEK_ARABIC)


def test_a_new_record_opens_at_its_first_section_in_two_languages(
    intake: InterviewPresenter,
) -> None:
    view = intake.view()
    assert [line.id for line in view.sections] == [
        "/data/meta_block",
        "/data/gate",
        "/data/close_block",
    ]
    assert view.position == 0
    assert view.gate is Gate.CLOSED
    date = world.question(view, "visit_date")
    assert date.kind is QuestionKind.DATE
    assert date.label.lead.text == "Ημερομηνία της επίσκεψης"
    assert date.label.lead.language == "el"
    assert date.label.second is not None
    assert date.label.second.language == "ar"
    assert date.problem is None
    assert date.required


def test_an_answer_is_saved_and_the_section_counts_it(intake: InterviewPresenter) -> None:
    before = intake.view().sections[0]
    step = intake.answer("/data/meta_block/municipality_code", "lesvos")
    view = world.shown(step)
    assert step.fate is Fate.SAVED
    assert world.question(view, "municipality_code").value == "lesvos"
    assert world.question(view, "municipality_code").answered_in == "ar"
    assert view.sections[0].answered == before.answered + 1
    assert view.saved_at > ""


def test_members_come_go_and_come_back(intake: InterviewPresenter) -> None:
    intake.answer(GATE, "yes")
    intake.answer(SIZE, "۴")
    view = intake.go(MEMBER)
    assert world.question(view, "hh_size").value == "4"
    step = intake.add_row(MEMBER)
    assert step.fate is Fate.SAVED
    assert world.shown(step).focus.endswith("/m_name")
    step = intake.answer(world.shown(step).focus, "Αμάλ")
    rows = world.rows(world.shown(step))
    assert [row.name for row in rows] == ["", "Αμάλ"]
    intake.remove_row(rows[1].key)
    step = intake.put_back()
    assert world.rows(world.shown(step)) == rows


def test_one_speaks_swaps_and_goes_about(intake: InterviewPresenter) -> None:
    view = intake.speak("fa")
    assert view.languages.second == "fa"
    view = intake.swap()
    assert (view.languages.lead, view.languages.second) == ("fa", "el")
    assert intake.next().current == "/data/gate"
    assert intake.previous().current == "/data/meta_block"
    assert intake.previous().current == "/data/meta_block"
    view = intake.go_to(GATE)
    assert (view.current, view.focus) == ("/data/gate", GATE)
    with pytest.raises(AnswerRefused):
        intake.speak("xx")


def test_what_is_refused_stays_typed_beside_its_problem(intake: InterviewPresenter) -> None:
    step = intake.answer(DATE, "22/11/2027")
    assert step.fate is Fate.REFUSED
    assert world.problem_texts(step)[0] == "Η επίσκεψη δεν μπορεί να είναι στο μέλλον"
    view = world.shown(step)
    assert world.question(view, "visit_date").typed == "22/11/2027"
    assert world.question(view, "visit_date").value == "2026-11-22"
    assert view.sections[0].state is SectionState.ATTENTION
    view = world.shown(intake.answer(DATE, "21/11/2026"))
    assert world.question(view, "visit_date").typed is None
    assert view.sections[0].state is SectionState.STARTED


def test_a_no_at_the_gate_leaves_no_view(intake: InterviewPresenter) -> None:
    intake.answer(CODE, "FK-7Q4M-2XKD")
    assert intake.view().held == 1
    step = intake.answer(GATE, "no")
    assert (step.fate, step.view) == (Fate.DECLINED, None)
    with pytest.raises(AnswerRefused) as over:
        intake.view()
    assert over.value.code == "finished"


def test_a_record_is_taken_up_at_its_last_place(access: Access, intake: InterviewPresenter) -> None:
    intake.answer(GATE, "yes")
    left = intake.go_to("/data/all_block/person_block/gender")
    intake.answer("/data/all_block/person_block/gender", left.items[0].choices[0].value)
    view = world.again(access, left.record, ("el", "")).view()
    assert view.current == "/data/all_block/person_block"
    assert view.focus == "/data/all_block/person_block/gender"
    assert view.languages.respondent == "ar"
