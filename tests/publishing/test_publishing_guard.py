"""What a cell, a sheet and a file may be called and hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldkit.publishing.guard import (
    CELL_LIMIT,
    CUT_MARK,
    cut_to_cell,
    file_name,
    fits_cell,
    published_text,
    sheet_name,
)


def test_forbidden_characters_are_removed_and_counted_and_line_ends_become_lf():
    assert published_text("a\x00b\x0bc\ud800\uffff") == ("abc", 4)
    assert published_text("a\r\nb\rc\nd\te\x85") == ("a\nb\nc\nd\te\x85", 0)


def test_the_cell_limit_counts_utf16_units_and_splits_no_character():
    assert fits_cell("x" * CELL_LIMIT)
    assert not fits_cell("x" * (CELL_LIMIT + 1))
    assert not fits_cell("😀" * (CELL_LIMIT // 2 + 1))
    cut = cut_to_cell("x" + "😀" * 20_000)
    assert cut.endswith(CUT_MARK)
    assert fits_cell(cut)
    assert "\ufffd" not in cut


@given(st.lists(st.text(max_size=50), max_size=12))
def test_sheet_names_are_legal_and_different(wanted: list[str]):
    taken: set[str] = set()
    for each in wanted:
        name = sheet_name(each, taken)
        assert 0 < len(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name == name.strip("'")
        assert name.casefold() not in taken
        taken.add(name.casefold())


def test_the_name_excel_keeps_for_itself_is_not_used():
    assert sheet_name("History", set()) != "History"


@pytest.mark.parametrize(
    "wanted", ["../../x", "aux", "a/b", "", ".hidden", "νοικοκυριό μέλη", "x."]
)
def test_odd_names_never_leave_the_folder(wanted: str, tmp_path):
    name = file_name(wanted)
    assert name
    assert (tmp_path / name).parent == tmp_path
    assert (tmp_path / name).resolve().parent == tmp_path.resolve()
    assert name.split(".")[0] != "aux"


def test_plain_names_stay_and_different_names_stay_different():
    assert file_name("intake_household") == "intake_household"
    assert file_name("a b") != file_name("a/b")
