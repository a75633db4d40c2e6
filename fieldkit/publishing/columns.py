"""The contract of a form's tables: which columns there are, in which order, under which names.

Made from every known version of the form, the ledger of names already published, and the profile.
A pure function of those three; it promises nothing about rows (see `tables`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from fieldkit.forms.export_rules import ExportRules
from fieldkit.forms.form import FormDefinition
from fieldkit.forms.structure import NodeDefinition
from fieldkit.model.protocols import ColumnLedger
from fieldkit.model.sensitivity import Sensitivity
from fieldkit.publishing import exports
from fieldkit.publishing.naming import Place, headers, identities
from fieldkit.publishing.profiles import Profile

DATA: Final = "data"

RECORD_COLUMNS: Final = ("_record", "_form_version", "_language", "_heads")
AUTHOR_COLUMNS: Final = ("_subject", "_author", "_created_at")
ROW_COLUMNS: Final = ("_row", "_parent", "_record", "_position")
_OURS: Final = (*RECORD_COLUMNS, *AUTHOR_COLUMNS, *ROW_COLUMNS)
_WHOLE_NUMBERS: Final = frozenset(("_heads", "_position"))

# From harmless to dangerous: over form versions the most dangerous tag a question ever had counts.
_DANGER: Final = (
    Sensitivity.ORDINARY,
    Sensitivity.SPECIAL_BY_POLICY,
    Sensitivity.SPECIAL,
    Sensitivity.IDENTIFIER,
)


class CellType(Enum):
    """How a column's cells are written. TEXT is never turned into anything else."""

    TEXT = "string"
    INTEGER = "integer"
    DECIMAL = "number"
    DATE = "date"
    DATETIME = "datetime"
    MONTH = "yearmonth"
    FLAG = "boolean"


class Part(Enum):
    """What of a question a column shows."""

    WHOLE = "whole"
    CHOICE = "choice"
    UTC = "utc"


@dataclass(frozen=True)
class Use:
    """A question in one version of its form."""

    definition: FormDefinition
    node: NodeDefinition


@dataclass(frozen=True)
class Question:
    """A question over all versions, oldest first in `uses`; `column` is its header for ever.

    `rules` are the export rules of all versions together.
    """

    identity: str
    column: str
    sensitivity: Sensitivity
    type: CellType
    uses: tuple[Use, ...]
    rules: ExportRules

    def exported(self, text: str) -> str:
        """An answer as it is published, in whatever profile: the export rules come first."""
        if not self.rules or not text:
            return text
        if any(use.node.type in ("select_multiple", "rank") for use in self.uses):
            return exports.written_list(self.rules, text)
        if any(_TYPES.get(use.node.type) in _NUMBERS for use in self.uses):
            return exports.written_number(self.rules, text)
        return exports.written_value(self.rules, text)

    @property
    def newest(self) -> Use:
        """Its latest form: labels come from there."""
        return self.uses[-1]

    @property
    def is_multiple(self) -> bool:
        """Whether several choices can be ticked, in any version."""
        return any(use.node.type == "select_multiple" for use in self.uses)

    @property
    def is_free_text(self) -> bool:
        """Whether somebody (or a calculation) may have written anything at all into it."""
        closed = ("select_one", "select_multiple", "rank")
        return self.type is CellType.TEXT and not all(u.node.type in closed for u in self.uses)

    @property
    def is_calculated(self) -> bool:
        """Whether nobody is ever asked: the form itself gives the value, in every version."""
        return not any(use.node.control for use in self.uses)


@dataclass(frozen=True)
class Column:
    """One column of a table. `question` is None for our own columns (`_record` …)."""

    name: str
    type: CellType
    part: Part = Part.WHOLE
    question: Question | None = None
    choice: str = ""


@dataclass(frozen=True)
class Table:
    """A table as it is published. `parent` is "" for `data`, else the table its rows belong to."""

    name: str
    parent: str
    columns: tuple[Column, ...]
    left_out: tuple[Question, ...]

    @property
    def is_data(self) -> bool:
        """Whether a row is a record (else a row is one instance of a repeat)."""
        return self.parent == ""


@dataclass(frozen=True)
class VersionMap:
    """Where the answers of one form version go: definition path -> (table, identity), and the
    table of each repeat's path. `unpublished` are its leaves that are no questions: notes, and the
    OpenRosa `meta` block, whose instance id is the record's own."""

    questions: Mapping[str, tuple[str, str]]
    repeats: Mapping[str, str]
    unpublished: frozenset[str]


@dataclass(frozen=True)
class Contract:
    """All tables of a form, `data` first; `additions` are the names new to the ledger."""

    form_id: str
    definitions: tuple[FormDefinition, ...]
    tables: tuple[Table, ...]
    versions: Mapping[str, VersionMap]
    additions: Mapping[str, list[tuple[str, str]]]


def contract(
    form_id: str,
    definitions: Sequence[FormDefinition],
    ledger: ColumnLedger,
    profile: Profile,
) -> Contract:
    """The contract of `form_id` from all its versions, oldest first.

    Nothing is written to the ledger here: `record_names` does that once the publication is sure.
    Raises PublicationRefused (`columns`) when two questions would share a column.
    """
    names = _table_names(definitions)
    tables: list[Table] = []
    additions: dict[str, list[tuple[str, str]]] = {}
    homes: list[dict[str, tuple[str, str]]] = [{} for _ in definitions]
    for table in (DATA, *dict.fromkeys(name for version in names for name in version.values())):
        given = dict(ledger.columns(form_id, table))
        versions = [_places(d, table, n) for d, n in zip(definitions, names, strict=True)]
        found = identities(versions, given)
        for home, version in zip(homes, found, strict=True):
            home.update({path: (table, identity) for path, identity in version.items()})
        questions = _questions(definitions, found, given)
        additions[table] = [(q.identity, q.column) for q in questions if q.identity not in given]
        tables.append(_table(table, _parent(table, definitions, names), questions, profile))
    maps = {
        definition.form_hash: VersionMap(home, repeats, _unpublished(definition))
        for definition, home, repeats in zip(definitions, homes, names, strict=True)
    }
    return Contract(form_id, tuple(definitions), tuple(tables), maps, additions)


