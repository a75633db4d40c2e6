"""All that can be said about a form file, and the package when nothing is wrong with it."""

from __future__ import annotations

from pathlib import Path

from fieldkit.forms.findings import Place, WorkbookErrors, error
from fieldkit.forms.package import FormPackage
from fieldkit.forms.workbook import coverage
from fieldkit.forms.workbook.cells import Workbook, read_workbook
from fieldkit.forms.workbook.columns import sheet_findings
from fieldkit.forms.workbook.expansion import expanded
from fieldkit.forms.workbook.form_check import FormCheck, has_errors, in_order
from fieldkit.forms.workbook.look import look
from fieldkit.forms.workbook.packing import later_complaints, packed
from fieldkit.forms.workbook.refused_files import refuse_empty, unreadable
from fieldkit.forms.workbook.understood import understood
from fieldkit.forms.workbook.xform_check import check_package, check_xform

_WHERE = "Write them into the sheet survey, below the headers type, name and label."


def check_file(path: Path) -> FormCheck:
    """Check a workbook, an XForm or a form package. Raises UnreadableForm for anything else."""
    suffix = path.suffix.lower()
    if not path.exists():
        raise unreadable(path)
    refuse_empty(path)
    if suffix == ".fkform":
        return check_package(path)
    return check_xform(path) if suffix == ".xml" else check_workbook(path)


def check_workbook(path: Path) -> FormCheck:
    """Read, look at, and convert a workbook; every mistake found is reported, not the first.

    Raises UnreadableForm when `path` is no workbook.
    """
    return check_sheets(read_workbook(path))


def check_sheets(workbook: Workbook) -> FormCheck:
    """Check a workbook whose cells have been read."""
    path = workbook.path
    written_out = expanded(workbook)
    form = understood(written_out.workbook)
    if not form.survey.rows:
        missing = error("no-survey", Place(), f"{path.name} holds no questions.", _WHERE)
        return FormCheck(path, [*sheet_findings(workbook), missing])
    findings = [*written_out.findings, *look(form)]
    package: FormPackage | None = None
    if not has_errors(findings):
        package, later = packed(form)
        findings.extend(later)
    findings.extend(later_complaints(form, findings))
    return FormCheck(
        path,
        in_order(findings),
        package=None if has_errors(findings) else package,
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
