"""Repeats on the page: rows as cards, those the form makes itself, and undo."""

from __future__ import annotations

import presenter_world as world
import pytest
import roster_world
from interview_fixtures import template_vault
from presenter_fixtures import access

from fieldkit.ui.models.interview import Fate, InterviewView, RosterView
from fieldkit.ui.presenters.access import Access
from fieldkit.ui.presenters.interview import InterviewPresenter

__all__ = ["access", "template_vault"]

MEMBER = "/data/member"


def rosters(view: InterviewView) -> list[RosterView]:
    return [item for item in view.items if isinstance(item, RosterView)]


@pytest.fixture
def roster(access: Access) -> InterviewPresenter:
    return world.begin(access, roster_world.PLAIN, ("en", "el"))


def test_an_empty_roster_is_there_to_be_added_to(roster: InterviewPresenter) -> None:
    (shown,) = rosters(roster.view())
    assert (shown.path, shown.rows, shown.is_free) == (MEMBER, (), True)
    step = roster.add_row(shown.path)
    (row,) = world.rows(world.shown(step))
    assert (step.key, row.position, row.path) == (row.key, 1, f"{MEMBER}[1]")
    assert world.shown(step).focus == f"{row.key}/name"  # `detail` is asked of adults only


def test_a_row_is_called_by_its_first_text(roster: InterviewPresenter) -> None:
    (row,) = world.rows(world.shown(roster.add_row(MEMBER)))
    assert row.name == ""
    view = world.shown(roster.answer(f"{row.key}/name", "Zahra"))
    assert [each.name for each in world.rows(view)] == ["Zahra"]
    roster.answer(f"{row.key}/age", "40")
    view = world.shown(roster.answer(f"{row.key}/detail", "widow"))
    assert [each.name for each in world.rows(view)] == ["widow"]


def test_rows_inside_rows_have_their_own_places(roster: InterviewPresenter) -> None:
    (row,) = world.rows(world.shown(roster.add_row(MEMBER)))
    visits = next(each for each in row.items if isinstance(each, RosterView) and each.is_free)
    step = roster.add_row(visits.path)
    (row,) = world.rows(world.shown(step))
    inner = next(each for each in row.items if isinstance(each, RosterView) and each.is_free)
    assert [each.position for each in inner.rows] == [1, 2]  # one is in the form from the start
    assert world.shown(step).focus == inner.rows[1].items[0].key
    roster.answer(inner.rows[1].items[0].key, "1/2/2026")
    view = world.shown(roster.remove_row(inner.rows[0].key))
    inner = next(
        each for each in world.rows(view)[0].items if isinstance(each, RosterView) and each.is_free
    )
    assert [(each.path, each.key) for each in inner.rows] == [
        (f"{MEMBER}[1]/visit[1]", inner.rows[0].key)
    ]
    (day,) = world.questions(inner.rows[0].items)
    assert day.value == "2026-02-01"


def test_the_form_decides_how_many_rows_there_are(roster: InterviewPresenter) -> None:
    (row,) = world.rows(world.shown(roster.add_row(MEMBER)))
    # Nobody can add to it and there is nothing in it: not shown.
    assert [each.path for each in row.items if isinstance(each, RosterView)] == [
        f"{MEMBER}[1]/visit"
    ]
    view = world.shown(roster.answer(f"{row.key}/pets", "٢"))
    (row,) = world.rows(view)
    pets = next(each for each in row.items if isinstance(each, RosterView) and not each.is_free)
    assert [each.position for each in pets.rows] == [1, 2]
    step = roster.add_row(pets.path)
    assert (step.fate, world.problem_texts(step)[0]) == (
        Fate.REFUSED,
        "The form decides how many there are.",
    )
    assert roster.remove_row(pets.rows[0].key).fate is Fate.REFUSED


def test_rows_above_the_count_are_said_and_removed_and_come_back(
    roster: InterviewPresenter,
) -> None:
    (row,) = world.rows(world.shown(roster.add_row(MEMBER)))
    roster.answer(f"{row.key}/pets", "2")
    view = roster.view()
    (first, second) = pets_of(view).rows
    assert (pets_of(view).asked_for, pets_of(view).may_lose_rows) == (None, False)
    roster.answer(f"{first.key}/p_name", "Azor")
    roster.answer(f"{second.key}/p_name", "Rex")
    view = world.shown(roster.answer(f"{row.key}/pets", "1"))
    assert [each.name for each in pets_of(view).rows] == ["Azor", "Rex"]
    assert (pets_of(view).asked_for, pets_of(view).may_lose_rows) == (1, True)
    (line,) = roster.review().surplus
    assert (line.key, line.asked_for, line.rows) == (second.key, 1, 2)
    assert line.row is not None
    assert line.row.key == row.key
    view = world.shown(roster.remove_row(first.key))
    assert ([each.name for each in pets_of(view).rows], pets_of(view).asked_for) == (["Rex"], None)
    assert roster.review().surplus == ()
    view = world.shown(roster.put_back())
    assert [each.name for each in pets_of(view).rows] == ["Rex", "Azor"]
    assert roster.go_to(line.key).focus == f"{second.key}/p_name"
    assert roster.finish().ok  # nobody is kept from finishing


