"""Workbook to XForm by pyxform, with our columns added on the way and its complaints translated.

The author's file is never touched: the sheets are handed over as the plain rows pyxform works on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.parsers.expat import ExpatError

from fieldkit.forms.export_rules import read_export_rules
from fieldkit.forms.findings import Finding, Place, Severity
from fieldkit.forms.workbook.cells import SHEETS, Sheet, Workbook
from fieldkit.forms.workbook.columns import can_be_element
from fieldkit.forms.workbook.outline import Entry, Kind, Outline
from fieldkit.forms.workbook.stand_ins import StandIn, files, finish, stand_ins
from fieldkit.forms.workbook.tables import Column, Row, Table

NAMESPACE = "https://fieldkit.gr/ns/xforms"
_HOUSE_PREFIX = "fk_"
_HANDED_OTHERWISE = ("survey", "settings", "external_choices")
_ROW = re.compile(r"\[row ?: ?(\d+)\]\s*")
_SHEET = re.compile(r"[Oo]n the '(\w+)' sheet")
_COLUMN = re.compile(r"the '([^']+)' value")
# pyxform warnings about what our own pre-pass says with more precision.
_SAID_BETTER = re.compile(
    r"[Tt]ranslation|no label|Row without name|Choices should have a label|max-pixels|"
    r"case-insensitive match|language declarations|similar names|"
    r"is missing the (survey|choices)|form_id and id_string"
)

SheetRows = list[dict[str, str]]


@dataclass(frozen=True)
class Conversion:
    """What pyxform made of a workbook: an XForm (b"" after an error) and what it said.

    `files` are the lists that were made for it, by the address the XForm has for them.
    """

    xform: bytes
    findings: Sequence[Finding]
    files: Mapping[str, bytes] = field(default_factory=dict[str, bytes])


def convert(
    workbook: Workbook, survey: Table, settings: Table, built: Outline, gate: Entry | None
) -> Conversion:
    """Convert the workbook. Never raises for what is wrong with the form: it becomes a finding."""
    from pyxform.errors import PyXFormError

    said: list[str] = []
    tables = {"survey": survey, "settings": settings}
    numbers = _row_numbers(survey, built)
    found = stand_ins(workbook, built)
    try:
        xform = _xform(_sheets(workbook, survey, settings, built, gate, found), said, found)
    except PyXFormError as fault:
        return Conversion(b"", [_finding(str(fault), Severity.ERROR, workbook, tables, numbers)])
    except (AttributeError, ExpatError, LookupError, TypeError, ValueError) as fault:
        # pyxform 4.5.0 trips over some malformed sheets instead of explaining them.
        words = f"The XLSForm converter stopped without an explanation ({type(fault).__name__})."
        return Conversion(b"", [_finding(words, Severity.ERROR, workbook, tables, numbers)])
    warnings = [
        _finding(words, Severity.WARNING, workbook, tables, numbers)
        for words in said
        if not _SAID_BETTER.search(words)
    ]
    return Conversion(xform, warnings, files(found.values()))


def _xform(sheets: dict[str, Any], warnings: list[str], found: Mapping[str, StandIn]) -> bytes:
    # Not pyxform.xls2xform.convert: its Survey.to_xml writes the form to a temporary file.
    from pyxform.builder import create_survey_element_from_dict
    from pyxform.xls2json import workbook_to_json
    from pyxform.xls2json_backends import DefinitionData

    data = DefinitionData(**sheets)
    parts = workbook_to_json(
        workbook_dict=data, fallback_form_name=data.fallback_form_name, warnings=warnings
    )
    survey = create_survey_element_from_dict(parts)
    document = survey.xml()
    finish(document, found)
    return b'<?xml version="1.0"?>' + document.toxml().encode("utf-8")


def _sheets(
    workbook: Workbook,
    survey: Table,
    settings: Table,
    built: Outline,
    gate: Entry | None,
    found: Mapping[str, StandIn],
) -> dict[str, Any]:
    """The sheets as pyxform reads them, the house columns turned into namespaced attributes."""
    handed: dict[str, Any] = {
        # Sheets of ours are not pyxform's business, however near their names come to its own.
        "sheet_names": [
            sheet.name for name, sheet in workbook.sheets.items() if not _is_house(name)
        ],
        "fallback_form_name": workbook.path.stem,
    }
    for name, sheet in workbook.sheets.items():
        if name in SHEETS and name not in _HANDED_OTHERWISE:
            headers = _plain_headers(sheet) if name != "choices" else _choice_headers(sheet)
            _hand_over(handed, name, headers, _plain_rows(sheet, headers))
    house = _uses_house_columns(survey, settings)
    headers = [
        _header(column, rename=house) for column in survey.columns if not _is_house(column.header)
    ]
    _hand_over(handed, "survey", headers, _survey_rows(survey, built, found, house=house))
    _hand_over(handed, "settings", [], _settings_rows(settings, gate, house=house))
    return handed


def _hand_over(handed: dict[str, Any], name: str, headers: Sequence[str], rows: SheetRows) -> None:
    found = dict.fromkeys([*filter(None, headers), *(header for row in rows for header in row)])
    handed[name] = rows
    handed[f"{name}_header"] = [found] if found else []


def _plain_headers(sheet: Sheet) -> list[str]:
    texts = sheet.lines[0].texts if sheet.lines else ()
    return [" ".join(header.split()) for header in texts]


def _choice_headers(sheet: Sheet) -> list[str]:
    """The headers, blank where pyxform would write an element that XML does not allow.

    Kobo's `$autovalue` is one: pyxform 4.5.0 makes `<$autovalue>` of it.
    """
    return [header if can_be_element(header) else "" for header in _plain_headers(sheet)]


def _plain_rows(sheet: Sheet, headers: Sequence[str]) -> SheetRows:
    if not sheet.lines:
        return []
    return _with_gaps(
        sheet.lines[0].number,
        [
            (line.number, {h: t for h, t in zip(headers, line.texts, strict=False) if h and t})
            for line in sheet.lines[1:]
        ],
    )


def _survey_rows(
    survey: Table, built: Outline, found: Mapping[str, StandIn], *, house: bool
) -> SheetRows:
    rows: list[tuple[int, dict[str, str]]] = []
    for entry in built.entries:
        texts = {**_texts(entry.row, rename=house), **_attributes(entry)}
        stand_in = found.get(entry.path) if entry.kind is Kind.QUESTION else None
        if stand_in is not None:
            texts = _with_cells(texts, survey, stand_in.cells, rename=house)
        rows.append((entry.row.number, texts))
    return _with_gaps(survey.header_row, rows)


def _with_cells(
    texts: dict[str, str], survey: Table, cells: Mapping[str, str], *, rename: bool
) -> dict[str, str]:
    """The row with other cells under these columns."""
    written = dict(texts)
    for name, text in cells.items():
        headers = [_header(column, rename=rename) for column in survey.by_name.get(name, ())]
        for header in headers:
            written.pop(header, None)
        if text:
            written[headers[0] if headers else name] = text
    return written


def _settings_rows(settings: Table, gate: Entry | None, *, house: bool) -> SheetRows:
    rows = [_texts(row, rename=False) for row in settings.rows if row][:1]
    if not house:
        return rows
    given = rows[0] if rows else {}
    declared = f'{given.get("namespaces", "")} fk="{NAMESPACE}"'.strip()
    gates = {"attribute::fk:gate": gate.path} if gate else {}
    return [{**given, "namespaces": declared, **gates}]


def _texts(row: Row, *, rename: bool) -> dict[str, str]:
    """The filled cells by header, without the house columns."""
    return {
        _header(column, rename=rename): text
        for column in row.table.columns
        if (text := row.texts.get(column.index, "")) and not _is_house(column.header)
    }


def _header(column: Column, *, rename: bool) -> str:
    """The header handed over.

    Adding a `bind::fk:…` header switches pyxform to `::` for the whole sheet, so `rename` writes
    headers such as `label:English` the long way.
    """
    return "::".join(column.tokens) if rename and ":" in column.header else column.header


def _is_house(name: str) -> bool:
    return name.startswith(_HOUSE_PREFIX)


def _attributes(entry: Entry) -> dict[str, str]:
    attributes: dict[str, str] = {}
    if entry.kind is Kind.QUESTION and (tag := entry.row.text("fk_sensitivity")):
        attributes["bind::fk:sensitivity"] = tag
    if entry.type != "note" and entry.kind is Kind.QUESTION:
        attributes.update(_export(entry))
    if entry.kind in (Kind.QUESTION, Kind.BEGIN) and (was := entry.row.text("fk_was")):
        attributes["bind::fk:was"] = was
    return attributes


def _export(entry: Entry) -> dict[str, str]:
    rules = read_export_rules(entry.row.text("fk_export"))
    return {"bind::fk:export": str(rules)} if rules else {}


def _uses_house_columns(survey: Table, settings: Table) -> bool:
    return any(_is_house(column.header) for column in (*survey.columns, *settings.columns))


def _with_gaps(header_row: int, rows: list[tuple[int, dict[str, str]]]) -> SheetRows:
    """Rows with blank ones between, so that pyxform counts rows as the author sees them.

    pyxform's messages, and the names it makes up for notes, use the number of the row. Where one
    row of the author has become several, those below move down (see `_row_numbers`).
    """
    spread: SheetRows = []
    for number, row in rows:
        if row:
            spread.extend({} for _ in range(number - header_row - 1 - len(spread)))
            spread.append(row)
    return spread


def _row_numbers(survey: Table, built: Outline) -> dict[int, int]:
    """The author's row for each row of the survey as pyxform counts it."""
    numbers: dict[int, int] = {}
    at = 1
    for entry in built.entries:
        if entry.row:
            at = max(at + 1, entry.row.number - survey.header_row + 1)
            numbers[at] = entry.row.number
    return numbers


def _finding(
    words: str,
    severity: Severity,
    workbook: Workbook,
    tables: dict[str, Table],
    numbers: dict[int, int],
) -> Finding:
    row = _ROW.search(words)
    sheet = _SHEET.search(words)
    name = sheet[1] if sheet else "survey" if row else ""
    lines = workbook.sheet(name).lines
    offset = lines[0].number - 1 if lines else 0
    number = int(row[1]) + offset if row else 0
    if row and name == "survey":
        number = numbers.get(int(row[1]), number)
    column = _COLUMN.search(words)
    table = tables.get(name)
    found = table.by_name.get(column[1], []) if table and column else []
    place = Place(
        sheet=workbook.sheet(name).name if name else "",
        row=number,
        column=found[0].letter if found else "",
        header=found[0].header if found else "",
    )
    clean = " ".join(_ROW.sub("", words).split())
    return Finding(severity, "converter", place, clean)
