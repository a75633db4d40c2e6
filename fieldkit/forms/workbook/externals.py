"""The files a form needs beside itself: choice lists and tables in csv, xml or geojson."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from fieldkit.forms.findings import Finding, Place, error
from fieldkit.forms.instance import Node
from fieldkit.forms.workbook.choices import list_file
from fieldkit.forms.workbook.outline import Outline


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
    return next((file for file in candidates if file.is_file()), None)


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


def missing_finding(address: str, built: Outline | None) -> Finding:
    """The finding for a file that is not there, at the row that asks for it."""
    name = PurePosixPath(address).name
    place = next(_places(name, built), Place()) if built else Place(path=address)
    return error(
        "missing-file",
        place,
        f"The form needs the file {name}, which is not beside it.",
        "Put the file into the folder of the form.",
    )


def csv_columns(file: Path) -> frozenset[str]:
    """The column names of a csv list; nothing when it is no readable csv (the engine says so)."""
    try:
        text = file.read_text("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text)))
        return frozenset(name.strip() for name in rows[0]) if rows else frozenset()
    except (OSError, UnicodeDecodeError, csv.Error):
        return frozenset()


def _places(name: str, built: Outline) -> Iterator[Place]:
    stem = PurePosixPath(name).stem
    for entry in built.questions:
        if list_file(entry) == name or (entry.type == "csv-external" and entry.name == stem):
            yield entry.row.place("type")
        for column in entry.row.table.columns:
            text = entry.row.texts.get(column.index, "")
            if "pulldata" in text and stem in text:
                yield entry.row.place_of(column)
