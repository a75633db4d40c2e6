"""Each trap of spreadsheets, on the written file, as two readers see it."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import pytest
from publishing_samples import (
    READERS,
    G,
    Q,
    Records,
    by_calamine,
    form,
    of_form,
    published,
    record,
)

from fieldkit.model.records import Refusal
from fieldkit.publishing import sheets
from fieldkit.publishing.errors import PublicationRefused
from fieldkit.publishing.guard import CUT_MARK
from fieldkit.publishing.profiles import STATISTICS

EVERYTHING = form(
    "f",
    "1",
    (
        Q("string", "text"),
        Q("int", "whole"),
        Q("decimal", "part"),
        Q("date", "day"),
        Q("dateTime", "start"),
        Q("string", "lang", choices=("el", "ar"), many=True),
        G("member", (Q("string", "m_name"),), repeat=True),
        G("empty", (Q("string", "e"),), repeat=True),
    ),
)


def cell_of(tmp_path: Path, question: str, text: str, reader) -> object:
    published(tmp_path, of_form(record(1, EVERYTHING, {f"/data/{question}": text})), [EVERYTHING])
    header, row = reader(tmp_path / "f" / "f_latest.xlsx", "data")
    return row[header.index(question)]


TEXTS = [
    "=cmd|'/c calc'!A0", "+302310123456", "-1+1", "@SUM(A1)", "\t=1", "{=1}",
    "000000012", "12345678901234567", "1e5", "2026-11-22", "TRUE", "10:30",
    "_x0041_", "_x000D_", "http://example.gr", "mailto:a@example.gr", "internal:x",
    " spaces around ", "two\nlines", "Αθήνα", "مرحبا", "\u202eabc", "😀" * 10, "'quoted",
    "a\x85b",
]  # fmt: skip


@pytest.fixture(scope="module", params=READERS)
def texts_as_read(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    out = tmp_path_factory.mktemp("texts")
    records = (record(n, EVERYTHING, {"/data/text": text}) for n, text in enumerate(TEXTS))
    published(out, of_form(*records), [EVERYTHING])
    header, *rows = request.param(out / "f" / "f_latest.xlsx", "data")
    return [row[header.index("text")] for row in rows]


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_text_stays_text(texts_as_read: list[object], number: int):
    assert texts_as_read[number] == TEXTS[number]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("whole", "42", 42),
        ("whole", "007", "007"),
        ("whole", "12345678901234567", "12345678901234567"),
        ("part", "2.5", 2.5),
        ("start", "2026-11-22T10:00:00.000Z", dt.datetime(2026, 11, 22, 12, 0)),
    ],
)
def test_numbers_and_instants_keep_their_value(tmp_path: Path, reader, question, text, value):
    assert cell_of(tmp_path, question, text, reader) == value


@pytest.mark.parametrize("reader", READERS)
def test_a_day_is_a_date_cell(tmp_path: Path, reader):
    found = cell_of(tmp_path, "day", "2026-11-22", reader)
    assert found in (dt.date(2026, 11, 22), dt.datetime(2026, 11, 22))


@pytest.mark.parametrize("reader", READERS)
def test_a_long_text_is_cut_with_a_mark_and_an_issue(tmp_path: Path, reader):
    found = cell_of(tmp_path, "text", "ab" * 20_000, reader)
    assert isinstance(found, str)
    assert found.endswith(CUT_MARK)
    assert len(found) < 32_767
    issues = reader(tmp_path / "f" / "f_latest.xlsx", "_issues")
    assert [issues[1][0], *issues[1][2:4]] == ["data", "text", "cut"]
    whole = (tmp_path / "f" / "latest" / "data.csv").read_text(encoding="utf-8")
    assert "ab" * 20_000 in whole


@pytest.mark.parametrize("reader", READERS)
def test_forbidden_characters_go_and_are_reported(tmp_path: Path, reader):
    assert cell_of(tmp_path, "text", "a\x00\x0bb", reader) == "ab"
    issues = reader(tmp_path / "f" / "f_latest.xlsx", "_issues")
    assert issues[1][2:] == ["text", "characters-removed", "2"]


@pytest.mark.parametrize("reader", READERS)
def test_the_sheets_and_the_readme_say_what_is_there(tmp_path: Path, reader):
    rows = {"/data/member[1]": "r1", "/data/member[2]": "r2"}
    records = of_form(record(1, EVERYTHING, {}, rows, heads=2), record(2, EVERYTHING, {}))
    records.refused = {"f": [Refusal("f", "1", "t1", "2026-11")] * 3}
    published(tmp_path, records, [EVERYTHING], profile=STATISTICS)
    book = tmp_path / "f" / "f_latest.xlsx"
    told = {row[0]: row[1] for row in reader(book, "README") if len(row) > 1}
    assert told["Records"] == told["Εγγραφές"] == 2
    assert told["Rows of member"] == 2
    assert told["Refusals (people who said no; nothing else is kept of them)"] == 3
    assert len(reader(book, "member")) == 3
    assert len(reader(book, "empty")) == 1
    meta = {row[0]: row[1] for row in reader(book, "meta")}
    assert (meta["profile"], meta["records"], meta["conflicts"]) == ("statistics", 2, 1)
    assert meta["form version 1"] == EVERYTHING.form_hash


def test_sheets_come_in_the_promised_order(tmp_path: Path):
    import python_calamine

    published(tmp_path, of_form(record(1, EVERYTHING, {})), [EVERYTHING])
    book = python_calamine.CalamineWorkbook.from_path(str(tmp_path / "f" / "f_latest.xlsx"))
    assert book.sheet_names == [
        "README", "data", "member", "empty", "codebook", "choices", "_issues", "meta"
    ]  # fmt: skip


@pytest.mark.parametrize("reader", READERS)
def test_the_codebook_explains_every_column_in_every_language(tmp_path: Path, reader):
    published(tmp_path, of_form(record(1, EVERYTHING, {})), [EVERYTHING])
    book = tmp_path / "f" / "f_latest.xlsx"
    header, *rows = reader(book, "codebook")
    assert header[:7] == [
        "table", "column", "what", "type", "sensitivity", "list", "versions"
    ]  # fmt: skip
    assert set(header[7:]) == {"label (el)", "label (en)"}
    assert header[7] == "label (el)"
    described = {(row[0], row[1]) for row in rows}
    columns = {("data", name) for name in reader(book, "data")[0]}
    assert columns <= described
    (lang,) = [row for row in rows if row[1] == "lang"]
    assert lang[7] == "Ερώτηση lang"
    choices = reader(book, "choices")
    assert [row[:2] for row in choices[1:]] == [["lang", "el"], ["lang", "ar"]]
    assert choices[1][3] == "Ερώτηση el"


@pytest.mark.parametrize("reader", READERS)
def test_more_rows_than_a_sheet_holds_go_on_in_the_next(tmp_path: Path, reader):
    rows = {f"/data/member[{n}]": f"r{n}" for n in range(1, 6)}
    records = of_form(*(record(n, EVERYTHING, {"/data/text": str(n)}) for n in range(5)))
    records.by_form["f"].append(record(9, EVERYTHING, {}, rows))
    published(tmp_path, records, [EVERYTHING], rows_per_sheet=2)
    book = tmp_path / "f" / "f_latest.xlsx"
    found = [row[0] for name in ("data", "data_2", "data_3") for row in reader(book, name)[1:]]
    assert found == [each.record.record for each in records.current("f")]
    assert len(reader(book, "member_3")) == 2


def test_a_repeat_named_like_one_of_our_sheets_gets_another_name(tmp_path: Path):
    version = form("f", "1", tuple(
        G(name, (Q("string", f"q_{name}"),), repeat=True)
        for name in ("README", "meta", "codebook", "data_2", "a_very_long_name_of_a_repeated_group")
    ))  # fmt: skip
    records = of_form(*(record(n, version, {}) for n in range(3)))
    published(tmp_path, records, [version], rows_per_sheet=2)
    names = {name.casefold() for name in _sheet_names(tmp_path / "f" / "f_latest.xlsx")}
    assert len(names) == 6 + 1 + 5


def _sheet_names(path: Path) -> list[str]:
    import python_calamine

    return python_calamine.CalamineWorkbook.from_path(str(path)).sheet_names


def test_the_header_is_frozen_filtered_and_no_cell_is_a_link_or_formula(tmp_path: Path):
    answers = {"/data/text": "https://example.gr"}
    published(tmp_path, of_form(record(1, EVERYTHING, answers)), [EVERYTHING])
    with zipfile.ZipFile(tmp_path / "f" / "f_latest.xlsx") as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml").decode()
        names = archive.namelist()
    assert '<pane xSplit="1" ySplit="1"' in sheet
    assert "<autoFilter ref=" in sheet
    assert 'numberStoredAsText="1"' in sheet
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    assert not [name for name in names if "externalLink" in name or "vba" in name]


def test_the_workbook_is_the_same_bytes_again_and_holds_no_instant(tmp_path: Path):
    records = of_form(record(1, EVERYTHING, {"/data/text": "x"}))
    for name in ("one", "two"):
        published(tmp_path / name, records, [EVERYTHING])
    one, two = ((tmp_path / name / "f" / "f_latest.xlsx").read_bytes() for name in ("one", "two"))
    assert one == two


def test_a_table_wider_than_a_sheet_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sheets, "MOST_COLUMNS", 10)
    with pytest.raises(PublicationRefused) as refusal:
        published(tmp_path, of_form(record(1, EVERYTHING, {})), [EVERYTHING])
    assert refusal.value.code == "too-wide"
    assert not (tmp_path / "f").exists()


def test_a_form_with_refusals_only_is_published(tmp_path: Path):
    records = Records({}, {"f": [Refusal("f", "1", "t1", "2026-11")]})
    report = published(tmp_path, records, [EVERYTHING])
    assert (report.forms["f"].rows, report.forms["f"].refusals) == (0, 1)
    assert len(by_calamine(tmp_path / "f" / "f_latest.xlsx", "data")) == 1
