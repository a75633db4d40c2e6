"""Real forms: each loads, takes random answers and serialises, or is refused by the right name."""

from __future__ import annotations

import random
import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from conformance_data import MANIFEST, lines
from conformance_known import REFUSED
from conformance_results import FAILED, PASSED, Result
from form_filling import definition_at, fill

from fieldkit.forms import FormPackage, FormSession, Moment, definition_from_package
from fieldkit.forms.definition import FormDefinition, load_package
from fieldkit.forms.findings import WorkbookErrors
from fieldkit.forms.instance import Node, parse_document
from fieldkit.forms.workbook import package_from_file
from fieldkit.model.errors import FieldKitError

NOW = Moment.at("2026-11-22T15:00:00")

Entry = Mapping[str, Any]


def form_results(half: Path) -> list[Result]:
    """Each form of `half`, counted under its kind."""
    folder = (half / MANIFEST).parent
    return [_result(entry, folder) for entry in lines(half / MANIFEST)]


def _result(entry: Entry, folder: Path) -> Result:
    file, groups = str(entry["file"]), (str(entry["kind"]),)
    try:
        why = verdict(entry, outcome(entry, folder))
    except Exception as error:  # noqa: BLE001 - a crash is a failed form, and the others go on
        why = f"{type(error).__name__}: {error}"
    return Result(file, FAILED if why else PASSED, groups, why)


def verdict(entry: Entry, refusal: str) -> str:
    """What is wrong with loading or refusing this form so; nothing where it is right."""
    if entry["expected"] == "refused":
        return "" if refusal else "it loads, and should be refused"
    named = REFUSED.get(str(entry["file"]))
    if named is None:
        return f"refused: {refusal}" if refusal else ""
    return "" if named in refusal else f"it should be refused for {named}, not: {refusal!r}"


def outcome(entry: Entry, folder: Path) -> str:
    """The refusal, or nothing when the form loads, starts, fills and serialises."""
    try:
        definition = _definition(entry, folder)
        session = FormSession(definition, NOW)
    except WorkbookErrors as errors:
        return "; ".join(str(finding) for finding in errors.findings if finding.is_error)
    except FieldKitError as error:
        return str(error)
    before = serialised(session)
    fill(session, random.Random(str(entry["file"])))
    session.validate()
    after = serialised(session)
    assert before == serialised(FormSession(definition, NOW)), "the same start gave other bytes"
    FormSession(definition, NOW, submission=after).submission()
    return ""


def serialised(session: FormSession) -> bytes:
    """The submission, after looking whether it says what the session says."""
    written = session.submission()
    root = parse_document(written).element()
    for path in session.paths():
        node = _at(root, path)
        if not session.relevant(path):
            assert node is None or not node.string_value().strip(), f"{path} is not relevant"
        elif node is not None and definition_at(session.definition, path).is_leaf:
            assert node.text == session.value(path), f"{path} is written as something else"
    return written


def _at(root: Node, path: str) -> Node | None:
    node = root
    for name, place in re.findall(r"/([^/\[]+)(?:\[([0-9]+)\])?", path)[1:]:
        same = node.by_name.get(name.rpartition(":")[2], [])
        if len(same) < int(place or 1):
            return None
        node = same[int(place or 1) - 1]
    return node


def _definition(entry: Entry, folder: Path) -> FormDefinition:
    form = folder / str(entry["file"])
    if entry["kind"] == "xlsform":
        return _from_workbook(form, entry.get("needs") or ())
    xform = form.read_bytes()
    named = re.findall(r'src="(jr://[^"]+)"', xform.decode("utf-8", "replace"))
    return definition_from_package(FormPackage(xform, {name: empty(name) for name in named}))


def _from_workbook(form: Path, needs: tuple[str, ...]) -> FormDefinition:
    with tempfile.TemporaryDirectory() as beside:
        copied = Path(shutil.copy(form, beside))
        for name in needs:
            copied.with_name(name.rpartition("/")[2]).write_bytes(empty(name))
        try:
            return load_package(package_from_file(copied))
        except WorkbookErrors as errors:
            missing = _missing(errors)
            if not missing:
                raise
        for name in missing:
            copied.with_name(name).write_bytes(empty(name))
        return load_package(package_from_file(copied))


def _missing(errors: WorkbookErrors) -> list[str]:
    """The files that a form lacks, of which the manifest names only those in the XForm.

    Nothing where the form has mistakes besides: then it is refused for these.
    """
    found = [each for each in errors.findings if each.is_error]
    if any(each.code != "missing-file" for each in found):
        return []
    return [name for each in found for name in re.findall(r"the file (\S+\.\w+)", each.problem)]


def empty(name: str) -> bytes:
    """An empty list: what the manifest wants in place of a resource that it does not bring."""
    if name.endswith(".xml") or "last-saved" in name:
        return b"<root/>"
    return (
        b'{"type": "FeatureCollection", "features": []}'
        if name.endswith("json")
        else b"name,label\n"
    )
