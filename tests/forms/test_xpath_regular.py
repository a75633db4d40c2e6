"""`regex()`: the dialects forms are written in, and patterns that never come to an end."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest
from xpath_world import refusal, value

from fieldkit.forms.xpath.functions.regular import LONGEST_SECONDS


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
    told = within_a_process_that_can_be_ended(
        """
        endless = "^(.*?,){24}P"
        numbers = ",".join(str(number) for number in range(60))
        given, refusals = [patience(endless)], []
        while given[-1] > SHORTEST_SECONDS:
            refusals.append(refusal(f"regex('{numbers}', '{endless}')"))
            given.append(patience(endless))
        fits = value(f"regex('{'1,' * 24}P', '{endless}')")
        told = [given, refusals, fits, patience("^(.*?,){23}P")]
        """
    )
    given, refusals, fits, other = told
    assert given[0] == LONGEST_SECONDS
    assert all(less < before for before, less in itertools.pairwise(given))
    assert sum(given) < 2 * LONGEST_SECONDS
    assert len(refusals) == len(given) - 1
    for why in refusals:
        assert "too long" in why
        assert "1,2" not in why  # an answer is never in a message
    assert fits == "true"
    assert other == LONGEST_SECONDS  # no other pattern pays for it


# Nothing stops a search that is not told to stop, within its own process.
_SECONDS_OF_PROCESSOR = 5
_PROGRAM = f"""
import contextlib, json, sys
with contextlib.suppress(ImportError):  # Windows has none: there the waiting below has an end
    import resource
    resource.setrlimit(resource.RLIMIT_CPU, ({_SECONDS_OF_PROCESSOR}, {_SECONDS_OF_PROCESSOR}))
sys.path.insert(0, {str(Path(__file__).parent)!r})
from xpath_world import refusal, value
from fieldkit.forms.xpath.functions.regular import SHORTEST_SECONDS, patience
"""


def within_a_process_that_can_be_ended(lines: str) -> Any:
    """What `lines` leave in `told`."""
    program = f"{_PROGRAM}{textwrap.dedent(lines)}print(json.dumps(told))"
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, timeout=120, check=False
    )
    assert ended.returncode == 0, f"the search came to no end: {ended.stderr[-400:]!r}"
    return json.loads(ended.stdout)
