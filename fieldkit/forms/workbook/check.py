"""All that can be said about a form file, and the package when nothing is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from fieldkit.forms.constructs import xform_findings
from fieldkit.forms.findings import Finding, Place, WorkbookErrors, error
from fieldkit.forms.instance import DocumentRefused, Node, parse_document
from fieldkit.forms.package import BadPackage, FormPackage
from fieldkit.forms.translation_states import (
    BadTranslationStates,
    TranslationState,
    states_from_metadata,
    states_to_metadata,
)
from fieldkit.forms.workbook import (
    circles,
    complaints,
    coverage,
    expressions,
    externals,
    labels,
    references,
    settings,
    translations,
)
from fieldkit.forms.workbook.cells import Workbook, read_workbook, unreadable
from fieldkit.forms.workbook.choices import ChoiceList, choice_findings, choice_lists, list_file
from fieldkit.forms.workbook.columns import (
    character_findings,
    column_findings,
    language_findings,
    sheet_findings,
)
from fieldkit.forms.workbook.constructs import construct_findings
from fieldkit.forms.workbook.convert import convert
from fieldkit.forms.workbook.coverage import LanguageCoverage, SensitivityReport
from fieldkit.forms.workbook.defaults import default_findings
from fieldkit.forms.workbook.expansion import expanded
from fieldkit.forms.workbook.exports import export_findings
from fieldkit.forms.workbook.external_select import (
    external_columns,
    external_findings,
    external_lists,
)
from fieldkit.forms.workbook.names import name_findings
from fieldkit.forms.workbook.outline import Outline, outline, type_findings
from fieldkit.forms.workbook.portability import portability_findings
from fieldkit.forms.workbook.search_findings import search_findings
from fieldkit.forms.workbook.settings import Settings, settings_of
from fieldkit.forms.workbook.tables import (
    Table,
    choices_table,
    entities_table,
    settings_table,
    survey_table,
    translations_table,
)
from fieldkit.forms.workbook.xforms import xform_logic_findings

# What the engine calls a construct -> the column it is written in.
_COLUMNS = {"calculate": "calculation", "readonly": "read_only", "choices": "choice_filter"}
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
_WHERE = "Write them into the sheet survey, below the headers type, name and label."
_AGAIN = "Correct the file at that place, or export the form again."


@dataclass(frozen=True)
class FormCheck:
    """The result of a check. `package` is None exactly when `findings` holds an error.

    `translations` is empty for a form that does not say which of its languages are drafts.
    """

    path: Path
    findings: Sequence[Finding]
    package: FormPackage | None = None
    languages: Sequence[LanguageCoverage] = ()
    sensitivity: SensitivityReport = field(default_factory=lambda: SensitivityReport({}))
    outline: Outline = field(default_factory=Outline)
    translations: Sequence[TranslationState] = ()

    @property
    def ok(self) -> bool:
        """True when the form can be used."""
        return self.package is not None

    def place_of(self, path: str, construct: str = "name") -> Place:
        """The cell of `construct` in the row that made the node at `path`.

        The name where the row has no such cell; the path itself where there is no workbook.
        """
        entry = self.outline.named_at(path)
        if entry is None:
            return Place(path=path)
        column = _COLUMNS.get(construct, construct)
        return entry.row.place(column if entry.row.text(column) else "name")


@dataclass(frozen=True)
class _Form:
    """A workbook read into tables, ready to be looked at from every side."""

    workbook: Workbook
    survey: Table
    choices: Table
    settings_sheet: Table
    translations_sheet: Table
    entities: Table
    settings: Settings
    outline: Outline
    lists: dict[str, ChoiceList]
    external_lists: dict[str, ChoiceList]

    @property
    def languages(self) -> list[str]:
        """The languages of the labels, in column order."""
        return coverage.languages(self.survey, self.choices)

    @property
    def states(self) -> list[TranslationState]:
        """How far each language may be trusted."""
        return translations.translation_states(self.translations_sheet, self.languages)


def check_file(path: Path) -> FormCheck:
    """Check a workbook, an XForm or a form package. Raises UnreadableForm for anything else."""
    suffix = path.suffix.lower()
    if not path.exists():
        raise unreadable(path)
    if suffix == ".fkform":
        return _check_package(path)
    return _check_xform(path) if suffix == ".xml" else check_workbook(path)


def check_workbook(path: Path) -> FormCheck:
    """Read, look at, and convert a workbook; every mistake found is reported, not the first.

    Raises UnreadableForm when `path` is no workbook.
    """
    return check_sheets(read_workbook(path))


def check_sheets(workbook: Workbook) -> FormCheck:
    """Check a workbook whose cells have been read."""
    path = workbook.path
    written_out = expanded(workbook)
    form = _understand(written_out.workbook)
    if not form.survey.rows:
        missing = error("no-survey", Place(), f"{path.name} holds no questions.", _WHERE)
        return FormCheck(path, [*sheet_findings(workbook), missing])
    findings = [*written_out.findings, *_look(form)]
    package: FormPackage | None = None
    if not _has_errors(findings):
        package, later = _package(form)
        findings.extend(later)
    findings.extend(_later_complaints(form, findings))
    return FormCheck(
        path,
        _in_order(findings),
        package=None if _has_errors(findings) else package,
        languages=coverage.translation_coverage(form.survey, form.choices),
        sensitivity=coverage.sensitivity_report(form.outline),
        outline=form.outline,
        translations=form.states,
    )


def package_from_workbook(path: Path) -> FormPackage:
    """The form package of a workbook. Raises WorkbookErrors with every finding."""
    return _package_of(check_workbook(path))


def package_from_file(path: Path) -> FormPackage:
    """The form package of a workbook (xlsx, xls, ods, csv), an XForm (.xml) or a package (.fkform).

    Raises WorkbookErrors for a form with mistakes, UnreadableForm for a file that is none.
    """
    return _package_of(check_file(path))


def _package_of(check: FormCheck) -> FormPackage:
    if check.package is None:
        raise WorkbookErrors(check.path.name, check.findings)
    return check.package


def _understand(workbook: Workbook) -> _Form:
    survey, choices = survey_table(workbook), choices_table(workbook)
    sheet = settings_table(workbook)
    built = outline(survey)
    return _Form(
        workbook,
        survey,
        choices,
        sheet,
        translations_table(workbook),
        entities_table(workbook),
        settings_of(sheet),
        built,
        choice_lists(choices),
        external_lists(workbook, built),
    )


def _look(form: _Form) -> Iterator[Finding]:
    """The pre-pass: every check of ours, one after the other."""
    survey, choices, built = form.survey, form.choices, form.outline
    yield from sheet_findings(form.workbook)
    yield from column_findings(survey, choices, form.settings_sheet)
    yield from language_findings((survey, choices))
    yield from character_findings((survey, choices, form.settings_sheet, form.translations_sheet))
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


def _logic(form: _Form) -> Iterator[Finding]:
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
    yield from references.filter_findings(parsed, _list_columns(form))
    readings = circles.Readings(form.outline)
    yield from circles.cycle_findings(parsed, readings)
    yield from circles.self_findings(parsed, readings)
    yield from portability_findings((*parsed, *others), form.outline, readings)


def _list_columns(form: _Form) -> Mapping[str, frozenset[str]]:
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


def _package(form: _Form) -> tuple[FormPackage | None, list[Finding]]:
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
        return None, [*said, error("bad-xml", Place(), fault.message, _AGAIN)]
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
        **_identity(document),
        **settings.house_metadata(form.settings, gate),
        **states_to_metadata(form.states),
    }
    return FormPackage(made.xform, files, metadata), [*said, *lost, *refused]


def _later_complaints(form: _Form, found: Sequence[Finding]) -> list[Finding]:
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
            form = _understand(workbook)
        _, said = _package(form)
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


def _check_xform(path: Path) -> FormCheck:
    try:
        xform = path.read_bytes()
        document = parse_document(xform)
        files, missing = externals.collect(document, path)
    except OSError:
        raise unreadable(path) from None
    except DocumentRefused as fault:
        return FormCheck(path, [error("bad-xml", Place(), fault.message, _AGAIN)])
    lost = [externals.missing_finding(address, None) for address in missing]
    return _checked(path, FormPackage(xform, files, _identity(document)), document, lost)


def _check_package(path: Path) -> FormCheck:
    try:
        package = FormPackage.from_bytes(path.read_bytes())
        document = parse_document(package.xform)
        states = states_from_metadata(package.metadata)
    except (OSError, BadPackage, BadTranslationStates, DocumentRefused):
        raise unreadable(path) from None
    return replace(_checked(path, package, document, []), translations=states)


def _checked(
    path: Path, package: FormPackage, document: Node, others: Sequence[Finding]
) -> FormCheck:
    logic = xform_logic_findings(document, package.externals)
    findings = _in_order([*xform_findings(document), *others, *logic])
    return FormCheck(path, findings, None if _has_errors(findings) else package)


def _identity(document: Node) -> dict[str, str]:
    """Form id, version and title as the XForm states them."""
    nodes = list(document.descendants())
    title = next((node for node in nodes if node.name == "title"), None)  # h:title comes first
    instance = next((node for node in nodes if node.name == "instance"), None)
    root = instance.children[0] if instance is not None and instance.children else None
    return {
        "form_id": root.attributes.get("id", "") if root else "",
        "version": root.attributes.get("version", "") if root else "",
        "title": title.string_value().strip() if title else "",
    }


def _has_errors(findings: Sequence[Finding]) -> bool:
    return any(finding.is_error for finding in findings)


def _in_order(findings: Sequence[Finding]) -> list[Finding]:
    """Errors first, then sheet by sheet, row by row, cell by cell; nothing twice."""
    once = list(dict.fromkeys(findings))
    sheets = {name: index for index, name in enumerate(("", "survey", "choices", "settings"))}
    return sorted(
        once,
        key=lambda finding: (
            not finding.is_error,
            sheets.get(finding.place.sheet.lower(), len(sheets)),
            finding.place.row,
            len(finding.place.column),
            finding.place.column,
        ),
    )
