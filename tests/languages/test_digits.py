from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldkit.languages.digits import number_text, to_ascii


@pytest.mark.parametrize(
    ("typed", "ascii_text"),
    [("۱۲۳", "123"), ("٤٥٦", "456"), ("१२", "12"), ("FK-٧", "FK-7"), ("αβγ", "αβγ"), ("", "")],
)
def test_digits_of_any_script_become_ascii(typed: str, ascii_text: str) -> None:
    assert to_ascii(typed) == ascii_text


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("٣٫٥", "3.5"),
        ("3,5", "3.5"),
        ("1,234.5", "1,234.5"),
        ("1,2,3", "1,2,3"),
        ("−7", "-7"),
        (" 8 ", "8"),
        ("۱٬۰۰۰", "1000"),
        ("\u200f١٢", "12"),
    ],
)
def test_numbers_are_read_as_people_write_them(typed: str, number: str) -> None:
    assert number_text(typed) == number


@given(st.integers(0, 10**12), st.sampled_from("0٠۰०০๐"))
def test_every_script_counts_the_same(number: int, zero: str) -> None:
    written = "".join(chr(ord(zero) + int(digit)) for digit in str(number))
    assert to_ascii(written) == str(number)
