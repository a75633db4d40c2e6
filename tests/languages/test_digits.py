from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldkit.languages.digits import native, number_text, to_ascii


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


@pytest.mark.parametrize(
    ("number", "code", "written"),
    [
        (12, "el", "12"),
        (12, "en", "12"),
        (12, "fr", "12"),
        (1234567890, "ar", "١٢٣٤٥٦٧٨٩٠"),
        (1234567890, "fa", "۱۲۳۴۵۶۷۸۹۰"),
        (7, "fa-AF", "۷"),
        (7, "ur", "7"),
        (-3, "ar", "-٣"),
        ("14:32", "bn", "১৪:৩২"),
        ("٣/١٢", "fa", "۳/۱۲"),
        ("٣", "en", "3"),
        (5, "unheard-of", "5"),
    ],
)
def test_a_number_is_written_in_the_digits_of_its_language(
    number: int | str, code: str, written: str
) -> None:
    assert native(number, code) == written


@given(st.integers(0, 10**12), st.sampled_from(["el", "ar", "fa", "ckb", "bn", "ne", "mr", "my"]))
def test_native_digits_are_read_back_as_the_same_number(number: int, code: str) -> None:
    assert to_ascii(native(number, code)) == str(number)
