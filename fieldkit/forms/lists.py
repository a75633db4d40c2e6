"""Secondary instances: choice lists and tables, inside the form or in files beside it.

Read once per form, shared by its sessions, never changed; indexed on first use.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from xml.etree.ElementTree import Element

from fieldkit.forms.errors import FormError
from fieldkit.forms.instance import DOCUMENT, DocumentRefused, Node, parse_document
from fieldkit.forms.list_files import ListFault, read_csv, read_geojson
from fieldkit.forms.markup import Markup
from fieldkit.forms.xpath.errors import UnknownInstance

_XML_ENDINGS = (".xml",)
_JSON_ENDINGS = (".geojson", ".json")
LAST_SAVED = "jr://instance/last-saved"

_JointIndex = dict[tuple[str, ...], list[Node]]


class Lists:
    """The secondary instances of a form, by id, with an index per column that was asked for."""

    def __init__(self, documents: Mapping[str, Node]) -> None:
        self._documents = documents
        self._indexes: dict[tuple[str, str], dict[str, list[Node]]] = {}
        self._joint: dict[tuple[str, tuple[str, ...]], _JointIndex] = {}

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

    def lookup_all(
        self, instance_id: str, columns: tuple[str, ...], values: tuple[str, ...]
    ) -> list[Node]:
        """The items in which each column reads the value beside it, in order.

        Raises UnknownInstance.
        """
        if len(columns) == 1:
            return self.lookup(instance_id, columns[0], values[0])
        index = self._joint.get((instance_id, columns))
        if index is None:
            index = self._joint[instance_id, columns] = self._joint_index(instance_id, columns)
        return index.get(values, [])

    def _joint_index(self, instance_id: str, columns: tuple[str, ...]) -> _JointIndex:
        index: _JointIndex = {}
        for item in _items(self.document(instance_id)):
            for values in product(*(set(_cells(item, column)) for column in columns)):
                index.setdefault(values, []).append(item)
        return index

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


def read_lists(markup: Markup, instances: list[Element], externals: Mapping[str, bytes]) -> Lists:
    """The lists of the `<instance>` elements after the first. Raises FormError (`list`)."""
    documents: dict[str, Node] = {}
    for instance in instances:
        instance_id = instance.get("id", "")
        source = instance.get("src", "")
        if len(instance) or not source:
            documents[instance_id] = _inline(markup, instance)
        elif source == LAST_SAVED:
            documents[instance_id] = Node("", kind=DOCUMENT)
        else:
            documents[instance_id] = _external(instance_id, source, externals)
    return Lists(documents)


def _inline(markup: Markup, instance: Element) -> Node:
    document = Node("", kind=DOCUMENT)
    for child in instance:
        document.append(markup.node(child))
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
        read = read_geojson if ending.endswith(_JSON_ENDINGS) else read_csv
        return _document(read(data).rows)
    except (DocumentRefused, ListFault) as fault:
        raise FormError(
            f"The file {source} of the list {instance_id} cannot be read: {fault.message}",
            code="list",
            next_step=fault.next_step or "Correct the file, or save it again.",
        ) from None


def _document(rows: list[dict[str, str]]) -> Node:
    document = Node("", kind=DOCUMENT)
    root = document.append(Node("root"))
    for row in rows:
        item = root.append(Node("item"))
        for name, cell in row.items():
            item.append(Node(name, cell))
    return document
