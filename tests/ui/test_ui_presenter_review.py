"""The review, finishing, and taking a finished record up again."""

from __future__ import annotations

import presenter_world as world
import pytest
from interview_fixtures import template_vault
from presenter_fixtures import access

from fieldkit.model.errors import AnswerRefused
from fieldkit.model.records import RecordState
from fieldkit.ui.models.interview import (
    AnswerLine,
    Bilingual,
    Fate,
    ProblemLine,
    QuestionKind,
    ReviewView,
)
from fieldkit.ui.presenters.access import Access
from fieldkit.ui.presenters.interview import InterviewPresenter
from fieldkit.vault import records

__all__ = ["access", "template_vault"]

MEMBER = "/data/all_block/member"
ANSWERS: dict[str, str | tuple[str, ...]] = {
    "/data/meta_block/municipality_code": "lesvos",
    "/data/meta_block/subject_code": "FK-7Q4M-2XKD",
    "/data/gate/may_continue": "yes",
    "/data/all_block/name_block/name_given": "Ζαραθούστρα",
    "/data/all_block/birth_block/dob_precision": "full",
    "/data/all_block/birth_block/dob_date": "۱/۲/۱۹۹۰",
    "/data/all_block/hh_size": "1",
    "/data/all_block/request_block/requests": ("info",),
}


@pytest.fixture
def intake(access: Access) -> InterviewPresenter:
    return world.begin(access, world.INTAKE, world.GREEK_ARABIC)


def fill(presenter: InterviewPresenter) -> None:
    """Every required answer. Where a choice is needed that this table does not know, the first."""
    for key, value in ANSWERS.items():
        step = presenter.answer(key, value)
        if step.fate is Fate.REFUSED:
            view = presenter.go_to(key)
            question = next(each for each in world.questions(view.items) if each.key == key)
            first = question.choices[0].value
            several = question.kind is QuestionKind.SELECT_MULTIPLE
            presenter.answer(key, (first,) if several else first)


def line_of(review: ReviewView, name: str) -> AnswerLine:
    return next(
        line
        for section in review.sections
        for line in section.answers
        if line.key.endswith(f"/{name}")
    )


def words(label: Bilingual | None) -> tuple[str, str]:
    assert label is not None
    return label.lead.text, "" if label.second is None else label.second.text


def named(problems: tuple[ProblemLine, ...]) -> list[str]:
    return [problem.key.rpartition("/")[2] for problem in problems]


def test_the_review_lists_what_is_missing_in_form_order_with_the_way_to_it(
    intake: InterviewPresenter,
) -> None:
    intake.answer("/data/gate/may_continue", "yes")
    review = intake.review()
    assert named(review.problems) == [
        "municipality_code", "subject_code", "dob_precision", "hh_size", "requests",
    ]  # fmt: skip
    assert [problem.section for problem in review.problems][3] == MEMBER
    assert words(review.problems[0].problem) == (
        "Δώστε τον κωδικό του δήμου",
        "يجب إعطاء رمز البلدية",
    )
    for problem in review.problems:
        view = intake.go_to(problem.key)
        assert (view.current, view.focus) == (problem.section, problem.key)


def test_missing_answers_are_told_at_their_questions_once_the_review_was_seen(
    intake: InterviewPresenter,
) -> None:
    assert world.question(intake.view(), "municipality_code").problem is None
    review = intake.review()
    shown = world.question(intake.view(), "municipality_code")
    assert shown.problem == review.problems[0].problem
    view = world.shown(intake.answer(shown.key, "lesvos"))
    assert world.question(view, "municipality_code").problem is None


def test_what_is_typed_and_not_saved_is_in_the_way(intake: InterviewPresenter) -> None:
    fill(intake)
    intake.answer("/data/meta_block/visit_date", "22/11/26")
    finished = intake.finish()
    assert not finished.ok
    (problem,) = finished.review.problems
    assert problem.key == "/data/meta_block/visit_date"
    assert problem.problem.lead.text.startswith("What was typed here is not saved.")
    assert problem.problem.lead.language == ""
    intake.answer("/data/meta_block/visit_date", "22/11/2026")
    assert intake.finish().ok


def test_answers_are_reviewed_in_words_of_both_languages(intake: InterviewPresenter) -> None:
    fill(intake)
    gender = "/data/all_block/person_block/gender"
    choice = world.question(intake.go_to(gender), "gender").choices[0]
    intake.answer(gender, choice.value)
    review = intake.review()
    assert words(line_of(review, "gender").shown) == words(choice.label)
    date = line_of(review, "dob_date")
    assert (words(date.shown), date.kind) == (("1990-02-01", ""), QuestionKind.DATE)
    assert words(line_of(review, "name_given").shown) == ("Ζαραθούστρα", "")
    assert line_of(review, "name_father").shown is None
    assert (
        words(line_of(review, "name_given").question)[0]
        == words(
            world.question(
                intake.go_to("/data/all_block/name_block/name_given"), "name_given"
            ).label
        )[0]
    )
    assert "gate_text" not in named(review.problems)
    assert all(line.kind is not QuestionKind.NOTE for s in review.sections for line in s.answers)


