"""The files a form needs beside itself: choice lists and tables in csv, xml or geojson."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from fieldkit.forms.findings import Finding, Place, error
from fieldkit.forms.instance import DocumentRefused, Node
from fieldkit.forms.list_files import ListFault, csv_header
from fieldkit.forms.workbook.choices import list_file
from fieldkit.forms.workbook.expressions import Expression
from fieldkit.forms.workbook.list_contents import Asked, list_findings, read_table
from fieldkit.forms.workbook.outline import Entry, Outline
from fieldkit.forms.xpath.ast import FunctionCall, Literal, walk

_LAST_SAVED = "__last-saved"  # what pyxform calls the last saved record
_PARAMETER = re.compile(r"(?P<key>[\w-]+)\s*=\s*(?P<value>[^\s,;]+)")


def addresses(document: Node) -> list[str]:
    """The addresses of files that an XForm asks for (`jr://file-csv/villages.csv`), in order."""
    found = [
        node.attributes["src"]
        for node in document.descendants()
        if node.name == "instance" and node.attributes.get("src", "").startswith("jr://file")
    ]
    return list(dict.fromkeys(found))


def find_file(form: Path, name: str) -> Path | None:
    """The file `name` beside the form or, as ODK tools lay it out, in `<form>-media`."""
    folder = form if form.is_dir() else form.parent
    # Only the last part of the name: a form must not reach out of its own folder.
    plain = PurePosixPath(name).name
    candidates = (folder / plain, folder / f"{form.stem}-media" / plain)
    return next((file for file in candidates if _is_there(file)), None)


def _is_there(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError:  # a name longer than any file's, say
        return False


def collect(document: Node, form: Path) -> tuple[dict[str, bytes], list[str]]:
    """The files an XForm asks for, by address, and the addresses whose file is not there.

    Raises OSError when a file cannot be read.
    """
    files: dict[str, bytes] = {}
    missing: list[str] = []
    for address in addresses(document):
        file = find_file(form, address)
        if file is None:
            missing.append(address)
        else:
            files[address] = file.read_bytes()
    return files, missing


def file_findings(form: Path, built: Outline, parsed: Iterable[Expression]) -> Iterator[Finding]:
    """What is wrong with the files that a workbook asks for: missing, unreadable, unfit."""
    asked: dict[str, list[Asked]] = {}
    for each in (*_asked_by_questions(built), *_asked_by_expressions(parsed)):
        asked.setdefault(each.name, []).append(each)
    for name, users in asked.items():
        yield from _one_file(find_file(form, name), name, users)


def _one_file(file: Path | None, name: str, users: list[Asked]) -> Iterator[Finding]:
    if file is None:
        yield _missing(name, users[0].place)
        return
    try:
        data = file.read_bytes()
    except OSError:
        yield error(
            "unreadable-list",
            users[0].place,
            f"The file {name} is there, but cannot be opened.",
            "Close the program that has it open, or allow that it is read.",
        )
    else:
        yield from list_findings(name, data, users)


def instance_ids(built: Outline, parsed: Iterable[Expression]) -> set[str]:
    """The ids under which `instance()` finds the files of a workbook: their names, without ending.

    The lists of other constructs count as well; what they may read is said elsewhere.
    """
    asked = (*_asked_by_questions(built), *_asked_by_expressions(parsed))
    others = {entry.list_name for entry in built.questions if entry.list_name}
    return {PurePosixPath(each.name).stem for each in asked} | others | {_LAST_SAVED}


def missing_finding(address: str, built: Outline | None) -> Finding:
    """The finding for a file that is not there, at the row that asks for it."""
    name = PurePosixPath(address).name
    return _missing(name, next(_places(name, built), Place()) if built else Place(path=address))


def _missing(name: str, place: Place) -> Finding:
    return error(
        "missing-file",
        place,
        f"The form needs the file {name}, which is not beside it.",
        "Put the file into the folder of the form.",
    )


def columns_of(file: Path) -> frozenset[str]:
    """The column names of a list; nothing when it cannot be read (`file_findings` says so)."""
    try:
        data = file.read_bytes()
        if file.suffix.lower() == ".csv":
            return frozenset(csv_header(data))
        return frozenset(read_table(file.name, data).columns)
    except (OSError, ListFault, DocumentRefused):
        return frozenset()


def _asked_by_questions(built: Outline) -> Iterator[Asked]:
    for entry in built.questions:
        if entry.type in ("csv-external", "xml-external"):
            yield Asked(f"{entry.name}.{entry.type[:3]}", entry.row.place("type"))
        elif (name := list_file(entry)) and entry.type != "select_one_external":
            yield _choices(entry, PurePosixPath(name).name)


def _choices(entry: Entry, name: str) -> Asked:
    # XLSForm reference, “select one from file”: `value` and `label` under parameters say
    # which columns are meant; GeoJSON has id and title instead of name and label.
    given = {
        found["key"]: found["value"] for found in _PARAMETER.finditer(entry.row.text("parameters"))
    }
    usual = ("id", "title") if name.lower().endswith(".geojson") else ("name", "label")
    value, label = given.get("value", usual[0]), given.get("label", usual[1])
    return Asked(
        name,
        entry.row.place("type"),
        columns=(value, label),
        value=value,
        several=entry.type in ("select_multiple", "rank"),
        remedy="Name the columns so, or say under parameters which ones are meant, for example "
        "value=code label=title.",
    )


def _asked_by_expressions(parsed: Iterable[Expression]) -> Iterator[Asked]:
    for expression in (each for each in parsed if "pulldata" in each.text):
        for part in walk(expression.tree):
            match part:
                case FunctionCall(
                    "pulldata", (Literal(name), Literal(column), Literal(key), _)
                ) if not name.startswith("@"):
                    file = name if name.endswith(".csv") else f"{name}.csv"
                    yield Asked(file, expression.place, columns=(column, key))
                case _:
                    pass


def _places(name: str, built: Outline) -> Iterator[Place]:
    stem = PurePosixPath(name).stem
    for entry in built.questions:
        if list_file(entry) == name or (entry.type == "csv-external" and entry.name == stem):
            yield entry.row.place("type")
        for column in entry.row.table.columns:
            text = entry.row.texts.get(column.index, "")
            if "pulldata" in text and stem in text:
                yield entry.row.place_of(column)
