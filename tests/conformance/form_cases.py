"""Real forms: each loads, takes random answers and serialises, or is refused by the right name."""

from __future__ import annotations

import random
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from conformance_data import MANIFEST, lines
from conformance_known import REFUSED
from conformance_results import FAILED, PASSED, Result
from form_filling import definition_at, fill

from fieldkit.forms import FormPackage, FormSession, Moment, definition_from_package
from fieldkit.forms.definition import FormDefinition, load_package
from fieldkit.forms.errors import FormError
from fieldkit.forms.findings import Finding, WorkbookErrors
from fieldkit.forms.instance import Node, parse_document
from fieldkit.forms.workbook import package_from_file
from fieldkit.forms.workbook.externals import collect
from fieldkit.forms.workbook.xform_lists import with_made_lists
from fieldkit.model.errors import FieldKitError

_HEADER = b"name,label"
_LOOKS = 6
_NARROW = re.compile(r"The (?:file|list) (\S.*\.csv) has no columns? (.+?)\.(?: It has: |$)")
# A list of another app, of Collect's database, or an expression that reads nothing.
_KEPT_OUT = frozenset({"list", "not-supported", "unsupported", "unknown-reference"})

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
    """The form as `fieldkit form check` and `load` read it, with empty lists for missing files.

    The engine itself reads an XForm that only the door of the field is shut for (`_KEPT_OUT`), as
    docs/forms/conformance.md says: the manifest asks what the engine can read.
    """
    with tempfile.TemporaryDirectory() as beside:
        copied = Path(shutil.copy(folder / str(entry["file"]), beside))
        try:
            return load_package(_package(copied, entry.get("needs") or ()))
        except (WorkbookErrors, FormError) as refusal:
            if entry["kind"] == "xlsform" or not _codes(refusal) <= _KEPT_OUT:
                raise
        return definition_from_package(_as_it_is(copied))


def _codes(refusal: WorkbookErrors | FormError) -> set[str]:
    if isinstance(refusal, FormError):
        return {refusal.code}
    return {each.code for each in refusal.findings if each.is_error}


def _package(form: Path, needs: Iterable[str]) -> FormPackage:
    """The package of a form; the files that it lacks are put beside it, with the columns it reads.

    Its findings name them: the manifest knows only those that stand in the XForm.
    """
    for name in needs:
        form.with_name(_file_name(name)).write_bytes(empty(name))
    for _ in range(_LOOKS):
        try:
            return package_from_file(form)
        except WorkbookErrors as errors:
            if not [name for each in errors.findings for name in _provided(each, form)]:
                raise
    return package_from_file(form)


def _provided(finding: Finding, form: Path) -> list[str]:
    """The files made or widened because of what a finding says."""
    if lacking := re.search(r"needs the file (.+), which is not", finding.problem):
        name = _file_name(lacking[1])
        form.with_name(name).write_bytes(empty(name))
        return [name]
    if narrow := _NARROW.search(finding.problem):
        file = form.with_name(_file_name(narrow[1]))
        if file.is_file() and file.read_bytes().startswith(_HEADER):
            header = file.read_text().strip()
            file.write_text(",".join([header, *narrow[2].split(" and ")]) + "\n")
            return [file.name]
    return []


def _file_name(address: str) -> str:
    return address.rpartition("/")[2]


def _as_it_is(form: Path) -> FormPackage:
    remade = with_made_lists(form.read_bytes(), form)
    files, _ = collect(parse_document(remade.xform), form)
    named = re.findall(r'<instance[^>]*\ssrc="([^"]+)"', remade.xform.decode("utf-8", "replace"))
    nothing = {address: empty(address) for address in named}
    return FormPackage(remade.xform, {**nothing, **files, **remade.files})


def empty(name: str) -> bytes:
    """An empty list: what the manifest wants in place of a resource that it does not bring."""
    if name.endswith(".xml") or "last-saved" in name:
        return b"<root/>"
    return (
        b'{"type": "FeatureCollection", "features": []}'
        if name.endswith("json")
        else _HEADER + b"\n"
    )
