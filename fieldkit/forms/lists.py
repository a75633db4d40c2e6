"""Secondary instances: choice lists and tables, inside the form or in files beside it.

Read once per form, shared by its sessions, never changed; indexed on first use.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Mapping
from typing import cast

from fieldkit.forms.errors import FormError
from fieldkit.forms.instance import DOCUMENT, DocumentRefused, Node, parse_document
from fieldkit.forms.xpath.errors import UnknownInstance

_XML_ENDINGS = (".xml",)
_JSON_ENDINGS = (".geojson", ".json")
LAST_SAVED = "jr://instance/last-saved"


class Lists:
    """The secondary instances of a form, by id, with an index per column that was asked for."""

    def __init__(self, documents: Mapping[str, Node]) -> None:
        self._documents = documents
        self._indexes: dict[tuple[str, str], dict[str, list[Node]]] = {}

    def __contains__(self, instance_id: object) -> bool:
        return instance_id in self._documents

    def document(self, instance_id: str) -> Node:
        """The document node of a list. Raises UnknownInstance."""
        found = self._documents.get(instance_id)
        if found is None:
            raise UnknownInstance(f"The form has no list {instance_id}.")
        return found

    def lookup(self, instance_id: str, column: str, value: str) -> list[Node]:
        """The items whose `column` reads exactly `value`, in order. Raises UnknownInstance."""
        index = self._indexes.get((instance_id, column))
        if index is None:
            index = self._indexes[instance_id, column] = self._index(instance_id, column)
        return index.get(value, [])

    def _index(self, instance_id: str, column: str) -> dict[str, list[Node]]:
        index: dict[str, list[Node]] = {}
        for item in _items(self.document(instance_id)):
            for value in set(_cells(item, column)):
                index.setdefault(value, []).append(item)
        return index


def _cells(item: Node, column: str) -> list[str]:
    if column.startswith("@"):
        value = item.attributes.get(column[1:])
        return [] if value is None else [value]
    return [cell.string_value() for cell in item.by_name.get(column, ())]


def _items(document: Node) -> list[Node]:
    root = next(iter(document.children), None)
    return root.by_name.get("item", []) if root is not None and root.name == "root" else []


def read_lists(instances: list[Node], externals: Mapping[str, bytes]) -> Lists:
    """The lists of the `<instance>` elements after the first. Raises FormError (`list`)."""
    documents: dict[str, Node] = {}
    for instance in instances:
        instance_id = instance.attributes.get("id", "")
        source = instance.attributes.get("src", "")
        if instance.children or not source:
            documents[instance_id] = _inline(instance)
        elif source == LAST_SAVED:
            documents[instance_id] = Node("", kind=DOCUMENT)
        else:
            documents[instance_id] = _external(instance_id, source, externals)
    return Lists(documents)


def _inline(instance: Node) -> Node:
    document = Node("", kind=DOCUMENT)
    for child in list(instance.children):
        document.append(child)
    return document


def _external(instance_id: str, source: str, externals: Mapping[str, bytes]) -> Node:
    data = externals.get(source)
    if data is None:
        raise FormError(
            f"The list {instance_id} is in the file {source}, which is not with the form.",
            code="list",
            next_step="Put the file beside the form and load it again.",
        )
    return read_external(instance_id, source, data)


def read_external(instance_id: str, source: str, data: bytes) -> Node:
    """The table in a CSV, XML or GeoJSON file. Raises FormError (`list`), without its content."""
    ending = source.lower()
    try:
        if ending.endswith(_XML_ENDINGS):
            return parse_document(data)
        if ending.endswith(_JSON_ENDINGS):
            return _geojson(data)
        return _table(data)
    except (ValueError, OverflowError, RecursionError, csv.Error, DocumentRefused):
        raise FormError(
            f"The file {source} of the list {instance_id} cannot be read.", code="list"
        ) from None


def _table(data: bytes) -> Node:
    text = data.decode("utf-8-sig")
    first = text.splitlines()[0] if text.strip() else ""
    delimiter = max(",;\t|", key=first.count)
    rows = [row for row in csv.reader(io.StringIO(text), delimiter=delimiter, strict=True) if row]
    if not rows:
        raise ValueError("no header")
    header = [name.strip() for name in rows[0]]
    if any(len(row) > len(header) for row in rows):
        raise ValueError("more cells than columns")
    return _document([dict(zip(header, row, strict=False)) for row in rows[1:]])


def _geojson(data: bytes) -> Node:
    collection = _object(json.loads(data))
    return _document([_feature(_object(each)) for each in _array(collection.get("features"))])


def _feature(parts: dict[str, object]) -> dict[str, str]:
    geometry = parts.get("geometry")
    # A feature without a place has null here (RFC 7946 section 3.2).
    row = {"geometry": "" if geometry is None else _geometry(_object(geometry))}
    if "id" in parts:
        row["id"] = str(parts["id"])
    properties = parts.get("properties")
    if isinstance(properties, dict):
        cells = cast("dict[str, object]", properties)
        row.update({name: "" if cell is None else str(cell) for name, cell in cells.items()})
    return row


def _geometry(shape: dict[str, object]) -> str:
    kind, places = str(shape.get("type", "")), _array(shape.get("coordinates"))
    if kind == "Point":
        return _place(places)
    if kind == "LineString":
        return "; ".join(_place(_array(place)) for place in places)
    if kind == "Polygon" and places:
        return "; ".join(_place(_array(place)) for place in _array(places[0]))
    raise ValueError("a geometry that lists cannot have")


def _place(coordinates: list[object]) -> str:
    longitude, latitude, *altitude = map(_number, coordinates)
    return f"{latitude} {longitude} {altitude[0] if altitude else 0} 0"


def _object(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise ValueError("no object where GeoJSON has one")
    return cast("dict[str, object]", value)


def _array(value: object) -> list[object]:
    if not isinstance(value, list):
        raise ValueError("no array where GeoJSON has one")
    return cast("list[object]", value)


def _number(value: object) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError("no number where GeoJSON has one")
    return value


def _document(rows: list[dict[str, str]]) -> Node:
    document = Node("", kind=DOCUMENT)
    root = document.append(Node("root"))
    for row in rows:
        item = root.append(Node("item"))
        for name, cell in row.items():
            item.append(Node(name, cell))
    return document
