"""Questions that name a bind by its id, and questions that name nothing."""

from __future__ import annotations

import pytest
from small_forms import define, start

from fieldkit.forms import FormError

BINDS = """<bind id="years" nodeset="/data/age" type="int" constraint=". &lt; 130"/>
<bind id="people" nodeset="/data/member"/><bind id="called" nodeset="/data/member/name"/>
<bind id="block" nodeset="/data/more"/><bind nodeset="/data/more/why" type="string"/>"""
INSTANCE = """<data id="binds"><age/><member><name/></member><more><why/></more></data>"""


def test_questions_groups_and_repeats_are_found_by_the_id_of_their_bind() -> None:
    session = start(
        INSTANCE,
        BINDS,
        """<input bind="years"><label>Age</label></input>
        <group bind="block"><label>More</label><input ref="why"/></group>
        <repeat bind="people"><input bind="called"><label>Name</label></input></repeat>""",
    )
    assert session.label("/data/age") == "Age"
    assert session.label("/data/more") == "More"
    session.answer("/data/more/why", "because")
    session.add_repeat("/data/member")
    session.answer("/data/member[2]/name", "Bob")
    assert session.value("/data/member[2]/name") == "Bob"


def test_the_bind_goes_before_the_path() -> None:
    form = define(INSTANCE, BINDS, '<input bind="years" ref="/data/more/why"/>')
    assert form.nodes["/data/age"].control == "input"
    assert form.nodes["/data/more/why"].control == ""


def test_a_bind_that_is_not_there_is_an_error() -> None:
    with pytest.raises(FormError, match="the bind ages, which is not in the form") as raised:
        define(INSTANCE, BINDS, '<input bind="ages"/>')
    assert raised.value.code == "unknown-reference"
    assert raised.value.next_step


def test_a_question_about_nothing_is_said_and_takes_no_other_place() -> None:
    form = define(
        INSTANCE, BINDS, '<group ref="/data/more"><input><label>Lost</label></input></group>'
    )
    assert form.nodes["/data/more"].control == "group"
    assert [defect.message for defect in form.defects] == [
        "A question (input) names no node (ref), so it is not asked."
    ]
