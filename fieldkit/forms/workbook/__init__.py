"""From an XLSForm workbook to a form package, with every mistake found on the way."""

from fieldkit.forms.findings import (
    Finding,
    Place,
    Severity,
    UnreadableForm,
    WorkbookErrors,
)
from fieldkit.forms.workbook.check import (
    check_file,
    check_workbook,
    package_from_file,
    package_from_workbook,
)
from fieldkit.forms.workbook.form_check import FormCheck

__all__ = [
    "Finding",
    "FormCheck",
    "Place",
    "Severity",
    "UnreadableForm",
    "WorkbookErrors",
    "check_file",
    "check_workbook",
    "package_from_file",
    "package_from_workbook",
]
