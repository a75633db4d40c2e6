"""XLSForm in, live session out: the form engine."""

from __future__ import annotations

from pathlib import Path

from fieldkit.forms.answering import Entry
from fieldkit.forms.changes import Change
from fieldkit.forms.definition import (
    FormDefinition,
    NodeDefinition,
    definition_from_package,
    load_package,
)
from fieldkit.forms.draft import Draft, DraftRow
from fieldkit.forms.errors import BadDraft, FormError
from fieldkit.forms.loaded import LoadedForm
from fieldkit.forms.moment import Host, Moment
from fieldkit.forms.offers import Choice
from fieldkit.forms.package import FormPackage
from fieldkit.forms.problems import Problem
from fieldkit.forms.session import FormSession
from fieldkit.forms.workbook import package_from_file

__all__ = [
    "BadDraft",
    "Change",
    "Choice",
    "Draft",
    "DraftRow",
    "Entry",
    "FormDefinition",
    "FormError",
    "FormPackage",
    "FormSession",
    "Host",
    "LoadedForm",
    "Moment",
    "NodeDefinition",
    "Problem",
    "definition_from_package",
    "load",
]


def load(path: Path | str) -> LoadedForm:
    """The form in a file: a workbook, a folder of CSV sheets, an XForm or a form package.

    Raises WorkbookErrors (every mistake, with sheet and row), FormError for what the XForm itself
    gets wrong or for a construct that does not run yet.
    """
    return load_package(package_from_file(Path(path)))
