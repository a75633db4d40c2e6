"""`regex()`: the dialects forms are written in, and patterns that never come to an end."""

from __future__ import annotations

import pytest
from xpath_world import refusal, value

from fieldkit.forms.xpath.functions.regular import LONGEST_SECONDS, SHORTEST_SECONDS, patience


@pytest.mark.parametrize(
    ("text", "pattern", "found"),
    [
        ("Ελένη", r"^\p{L}+$", "true"),
        ("علي", r"^\p{L}+$", "true"),
        ("علي", r"^\p{IsArabic}+$", "true"),
        ("Ali", r"^\p{IsArabic}+$", "false"),
        ("Άννα-Μαρία Κ.", r"^[\p{L} .\-]+$", "true"),
        ("Α4", r"^\p{Lu}\d$", "true"),
        ("٤", r"^\d$", "false"),  # Latin digits only, as in Java and JavaScript
        ("علي٤", r"^[\p{L}\d]+$", "false"),
        ("علي4", r"^[\p{L}\d]+$", "true"),
        ("λ", r"^\w$", "false"),
        ("λ", r"^\W$", "true"),
        ("٤", r"^\D$", "true"),
        ("a_9", r"^[\w]+$", "true"),
        ("]", r"^[]\d]$", "true"),
        ("b7", r"^[[:alpha:]\d]+$", "true"),
        ("A", r"^\x{41}$", "true"),
        ("a.b", r"a\.b", "true"),
        ("xaby", "ab", "true"),  # found anywhere
        ("xaby", "^ab$", "false"),
    ],
)
def test_patterns_mean_what_they_mean_where_forms_are_written(
    text: str, pattern: str, found: str
) -> None:
    assert value(f"regex('{text}', '{pattern}')") == found


@pytest.mark.parametrize("pattern", ["(", "[a", r"\p{NoSuchProperty}", "a{2,1}", "*"])
def test_a_pattern_that_cannot_be_read_is_said(pattern: str) -> None:
    assert "pattern" in refusal(f"regex('x', '{pattern}')")


def test_a_pattern_without_an_end_is_broken_off_sooner_each_time_and_finds_what_fits() -> None:
    endless = "^(.*?,){24}P"
    numbers = ",".join(str(number) for number in range(60))
    given = [patience(endless)]
    while given[-1] > SHORTEST_SECONDS:
        why = refusal(f"regex('{numbers}', '{endless}')")
        assert "too long" in why
        assert "1,2" not in why  # an answer is never in a message
        given.append(patience(endless))
        assert given[-1] < given[-2]
    assert sum(given) < 2 * LONGEST_SECONDS
    assert value(f"regex('{'1,' * 24}P', '{endless}')") == "true"
    assert patience("^(.*?,){23}P") == LONGEST_SECONDS  # no other pattern pays for it
