"""What a calculation stores where its value is of another type than its question.

ODK XForms says the lexical form of each type ("Data Types", after XML Schema) and leaves the casts
open: they follow JavaRosa wherever what it stores is of the type.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from small_forms import start

from fieldkit.forms.xpath.dates import with_whole_minutes

SELECT = '<{0} ref="/data/q"><item><label>A</label><value>a</value></item></{0}>'


def stored(kind: str, expression: str, body: str = "") -> str:
    return start(
        '<data id="t"><q/><n>0.0</n><flag>false</flag><word>none</word><nothing/></data>',
        f"""<bind nodeset="/data/n" type="decimal"/><bind nodeset="/data/flag" type="boolean"/>
        <bind nodeset="/data/q" type="{kind}" calculate="{expression}"/>""",
        body or '<input ref="/data/q"/>',
    ).value("/data/q")


@pytest.mark.parametrize(
    ("kind", "expression", "value"),
    [
        ("boolean", "3", "1"),
        ("boolean", "-0.5", "1"),
        ("boolean", "0", "0"),
        ("boolean", "0.1 + 0.2 - 0.3", "0"),
        ("boolean", "1 div 0", "1"),
        ("boolean", "number('x')", ""),
        ("boolean", "'yes'", "1"),
        ("boolean", "'false'", "0"),
        ("boolean", "'0'", "0"),
        ("boolean", "''", ""),
        ("boolean", "'NaN'", ""),
        ("boolean", "true()", "1"),
        ("boolean", "1 = 2", "0"),
        ("boolean", "/data/n", "0"),
        ("boolean", "/data/flag", "0"),
        ("boolean", "/data/word", "1"),
        ("boolean", "/data/nothing", ""),
        ("boolean", "today()", ""),
        ("int", "2.7", "2"),
        ("int", "-2.7", "-2"),
        ("int", "1 = 1", "1"),
        ("int", "' 12 '", "12"),
        ("int", "'abc'", ""),
        ("int", "3000000000", ""),
        ("decimal", "false()", "0.0"),
        ("decimal", "number('x')", ""),
        ("decimal", "1 div 0", ""),
        ("date", "20500", "2026-02-16"),
        ("date", "now()", "2026-11-22"),
        ("date", "'2026-01-02T23:00:00.000-10:00'", "2026-01-02"),
        ("date", "'soon'", ""),
        ("dateTime", "date('2026-01-02')", "2026-01-02T00:00:00.000+02:00"),
        ("time", "now()", "17:00:00.000+02:00"),
        ("time", "today()", "00:00:00.000+02:00"),
        ("time", "'2026-01-02'", ""),
        ("geopoint", "'1 2'", "1 2 0 0"),
        ("geopoint", "'here'", ""),
        ("string", "1 = 1", "true"),
        ("string", "today()", "2026-11-22"),
    ],
)
def test_a_value_becomes_one_of_the_type(kind: str, expression: str, value: str) -> None:
    assert stored(kind, expression) == value


def test_one_space_divides_the_choices_of_a_computed_answer_and_one_choice_stays_whole() -> None:
    assert stored("string", "' a  b '", SELECT.format("select")) == "a b"
    assert stored("string", "' a  b '", SELECT.format("odk:rank")) == "a b"
    assert stored("string", "'a  b'", SELECT.format("select1")) == "a  b"


def test_what_a_form_begins_with_is_taken_at_its_word() -> None:
    session = start(
        '<data id="t"><said>yes</said><set/></data>',
        """<bind nodeset="/data/said" type="boolean"/><bind nodeset="/data/set" type="boolean"/>
        <setvalue event="odk-instance-first-load" ref="/data/set">yes</setvalue>""",
    )
    assert session.value("/data/said") == ""  # no boolean of XML Schema, and nothing computed it
    assert session.value("/data/set") == "1"


DAYS = [(1, 1, 1), (1900, 1, 1), (1900, 1, 1, 23, 59, 59, 999_999), (1916, 7, 27, 23, 58, 30)]


@pytest.mark.parametrize("zone", ["Europe/Athens", "Europe/Paris", "Africa/Monrovia", "UTC"])
@pytest.mark.parametrize("day", [*DAYS, (2026, 11, 22), (9999, 12, 31, 23, 59, 59)])
def test_an_offset_has_no_seconds_and_instant_and_day_stay(zone: str, day: tuple[int, ...]) -> None:
    moment = datetime(*day, tzinfo=ZoneInfo(zone))  # type: ignore[misc]
    written = with_whole_minutes(moment)
    assert (written.utcoffset() or timedelta()) % timedelta(minutes=1) == timedelta()
    assert written - moment == timedelta()
    assert written.date() == moment.date()


def test_a_day_before_there_were_zones_is_written_as_xml_schema_allows() -> None:
    assert stored("dateTime", "date('1900-01-01')") == "1900-01-01T00:00:08.000+01:35"
    assert stored("string", "date-time('1900-01-01T12:00:00')") == "1900-01-01T12:00:08.000+01:35"
    assert stored("date", "'1900-01-01T00:00:08.000+01:35'") == "1900-01-01"
    same = "date-time('1900-01-01T00:00:08.000+01:35') = date-time('1900-01-01T00:00:00')"
    assert stored("boolean", same) == "1"
