"""Instants and lines of foreign parts, as each language of the window writes them."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from driving import plain
from PySide6.QtWidgets import QApplication

from fieldkit.ui.instants import day, day_and_time, month
from fieldkit.ui.language import language
from fieldkit.ui.reading_order import in_order, joined

AT = "2026-03-21T22:05:00.000Z"


@pytest.fixture(autouse=True)
def _in_athens(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Athens")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("en", "22 March 2026, 00:05"),
        ("el", "22 Μαρτίου 2026, 00:05"),
        ("fr", "22 mars 2026, 00:05"),
    ],
)
def test_an_instant_is_local_time_in_the_language_of_the_window(code: str, written: str) -> None:
    language().set(code)
    assert plain(day_and_time(AT)) == written
    assert day(AT) == written.partition(",")[0]


def test_arabic_and_farsi_write_their_own_digits() -> None:
    language().set("ar")
    assert day(AT) == "٢٢ مارس ٢٠٢٦"
    assert month("2026-11") == "١١/٢٠٢٦"
    language().set("fa")
    assert "۲۰۲۶" in day(AT)


@pytest.mark.parametrize("written", ["", "yesterday", "2026-13-01T00:00:00Z"])
def test_what_is_no_instant_is_shown_as_nothing(written: str) -> None:
    assert day(written) == ""
    assert day_and_time(written) == ""


def test_a_month_that_is_none_stands_as_it_is() -> None:
    assert month("2026-13") == "2026-13"
    assert month("") == ""


def test_lines_of_foreign_parts_are_read_in_the_direction_of_the_window() -> None:
    assert plain(joined(["Ελληνικά", "", "العربية"])) == "Ελληνικά · العربية"
    assert not joined(["one"]).startswith("\u200f")
    language().set("ar")
    assert joined(["one", "two"]).startswith("\u200f")
    assert in_order("") == ""


@pytest.mark.parametrize(("code", "leads"), [("ar", "\u200f"), ("fa", "\u200f"), ("en", "")])
def test_an_instant_says_which_way_it_runs(code: str, leads: str) -> None:
    language().set(code)
    first = day_and_time(AT)[0]
    assert (first if first == "\u200f" else "") == leads
