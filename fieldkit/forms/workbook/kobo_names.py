"""Names and types as KoboToolbox writes them, where they differ from those of an XLSForm.

Its form builder keeps the names it made up beside the blank ones (`$autoname`, `$autovalue`) and
the list of a question in a column of its own.
"""

from __future__ import annotations

import re

from fieldkit.forms.workbook.cells import Workbook
from fieldkit.forms.workbook.drafting import (
    Draft,
    Expansion,
    Made,
    headers,
    kobo_cell,
    types,
    with_sheet,
)
from fieldkit.forms.workbook.tables import Row, Table, choices_table, survey_table

_SEVERAL = re.compile(r"^(select[ _]many |select multiple (?!from ))")
_BARE = frozenset({"select_one", "select_multiple", "rank"})
_BARE_FILE = frozenset({"select_one_from_file", "select_multiple_from_file"})
_END = re.compile(r"end[ _]")


def with_kobo_names(workbook: Workbook) -> Expansion:
    """The workbook with names and types as XLSForm writes them; itself where they are already."""
    if "$autoname" in headers(workbook, "survey") or any(map(_is_kobos, types(workbook))):
        survey = survey_table(workbook)
        rows = [(row, _survey_cells(row)) for row in survey.rows]
        workbook = _rewritten(workbook, "survey", survey, rows)
    if "$autovalue" not in headers(workbook, "choices"):
        return Expansion(workbook)
    choices = choices_table(workbook)
    rows = [(row, _choice_cells(row)) for row in choices.rows]
    return Expansion(_rewritten(workbook, "choices", choices, rows))


def _rewritten(
    workbook: Workbook, name: str, table: Table, rows: list[tuple[Row, dict[str, str]]]
) -> Workbook:
    if not any(cells for _, cells in rows):
        return workbook
    draft = Draft(table, workbook.sheet(name))
    made = [Made(row.number, draft.put(dict(row.texts), cells)) for row, cells in rows]
    return with_sheet(workbook, name, draft.sheet(made))


def _is_kobos(written: str) -> bool:
    return written in _BARE | _BARE_FILE or _SEVERAL.match(written) is not None


def _survey_cells(row: Row) -> dict[str, str]:
    cells: dict[str, str] = {}
    written = " ".join(row.text("type").split())
    listed = _with_list(row, _SEVERAL.sub("select_multiple ", written, count=1))
    if listed != written:
        cells["type"] = listed
    if written and not row.text("name") and not _END.match(written):
        cells["name"] = kobo_cell(row, "$autoname")
    return {name: text for name, text in cells.items() if text}


def _with_list(row: Row, written: str) -> str:
    if written in _BARE:
        other = kobo_cell(row, "_or_other").lower() in ("true", "yes")
        listed = kobo_cell(row, "select_from_list_name")
        return f"{written} {listed}{' or_other' if other else ''}" if listed else written
    file = kobo_cell(row, "file") if written in _BARE_FILE else ""
    return f"{written} {file}" if file else written


def _choice_cells(row: Row) -> dict[str, str]:
    made = "" if row.text("name") else kobo_cell(row, "$autovalue")
    return {"name": made} if made else {}
