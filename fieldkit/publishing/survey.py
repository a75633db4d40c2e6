"""The first pass over a form's records: counts, and the identifier scan. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from fieldkit.forms.form import FormDefinition
from fieldkit.model.protocols import CurrentRecord, RecordSource
from fieldkit.model.sensitivity import Sensitivity
from fieldkit.publishing.columns import CellType, Column, Contract, Part, Table
from fieldkit.publishing.profiles import Profile
from fieldkit.publishing.scan import Finding, is_fraction, kinds_in, telling
from fieldkit.publishing.tables import Row, definition_path, record_rows

_LONG_NUMBER: Final = 9  # digits of a tax number; counts and amounts have fewer


@dataclass
class Survey:
    """What a publication of this form will hold. `waiting` are records that the source cannot show
    at all; they count among those of unknown versions."""

    contract: Contract
    rows: dict[str, int]
    waiting: tuple[str, ...] = ()
    conflicts: int = 0
    refusals: int = 0
    unknown_versions: int = 0
    findings: list[Finding] = field(default_factory=list[Finding])


def survey(
    source: RecordSource, planned: Contract, profile: Profile, waiting: tuple[str, ...] = ()
) -> Survey:
    """Count a form's rows and look for identifiers where the profile allows none."""
    found = Survey(planned, {table.name: 0 for table in planned.tables}, waiting)
    found.unknown_versions = len(waiting)
    found.refusals = len(source.refusals(planned.form_id))
    for current in source.current(planned.form_id):
        shown = record_rows(planned, current, profile)
        if not shown.rows:
            found.unknown_versions += 1
        elif len(current.heads) > 1:
            found.conflicts += 1
        identifiers = _identifiers(planned, current) if profile.scanned else []
        for table, row in shown.rows:
            found.rows[table.name] += 1
            if profile.scanned:
                found.findings.extend(
                    Finding(planned.form_id, *cell, current.record.record)
                    for cell in _scan(table, row, found.rows[table.name], identifiers)
                )
    return found


def _scan(
    table: Table, row: Row, number: int, identifiers: list[str]
) -> Iterator[tuple[str, str, str, str, str]]:
    """Table, column, row id, cell and kind of what looks like an identifier in a row."""
    for place, (column, text) in enumerate(zip(table.columns, row.cells, strict=True)):
        if text and _is_scanned(column, text):
            for kind in kinds_in(text, identifiers):
                # Row 1 of the sheet is the header.
                yield table.name, column.name, row.id, f"{_letters(place)}{number + 1}", kind


def _is_scanned(column: Column, text: str) -> bool:
    """Free text, and whole numbers as long as a tax number; not what a calculation divided."""
    question = column.question
    if question is None or column.part is not Part.WHOLE:
        return False
    if question.type is CellType.INTEGER:
        return len(text) >= _LONG_NUMBER
    return question.is_free_text and not (question.is_calculated and is_fraction(text))


def _identifiers(planned: Contract, current: CurrentRecord) -> list[str]:
    """The identifying answers of a record, where the source was opened with the key to them."""
    record = current.record
    version = next((d for d in planned.definitions if d.form_hash == record.form_hash), None)
    if version is None:
        return []
    answers = (
        text
        for path, text in record.answers.items()
        if _is_identifier(version, definition_path(path))
    )
    return telling(answers)


def _is_identifier(version: FormDefinition, path: str) -> bool:
    node = version.nodes.get(path)
    return (
        node is not None
        and node.kind == "question"
        and node.sensitivity is Sensitivity.IDENTIFIER
        and node.type not in ("select_one", "select_multiple", "rank", "date", "dateTime")
    )


def _letters(place: int) -> str:
    """The column letters of Excel: 0 is A, 26 is AA."""
    letters = ""
    number = place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
