"""What stands in the files of a form: can they be read, have they the columns, do codes clash.

What cannot be read or has no such column stops the form; the rest is worth a look. A finding
stands at the cell that asks for the file and names the file with its lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from fieldkit.forms.findings import Finding, Place, did_you_mean, error, warning
from fieldkit.forms.instance import DocumentRefused, Node, parse_document
from fieldkit.forms.list_files import (
    ListFault,
    Table,
    delimiter_of,
    read_csv,
    read_csv_lines,
    read_geojson,
)

_SHOWN = 3


@dataclass(frozen=True)
class Asked:
    """A file that is asked for at `place`, and the columns that are read there.

    `value` is the column of the codes where choices are made of the file, `several` whether more
    than one can be chosen. `remedy` is what to do about a column that is not there.
    """

    name: str
    place: Place
    columns: tuple[str, ...] = ()
    value: str = ""
    several: bool = False
    remedy: str = "Correct the name, or add the column to the file."


def list_findings(name: str, data: bytes, asked: Sequence[Asked]) -> Iterator[Finding]:
    """What is wrong with one file, for all that ask for it."""
    place = asked[0].place
    lines: list[tuple[int, list[str]]] = []
    try:
        if name.lower().endswith(".csv"):
            table, lines = read_csv_lines(data)
        else:
            table = read_table(name, data)
    except (ListFault, DocumentRefused) as fault:
        yield error(
            "unreadable-list",
            place,
            f"The file {name} cannot be read as a list. {_sentence(fault.message)}",
            fault.next_step or "Correct the file there: what is opened must also be closed.",
        )
        return
    for each in asked:
        yield from _missing_columns(each, table)
    if not table.rows:
        yield warning(
            "empty-list",
            place,
            f"The file {name} holds no rows, so there is nothing to choose.",
            "Add a row for each choice below the first line.",
        )
    if lines:
        yield from _delimiter(name, data, place)
        yield from _uneven(name, lines, place)
    numbers = [line for line, _ in lines[1:]]
    for each in {(each.value, each.several): each for each in asked if each.value}.values():
        yield from _codes(each, table, numbers)


def read_table(name: str, data: bytes) -> Table:
    """The columns and rows of a file. Raises ListFault, DocumentRefused."""
    ending = Path(name).suffix.lower()
    if ending in (".geojson", ".json"):
        return read_geojson(data)
    return _xml_table(parse_document(data)) if ending == ".xml" else read_csv(data)


def _xml_table(document: Node) -> Table:
    items = [node for node in document.element().children if node.name == "item"]
    rows = [{cell.name: cell.string_value() for cell in item.children} for item in items]
    return Table(tuple(dict.fromkeys(name for row in rows for name in row)), rows)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _missing_columns(asked: Asked, table: Table) -> Iterator[Finding]:
    if not table.columns:
        return  # an empty GeoJSON or XML list: said as a warning
    known = [column for column in table.columns if column]
    missing = [column for column in asked.columns if column not in known]
    if missing:
        # Without the codes nothing can be answered; without the words it can, by those who know.
        report = warning if asked.value in known else error
        several = "columns" if len(missing) > 1 else "column"
        near = did_you_mean(missing[0], known) if len(missing) == 1 else ""
        yield report(
            "no-list-column",
            asked.place,
            f"The file {asked.name} has no {several} {' and '.join(missing)}. It has: "
            f"{', '.join(known)}.",
            near or asked.remedy,
        )


def _delimiter(name: str, data: bytes, place: Place) -> Iterator[Finding]:
    divided = {"\t": "tabs", "|": "|"}.get(delimiter_of(data.decode("utf-8-sig")))
    if divided:
        yield warning(
            "portability",
            place,
            f"FieldKit reads the file {name}, whose columns are divided by {divided}, but ODK "
            "Collect knows commas and semicolons only.",
            "Save it with commas between the columns.",
        )


def _uneven(name: str, lines: list[tuple[int, list[str]]], place: Place) -> Iterator[Finding]:
    names = [column.strip() for column in lines[0][1]]
    if twice := [column for column, count in Counter(names).items() if column and count > 1]:
        yield warning(
            "duplicate-list-column",
            place,
            f"The file {name} has the column {twice[0]} more than once; the last one is read.",
            "Rename the columns, or remove those that are too many.",
        )
    if short := [line for line, row in lines if len(row) < len(names)]:
        yield warning(
            "short-row",
            place,
            f"The file {name} has rows with fewer cells than the first line: {_said(short)}.",
            "What is missing reads as blank; add the commas, or look for a line broken in two.",
        )


def _codes(asked: Asked, table: Table, lines: list[int]) -> Iterator[Finding]:
    if asked.value not in table.columns:
        return
    codes = [row.get(asked.value, "") for row in table.rows]

    def where(wanted: str) -> str:
        at = [index for index, code in enumerate(codes) if code == wanted]
        return _said([lines[index] for index in at]) if lines else _said_rows(at)

    if "" in codes:
        yield warning(
            "no-choice-name",
            asked.place,
            f"The file {asked.name} has rows without a {asked.value}: {where('')}.",
            "Write a code there, or remove the rows; nobody can choose them.",
        )
    counted = Counter(code for code in codes if code)
    if twice := [code for code, count in counted.items() if count > 1]:
        others = f" Further codes that clash: {len(twice) - 1}." if len(twice) > 1 else ""
        yield warning(
            "duplicate-choice",
            asked.place,
            f"The file {asked.name} has the {asked.value} {twice[0]} more than once: "
            f"{where(twice[0])}.{others}",
            "Give each choice its own code, unless a choice_filter never offers both at once.",
        )
    if asked.several and (spaced := next((code for code in counted if " " in code), "")):
        yield warning(
            "choice-space",
            asked.place,
            f"The file {asked.name} has the code “{spaced}” with a space, {where(spaced)}; in "
            "questions with several answers a space separates two answers.",
            f"Write {spaced.replace(' ', '_')}.",
        )


def _said_rows(indexes: list[int]) -> str:
    """Rows of a file without lines, counted from 1."""
    return _said([index + 1 for index in indexes], "row")


def _said(numbers: list[int], unit: str = "line") -> str:
    shown = ", ".join(map(str, numbers[:_SHOWN])) + (" …" if len(numbers) > _SHOWN else "")
    return f"{unit}{'s' if len(numbers) > 1 else ''} {shown}"
