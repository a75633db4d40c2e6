"""From a workbook to a form package by pyxform, and all that pyxform has to say about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fieldkit.forms.constructs import xform_findings
from fieldkit.forms.findings import Finding, Place, error
from fieldkit.forms.instance import DocumentRefused, parse_document
from fieldkit.forms.package import FormPackage
from fieldkit.forms.translation_states import states_to_metadata
from fieldkit.forms.workbook import complaints, externals, settings
from fieldkit.forms.workbook.convert import convert
from fieldkit.forms.workbook.form_check import EXPORT_AGAIN, identity
from fieldkit.forms.workbook.outline import Outline
from fieldkit.forms.workbook.refused_files import unreadable
from fieldkit.forms.workbook.understood import Understood, understood

# Mistakes of a single cell, with which pyxform can still say what it thinks of the other cells.
_CONVERTS_ALL_THE_SAME = frozenset(
    {
        *complaints.CODES, "bad-expression", "cycle", "missing-file", "no-list-column",
        "reads-itself", "unknown-filter-column", "unknown-function", "unknown-reference",
        "unreadable-list",
    }
)  # fmt: skip
_MOST_COMPLAINTS = 20
_ROWS_CONVERTED = 10_000


def packed(form: Understood) -> tuple[FormPackage | None, list[Finding]]:
    """The package of a form, None after an error, and what its conversion found.

    Raises UnreadableForm when a file beside the workbook cannot be opened.
    """
    gate = settings.gate_question(form.settings, form.outline)
    made = convert(form.workbook, form.survey, form.settings_sheet, form.outline, gate)
    tables = {
        "survey": form.survey,
        "choices": form.choices,
        "settings": form.settings_sheet,
        "entities": form.entities,
    }
    said = [complaints.explained(each, tables, form.outline) for each in made.findings]
    if not made.xform:
        return None, said
    try:
        document = parse_document(made.xform)
        files, missing = externals.collect(document, form.workbook.path)
    except DocumentRefused as fault:
        # pyxform writes some cells into the XForm as they are, whatever characters they hold.
        return None, [*said, error("bad-xml", Place(), fault.message, EXPORT_AGAIN)]
    except OSError:
        raise unreadable(form.workbook.path) from None
    files.update(made.files)
    lost = [
        externals.missing_finding(address, form.outline)
        for address in missing
        if address not in made.files
    ]
    # What runs within limits has been said in `_look`, with its cell.
    refused = [
        _with_row(finding, form.outline) for finding in xform_findings(document) if finding.is_error
    ]
    metadata = {
        **identity(document),
        **settings.house_metadata(form.settings, gate),
        **states_to_metadata(form.states),
    }
    return FormPackage(made.xform, files, metadata), [*said, *lost, *refused]


def later_complaints(form: Understood, found: Sequence[Finding]) -> list[Finding]:
    """What pyxform, which stops at its first complaint, would have said after that one.

    The cell it complains of is set aside and the rest converted again. Where the form has mistakes
    of another kind, pyxform is only asked about what nobody else looks at.
    """
    errors = [each for each in found if each.is_error]
    own = [each for each in errors if each.code in complaints.CODES]
    if not errors or not all(each.code in _CONVERTS_ALL_THE_SAME for each in errors):
        return []
    more: list[Finding] = []
    # A long form takes a second to convert: there the first few complaints must do.
    rounds = min(_MOST_COMPLAINTS, 1 + _ROWS_CONVERTED // len(form.survey.rows))
    for _ in range(rounds):
        if aside := own[:1]:
            workbook = complaints.without_cell(form.workbook, aside[0].place)
            if workbook is None:
                break
            form = understood(workbook)
        _, said = packed(form)
        own = [each for each in said if complaints.is_only_pyxforms(each)]
        # An entity whose save_to is set aside seems to belong elsewhere: that is no mistake.
        misled = aside and own and own[0].place.sheet.lower() != "survey"
        if not own or own[0] in more or misled:
            break
        more += own
    return more


def _with_row(finding: Finding, built: Outline) -> Finding:
    entry = built.named_at(finding.place.path)
    return replace(finding, place=entry.row.place("name")) if entry else finding