def _unpublished(definition: FormDefinition) -> frozenset[str]:
    leaves = {path for path, node in definition.nodes.items() if node.is_leaf}
    return frozenset(leaves - {node.path for node in definition.publishable()})


def record_names(planned: Contract, ledger: ColumnLedger) -> None:
    """Write the names this contract introduces into the ledger, for ever."""
    for table, names in planned.additions.items():
        if names:
            ledger.add(planned.form_id, table, names)


def _table_names(definitions: Sequence[FormDefinition]) -> list[dict[str, str]]:
    """For each version, the table name of each repeat path."""
    versions = [[_place(d, node) for node in _repeats(d)] for d in definitions]
    found = identities(versions, ())
    order = dict.fromkeys(identity for version in found for identity in version.values())
    names = headers(order, {}, (DATA,))
    return [{path: names[identity] for path, identity in version.items()} for version in found]


def _repeats(definition: FormDefinition) -> list[NodeDefinition]:
    return [node for node in definition.nodes.values() if node.kind == "repeat"]


def _places(definition: FormDefinition, table: str, names: Mapping[str, str]) -> list[Place]:
    return [
        _place(definition, node)
        for node in definition.publishable()
        if (names[node.repeat] if node.repeat else DATA) == table
    ]


def _place(definition: FormDefinition, node: NodeDefinition) -> Place:
    """Its groups, from the nearest repeat (for a repeat: from the root) inwards."""
    start = definition.root.path if node.kind == "repeat" else node.repeat or definition.root.path
    above = start.rsplit("/", 1)[0]
    *groups, name = node.path[len(above) + 1 :].split("/")
    return Place(node.path, tuple(groups), name, node.was)


def _parent(
    table: str, definitions: Sequence[FormDefinition], names: Sequence[Mapping[str, str]]
) -> str:
    """The table above, as the newest version that has this table says."""
    for definition, version in zip(reversed(definitions), reversed(names), strict=True):
        for path, name in version.items():
            if name == table:
                above = definition.nodes[path].repeat
                return version[above] if above else DATA
    return ""


def _questions(
    definitions: Sequence[FormDefinition],
    found: Sequence[Mapping[str, str]],
    given: Mapping[str, str],
) -> list[Question]:
    uses: dict[str, list[Use]] = {identity: [] for identity in given}
    for definition, version in zip(definitions, found, strict=True):
        for path, identity in version.items():
            uses.setdefault(identity, []).append(Use(definition, definition.nodes[path]))
    names = headers(uses, given, _OURS)
    return [
        Question(
            identity,
            names[identity],
            _worst(seen),
            _type(seen),
            tuple(seen),
            exports.combined(use.node.export for use in seen),
        )
        for identity, seen in uses.items()
        if seen
    ]


def _worst(uses: Iterable[Use]) -> Sensitivity:
    return max((use.node.sensitivity for use in uses), key=_DANGER.index)


_NUMBERS: Final = (CellType.INTEGER, CellType.DECIMAL)
_TYPES: Final = {
    "int": CellType.INTEGER,
    "integer": CellType.INTEGER,
    "decimal": CellType.DECIMAL,
    "date": CellType.DATE,
    "dateTime": CellType.DATETIME,
}


def _type(uses: Iterable[Use]) -> CellType:
    """The type all versions agree on, else text."""
    types = {_TYPES.get(use.node.type, CellType.TEXT) for use in uses}
    return types.pop() if len(types) == 1 else CellType.TEXT


def _table(name: str, parent: str, questions: Sequence[Question], profile: Profile) -> Table:
    published = [q for q in questions if profile.publishes(q.sensitivity)]
    columns = [*_own_columns(parent, profile)]
    for question in published:
        columns.extend(_columns(question, profile))
    left_out = tuple(q for q in questions if not profile.publishes(q.sensitivity))
    return Table(name, parent, tuple(columns), left_out)


def _own_columns(parent: str, profile: Profile) -> list[Column]:
    names = ROW_COLUMNS if parent else RECORD_COLUMNS
    if not parent and profile.names_authors:
        names = (*names, *AUTHOR_COLUMNS)
    return [
        Column(name, CellType.INTEGER if name in _WHOLE_NUMBERS else CellType.TEXT)
        for name in names
    ]


def _columns(question: Question, profile: Profile) -> list[Column]:
    dated = question.type in (CellType.DATE, CellType.DATETIME)
    kind = CellType.MONTH if dated and profile.months_only else question.type
    columns = [Column(question.column, kind, Part.WHOLE, question)]
    if kind is CellType.DATETIME:
        utc = f"{question.column}/utc"
        columns.append(Column(utc, CellType.DATETIME, Part.UTC, question))
    if question.is_multiple:
        columns.extend(
            Column(f"{question.column}/{code}", CellType.FLAG, Part.CHOICE, question, code)
            for code in choice_codes(question)
        )
    return columns


def choice_codes(question: Question) -> list[str]:
    """The codes a question can show, over all versions: form order, newer choices at the end."""
    codes = (code for use in question.uses for code, _ in use.definition.choices(use.node.path))
    return exports.written_codes(question.rules, codes)
