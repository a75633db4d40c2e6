"""The function library, family by family. Expected values are worked out by hand."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xpath_world import outcome, refusal, value

from fieldkit.forms.instance import Node
from fieldkit.forms.xpath import compile_expression, known_functions
from fieldkit.forms.xpath.errors import UnknownFunction, WrongArguments
from fieldkit.forms.xpath.functions.chance import seeded_shuffle
from fieldkit.forms.xpath.functions.numbers import round_number
from fieldkit.forms.xpath.functions.strings import substr

STRINGS = [
    ("concat('a', 1, true())", "a1true"),
    ("concat(//pet)", "catdogfish"),
    ("join('-', 'x', //pet)", "x-cat-dog-fish"),
    ("substr('αβγδ', 1, 3)", "βγ"),
    ("substr('abc', -1)", "c"),
    ("substr('abc', 2, 1)", ""),
    ("substr('abc', number(''))", "abc"),
    ("substring('abcde', 2, 3)", "bcd"),
    ("substring-before('12/34', '/')", "12"),
    ("substring-after('12/34', '/')", "34"),
    ("translate('2026-11', '-0', '/')", "2/26/11".replace("2/26", "226")),
    ("normalize-space('  a \n b\u00a0 ')", "a b\u00a0"),
    ("string-length('λόγος')", "5"),
    ("starts-with('abc', 'ab') and ends-with('abc', 'bc') and contains('abc', 'b')", "true"),
    ("regex('69-123', '^[0-9]{2}-[0-9]+$')", "true"),
    ("regex('١٢', '^\\d+$')", "false"),
    ("base64-decode('zrs=')", "λ"),
    ("base64-decode('not base64')", ""),
    ("digest('abc', 'SHA-1', 'hex')", "a9993e364706816aba3e25717850c26c9cd0d89d"),
    ("string-length(digest('abc', 'SHA-512'))", "88"),
]

NUMBERS = [
    ("round(2.5)", "3"),
    ("round(-2.5)", "-3"),
    ("round(1.005, 2)", "1.01"),
    ("round(1250, -2)", "1300"),
    ("round(1, 31)", "NaN"),
    ("floor(-1.5)", "-2"),
    ("ceiling(-1.5)", "-1"),
    ("int(-1.9)", "-1"),
    ("abs(-3)", "3"),
    ("pow(2, 10)", "1024"),
    ("pow(-8, 0.5)", "NaN"),
    ("pow(0, -1)", "Infinity"),
    ("pow(10, 400)", "Infinity"),
    ("exp(1000)", "Infinity"),
    ("sqrt(-1)", "NaN"),
    ("log(0)", "-Infinity"),
    ("acos(2)", "NaN"),
    ("sin(1 div 0)", "NaN"),
    ("sum(//person[age > 0]/age)", "41"),
    ("sum(//age)", "41"),
    ("sum(//person[3]/age)", "0"),
    ("sum(//nothing)", "0"),
    ("sum(//name)", "NaN"),
    ("min(4, //age)", "4"),
    ("max(4, //age)", "34"),
    ("min(//age)", "7"),
    ("min('', ' ', 3)", "3"),
    ("max('x', 3)", "NaN"),
    ("max(number(''), 3)", "NaN"),
    ("max(-2, -1)", "-1"),
    ("min(//person[3]/age)", "NaN"),
    ("max(//nothing)", "NaN"),
]

DATES = [
    ("today()", "2026-11-22"),
    ("now()", "2026-11-22T12:00:00.000+02:00"),
    ("today() + 14 - today()", "14"),
    ("date(today() + 14)", "2026-12-06"),
    ("date('2026-03-28') < date('2026-03-29')", "true"),
    ("format-date('2008-02-09', '%Y/%m/%d %n %e %b %a %y %W %%')", "2008/02/09 2 9 Feb Sat 08 6 %"),
    ("format-date-time('2008-02-09T07:05:03.250', '%H %h %M %S %3')", "07 7 05 03 250"),
    ("format-date-time('2008-02-09T23:30:00Z', '%Y-%m-%d %H')", "2008-02-10 01"),
    ("format-date-time('10:30:00', '%H:%M')", "10:30"),
    ("format-date('', '%Y')", ""),
    ("format-date(date('x'), '%Y')", ""),
    ("decimal-date-time('1970-01-03T00:00:00Z')", "2"),
    ("decimal-date-time('')", "NaN"),
    ("decimal-time('18:00:00')", "0.75"),
    ("decimal-time('18:61:00')", "NaN"),
    ("date('2026-11-22T23:30:00Z')", "2026-11-23T01:30:00.000+02:00"),
    ("string(date-time('2026-1-5'))", "2026-01-05"),
    ("boolean(date('2026-02-31'))", "false"),
    ("int((date('2026-11-22') - date('2008-11-22')) div 365.25)", "17"),
]

SELECTIONS = [
    ("selected('a b c', ' b ')", "true"),
    ("selected('ab', 'a')", "false"),
    ("selected('', 'a')", "false"),
    ("count-selected('  a  b ')", "2"),
    ("selected-at('a b', 1)", "b"),
    ("selected-at('a b', 2)", ""),
    ("checklist(1, 2, true(), false(), 'x')", "true"),
    ("checklist(-1, 1, true(), true())", "false"),
    ("checklist(2, -1, //pet)", "true"),
    ("checklist(3, -1, //age)", "false"),
    ("weighted-checklist(3, 5, true(), 2, true(), 2, false(), 9)", "true"),
    ("weighted-checklist(41, 41, //person[age > 0]/name, //person[age > 0]/age)", "true"),
]

NODES = [
    ("count(//pet)", "3"),
    ("count-non-empty(//age)", "2"),
    ("position(//person[3])", "3"),
    ("position(//nothing)", "NaN"),
    ("name(//@n)", "n"),
    ("local-name(/*)", "house"),
    ("coalesce('', number('x'), 'third')", "third"),
    ("coalesce('', '')", ""),
    ("if(//nothing, 'some', 'none')", "none"),
    ("not(boolean(//pet))", "false"),
    ("boolean-from-string('true') and not(boolean-from-string('yes'))", "true"),
    ("string(//person[1]/age) = number(//person[1]/age)", "true"),
    ("indexed-repeat(//pet, //person, 3)", "fish"),
    ("count(indexed-repeat(//pet, //person, 1))", "2"),
    ("indexed-repeat(//pet, //person, 9)", ""),
    ("indexed-repeat(//pet, //person, number(''))", ""),
]

GEO = [
    ("distance('0 0;0 1')", "111318.85"),
    ("distance('0 0 5 1', '0 1 5 1')", "111318.85"),
    ("distance('')", "0"),
    ("area('0 0;0 1;1 1')", "6195628067.9"),
    ("area('0 0;0 1')", "0"),
    ("area('nowhere')", "0"),
    ("geofence('0.5 0.4', '0 0;0 1;1 1;1 0;0 0')", "true"),
    ("geofence('0.5 1.4', '0 0;0 1;1 1;1 0;0 0')", "false"),
    ("geofence('', '0 0;0 1;1 1;1 0;0 0')", "false"),
]


@pytest.mark.parametrize(
    ("expression", "expected"), STRINGS + NUMBERS + DATES + SELECTIONS + NODES + GEO
)
def test_functions(expression: str, expected: str) -> None:
    assert value(expression) == expected


@pytest.mark.parametrize(
    "expression",
    [
        "count(1)",
        "sum('1')",
        "name(1)",
        "distance('foo')",
        "distance('91 0;0 0')",
        "digest('a', 'SHA-7')",
        "digest('a', 'MD5', 'octal')",
        "regex('a', '(')",
        "uuid('long')",
        "format-date('2026-01-01', '%Q')",
        "instance('nowhere')/root",
        "weighted-checklist(1, 2, 3)",
        "indexed-repeat(//pet, //person, 1, //pet)",
        "indexed-repeat(//pet, //person, 1, 2, 3)",
        "jr:choice-name('a', '/house')",
        "$variable",
    ],
)
def test_what_has_no_value_is_refused(expression: str) -> None:
    assert refusal(expression)


def test_a_form_learns_of_unknown_functions_and_wrong_arguments_at_once() -> None:
    with pytest.raises(UnknownFunction, match="explode"):
        compile_expression("0 and explode()")
    with pytest.raises(WrongArguments, match="selected"):
        compile_expression("if(1, 2, selected('a'))")
    with pytest.raises(WrongArguments):
        compile_expression("count('a')")


def test_the_functions_the_form_library_needs_are_known() -> None:
    needed = """concat count count-selected date decimal-date-time format-date if not now number
    once position regex round selected string-length substr sum today uuid"""
    assert known_functions() >= set(needed.split())


def test_once_keeps_what_is_there_and_asks_only_when_blank() -> None:
    assert value("once('new')", at="/house/person[1]/age") == "34"
    assert value("once('new')", at="/house/person[3]/age") == "new"
    assert value("once(unknown())", at="/house/person[1]/age") == "34"


ODD_ARGUMENTS = [
    "//pet", "//nothing", "//@n", "//name/text()", "/", ".", "''", "'x'", "' a  b '",
    "'2026-01-31'",
    "'9999-12-31T23:59:59-14:00'", "'0001-01-01'", "0", "-1", "1.5", "1e300", "-1e300", "1 div 0",
    "-1 div 0", "number('')", "true()", "today()", "now()", "'0 0;0 1;1 1;0 0'", "'MD5'", "'hex'",
    "'%Y %H %3'", "'['", "'\ud800'",
]  # fmt: skip


@settings(deadline=None)
@given(
    st.sampled_from(sorted(known_functions())),
    st.lists(st.sampled_from(ODD_ARGUMENTS), max_size=5),
    st.sampled_from(["string", "number", "boolean", "nodeset", "date"]),
)
def test_every_call_has_a_value_or_is_refused(name: str, arguments: list[str], kind: str) -> None:
    found = outcome(f"{name}({', '.join(arguments)})", kind, at="/house/person[2]/age")
    assert found.type in (kind, "error")


def test_an_error_never_repeats_a_value() -> None:
    assert "Amal" not in refusal("distance('Amal')")
    assert "Amal" not in refusal("regex('x', '(Amal')")
    assert "Amal" not in refusal("digest('x', 'Amal')")


def test_chance_is_the_seed_and_nothing_else() -> None:
    assert value("concat(uuid(), random())") == value("concat(uuid(), random())")
    assert value("uuid() != uuid()") == "true"
    assert value("string-length(uuid(50))") == "50"
    uuid = "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"
    assert value(f"regex(uuid(), '{uuid}')") == "true"


@settings(deadline=None)
@given(st.integers(-(2**63), 2**63), st.integers(0, 30))
def test_a_seeded_shuffle_is_an_order_of_the_same_nodes(seed: int, size: int) -> None:
    nodes = [Node("n", str(number)) for number in range(size)]
    shuffled = seeded_shuffle(nodes, seed)
    assert shuffled == seeded_shuffle(nodes, seed)
    assert Counter(map(id, shuffled)) == Counter(map(id, nodes))


def test_randomize_takes_numbers_texts_and_blank_as_seeds() -> None:
    plain = value("randomize(//pet)", "nodeset")
    assert sorted(plain) == ["cat", "dog", "fish"]  # type: ignore[call-overload]
    orders = {str(value(f"randomize(//pet | //name, {seed})", "nodeset")) for seed in range(9)}
    assert len(orders) > 1
    blank = value("randomize(//name, '')", "nodeset")
    assert blank == value("randomize(//name, 0)", "nodeset")
    assert value("randomize(//name, 'a')", "nodeset") == value("randomize(//name, 'a')", "nodeset")


def test_rounding_agrees_with_what_one_reads() -> None:
    chooser = random.Random(4)
    for _ in range(500):
        cents = chooser.randrange(-(10**6), 10**6)
        assert round_number(cents / 100, 2) == cents / 100
        assert round_number(cents / 100 + (0.004 if cents >= 0 else -0.004), 2) == cents / 100


@settings(deadline=None)
@given(st.text(max_size=8), st.integers(-10, 10), st.integers(-10, 10))
def test_substr_is_a_slice(text: str, start: int, end: int) -> None:
    assert substr(text, float(start), float(end)) == text[start:end]
