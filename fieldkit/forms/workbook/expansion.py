"""Rows that stand for other rows, written out before anything else looks at a workbook.

KoboToolbox has tables of questions and names of its own; XLSForm has loops over a list and parts of
other forms. After this step there are questions, groups and repeats only, so that every check and
the converter see one kind of form. An ordinary workbook passes through untouched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from fieldkit.forms.findings import Finding, did_you_mean, error
from fieldkit.forms.workbook import kobo_matrix, kobo_rank, kobo_score
from fieldkit.forms.workbook.cells import Workbook
from fieldkit.forms.workbook.choices import ChoiceList, choice_lists
from fieldkit.forms.workbook.drafting import (
    MOST_ROWS,
    Draft,
    Expansion,
    Made,
    kobo_cell,
    too_many,
    types,
    with_sheet,
)
from fieldkit.forms.workbook.elsewhere import KOBO_TABLES
from fieldkit.forms.workbook.includes import with_included
from fieldkit.forms.workbook.kobo_blocks import (
    BEGIN,
    Block,
    block_findings,
    blocks,
    list_finding,
    member_findings,
)
from fieldkit.forms.workbook.kobo_names import with_kobo_names
from fieldkit.forms.workbook.loops import BEGIN_LOOP, loop_findings, loop_rows, too_deep
from fieldkit.forms.workbook.tables import choices_table, survey_table
from fieldkit.forms.workbook.tidying import with_plain_types

_LISTS = {"score": kobo_score.LIST, "rank": kobo_rank.LIST, "kobomatrix": kobo_matrix.LIST}


def expanded(workbook: Workbook) -> Expansion:
    """Write out what stands for other rows. Never raises: what is wrong becomes a finding."""
    findings: list[Finding] = []
    for step in (with_plain_types, with_included, with_kobo_names, _tables_of_kobo, _loops):
        done = step(workbook)
        workbook = done.workbook
        findings.extend(done.findings)
    return Expansion(workbook, tuple(findings))


def _tables_of_kobo(workbook: Workbook) -> Expansion:
    if not any(map(BEGIN.fullmatch, types(workbook))):
        return Expansion(workbook)
    survey = survey_table(workbook)
    lists = choice_lists(choices_table(workbook))
    draft = Draft(survey, workbook.sheet("survey"))
    first = next(row for row in survey.rows if BEGIN.fullmatch(" ".join(row.text("type").split())))
    findings = [KOBO_TABLES.at(first.place("type")), *block_findings(survey.rows)]
    rows: list[Made] = []
    for each in blocks(survey.rows):
        if isinstance(each, Block):
            findings.extend(_block_findings(each, lists))
            rows.extend(islice(_block_rows(draft, each, lists), MOST_ROWS))
            if len(rows) > MOST_ROWS:
                return Expansion(workbook, (too_many(each.begin),))
        else:
            rows.append(draft.copy(each))
    return Expansion(with_sheet(workbook, "survey", draft.sheet(rows)), tuple(findings))


def _block_rows(draft: Draft, block: Block, lists: dict[str, ChoiceList]) -> Iterable[Made]:
    match block.table:
        case "score":
            return kobo_score.score_rows(draft, block)
        case "rank":
            return kobo_rank.rank_rows(draft, block)
        case _:
            name = kobo_cell(block.begin, kobo_matrix.LIST)
            return kobo_matrix.matrix_rows(draft, block, lists.get(name, ChoiceList(name, ())))


def _block_findings(block: Block, lists: dict[str, ChoiceList]) -> Iterator[Finding]:
    column = _LISTS[block.table]
    name = kobo_cell(block.begin, column)
    yield from member_findings(block)
    if not name:
        yield list_finding(block, column)
    elif name not in lists:
        yield error(
            "unknown-list",
            block.begin.place("type"),
            f"The list {name} of the table {block.name} does not exist.",
            did_you_mean(name, lists, otherwise="Add it to the sheet choices."),
        )


def _loops(workbook: Workbook) -> Expansion:
    if not any(map(BEGIN_LOOP.fullmatch, types(workbook))):
        return Expansion(workbook)
    survey = survey_table(workbook)
    if deep := too_deep(survey.rows):
        return Expansion(workbook, (too_many(deep),))
    lists = choice_lists(choices_table(workbook))
    draft = Draft(survey, workbook.sheet("survey"))
    rows = list(islice(loop_rows(draft, survey.rows, lists), MOST_ROWS + 1))
    if len(rows) > MOST_ROWS:
        begin = next(row for row in survey.rows if BEGIN_LOOP.fullmatch(row.text("type")))
        return Expansion(workbook, (too_many(begin),))
    findings = tuple(loop_findings(survey.rows, lists))
    return Expansion(with_sheet(workbook, "survey", draft.sheet(rows)), findings)
