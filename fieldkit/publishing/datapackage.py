"""`datapackage.json`: what the CSV files beside it hold, in Frictionless terms, written by hand.

Pure: the same tables and files give the same bytes, and no instant of publishing is in it.
Form: Frictionless Data Package v1 (tabular data package, table schema).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from fieldkit.model.sensitivity import Sensitivity
from fieldkit.publishing import canonical_csv
from fieldkit.publishing.columns import DATA, CellType, Column, Contract, Part, Table
from fieldkit.publishing.exports import in_words
from fieldkit.publishing.labels import drafts, label
from fieldkit.publishing.settings import SAMPLE, Settings

_SLUG: Final = re.compile(r"[a-z0-9][a-z0-9._-]*")

OUR_COLUMNS: Final = {
    "_record": "Random id of the record",
    "_form_version": "Version of the form the record was made with",
    "_language": "Language of the interview",
    "_heads": "Number of latest versions; more than 1 is an open conflict",
    "_subject": "Random code of the person or household",
    "_author": "Pseudonym of who wrote the record",
    "_created_at": "When the record was finished, by the clock of its device (UTC)",
    "_row": "Random id of this row",
    "_parent": "Row or record this row belongs to",
    "_position": "Place of this row among those of its parent, from 1",
}


@dataclass(frozen=True)
class PublishedFile:
    """A file as it lies on the disk: name, size and SHA-256 (lower-case hex)."""

    name: str
    bytes: int
    sha256: str


def datapackage(
    planned: Contract,
    revision: str,
    settings: Settings,
    files: Mapping[str, PublishedFile],
) -> dict[str, Any]:
    """The descriptor of a form's CSV files; `files` by table name."""
    newest = planned.definitions[-1] if planned.definitions else None
    return {
        "profile": "tabular-data-package",
        "name": _slug(planned.form_id),
        "title": newest.title if newest else planned.form_id,
        "version": newest.version if newest else "",
        **({"description": SAMPLE} if settings.sample else {}),
        "fieldkit": {
            "form": planned.form_id,
            "revision": revision,
            "profile": settings.profile.name,
            "sample": settings.sample,
            "form_versions": [
                {"version": d.version, "hash": d.form_hash} for d in planned.definitions
            ],
            "draft_languages": drafts(planned.definitions),
        },
        "resources": [
            _resource(table, files[table.name], settings.language) for table in planned.tables
        ],
    }


def _resource(table: Table, file: PublishedFile, language: str) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": _slug(table.name),
        "path": file.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": canonical_csv.ENCODING,
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
        "dialect": {
            "delimiter": canonical_csv.DELIMITER,
            "lineTerminator": canonical_csv.LINE_END,
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        },
        "schema": {
            "fields": [_field(column, language) for column in table.columns],
            "missingValues": [""],
            "primaryKey": ["_record" if table.is_data else "_row"],
            "foreignKeys": _foreign_keys(table),
        },
    }


def _foreign_keys(table: Table) -> list[dict[str, Any]]:
    if table.is_data:
        return []
    keys = [_foreign_key("_record", DATA, "_record")]
    above = "_record" if table.parent == DATA else "_row"
    keys.append(_foreign_key("_parent", table.parent, above))
    return keys


def _foreign_key(field: str, table: str, reference: str) -> dict[str, Any]:
    return {"fields": [field], "reference": {"resource": _slug(table), "fields": [reference]}}


def _field(column: Column, language: str) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.type.value}
    if column.question is None:
        field["title"] = OUR_COLUMNS[column.name]
        if column.name in ("_record", "_row"):
            field["constraints"] = {"required": True}
        return field
    field["title"] = label(column.question, language)
    if column.question.rules and column.part is Part.WHOLE:
        field["description"] = "; ".join(in_words(column.question.rules))
    if column.type is CellType.FLAG:
        field |= {"trueValues": ["1"], "falseValues": ["0"]}
    if column.type is CellType.DATETIME:
        field["format"] = "any"
    if column.part is Part.WHOLE and column.question.sensitivity is not Sensitivity.ORDINARY:
        field["fieldkit:sensitivity"] = column.question.sensitivity.value
    return field


def _slug(name: str) -> str:
    """A resource name: lower-case ASCII letters, digits, `.`, `-`, `_`; others become a hash."""
    plain = name.lower()
    if _SLUG.fullmatch(plain):
        return plain
    return f"table-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
