"""ODK XForms, "Events and Actions": when defaults, triggers and sensors act, and on which row."""

from __future__ import annotations

from small_forms import LATER, NOW, define, start

from fieldkit.forms import FormSession


def test_a_first_load_default_is_there_before_what_is_computed_once() -> None:
    session = start(
        '<data id="a"><site/><code/></data>',
        """<bind nodeset="/data/code" calculate="once(concat(/data/site, '-7'))"/>
        <setvalue ref="/data/site" event="odk-instance-first-load" value="'ath'"/>""",
        '<input ref="/data/site"/>',
    )
    assert session.value("/data/code") == "ath-7"


ROWS = """<repeat nodeset="/data/r"{count}><input ref="/data/r/k"/>
    <setvalue ref="/data/r/k" event="{events}" value="concat('k', position(..))"/></repeat>"""
CODES = """<bind nodeset="/data/n" type="int"/>
    <bind nodeset="/data/r/code" calculate="once(concat(../k, '-7'))"/>
    <bind nodeset="/data/all" calculate="join(' ', /data/r/code)"/>"""


def test_a_new_row_has_its_defaults_before_what_is_computed_once() -> None:
    session = start(
        '<data id="a"><n/><r jr:template=""><k/><code/></r><all/></data>',
        CODES,
        ROWS.format(count="", events="odk-new-repeat"),
    )
    session.add_repeat("/data/r")
    session.add_repeat("/data/r")
    assert session.value("/data/all") == "k1-7 k2-7"


def test_rows_that_a_count_adds_have_their_defaults_at_the_load_and_later() -> None:
    session = start(
        '<data id="a"><n>2</n><r jr:template=""><k/><code/></r><all/></data>',
        CODES,
        ROWS.format(count=' jr:count="/data/n"', events="odk-new-repeat")
        + '<input ref="/data/n"/>',
    )
    assert session.value("/data/all") == "k1-7 k2-7"
    session.answer("/data/n", 3)
    assert session.value("/data/all") == "k1-7 k2-7 k3-7"


def test_rows_that_the_form_contains_are_not_new() -> None:
    session = start(
        '<data id="a"><n>2</n><r><k/><code/></r><all/></data>',
        CODES,
        ROWS.format(count=' jr:count="/data/n"', events="odk-new-repeat"),
    )
    assert [session.value(f"/data/r[{row}]/k") for row in (1, 2)] == ["", "k2"]


def test_two_events_in_one_attribute_reach_the_rows_of_the_form_and_new_ones_once() -> None:
    session = start(
        '<data id="a"><n/><r><k/><code/></r><all/></data>',
        CODES,
        ROWS.format(count="", events="odk-instance-first-load odk-new-repeat"),
    )
    session.answer("/data/r[1]/k", "mine")
    session.add_repeat("/data/r")
    assert [session.value(f"/data/r[{row}]/k") for row in (1, 2)] == ["mine", "k2"]


def test_a_default_of_a_row_may_read_the_default_before_it_and_what_reads_that() -> None:
    session = start(
        '<data id="a"><r jr:template=""><a/><twice/><b/></r></data>',
        '<bind nodeset="/data/r/twice" calculate="../a * 2"/>',
        """<repeat nodeset="/data/r"><input ref="/data/r/a"/><input ref="/data/r/b"/>
        <setvalue ref="/data/r/a" event="odk-new-repeat" value="4"/>
        <setvalue ref="/data/r/b" event="odk-new-repeat" value="../a + ../twice"/></repeat>""",
    )
    session.add_repeat("/data/r")
    assert session.value("/data/r[1]/b") == "12"


def test_a_default_reads_what_is_computed_elsewhere_and_not_yet_what_is_in_its_own_row() -> None:
    session = start(
        '<data id="a"><n>2</n><twice/><r jr:template=""><at/><x/></r></data>',
        """<bind nodeset="/data/twice" calculate="/data/n * 2"/>
        <bind nodeset="/data/r/at" calculate="position(..)"/>""",
        """<input ref="/data/n"/><repeat nodeset="/data/r"><input ref="/data/r/x"/>
        <setvalue ref="/data/r/x" event="odk-new-repeat"
        value="concat(/data/twice, '/', ../at)"/></repeat>""",
    )
    session.add_repeat("/data/r")
    assert [session.value(f"/data/r[1]/{name}") for name in ("at", "x")] == ["1", "4/"]


def test_a_default_is_not_computed_again_when_what_it_read_changes() -> None:
    session = start(
        '<data id="a"><base>5</base><at_load/><r jr:template=""><x/></r></data>',
        '<setvalue ref="/data/at_load" event="odk-instance-first-load" value="/data/base"/>',
        """<input ref="/data/base"/><input ref="/data/at_load"/><repeat nodeset="/data/r">
        <input ref="/data/r/x"/>
        <setvalue ref="/data/r/x" event="odk-new-repeat" value="/data/base"/></repeat>""",
    )
    session.add_repeat("/data/r")
    session.answer("/data/base", "6")
    session.add_repeat("/data/r")
    read = [session.value(path) for path in ("/data/at_load", "/data/r[1]/x", "/data/r[2]/x")]
    assert read == ["5", "5", "6"]


def test_a_default_of_an_inner_row_reads_its_own_outer_row() -> None:
    session = start(
        '<data id="a"><o jr:template=""><n/><i jr:template=""><x/></i></o></data>',
        "",
        """<repeat nodeset="/data/o"><input ref="/data/o/n"/><repeat nodeset="/data/o/i">
        <input ref="/data/o/i/x"/><setvalue ref="/data/o/i/x" event="odk-new-repeat"
        value="concat(../../n, position(..))"/></repeat></repeat>""",
    )
    for name in ("a", "b"):
        session.answer(f"{session.add_repeat('/data/o')}/n", name)
    for row in (1, 2, 2):
        session.add_repeat(f"/data/o[{row}]/i")
    assert session.value("/data/o[1]/i[1]/x") == "a1"
    assert session.value("/data/o[2]/i[2]/x") == "b2"


