from __future__ import annotations

from small_forms import LATER, start

from fieldkit.forms import FormSession, Host


def test_a_first_load_sets_defaults_once_and_a_draft_does_not_again() -> None:
    session = start(
        '<data id="a"><day/><n>7</n></data>',
        """<bind nodeset="/data/day" type="date"/>
        <setvalue ref="/data/day" event="odk-instance-first-load" value="today()"/>""",
        '<input ref="/data/day"/><input ref="/data/n"/>',
    )
    assert (session.value("/data/day"), session.value("/data/n")) == ("2026-11-22", "7")
    session.answer("/data/day", None)
    again = FormSession(session.definition, LATER, draft=session.draft())
    assert again.value("/data/day") == ""
    assert again.value("/data/n") == "7"


def test_a_new_row_gets_its_defaults_from_its_own_place() -> None:
    session = start(
        '<data id="a"><base>5</base><r jr:template=""><i/><from/></r></data>',
        '<bind nodeset="/data/r/i" type="int"/>',
        """<input ref="/data/base"/><repeat nodeset="/data/r"><input ref="/data/r/i"/>
        <setvalue ref="/data/r/i" event="odk-new-repeat" value="position(..)"/>
        <setvalue ref="/data/r/from" event="odk-new-repeat" value="../../base + 1"/></repeat>""",
    )
    for _ in range(2):
        session.add_repeat("/data/r")
    assert session.value("/data/r[2]/i") == "2"
    assert session.value("/data/r[2]/from") == "6"


def test_a_change_sets_off_its_actions_after_the_calculations() -> None:
    session = start(
        '<data id="a"><x/><double/><noted/><r jr:template=""><k/><v/></r></data>',
        '<bind nodeset="/data/double" calculate="/data/x * 2"/>',
        """<input ref="/data/x"><setvalue ref="/data/noted" event="xforms-value-changed"
        value="/data/double"/></input><repeat nodeset="/data/r"><input ref="/data/r/k">
        <setvalue ref="/data/r/v" event="xforms-value-changed" value="concat('k', ../k)"/></input>
        </repeat>""",
    )
    session.answer("/data/x", "4")
    assert session.value("/data/noted") == "8"
    for _ in range(2):
        session.add_repeat("/data/r")
    session.answer("/data/r[2]/k", "1")
    assert (session.value("/data/r[1]/v"), session.value("/data/r[2]/v")) == ("", "k1")


def test_the_computer_fills_in_what_it_knows() -> None:
    session = start(
        '<data id="a"><begun/><ended/><day/><who/><team/><meta><instanceID/></meta></data>',
        """<bind nodeset="/data/begun" jr:preload="timestamp" jr:preloadParams="start"
        type="dateTime"/>
        <bind nodeset="/data/ended" jr:preload="timestamp" jr:preloadParams="end" type="dateTime"/>
        <bind nodeset="/data/day" jr:preload="date" jr:preloadParams="today" type="date"/>
        <bind nodeset="/data/who" jr:preload="property" jr:preloadParams="username"/>
        <bind nodeset="/data/team" jr:preload="property" jr:preloadParams="fk_team"/>
        <bind nodeset="/data/meta/instanceID" jr:preload="uid"/>""",
        host=Host({"userName": "w-17"}, "Asia/Kabul"),
    )
    assert session.value("/data/begun") == "2026-11-22T19:30:00.000+04:30"
    assert session.value("/data/day") == "2026-11-22"
    assert (session.value("/data/who"), session.value("/data/team")) == ("w-17", "")
    assert session.value("/data/meta/instanceID") == session.record == "uuid:r"
    assert session.value("/data/ended") == ""
    session.moment = LATER
    session.finish()
    assert session.value("/data/ended") == "2026-11-23T14:00:00.000+04:30"


def test_a_new_row_takes_from_the_computer_what_it_knows() -> None:
    session = start(
        '<data id="a"><r jr:template=""><day/><who/></r></data>',
        """<bind nodeset="/data/r/day" type="date" jr:preload="date" jr:preloadParams="today"/>
        <bind nodeset="/data/r/who" jr:preload="property" jr:preloadParams="username"/>""",
        '<repeat nodeset="/data/r"><input ref="/data/r/day"/></repeat>',
        host=Host({"username": "w-17"}),
    )
    session.add_repeat("/data/r")
    session.moment = LATER
    session.add_repeat("/data/r")
    taken = [session.value(f"/data/r[{row}]/{name}") for row in (1, 2) for name in ("day", "who")]
    assert taken == ["2026-11-22", "w-17", "2026-11-23", "w-17"]
