"""The pre-pass: every check of ours over a workbook, before pyxform sees it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fieldkit.forms.findings import Finding
from fieldkit.forms.workbook import (
    circles,
    coverage,
    expressions,
    externals,
    labels,
    references,
    settings,
    translations,
)
from fieldkit.forms.workbook.choices import choice_findings, list_file
from fieldkit.forms.workbook.columns import (
    character_findings,
    column_findings,
    formula_findings,
    language_findings,
    sheet_findings,
)
from fieldkit.forms.workbook.constructs import construct_findings
from fieldkit.forms.workbook.defaults import default_findings
from fieldkit.forms.workbook.exports import export_findings
from fieldkit.forms.workbook.external_select import external_columns, external_findings
from fieldkit.forms.workbook.names import name_findings
from fieldkit.forms.workbook.portability import portability_findings
from fieldkit.forms.workbook.search_findings import search_findings
from fieldkit.forms.workbook.type_findings import type_findings
from fieldkit.forms.workbook.understood import Understood


def look(form: Understood) -> Iterator[Finding]:
    """The pre-pass: every check of ours, one after the other."""
    survey, choices, built = form.survey, form.choices, form.outline
    yield from sheet_findings(form.workbook)
    yield from column_findings(survey, choices, form.settings_sheet)
    yield from language_findings((survey, choices))
    yield from character_findings((survey, choices, form.settings_sheet, form.translations_sheet))
    yield from formula_findings(form.workbook, (survey, choices, form.settings_sheet))
    yield from built.findings
    yield from type_findings(built)
    yield from name_findings(built)
    yield from labels.label_findings(built)
    yield from labels.calculation_findings(built)
    yield from labels.message_findings(built)
    yield from labels.choice_label_findings(form.lists)
    duplicates = form.settings.text("allow_choice_duplicates")
    yield from choice_findings(choices, form.lists, built, duplicates)
    yield from external_findings(built, form.external_lists)
    yield from search_findings(form.workbook.path, built, form.lists)
    yield from default_findings(built, form.lists)
    yield from _logic(form)
    yield from settings.identity_findings(form.settings)
    yield from settings.default_language_findings(form.settings, form.languages)
    yield from translations.state_findings(form.translations_sheet, form.languages)
    yield from settings.gate_findings(form.settings, built)
    yield from settings.sensitivity_findings(built)
    yield from settings.rename_findings(built)
    yield from export_findings(built, form.lists)
    yield from construct_findings(form.workbook, survey, choices, form.settings, built)
    yield from coverage.translation_findings(survey, choices)


def _logic(form: Understood) -> Iterator[Finding]:
    parsed, findings = expressions.expressions(form.outline)
    others, faults = expressions.sheet_expressions(form.settings_sheet, form.entities)
    yield from (*findings, *faults)
    yield from expressions.function_findings((*parsed, *others))
    yield from references.reference_findings(
        form.survey, form.choices, form.settings_sheet, form.entities, form.outline
    )
    yield from externals.file_findings(form.workbook.path, form.outline, parsed)
    lists = {*form.lists, *externals.instance_ids(form.outline, parsed)}
    yield from references.list_findings((*parsed, *others), lists)
    yield from references.choice_name_findings((*parsed, *others), form.lists)
    yield from references.filter_findings(parsed, _list_columns(form))
    readings = circles.Readings(form.outline)
    yield from circles.cycle_findings(parsed, readings)
    yield from circles.self_findings(parsed, readings)
    yield from portability_findings((*parsed, *others), form.outline, readings)


def _list_columns(form: Understood) -> Mapping[str, frozenset[str]]:
    """What a choice_filter may read, by list. Lists whose columns we cannot know are left out."""
    own = frozenset(form.choices.by_name) | {"name", "label"}
    columns: dict[str, frozenset[str]] = dict.fromkeys(form.lists, own)
    for entry in form.outline.questions:
        name = list_file(entry)
        file = externals.find_file(form.workbook.path, name) if name else None
        if file is not None and (found := externals.columns_of(file)):
            columns[entry.list_name] = found
    for name, choice_list in form.external_lists.items():
        columns[name] = columns.get(name, frozenset()) | external_columns(choice_list)
    return columns
