"""Secondary instances: choice lists and tables, inside the form or in files beside it.

Read once per form, shared by its sessions, never changed; indexed on first use.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element

from fieldkit.forms.errors import FormError
from fieldkit.forms.instance import DOCUMENT, DocumentRefused, Node
from fieldkit.forms.list_files import ListFault, read_csv, read_geojson
from fieldkit.forms.list_rows import ROOT, CellRows, ElementRows, Index, ListRoot
from fieldkit.forms.markup import Markup, read_markup
from fieldkit.forms.xpath.errors import UnknownInstance

_XML_ENDINGS = (".xml",)
_JSON_ENDINGS = (".geojson", ".json")
_FILES = "jr://file"  # jr://file-csv/…, too; CommCare has jr://fixture/… and jr://instance/…
LAST_SAVED = "jr://instance/last-saved"


class Lists:
    """The secondary instances of a form, by id, with an index for the columns that were asked for
    together."""

    def __init__(self, documents: Mapping[str, Node]) -> None:
        self._documents = documents
        self._indexes: dict[tuple[str, tuple[str, ...]], Index | None] = {}

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
        return self.lookup_all(instance_id, (column,), (value,))

    def lookup_all(
        self, instance_id: str, columns: tuple[str, ...], values: tuple[str, ...]
    ) -> list[Node]:
        """The items in which each column reads the value beside it, in order.

        Raises UnknownInstance.
        """
        key = instance_id, columns
        if key not in self._indexes:
            self._indexes[key] = self._index(instance_id, columns)
        index = self._indexes[key]
        return [] if index is None else index.items(values)

    def _index(self, instance_id: str, columns: tuple[str, ...]) -> Index | None:
        roots = self.document(instance_id).children
        first = roots[0] if roots else None
        return first.index(columns) if isinstance(first, ListRoot) else None


def read_lists(markup: Markup, instances: list[Element], externals: Mapping[str, bytes]) -> Lists:
    """The lists of the `<instance>` elements after the first. Raises FormError (`list`)."""
    documents: dict[str, Node] = {}
    for instance in instances:
        instance_id = instance.get("id", "")
        source = instance.get("src", "")
        if len(instance) or not source:
            documents[instance_id] = _document(markup, instance)
        elif source == LAST_SAVED:
            documents[instance_id] = Node("", kind=DOCUMENT)
        else:
            documents[instance_id] = _external(instance_id, source, externals)
    return Lists(documents)


def _document(markup: Markup, elements: Iterable[Element]) -> Node:
    document = Node("", kind=DOCUMENT)
    for element in elements:
        document.append(_root(markup, element))
    return document


def _root(markup: Markup, element: Element) -> Node:
    if element.tag != ROOT:
        return markup.node(element)
    return ListRoot(markup.shell(element), ElementRows(markup.inside(element), list(element)))


def _external(instance_id: str, source: str, externals: Mapping[str, bytes]) -> Node:
    data = externals.get(source)
    if data is None and not source.startswith(_FILES):
        raise FormError(
            f"The list {instance_id} comes from another app ({source}), which FieldKit is not.",
            code="list",
            next_step="Leave the list out, or put its rows into a file beside the form.",
        )
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
            markup = read_markup(data)
            return _document(markup, [markup.top])
        read = read_geojson if ending.endswith(_JSON_ENDINGS) else read_csv
        return _table(read(data).rows)
    except (DocumentRefused, ListFault) as fault:
        raise FormError(
            f"The file {source} of the list {instance_id} cannot be read: {fault.message}",
            code="list",
            next_step=fault.next_step or "Correct the file, or save it again.",
        ) from None


def _table(rows: list[dict[str, str]]) -> Node:
    document = Node("", kind=DOCUMENT)
    document.append(ListRoot(Node(ROOT), CellRows(rows)))
    return document
