"""What is not relevant is not among the nodes that functions count, join or add up (JavaRosa)."""

from __future__ import annotations

from small_forms import start

MODEL = """<bind nodeset="/data/show"/>
<bind nodeset="/data/row/big" relevant="../size &gt; 5"/>
<bind nodeset="/data/guest" relevant="/data/show = 'yes'"/>
<bind nodeset="/data/bigs" calculate="count(/data/row/big)"/>
<bind nodeset="/data/big_names" calculate="join('-', /data/row/big)"/>
<bind nodeset="/data/rows" calculate="count(/data/row)"/>
<bind nodeset="/data/guests" calculate="count(/data/guest)"/>
<bind nodeset="/data/guest_names" calculate="join('-', /data/guest/name)"/>
<bind nodeset="/data/old_guests" calculate="count(/data/guest[age &gt; 60])"/>
<bind nodeset="/data/oldest" calculate="max(/data/guest/age)"/>"""
INSTANCE = """<data id="sets"><show/><row><size>3</size><big>A</big></row>
<row><size>7</size><big>B</big></row><row><size>9</size><big/></row>
<guest><name>Ann</name><age>70</age></guest><guest><name>Bob</name><age>20</age></guest>
<bigs/><big_names/><rows/><guests/><guest_names/><old_guests/><oldest/></data>"""
BODY = """<input ref="/data/show"/>
<group ref="/data/row"><repeat nodeset="/data/row"><input ref="/data/row/size"/>
<input ref="/data/row/big"/></repeat></group>
<group ref="/data/guest"><repeat nodeset="/data/guest"><input ref="/data/guest/name"/>
<input ref="/data/guest/age"/></repeat></group>"""
GUESTS = ("guests", "guest_names", "old_guests", "oldest")


def test_questions_that_are_not_asked_are_not_counted_or_joined() -> None:
    session = start(INSTANCE, MODEL, BODY)
    found = [session.value(f"/data/{name}") for name in ("rows", "bigs", "big_names")]
    assert found == ["3", "2", "B-"]  # the blank answer that is asked counts
    session.answer("/data/row[1]/size", 8)
    assert session.value("/data/big_names") == "A-B-"


def test_a_repeat_that_is_not_asked_has_no_rows_for_those_who_count() -> None:
    session = start(INSTANCE, MODEL, BODY)
    assert [session.value(f"/data/{name}") for name in GUESTS] == ["0", "", "0", ""]
    session.answer("/data/show", "yes")
    assert [session.value(f"/data/{name}") for name in GUESTS] == ["2", "Ann-Bob", "1", "70"]
    session.answer("/data/show", "no")
    assert [session.value(f"/data/{name}") for name in GUESTS] == ["0", "", "0", ""]
