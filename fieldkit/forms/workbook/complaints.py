"""pyxform's complaints as findings of ours: the cell it means, our words, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from fieldkit.forms.findings import Finding, Place
from fieldkit.forms.workbook.cells import Line, Sheet, Workbook
from fieldkit.forms.workbook.complaint_entities import ENTITIES
from fieldkit.forms.workbook.complaint_parameters import PARAMETERS
from fieldkit.forms.workbook.complaint_questions import QUESTIONS, WARNINGS
from fieldkit.forms.workbook.complaint_rules import UNEXPLAINED, Rule
from fieldkit.forms.workbook.outline import Outline
from fieldkit.forms.workbook.tables import Row, Table

CODE = "converter"
# What nobody looks at before pyxform does, under codes of their own.
PARAMETERS_CODE = "bad-parameters"
ENTITIES_CODE = "bad-entity"
CODES = frozenset({CODE, PARAMETERS_CODE, ENTITIES_CODE})
RULES = (*PARAMETERS, *ENTITIES, *QUESTIONS, *WARNINGS, UNEXPLAINED)
_GENERAL = "Correct what it names; the XLSForm reference (xlsform.org) says how."
# Cells that can be set aside, so that pyxform goes on and says what else is wrong.
_SET_ASIDE = frozenset({"parameters", "save_to", "trigger", "big-image"})


def explained(finding: Finding, tables: Mapping[str, Table], built: Outline) -> Finding:
    """A complaint in our words, at its cell; one that no rule knows keeps pyxform's words."""
    if finding.code != CODE:
        return finding
    for rule in RULES:
        if found := rule.said.search(finding.problem):
            given = {name: text for name, text in found.groupdict().items() if text}
            return replace(
                finding,
                code=_code(rule),
                place=_place(rule, given, finding.place, tables, built),
                problem=rule.problem.format_map(given),
                remedy=rule.remedy.format_map(given),
            )
    return replace(finding, remedy=_GENERAL)


def is_only_pyxforms(finding: Finding) -> bool:
    """True for a complaint about what nobody else looks at: parameters and entities."""
    return finding.code in (PARAMETERS_CODE, ENTITIES_CODE)


def _code(rule: Rule) -> str:
    if rule in PARAMETERS:
        return PARAMETERS_CODE
    return ENTITIES_CODE if rule in ENTITIES else CODE


def without_cell(workbook: Workbook, place: Place) -> Workbook | None:
    """The workbook with the cell at `place` blank; None where that would make other mistakes."""
    sheet = workbook.sheets.get(place.sheet.lower())
    if sheet is None or not place.row or place.header.lower() not in _SET_ASIDE:
        return None
    lines = tuple(_blanked(line, sheet, place) for line in sheet.lines)
    return replace(
        workbook, sheets={**workbook.sheets, place.sheet.lower(): replace(sheet, lines=lines)}
    )


def _blanked(line: Line, sheet: Sheet, place: Place) -> Line:
    if line.number != place.row:
        return line
    headers = [" ".join(text.split()) for text in sheet.lines[0].texts]
    texts = [
        "" if at < len(headers) and headers[at] == place.header else text
        for at, text in enumerate(line.texts)
    ]
    return replace(line, texts=tuple(texts))


def _place(
    rule: Rule, given: Mapping[str, str], said: Place, tables: Mapping[str, Table], built: Outline
) -> Place:
    table = tables.get(said.sheet.lower() or rule.sheet)
    if table is None or not table.columns:
        return said
    column = rule.column
    for header in table.columns:
        if header.header == given.get("header"):
            return table.header_place(header)
    row = next((row for row in table.rows if row.number == said.row and row), None)
    if row is None:
        row = next(_rows(given, column, table, built), None)
    if row is not None:
        return row.place(column)
    return said if said.sheet else Place(table.name, table.header_row)


def _rows(given: Mapping[str, str], column: str, table: Table, built: Outline) -> Iterator[Row]:
    """The rows that a complaint without a number may mean."""
    if name := given.get("name"):
        yield from (entry.row for entry in built.named if entry.name == name)
    word = given.get("parameter", "")
    if column == "parameters":
        yield from (row for row in table.rows if (word or "=") in row.text("parameters"))
    if file := given.get("file") or given.get("twice"):
        named = (entry for entry in built.questions if file in (entry.name, _stem(entry.list_name)))
        yield from reversed([entry.row for entry in named])
    if table.name.lower() == "settings":
        yield from filter(None, table.rows)


def _stem(list_name: str) -> str:
    return list_name.rpartition(".")[0]
