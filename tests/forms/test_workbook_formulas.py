"""Looking for formulas in a workbook that somebody damaged, or made to be in the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from workbook_making import write_xlsx

from fieldkit.forms.workbook import formulas
from fieldkit.forms.workbook.formulas import unworked_cells


@pytest.fixture
def book(tmp_path: Path) -> Path:
    survey = [["type", "name", "label"], ["text", "q", "=B2"]]
    made = write_xlsx(tmp_path / "form.xlsx", {"survey": survey})  # openpyxl works nothing out
    assert [(each.row, each.column) for each in unworked_cells(made)["survey"]] == [(2, "C")]
    return made


def test_a_workbook_that_would_fill_the_memory_is_not_unpacked(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formulas, "MOST_UNPACKED", 100)
    assert unworked_cells(book) == {}


def test_a_sheet_that_ends_after_the_file_is_left_to_the_reader_of_cells(book: Path) -> None:
    whole = bytearray(book.read_bytes())
    listed = whole.rindex(b"PK\x01\x02", 0, whole.rindex(b"xl/worksheets/sheet1.xml"))
    # How it is packed (not at all) and both sizes: APPNOTE.TXT of PKWARE, 4.3.12.
    whole[listed + 10 : listed + 12] = bytes(2)
    whole[listed + 20 : listed + 28] = (100_000_000).to_bytes(4, "little") * 2
    book.write_bytes(whole)
    assert unworked_cells(book) == {}