def test_several_choices_are_listed_with_the_comma_of_each_language(
    intake: InterviewPresenter,
) -> None:
    key = "/data/all_block/status_block/docs_held"
    intake.answer("/data/gate/may_continue", "yes")
    offered = world.question(intake.go_to(key), "docs_held").choices
    chosen = offered[:2]
    intake.answer(key, tuple(each.value for each in chosen))
    shown = line_of(intake.review(), "docs_held").shown
    (first, first_arabic), (second, second_arabic) = (words(each.label) for each in chosen)
    assert words(shown) == (f"{first}, {second}", f"{first_arabic}، {second_arabic}")


def test_lines_of_a_row_say_whose_they_are(intake: InterviewPresenter) -> None:
    fill(intake)
    intake.answer("/data/all_block/hh_size", "3")
    intake.go(MEMBER)
    row = world.rows(intake.view())[0]
    intake.answer(f"{row.key}/m_name", "Αμάλ")
    review = intake.review()
    (problem,) = review.problems
    assert problem.row is not None
    assert (problem.row.key, problem.row.position, problem.row.name) == (row.key, 1, "Αμάλ")
    assert words(problem.row.roster)[0] == "Άλλο μέλος του νοικοκυριού"
    assert line_of(review, "m_name").row == problem.row
    assert line_of(review, "hh_size").row is None


def test_a_finished_record_can_be_reopened_until_it_leaves(
    access: Access, intake: InterviewPresenter
) -> None:
    fill(intake)
    finished = intake.finish()
    assert (finished.ok, finished.review.problems, finished.review.state) == (True, (), "final")
    record = finished.review.record
    assert records.line(access.vault, record).state is RecordState.FINAL
    intake.reopen()
    assert intake.review().state == "draft"
    assert records.line(access.vault, record).state is RecordState.DRAFT
    with pytest.raises(AnswerRefused):
        intake.reopen()
    assert intake.finish().ok


def test_looking_at_a_finished_record_leaves_it_finished(
    access: Access, intake: InterviewPresenter
) -> None:
    fill(intake)
    record = intake.finish().review.record
    again = world.again(access, record, ("en", "fr"))
    again.next()
    assert again.speak("ar").languages.respondent == "ar"
    again.swap()
    again.answer("/data/meta_block/municipality_code", "lesvos")  # is the answer already
    again.answer("/data/all_block/birth_block/dob_date", "1/2/90")
    again.answer("/data/all_block/hh_size", "99")
    assert again.review().state == "final"
    assert records.line(access.vault, record).state is RecordState.FINAL
    again.answer("/data/all_block/birth_block/dob_date", "1/2/1990")
    again.answer("/data/all_block/hh_size", "1")
    assert again.finish().ok  # nothing was changed, nothing is written
    assert records.line(access.vault, record).state is RecordState.FINAL


def test_the_first_step_reopens_a_finished_record_in_the_language_it_is_read_in(
    access: Access, intake: InterviewPresenter
) -> None:
    fill(intake)
    record = intake.finish().review.record
    again = world.again(access, record, ("en", "fr"))
    key = "/data/all_block/contact_block/address"
    again.go_to(key)
    view = world.shown(again.answer(key, "Mytilini"))
    assert world.question(view, "address").answered_in == "fr"
    assert records.line(access.vault, record).state is RecordState.DRAFT
    assert world.again(access, record).view().languages.respondent == "fr"
    assert again.finish().ok


def test_a_refused_step_does_not_reopen_and_reopening_afterwards_waits_for_a_step(
    access: Access, intake: InterviewPresenter
) -> None:
    fill(intake)
    record = intake.finish().review.record
    intake.answer("/data/all_block/hh_size", "99")
    intake.reopen()
    assert records.line(access.vault, record).state is RecordState.FINAL
    intake.answer("/data/all_block/hh_size", "2")
    assert records.line(access.vault, record).state is RecordState.DRAFT


def test_a_draft_is_discarded_and_a_sent_record_is_not(
    access: Access, intake: InterviewPresenter
) -> None:
    record = intake.view().record
    intake.discard()
    assert record not in [line.record for line in records.lines(access.vault)]
    with pytest.raises(AnswerRefused):
        intake.view()
    sent = world.begin(access, world.INTAKE)
    fill(sent)
    record = sent.finish().review.record
    with access.vault.transaction():
        records.mark(access.vault, record, RecordState.SENT, head="ab" * 32)
    again = world.again(access, record)
    assert again.view().was_sent
    with pytest.raises(AnswerRefused):
        again.discard()
    step = again.answer("/data/gate/may_continue", "no")
    assert world.problem_texts(step)[0].startswith("This record was sent.")


def test_a_value_nobody_is_asked_for_can_be_in_the_way(access: Access) -> None:
    form = world.add_form(
        access,
        '<data id="hidden"><a/><sum/></data>',
        '<bind nodeset="/data/a" type="int"/>'
        """<bind nodeset="/data/sum" calculate="if(/data/a = 7, distance('nowhere'), 1)"/>""",
        '<input ref="/data/a"/>',
    )
    presenter = world.begin(access, form)
    presenter.answer("/data/a", "7")
    finished = presenter.finish()
    assert not finished.ok
    (problem,) = finished.review.problems
    assert (problem.key, problem.section, words(problem.question)[0]) == ("/data/sum", "", "sum")
    presenter.answer("/data/a", "3")
    assert presenter.finish().ok
