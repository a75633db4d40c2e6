"""However odd the cells, a check ends with findings or a form; it never breaks down."""

from __future__ import annotations

import contextlib
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workbook_making import write_xlsx

from fieldkit.forms.definition import definition_from_package
from fieldkit.forms.errors import FormError
from fieldkit.forms.findings import UnreadableForm
from fieldkit.forms.workbook.cells import Line, Sheet, Workbook, read_workbook
from fieldkit.forms.workbook.check import check_sheets

TYPES = [
    "", "text", "integer", "date", "note", "calculate", "select_one l",
    "select_multiple l or_other",
    "select_one", "begin group", "end group", "begin_repeat", "end_repeat", "begin loop over l",
    "rank l", "range", "geopoint", "include", "hidden", "start", "form_title", "nonsense",
]  # fmt: skip
NAMES = ["", "a", "b", "A", "meta", "1x", "data", "två", "a b", "a.b-c", "instanceID"]
CELLS = [
    "", "yes", "${q2}", "${q3} > 1", "${a", "${}", "${ a }", "1 +", "nope()", "count(${q4})",
    ". > 1", "selected(${q2}, 'x')", "field-list", "ex:app", "end=lots", "x<y>&\"'",
    "‘smart’", "\x07", "٣", "blank -1", "merge a ${q2} as b",
    ". + 1", "coalesce(., ${q2})", "instance('l')/root/item[name = ${q3}]/label", "//q2 | ../..",
    "pulldata('no', 'such', 'file', ${q2})", "q2#p", "start=1 end=0 step=x", "1 AND 2",
    "jr:choice-name(${q2}, '${q2}')", "indexed-repeat(${q3}, ${q2}, 1)",
]  # fmt: skip
COLUMNS = [
    "label::English (en)", "hint:French", "relevant", "constraint",
    "calculation", "required", "repeat_count", "choice_filter", "default", "appearance",
    "parameters", "trigger", "fk_sensitivity", "fk_was", "fk_export", "bind::fk:x",
    "disabled", "save_to", "zz",
]  # fmt: skip
CHOICES = ["list name", "label::English (en)", "media::image", "$x", "two words", "r"]
SETTINGS = ["fk_gate", "default_language", "namespaces", "instance_name"]
ENTITIES = ["create_if", "update_if", "entity_id", "label", "zz"]


# Mostly what an author means, so that whole forms come out and pyxform gets its share too.
USUAL = {
    "type": ["text", "integer", "select_one l"],
    "label": ["Label"],
    "list_name": ["l"],
    "form_id": ["visit"],
    "version": ["1"],
}


@st.composite
def sheets(draw: st.DrawFn, name: str, first: list[str], columns: list[str]) -> Sheet:
    more = draw(st.lists(st.sampled_from(columns), max_size=7, unique=True))
    headers = (*(first if draw(st.integers(0, 19)) else []), *more)
    rows = [
        Line(number, tuple(_text(draw, header, number) for header in headers))
        for number in range(2, 2 + draw(st.integers(1, 7)))
    ]
    return Sheet(name, (Line(1, headers), *rows) if headers else ())


def _text(draw: st.DrawFn, header: str, number: int) -> str:
    odd = not draw(st.integers(0, 11))
    if header == "name":
        return draw(st.sampled_from(NAMES)) if odd else f"q{number}"
    if odd:
        return draw(st.sampled_from(TYPES if header == "type" else CELLS))
    return draw(st.sampled_from(USUAL.get(header, [""])))


def _workbook(survey: Sheet, choices: Sheet, given: Sheet, entities: Sheet | None) -> Workbook:
    named = {"survey": survey, "choices": choices, "settings": given}
    return Workbook(Path("odd.xlsx"), {**named, "entities": entities} if entities else named)


WORKBOOKS = st.builds(
    _workbook,
    sheets("survey", ["type", "name", "label"], COLUMNS),
    sheets("choices", ["list_name", "name", "label"], CHOICES),
    sheets("settings", ["form_id", "version"], SETTINGS),
    st.one_of(st.none(), sheets("entities", ["list_name", "label"], ENTITIES)),
)


@settings(max_examples=60, deadline=None)
@given(WORKBOOKS)
def test_a_check_always_ends(workbook: Workbook) -> None:
    check = check_sheets(workbook)
    assert check.ok == (not any(finding.is_error for finding in check.findings))
    assert all(str(finding) for finding in check.findings)
    if check.package is not None:
        with contextlib.suppress(FormError):  # the engine may refuse in words, and no other way
            definition_from_package(check.package)


def with_last_row(path: Path, row: str, *, columns: int = 3) -> Path:
    """A workbook whose first sheet ends with `row`, as XML."""
    made, sheet = path.with_name("made.xlsx"), "xl/worksheets/sheet1.xml"
    headers: list[object] = ["type", "name", "label", *(f"note{at}" for at in range(3, columns))]
    write_xlsx(made, {"survey": [headers]})
    with zipfile.ZipFile(made) as parts, zipfile.ZipFile(path, "w") as grown:
        for name in parts.namelist():
            text = parts.read(name).decode()
            ended = text.replace("</sheetData>", f"{row}</sheetData>")
            grown.writestr(name, ended if name == sheet else text)
    return path


@pytest.mark.parametrize(("far", "wide"), [("XFD", 1_048_576), ("AA", 400_000)])
def test_a_cell_far_out_is_told_before_it_takes_all_memory(
    tmp_path: Path, far: str, wide: int
) -> None:
    row = f'<row r="{wide}"><c r="{far}{wide}"><v>1</v></c></row>'
    form = with_last_row(tmp_path / "far.xlsx", row)
    with pytest.raises(UnreadableForm, match="too far right or down") as refused:
        read_workbook(form)
    assert str(wide) in str(refused.value.next_step)


@pytest.mark.parametrize(
    "row",
    [
        '<row r="1048576" ht="12.8"/>',
        '<row r="1048576"><c r="A1048576" s="0"/></row>',
        '<row r="1048576"><c r="XFD1048576" s="0"></c></row>',
    ],
)
def test_what_is_only_formatted_at_the_end_of_a_sheet_is_no_cell_far_out(
    tmp_path: Path, row: str
) -> None:
    form = with_last_row(tmp_path / "formatted.xlsx", row, columns=40)
    sheet = read_workbook(form).sheet("survey")
    assert sheet is not None
    assert sheet.lines
