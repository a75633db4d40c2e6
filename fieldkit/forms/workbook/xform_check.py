"""Checks of a form that comes without its workbook: an XForm, or a form package."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from fieldkit.forms.constructs import xform_findings
from fieldkit.forms.findings import Finding, Place, error
from fieldkit.forms.ignored import ignored_findings
from fieldkit.forms.instance import DocumentRefused, Node, parse_document
from fieldkit.forms.package import BadPackage, FormPackage
from fieldkit.forms.translation_states import BadTranslationStates, states_from_metadata
from fieldkit.forms.workbook import externals
from fieldkit.forms.workbook.form_check import (
    EXPORT_AGAIN,
    FormCheck,
    has_errors,
    identity,
    in_order,
)
from fieldkit.forms.workbook.refused_files import unreadable
from fieldkit.forms.workbook.xform_lists import with_made_lists
from fieldkit.forms.workbook.xforms import xform_logic_findings


def check_xform(path: Path) -> FormCheck:
    """Check an XForm and the lists beside it. Raises UnreadableForm when it cannot be opened."""
    try:
        xform = path.read_bytes()
        document = parse_document(xform)
        remade = with_made_lists(xform, path)
        if remade.xform is not xform:
            document = parse_document(remade.xform)
        files, missing = externals.collect(document, path)
    except OSError:
        raise unreadable(path) from None
    except DocumentRefused as fault:
        return FormCheck(path, [error("bad-xml", Place(), fault.message, EXPORT_AGAIN)])
    files.update(remade.files)
    lost = [
        externals.missing_finding(address, None)
        for address in missing
        if address not in remade.files
    ]
    package = FormPackage(remade.xform, files, identity(document))
    return _checked(path, package, document, [*remade.findings, *lost])


def check_package(path: Path) -> FormCheck:
    """Check a form package. Raises UnreadableForm when it is none."""
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
    limits = [*xform_findings(document), *ignored_findings(document)]
    findings = in_order([*limits, *others, *logic])
    return FormCheck(path, findings, None if has_errors(findings) else package)
