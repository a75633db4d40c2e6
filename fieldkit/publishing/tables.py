"""A record as rows of its form's tables, one row of `data` and one for each repeat instance.

Pure and record by record, so that a publication of any size fits in memory. Row ids come from the
record and never change; positions count from 1. Text leaves here as it is published (see `guard`),
dates already cut to months where the profile says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from fieldkit.model.clock import to_text
from fieldkit.model.protocols import CurrentRecord
from fieldkit.model.records import Record
from fieldkit.publishing.columns import DATA, CellType, Column, Contract, Part, Table, VersionMap
from fieldkit.publishing.guard import published_text
from fieldkit.publishing.profiles import Profile

_POSITIONS: Final = re.compile(r"\[\d+\]")
_ISO_DAY: Final = re.compile(
    r"(\d{4}-\d{2})-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?"
)


@dataclass(frozen=True)
class Issue:
    """Something about a row that a reader should know; never the answer itself.

    `what` is one of `unknown-version`, `unknown-question`, `row-without-id`, `characters-removed`,
    `not-a-date`, `cut`; `detail` a number, a version or a question's path.
    """

    table: str
    row: str
    column: str
    what: str
    detail: str = ""


@dataclass(frozen=True)
class Row:
    """One row: its id (record id or row id) and a text for each column of its table."""

    id: str
    cells: list[str]

    def __repr__(self) -> str:
        return f"Row({self.id!r}, {len(self.cells)} cells)"


@dataclass(frozen=True)
class RecordRows:
    """What one record becomes. A record of an unknown form version has no rows, only an issue."""

    rows: list[tuple[Table, Row]]
    issues: list[Issue]


@dataclass
class _Instance:
    """A row being filled: our own columns and the answers by question identity."""

    id: str
    own: dict[str, str]
    answers: dict[str, str] = field(default_factory=dict[str, str])

    def __repr__(self) -> str:
        return f"_Instance({self.id!r}, {len(self.answers)} answers)"


def record_rows(planned: Contract, current: CurrentRecord, profile: Profile) -> RecordRows:
    """The rows of one record, in the order in which they are published."""
    record = current.record
    version = planned.versions.get(record.form_hash)
    if version is None:
        what = Issue(DATA, record.record, "", "unknown-version", record.form_version)
        return RecordRows([], [what])
    sorting = _Sorting(record, version)
    main = _Instance(record.record, _own(current))
    sorting.fill(main)
    rows: list[tuple[Table, Row]] = []
    for table in planned.tables:
        instances = [main] if table.is_data else sorting.instances(table.name)
        for instance in instances:
            rows.append((table, _row(table, instance, profile, sorting.issues)))
    return RecordRows(rows, sorting.issues)


def _own(current: CurrentRecord) -> dict[str, str]:
    record = current.record
    return {
        "_record": record.record,
        "_form_version": record.form_version,
        "_language": record.language,
        "_heads": str(len(current.heads)),
        "_subject": record.subject,
        "_author": current.author,
        "_created_at": current.created_at,
    }


class _Sorting:
    """Sorts a record's answers to the repeat instances they belong to."""

    def __init__(self, record: Record, version: VersionMap) -> None:
        self.issues: list[Issue] = []
        self._record = record
        self._version = version
        self._instances: dict[str, tuple[str, _Instance]] = {}
        for instance in record.rows:
            self._instance(instance)

    def fill(self, main: _Instance) -> None:
        """Give every answer to its row; what no question of the version knows is an issue."""
        for path, text in self._record.answers.items():
            if definition_path(path) in self._version.unpublished:
                continue
            owner = path[: path.rfind("]") + 1]
            table, identity = self._version.questions.get(definition_path(path), ("", ""))
            if not table or (table == DATA) == bool(owner):
                self._note("unknown-question", definition_path(path))
            elif owner:
                self._instance(owner).answers[identity] = text
            else:
                main.answers[identity] = text

    def instances(self, table: str) -> Iterator[_Instance]:
        """The rows of a repeat's table, by parent and position."""
        rows = [instance for name, instance in self._instances.values() if name == table]
        yield from sorted(rows, key=lambda row: (row.own["_parent"], int(row.own["_position"])))

    def _instance(self, path: str) -> _Instance:
        if path not in self._instances:
            self._instances[path] = self._new_instance(path)
        return self._instances[path][1]

    def _new_instance(self, path: str) -> tuple[str, _Instance]:
        table = self._version.repeats.get(definition_path(path), "")
        if not table:
            self._note("unknown-question", definition_path(path))
        stem, _, position = path.rpartition("[")
        above = stem[: stem.rfind("]") + 1]
        parent = self._instance(above).id if above else self._record.record
        row = self._record.rows.get(path, "")
        if not row:
            # The path in the record is the next best lasting name; ODK Central does the same.
            row = self._record.record + path
            self._note("row-without-id", definition_path(path))
        own = {
            "_row": row,
            "_parent": parent,
            "_record": self._record.record,
            "_position": position.rstrip("]"),
        }
        return table, _Instance(row, own)

    def _note(self, what: str, detail: str) -> None:
        issue = Issue(DATA, self._record.record, "", what, detail)
        if issue not in self.issues:
            self.issues.append(issue)


def definition_path(path: str) -> str:
    """The path of a question as its form knows it: without positions."""
    return _POSITIONS.sub("", path) if "[" in path else path


def _row(table: Table, instance: _Instance, profile: Profile, issues: list[Issue]) -> Row:
    cells: list[str] = []
    for column in table.columns:
        text, removed = published_text(_cell(column, instance.own, instance.answers))
        if removed:
            issues.append(
                Issue(table.name, instance.id, column.name, "characters-removed", str(removed))
            )
        if profile.months_only and column.question is not None:
            month = _month(text, column)
            if text and not month:
                issues.append(Issue(table.name, instance.id, column.name, "not-a-date"))
            text = month
        cells.append(text)
    return Row(instance.id, cells)


def _cell(column: Column, own: Mapping[str, str], answers: Mapping[str, str]) -> str:
    if column.question is None:
        return own[column.name]
    text = column.question.exported(answers.get(column.question.identity, ""))
    if text == "" or column.part is Part.WHOLE:
        return text
    if column.part is Part.CHOICE:
        return "1" if column.choice in text.split() else "0"
    return _utc(text)


def _utc(text: str) -> str:
    """A date-time in UTC, blank when the answer carries no time zone to reckon with."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return ""
    return to_text(instant) if instant.tzinfo is not None else ""


def _month(text: str, column: Column) -> str:
    """No day leaves: dates, and calculations that hold nothing but a date, become months."""
    match = _ISO_DAY.fullmatch(text)
    if match:
        return match[1]
    return "" if column.type is CellType.MONTH else text
