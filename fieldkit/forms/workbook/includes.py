"""Parts of other forms (`include`): the rows of a workbook that lies beside the form.

The rows come in place of the row that names them, at the level where it stands; lists that the
form lacks come with them. What is said about such a row leads to the row of the include.
"""

from __future__ import annotations

from pathlib import Path

from fieldkit.forms.findings import Finding, UnreadableForm, error
from fieldkit.forms.workbook.cells import SPREADSHEETS, Sheet, Workbook, read_workbook
from fieldkit.forms.workbook.drafting import (
    MOST_ROWS,
    Draft,
    Expansion,
    Made,
    Texts,
    too_many,
    types,
    with_sheet,
)
from fieldkit.forms.workbook.elsewhere import INCLUDES
from fieldkit.forms.workbook.externals import find_file
from fieldkit.forms.workbook.tables import Row, Table, choices_table, survey_table

_INCLUDE = "include"
_ENDINGS = (*sorted(SPREADSHEETS), ".csv", ".md")


def with_included(workbook: Workbook, above: frozenset[Path] = frozenset()) -> Expansion:
    """The workbook with the rows it includes. `above`: the files that include it, one in another.

    Never raises: a file that is missing, unreadable, or goes in a circle becomes a finding.
    """
    if _INCLUDE not in types(workbook):
        return Expansion(workbook)
    survey = survey_table(workbook)
    draft = Draft(survey, workbook.sheet("survey"))
    made: list[Made] = []
    first = next(row for row in survey.rows if _is_include(row))
    findings: list[Finding] = [INCLUDES.at(first.place("type"))]
    others: list[Workbook] = []
    for row in survey.rows:
        if not _is_include(row):
            made.append(draft.copy(row))
            continue
        part = _part(workbook, row, above | {workbook.path})
        findings.extend(part.findings)
        others.append(part.workbook)
        made.extend(Made(row.number, texts) for texts in _moved(draft, survey_table(part.workbook)))
        if len(made) > MOST_ROWS:
            return Expansion(workbook, (too_many(row),))
    whole = with_sheet(workbook, "survey", draft.sheet(made))
    for other in others:
        whole = _with_lists(whole, other)
    return Expansion(whole, tuple(findings))


def _part(workbook: Workbook, row: Row, above: frozenset[Path]) -> Expansion:
    """The workbook that a row includes, an empty one where it cannot be read."""
    name = row.text("name")
    nothing = Workbook(workbook.path, {})
    if not name:
        return Expansion(nothing, (_nameless(row),))
    found = (find_file(workbook.path, f"{name}{ending}") for ending in _ENDINGS)
    file = next((each for each in found if each is not None), None)
    if file is None:
        return Expansion(nothing, (_missing(row, name),))
    if file in above:
        return Expansion(nothing, (_circle(row, name),))
    try:
        part = with_included(read_workbook(file), above)
    except UnreadableForm as fault:
        return Expansion(
            nothing, (_said(row, "unreadable-include", fault.message, fault.next_step),)
        )
    # A place inside the other file would be looked up in this one.
    inside = tuple(
        _said(row, each.code, each.problem, each.remedy) for each in part.findings if each.is_error
    )
    return Expansion(part.workbook, inside)


def _moved(draft: Draft, table: Table) -> list[Texts]:
    """The rows of another survey, under the columns of this one."""
    columns = {column.index: (column.name, column.language) for column in table.columns}
    return [
        {draft.index(*columns[index]): text for index, text in row.texts.items()}
        for row in table.rows
        if row
    ]


def _with_lists(workbook: Workbook, other: Workbook) -> Workbook:
    lists, more = choices_table(workbook), choices_table(other)
    known = {row.text("list_name") for row in lists.rows}
    new = [row for row in more.rows if row.text("list_name") not in known]
    if not new:
        return workbook
    sheet = workbook.sheet("choices")
    if not sheet.lines:
        sheet = Sheet("choices", other.sheet("choices").lines[:1])
        lists = choices_table(with_sheet(workbook, "choices", sheet))
    draft = Draft(lists, sheet)
    columns = {column.index: (column.name, column.language) for column in more.columns}
    made = [draft.copy(row) for row in lists.rows]
    for row in new:
        texts = {draft.index(*columns[index]): text for index, text in row.texts.items()}
        made.append(Made(0, texts))  # it stands in no row of this workbook
    return with_sheet(workbook, "choices", draft.sheet(made))


def _is_include(row: Row) -> bool:
    return row.text("type") == _INCLUDE


def _nameless(row: Row) -> Finding:
    return _said(
        row,
        "no-name",
        "This row does not say which form it takes in.",
        "Write the name of its file.",
    )


def _missing(row: Row, name: str) -> Finding:
    return _said(
        row,
        "missing-form",
        f"The form takes in the form {name}, which is not beside it.",
        f"Put the workbook {name}.xlsx into the folder of the form, or copy its rows in here.",
    )


def _circle(row: Row, name: str) -> Finding:
    return _said(
        row,
        "include-circle",
        f"The form {name} takes in the form that takes it in, without end.",
        "Remove one of the two rows.",
    )


def _said(row: Row, code: str, problem: str, remedy: str = "") -> Finding:
    return error(code, row.place("name"), problem, remedy)