def test_a_row_above_the_count_goes_from_the_page_with_its_last_answer(
    roster: InterviewPresenter,
) -> None:
    (row,) = world.rows(world.shown(roster.add_row(MEMBER)))
    roster.answer(f"{row.key}/pets", "2")
    (_, second) = pets_of(roster.view()).rows
    roster.answer(f"{second.key}/p_name", "Rex")
    before = roster.answer(f"{row.key}/pets", "1")
    after = world.shown(roster.answer(f"{second.key}/p_name", None))
    assert len(pets_of(after).rows) == 1
    asked = [world.shown(before).sections[-1].asked, after.sections[-1].asked]
    assert asked[0] - asked[1] == 1


def test_what_counts_the_rows_is_looked_at_anew_when_one_goes_with_its_answer(
    access: Access,
) -> None:
    form = world.add_form(
        access,
        '<data id="c" version="1"><n/><r jr:template=""><x/></r><many/></data>',
        '<bind nodeset="/data/n" type="int"/>'
        '<bind nodeset="/data/many" relevant="count(/data/r) &gt; 1"/>',
        '<input ref="/data/n"/><repeat nodeset="/data/r" jr:count="/data/n">'
        '<input ref="/data/r/x"/></repeat><input ref="/data/many"/>',
    )
    running = world.begin(access, form)
    (_, last) = world.rows(world.shown(running.answer("/data/n", "2")))
    running.answer(f"{last.key}/x", "here")
    view = world.shown(running.answer("/data/n", "1"))
    assert world.question(view, "many").key == "/data/many"
    view = world.shown(running.answer(f"{last.key}/x", None))
    assert len(world.rows(view)) == 1
    assert "/data/many" not in [each.key for each in world.questions(view.items)]


def pets_of(view: InterviewView) -> RosterView:
    """The counted repeat in the first row."""
    items = world.rows(view)[0].items
    return next(each for each in items if isinstance(each, RosterView) and not each.is_free)


def test_a_removed_row_comes_back_last_with_its_answers_and_languages(
    roster: InterviewPresenter,
) -> None:
    keys = [step.key for step in (roster.add_row(MEMBER), roster.add_row(MEMBER))]
    for key, name in zip(keys, ("Amal", "Bahar"), strict=True):
        roster.answer(f"{key}/name", name)
    roster.answer(f"{keys[0]}/pets", "1")
    (pet,) = [
        each
        for each in world.questions(world.rows(roster.view())[0].items)
        if each.path.endswith("p_name")
    ]
    roster.answer(pet.key, "Rex")
    view = world.shown(roster.remove_row(keys[0]))
    assert [row.name for row in world.rows(view)] == ["Bahar"]
    step = roster.put_back()
    view = world.shown(step)
    assert step.key == keys[0]
    assert [(row.name, row.position) for row in world.rows(view)] == [("Bahar", 1), ("Amal", 2)]
    back = {each.path: each for each in world.questions(world.rows(view)[1].items)}
    assert back[f"{MEMBER}[2]/pet[1]/p_name"].value == "Rex"
    assert back[f"{MEMBER}[2]/name"].answered_in == "el"
    assert view.focus.startswith(keys[0])
    assert roster.put_back().fate is Fate.REFUSED  # once is enough


CONDITIONAL = """<bind nodeset="/data/size" type="int"/>
<bind nodeset="/data/member" relevant="/data/size &gt; 1"/>
<bind nodeset="/data/member/name" required="true()"/>"""


@pytest.fixture
def conditional(access: Access) -> InterviewPresenter:
    form = world.add_form(
        access,
        '<data id="conditional"><size/><member jr:template=""><name/></member></data>',
        CONDITIONAL,
        '<input ref="/data/size"/><group ref="/data/member"><repeat nodeset="/data/member">'
        '<input ref="/data/member/name"/></repeat></group>',
    )
    return world.begin(access, form)


def test_an_empty_roster_is_shown_only_when_its_rows_would_be_asked(
    conditional: InterviewPresenter,
) -> None:
    assert rosters(conditional.view()) == []
    view = world.shown(conditional.answer("/data/size", "3"))
    assert [each.path for each in rosters(view)] == [MEMBER]
    assert rosters(world.shown(conditional.answer("/data/size", "1"))) == []


def test_rows_that_are_not_asked_now_keep_their_answers(conditional: InterviewPresenter) -> None:
    conditional.answer("/data/size", "3")
    step = conditional.add_row(MEMBER)
    (row,) = world.rows(world.shown(step))
    assert row.missing == 1
    view = world.shown(conditional.answer(f"{row.key}/name", "Amal"))
    assert [row.missing for row in world.rows(view)] == [0]
    view = world.shown(conditional.answer("/data/size", "1"))
    assert rosters(view) == []
    assert view.sections[0].asked == 1
    view = world.shown(conditional.answer("/data/size", "2"))
    assert [row.name for row in world.rows(view)] == ["Amal"]


def test_a_section_of_a_repeat_is_titled_by_it(access: Access) -> None:
    view = world.begin(access, world.INTAKE, ("el", "en"))
    view.answer("/data/gate/may_continue", "yes")
    line = next(line for line in view.view().sections if line.id == "/data/all_block/member")
    assert line.label.lead.text == "Άλλο μέλος του νοικοκυριού"
