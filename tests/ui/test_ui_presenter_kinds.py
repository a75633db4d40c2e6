"""Orders, times, places, hidden texts and files in a record: stored, shown again, reviewed."""

from __future__ import annotations

import presenter_world as world
import pytest
from interview_fixtures import template_vault
from presenter_fixtures import access

from fieldkit.ui.models.interview import Fate, Limits, QuestionView, ReviewView, StepView
from fieldkit.ui.presenters.access import Access
from fieldkit.ui.presenters.coordinates import LATITUDE_IS_WRONG
from fieldkit.ui.presenters.interview import InterviewPresenter

__all__ = ["access", "template_vault"]

INSTANCE = """<data id="kinds"><cold/><needs/><when/><where/><pin/><photo/><score/></data>"""
MODEL = """<instance id="needs"><root>
<item><name>food</name><label>Food</label><cold/></item>
<item><name>home</name><label>A home</label><cold/></item>
<item><name>heat</name><label>Heating</label><cold>1</cold></item></root></instance>
<bind nodeset="/data/needs" type="odk:rank" xmlns:odk="http://www.opendatakit.org/xforms"/>
<bind nodeset="/data/when" type="dateTime"/><bind nodeset="/data/where" type="geopoint"/>
<bind nodeset="/data/photo" type="binary" required="true()"/>
<bind nodeset="/data/score" type="decimal"/>"""
BODY = """<input ref="/data/cold"/>
<odk:rank xmlns:odk="http://www.opendatakit.org/xforms" ref="/data/needs">
<itemset nodeset="instance('needs')/root/item[cold = '' or /data/cold = '1']">
<value ref="name"/><label ref="label"/></itemset></odk:rank>
<input ref="/data/when"/><input ref="/data/where"/><secret ref="/data/pin"/>
<upload ref="/data/photo" mediatype="image/*"/>
<range ref="/data/score" start="10" end="-2.50" step="0.5"/>"""


@pytest.fixture
def presenter(access: Access) -> InterviewPresenter:
    return world.begin(access, world.add_form(access, INSTANCE, MODEL, BODY))


def question(step: StepView, name: str) -> QuestionView:
    return world.question(world.shown(step), name)


def reviewed(review: ReviewView, name: str) -> str:
    """How the review shows an answer."""
    lines = (line for section in review.sections for line in section.answers)
    line = next(each for each in lines if each.key == f"/data/{name}")
    assert line.shown is not None
    return line.shown.lead.text


def test_an_order_is_stored_as_it_was_made_and_made_anew(presenter: InterviewPresenter) -> None:
    step = presenter.answer("/data/needs", ("home", "food"))
    assert question(step, "needs").value == "home food"
    step = presenter.answer("/data/needs", ("food", "home"))
    assert question(step, "needs").value == "food home"
    assert reviewed(presenter.review(), "needs") == "1. Food, 2. A home"
    assert question(presenter.answer("/data/needs", None), "needs").value == ""


def test_choices_that_come_and_go_change_the_order(presenter: InterviewPresenter) -> None:
    presenter.answer("/data/cold", "1")
    presenter.answer("/data/needs", ("heat", "home", "food"))
    left = question(presenter.answer("/data/cold", "0"), "needs")
    assert left.value == "home food"
    assert [each.value for each in left.choices] == ["food", "home"]
    back = question(presenter.answer("/data/cold", "1"), "needs")
    assert back.value == "home food"  # and the third has no place until somebody gives it one
    assert [each.value for each in back.choices] == ["food", "home", "heat"]


def test_a_moment_and_a_place_are_stored_as_odk_writes_them(presenter: InterviewPresenter) -> None:
    step = presenter.answer("/data/when", "23/7/2026 14:30")
    assert question(step, "when").value == "2026-07-23T14:30:00.000+03:00"
    step = presenter.answer("/data/where", "37,98\n23,73")
    assert question(step, "where").value == "37.98 23.73 0 0"


def test_a_place_that_is_none_stays_typed_and_says_why(presenter: InterviewPresenter) -> None:
    step = presenter.answer("/data/where", "97\n23")
    assert step.fate is Fate.REFUSED
    refused = question(step, "where")
    assert (refused.value, refused.typed) == ("", "97\n23")
    assert refused.problem is not None
    assert refused.problem.lead.text == LATITUDE_IS_WRONG
    assert refused.wrong_fields == (0,)


def test_a_hidden_text_is_stored_as_any_text_and_not_shown(presenter: InterviewPresenter) -> None:
    step = presenter.answer("/data/pin", "٠١٢")
    assert question(step, "pin").value == "012"
    assert set(reviewed(presenter.review(), "pin")) == {"•"}


def test_a_range_has_its_bounds_in_order(presenter: InterviewPresenter) -> None:
    assert world.question(presenter.view(), "score").limits == Limits("-2.5", "10", "0.5")
    assert world.question(presenter.view(), "cold").limits is None


def test_a_record_that_demands_a_picture_is_finished_without(presenter: InterviewPresenter) -> None:
    photo = world.question(presenter.view(), "photo")
    assert not photo.required
    (line,) = presenter.view().sections
    assert line.asked == 6  # all but the picture
    review = presenter.review()
    assert review.problems == ()
    assert presenter.finish().ok