def test_a_load_event_comes_with_every_load_and_a_first_load_once() -> None:
    definition = define(
        '<data id="a"><first/><every/></data>',
        """<bind nodeset="/data/first" type="dateTime"/><bind nodeset="/data/every"
        type="dateTime"/>
        <setvalue ref="/data/first" event="odk-instance-first-load" value="now()"/>
        <setvalue ref="/data/every" event="odk-instance-load" value="now()"/>""",
    )
    first = FormSession(definition, NOW)
    again = FormSession(definition, LATER, draft=first.draft())
    back = FormSession(definition, LATER, record=first.record, submission=first.submission())
    for later in (again, back):
        assert later.value("/data/first") == first.value("/data/first") != ""
        assert later.value("/data/every") != first.value("/data/every") != ""


TRIGGERED = """<input ref="/data/a"><setvalue ref="/data/b" event="xforms-value-changed"
    value="concat(/data/a, '!')"/><setvalue ref="/data/c" event="xforms-value-changed"/></input>
    <input ref="/data/b"><setvalue ref="/data/d" event="xforms-value-changed"
    value="string-length(/data/b)"/></input><input ref="/data/e"><setvalue ref="/data/d"
    event="xforms-value-changed">from e</setvalue></input><input ref="/data/c"/>"""


def test_one_trigger_may_set_several_and_several_may_set_one() -> None:
    session = start('<data id="a"><a/><b/><c>old</c><d/><e/></data>', "", TRIGGERED)
    session.answer("/data/a", "hi")
    # b is set, c is emptied (no value), and b sets off d: a chain.
    assert [session.value(f"/data/{name}") for name in "bcd"] == ["hi!", "", "3"]
    session.answer("/data/e", "x")
    assert session.value("/data/d") == "from e"


def test_clearing_an_answer_is_a_change_and_the_same_answer_is_none() -> None:
    session = start('<data id="a"><a/><b/><c/><d/><e/></data>', "", TRIGGERED)
    session.answer("/data/a", "hi")
    session.answer("/data/c", "typed")
    session.answer("/data/a", "hi")
    assert session.value("/data/c") == "typed"
    session.answer("/data/a", None)
    assert [session.value(f"/data/{name}") for name in "bc"] == ["!", ""]


def test_a_trigger_in_a_row_sets_its_own_row_only_and_outside_the_one_there_is() -> None:
    session = start(
        '<data id="a"><last/><r jr:template=""><a/><b/></r></data>',
        "",
        """<repeat nodeset="/data/r"><input ref="/data/r/a">
        <setvalue ref="/data/r/b" event="xforms-value-changed" value="../a"/>
        <setvalue ref="/data/last" event="xforms-value-changed" value="sum(/data/r/b)"/></input>
        </repeat>""",
    )
    for row in (1, 2):
        session.add_repeat("/data/r")
        session.answer(f"/data/r[{row}]/a", str(row))
    session.answer("/data/r[1]/a", "9")
    assert [session.value(f"/data/r[{row}]/b") for row in (1, 2)] == ["9", "2"]
    assert session.value("/data/last") == "11"


def test_triggers_that_set_each_other_off_and_settle_are_no_circle() -> None:
    session = start(
        '<data id="a"><a/><b/></data>',
        "",
        """<input ref="/data/a"><setvalue ref="/data/b" event="xforms-value-changed"
        value="/data/a"/></input><input ref="/data/b"><setvalue ref="/data/a"
        event="xforms-value-changed" value="/data/b"/></input>""",
    )
    session.answer("/data/b", "same")
    assert session.value("/data/a") == "same"


def test_a_place_that_no_sensor_gives_is_blank_on_its_own_row() -> None:
    session = start(
        '<data id="a"><here>1 1 0 0</here>'
        '<r jr:template=""><ask/><there>2 2 0 0</there></r></data>',
        """<bind nodeset="/data/here" type="geopoint"/><bind nodeset="/data/r/there"
        type="geopoint"/><odk:setgeopoint ref="/data/here" event="odk-instance-first-load"/>""",
        """<repeat nodeset="/data/r"><input ref="/data/r/ask"><odk:setgeopoint
        ref="/data/r/there" event="xforms-value-changed"/></input></repeat>""",
    )
    assert session.value("/data/here") == ""
    for _ in range(2):
        session.add_repeat("/data/r")
    session.answer("/data/r[2]/ask", "x")
    kept = [session.value(f"/data/r[{row}]/there") for row in (1, 2)]
    assert kept == ["2 2 0 0", ""]


def test_an_action_at_the_end_reads_what_the_interview_came_to() -> None:
    session = start(
        '<data id="a"><x/><total/><kept/></data>',
        """<bind nodeset="/data/total" calculate="/data/x * 2"/>
        <setvalue ref="/data/kept" event="xforms-revalidate" value="/data/total"/>""",
        '<input ref="/data/x"/>',
    )
    session.answer("/data/x", "4")
    assert session.value("/data/kept") == ""
    session.finish()
    assert session.value("/data/kept") == "8"


def test_an_action_sets_values_and_no_groups() -> None:
    definition = define(
        '<data id="a"><x/><g><y/></g></data>',
        "",
        """<input ref="/data/x"><setvalue ref="/data/g" event="xforms-value-changed"
        value="1"/></input>""",
    )
    assert [defect.question for defect in definition.defects] == ["/data/g"]
    session = FormSession(definition, NOW)
    session.answer("/data/x", "1")
    assert b"<g><y/></g>" in session.submission()
