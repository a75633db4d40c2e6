from __future__ import annotations

import math
import re
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xpath_world import refusal, value

from fieldkit.forms.instance import Node
from fieldkit.forms.xpath.dates import from_days, parse_date
from fieldkit.forms.xpath.values import (
    compare,
    format_number,
    text_to_number,
    to_boolean,
    to_number,
    to_string,
)

ATHENS = ZoneInfo("Europe/Athens")


@settings(deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_written_down_has_no_exponent_and_reads_back_as_itself(number: float) -> None:
    text = format_number(number)
    assert re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text)
    assert text_to_number(text) == number


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (3.0, "3"),
        (-0.0, "0"),
        (0.1, "0.1"),
        (1e21, "1" + "0" * 21),
        (1.5e-7, "0.00000015"),
        (math.nan, "NaN"),
        (math.inf, "Infinity"),
        (-math.inf, "-Infinity"),
    ],
)
def test_numbers_are_written_as_xpath_writes_them(number: float, text: str) -> None:
    assert format_number(number) == text


@pytest.mark.parametrize(
    "text",
    ["", " ", "1e3", "+1", "1_000", "Infinity", "nan", "٣", "1 2", "- 1", "0x10", "1,5", "--1"],
)
def test_texts_that_are_no_numbers(text: str) -> None:
    assert math.isnan(text_to_number(text))


@pytest.mark.parametrize(
    ("text", "number"), [(" 12 ", 12.0), ("-1.5", -1.5), (".5", 0.5), ("7.", 7.0), ("007", 7.0)]
)
def test_texts_that_are_numbers(text: str, number: float) -> None:
    assert text_to_number(text) == number


def test_a_date_is_its_local_midnight_in_days() -> None:
    assert text_to_number("1970-01-02") == 1.0
    assert text_to_number("1970-01-02", ATHENS) == pytest.approx(1 - 2 / 24)
    assert text_to_number("1970-01-02T00:00:00Z", ATHENS) == 1.0


@settings(deadline=None)
@given(st.dates(date(1000, 1, 1), date(9000, 1, 1)))
def test_a_date_goes_through_its_number_unchanged(day: date) -> None:
    parsed = parse_date(str(day), ATHENS)
    assert parsed is not None
    again = from_days(parsed.days, ATHENS)
    assert again is not None
    assert str(again) == str(day)


def test_the_clock_change_does_not_move_a_date() -> None:
    # 25 October 2026 has 25 hours in Athens, 29 March 23.
    assert value("date('2026-10-25') + 1 = date('2026-10-26')") == "true"
    assert value("date('2026-03-29') + 1 = '2026-03-30'") == "true"
    assert value("date(date('2026-03-01') + 31)") == "2026-04-01"
    assert value("date('2026-04-01') - date('2026-03-01')", "number") == 31.0
    assert value("date(round(date('2026-10-25') + 1.1))", "date") == "2026-10-26"


def test_an_instant_is_read_and_written_with_the_hour_its_clocks_showed() -> None:
    # The session is in winter; the instant is of a summer.
    summer = "2026-07-01T23:30:00.000+03:00"
    assert value(f"date-time('{summer}')") == summer
    assert value("format-date-time('2026-07-01T20:30:00Z', '%Y-%m-%d %H:%M')") == "2026-07-01 23:30"
    assert value(f"decimal-date-time('{summer}')", "number") == pytest.approx(20635 + 20.5 / 24)


@pytest.mark.parametrize("born", ["1955-11-22", "1975-11-22", "1998-11-22", "2014-11-01"])
def test_days_between_two_dates_are_whole_whatever_the_time_zone(born: str) -> None:
    whole = f"(today() - date('{born}')) mod 1 = 0"
    zones = ["Europe/Athens", "America/Phoenix", "Asia/Kathmandu"]
    assert [value(whole, tz=zone) for zone in zones] == ["true"] * 3
    chained = f"0 + today() - date('{born}') - 1"
    assert value(f"int({chained}) = {chained}") == "true"


@pytest.mark.parametrize(
    "text", ["2026-02-30", "2026-13-01", "26-01-01", "yesterday", "0000-01-01", "2026-01-01T25:00"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_date(text, ATHENS) is None
    assert value(f"date('{text}')") == ""


def test_a_date_never_shows_itself() -> None:
    parsed = parse_date("2008-11-22", ATHENS)
    assert "2008" not in repr(parsed)


def nodes(*texts: str) -> list[Node]:
    return [Node("n", text) for text in texts]


@pytest.mark.parametrize(
    ("operator", "left", "right", "expected"),
    [
        ("=", nodes("a", "b"), "b", True),
        ("!=", nodes("a", "b"), "b", True),
        ("=", nodes(), "", False),
        ("!=", nodes(), "", False),
        ("=", nodes("1", "2"), nodes("2", "3"), True),
        ("<", nodes("1", "9"), nodes("2"), True),
        ("<", nodes("x"), 5.0, False),
        ("=", nodes("5.0"), 5.0, True),
        ("=", nodes(""), True, True),
        ("=", nodes(), False, True),
        ("<", nodes(), True, False),
        ("=", "5.0", "5", False),
        ("=", "5.0", 5.0, True),
        ("=", True, "false", True),
        ("=", math.nan, math.nan, False),
        ("!=", math.nan, math.nan, True),
        (">=", "", 0.0, False),
        ("=", 6.1 - 7.8, -1.7, True),
        ("<", "2012-01-01", "2013-01-01", True),
    ],
)
def test_comparisons(operator: str, left: object, right: object, expected: bool) -> None:
    assert compare(operator, left, right, ATHENS) is expected  # type: ignore[arg-type]


@settings(deadline=None)
@given(st.lists(st.text(max_size=3), max_size=4), st.text(max_size=3))
def test_a_nodeset_equals_a_text_when_one_of_its_nodes_does(texts: list[str], text: str) -> None:
    assert compare("=", nodes(*texts), text, ATHENS) is (text in texts)


def test_conversions_of_nodesets_look_at_the_first_node() -> None:
    assert to_string(nodes("a", "b")) == "a"
    assert to_string(nodes()) == ""
    assert to_number(nodes("4", "x")) == 4.0
    assert math.isnan(to_number(nodes()))
    assert to_boolean(nodes("")) is True
    assert to_boolean(nodes()) is False


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("5 div 2", 2.5),
        ("5 mod -2", 1.0),
        ("-5 mod 2", -1.0),
        ("1 div 0", "Infinity"),
        ("-1 div 0", "-Infinity"),
        ("0 div 0", "NaN"),
        ("5 mod 0", "NaN"),
        ("2 + 3 * 4 - 1", 13.0),
        ("- - 3", 3.0),
        ("'7' * true()", 7.0),
        ("//age[1] + 1", 35.0),
    ],
)
def test_arithmetic(expression: str, expected: float | str) -> None:
    assert str(value(expression)) == format_number(float(expected))


def test_only_the_branch_taken_is_evaluated() -> None:
    assert value("true() or unknown()", "boolean") is True
    assert value("0 and unknown(1, 2)", "boolean") is False
    assert value("if(1, 'yes', count('no nodes'))") == "yes"
    assert "unknown" in refusal("1 and unknown()")
