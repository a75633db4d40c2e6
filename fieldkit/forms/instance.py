"""The instance tree: one node class for the primary document, secondary instances and plain XML.

Nodes are mutable and fast to read; a `repr` never shows their text. Names are matched by local
name (`by_name`), namespaces are kept for writing and for prefixed name tests.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any
from xml.parsers import expat

from fieldkit.model.errors import FieldKitError

DOCUMENT = "document"
ELEMENT = "element"
ATTRIBUTE = "attribute"
TEXT = "text"

XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"

# String values and axes walk the tree recursively.
MAX_DEPTH = 200

# Shared by all leaves and never written to: `append` and `insert` put a list of their own in place.
_NO_CHILDREN: list[Node] = []
_NO_NAMES: dict[str, list[Node]] = {}
_NO_ATTRIBUTES: dict[str, str] = {}
_ONLY_XML: dict[str, str] = {"xml": XML_NAMESPACE}

# The number of a node that nobody has read as one.
UNREAD = math.nan


class DocumentRefused(FieldKitError):
    """XML we do not read: not well formed, or with a document type declaration or entities."""

    code = "xml"


class Node:
    """One document, element, attribute or text node.

    `text` is what stands before the first child (all of it, for a leaf), `tail` what follows the
    node inside its parent. `relevant` has the relevance of all ancestors folded in; a node that is
    not relevant reads as "" and keeps its text. `namespaces` maps the prefixes in scope here.
    `attributes` is keyed by the name as written (`jr:template`). `number` is what the node reads as
    where somebody found that out already (xpath.values.node_number), NaN where not: who changes
    the text does so by `write`, and who changes the relevance by `ask`. `aside` is the number of a
    node that is not relevant, for when it is again.
    """

    __slots__ = (
        "aside",
        "attributes",
        "by_name",
        "children",
        "definition",
        "kind",
        "name",
        "namespace",
        "namespaces",
        "number",
        "parent",
        "prefix",
        "relevant",
        "row",
        "tail",
        "text",
    )

    def __init__(
        self,
        name: str,
        text: str = "",
        *,
        prefix: str = "",
        namespace: str = "",
        attributes: dict[str, str] | None = None,
        namespaces: Mapping[str, str] = _ONLY_XML,
        kind: str = ELEMENT,
    ) -> None:
        self.name = name
        self.prefix = prefix
        self.namespace = namespace
        self.kind = kind
        self.parent: Node | None = None
        self.children: list[Node] = _NO_CHILDREN
        self.by_name: dict[str, list[Node]] = _NO_NAMES
        self.text = text
        self.tail = ""
        self.attributes: dict[str, str] = _NO_ATTRIBUTES if attributes is None else attributes
        self.namespaces = namespaces
        self.relevant = True
        # Whatever the tree is an instance of (in forms a NodeDefinition, see places.definition_of):
        # a tree of nodes is built, walked and evaluated without knowing forms.
        self.definition: Any = None
        self.row = ""
        self.number = UNREAD
        self.aside = UNREAD

    def __repr__(self) -> str:
        return f"<Node {self.kind} {self.qualified_name or '/'}>"

    @property
    def qualified_name(self) -> str:
        """The name as written: `meta`, `orx:meta`."""
        return f"{self.prefix}:{self.name}" if self.prefix else self.name

    def write(self, text: str) -> None:
        """Give the node another text."""
        self.text = text
        self.number = self.aside = UNREAD

    def ask(self, relevant: bool) -> None:
        """The node is relevant from now on, with all above it, or is not."""
        if relevant is not self.relevant:
            self.relevant = relevant
            self.number, self.aside = self.aside, self.number

    def append(self, child: Node) -> Node:
        """Put `child` last and return it."""
        if self.children is _NO_CHILDREN:
            self.children, self.by_name = [], {}
            self.number = self.aside = UNREAD
        child.parent = self
        self.children.append(child)
        same = self.by_name.get(child.name)
        if same is None:
            self.by_name[child.name] = [child]
        else:
            same.append(child)
        return child

    def insert(self, index: int, child: Node) -> Node:
        """Put `child` at `index` among the children and return it."""
        if self.children is _NO_CHILDREN:
            self.children, self.by_name = [], {}
        self.number = self.aside = UNREAD
        child.parent = self
        self.children.insert(index, child)
        self._collect(child.name)
        return child

    def remove(self, child: Node) -> None:
        """Take `child` out; it keeps its own subtree and has no parent any more."""
        self.children.remove(child)
        self._collect(child.name)
        child.parent = None

    def _collect(self, name: str) -> None:
        # A new list each time: an evaluation may still be walking the old one.
        same = [child for child in self.children if child.name == name]
        if same:
            self.by_name[name] = same
        else:
            self.by_name.pop(name, None)

    def child(self, name: str) -> Node | None:
        """The first child with that local name."""
        found = self.by_name.get(name)
        return found[0] if found else None

    def string_value(self) -> str:
        """The text of the node and all below it, in document order; "" where not relevant."""
        if not self.relevant:
            return ""
        if not self.children:
            return self.text
        parts = [self.text]
        for child in self.children:
            if child.kind == ATTRIBUTE:
                continue
            parts.append(child.string_value())
            parts.append(child.tail)
        return "".join(parts)

    def set_attribute(self, name: str, value: str) -> None:
        """Write one attribute; leaves share an empty dictionary, so never write to it directly."""
        if self.attributes is _NO_ATTRIBUTES:
            self.attributes = {}
        self.attributes[name] = value

    def root(self) -> Node:
        """The topmost node above this one (a document node, in a parsed document)."""
        node = self
        while node.parent is not None:
            node = node.parent
        return node

    def element(self) -> Node:
        """The top element of a document node; the node itself otherwise.

        Raises DocumentRefused for a document without an element.
        """
        return self.element_inside() if self.kind == DOCUMENT else self

    def element_inside(self) -> Node:
        """The first element inside: the root of a document or of an `<instance>`.

        Raises DocumentRefused when there is none.
        """
        if not self.children:
            raise DocumentRefused("An element is missing in the XML where one must be.")
        return self.children[0]

    def descendants(self) -> Iterator[Node]:
        """All elements below this node, in document order."""
        waiting = self.children[::-1]
        while waiting:
            node = waiting.pop()
            yield node
            if node.children:
                waiting.extend(node.children[::-1])

    def document_order(self) -> tuple[int, ...]:
        """A key that sorts the nodes of one document in document order, attributes included."""
        parent = self.parent
        if parent is None:
            return ()
        return (*parent.document_order(), *self.order_in_parent())

    def order_in_parent(self) -> tuple[int, ...]:
        """The last part of `document_order`: the place among all that hangs on the parent."""
        parent = self.parent
        if parent is None:
            return ()
        # Attributes first (0, n), then the leading text (1), then child n (2n + 2) and its tail.
        if self.kind == ATTRIBUTE:
            return (0, list(parent.attributes).index(self.qualified_name))
        if self.kind == TEXT:
            return (1 + 2 * int(self.row),)
        return (2 * parent.children.index(self) + 2,)


def attribute_nodes(element: Node) -> list[Node]:
    """The attributes of `element` as nodes, made for the occasion.

    An attribute that the form computes (`@id` of an entity) reads as it is computed now.
    """
    nodes: list[Node] = []
    computed = {
        child.name[1:]: child.string_value()
        for child in element.children
        if child.kind == ATTRIBUTE
    }
    for written, value in {**element.attributes, **computed}.items():
        prefix, _, local = written.rpartition(":")
        uri = element.namespaces.get(prefix, "") if prefix else ""
        node = Node(local, value, prefix=prefix, namespace=uri, kind=ATTRIBUTE)
        node.parent = element
        node.relevant = element.relevant
        nodes.append(node)
    return nodes


def text_nodes(element: Node) -> list[Node]:
    """The pieces of text directly inside `element` as nodes, made for the occasion.

    `row` numbers them by the child they follow, which keeps their place in document order.
    """
    pieces = [element.text, *(child.tail for child in element.children)]
    nodes: list[Node] = []
    for place, piece in enumerate(pieces):
        if piece:
            node = Node("", piece, kind=TEXT)
            node.parent = element
            node.relevant = element.relevant
            node.row = str(place)
            nodes.append(node)
    return nodes


class _TreeBuilder:
    """Receives expat's events and grows the tree; keeps prefixes, which ElementTree drops."""

    def __init__(self) -> None:
        self.document = Node("", kind=DOCUMENT)
        self._open = self.document
        self._text: list[str] = []
        self._depth = 0

    def start(self, written: str, pairs: list[str]) -> None:
        if self._text:
            self._flush()
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise DocumentRefused("The XML is nested deeper than any form.")
        above = self._open
        attributes, scope = None, above.namespaces
        if pairs:
            attributes = dict(zip(pairs[::2], pairs[1::2], strict=True))
            if any(map(_declares, attributes)):
                scope = {**scope, **_declared(attributes)}
        self._open = above.append(_element(written, attributes, scope))

    def end(self, _written: str) -> None:
        if self._text:
            self._flush()
        self._depth -= 1
        assert self._open.parent is not None
        self._open = self._open.parent

    def text(self, piece: str) -> None:
        self._text.append(piece)

    def _flush(self) -> None:
        text = "".join(self._text)
        self._text.clear()
        if self._open.children:
            self._open.children[-1].tail += text
        else:
            self._open.text += text


def _declares(name: str) -> bool:
    return name.startswith("xmlns") and name[5:6] in ("", ":")


def _declared(attributes: dict[str, str]) -> dict[str, str]:
    """Take the namespaces declared among `attributes` out of them, by prefix."""
    return {name[6:]: attributes.pop(name) for name in list(attributes) if _declares(name)}


def _element(written: str, attributes: dict[str, str] | None, scope: Mapping[str, str]) -> Node:
    prefix, local = "", written
    if ":" in written:
        prefix, _, local = written.rpartition(":")
    uri = scope.get(prefix)
    if uri is None and prefix:
        raise DocumentRefused(f"The XML uses the prefix {prefix} without declaring it.")
    return Node(local, prefix=prefix, namespace=uri or "", attributes=attributes, namespaces=scope)


def _refuse_declarations(*_event: object) -> None:
    raise DocumentRefused("The XML has a document type declaration, which forms never need.")


def parse_document(xml: bytes) -> Node:
    """Read XML into a tree with a document node on top.

    Comments and processing instructions are left out. Raises DocumentRefused when the XML is not
    well formed, uses an undeclared prefix, or carries a document type declaration (entities could
    make a small file expand without limit, or name other files).
    """
    builder = _TreeBuilder()
    parser = expat.ParserCreate()
    parser.ordered_attributes = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    read_xml(parser, xml)
    return builder.document


def read_xml(parser: expat.XMLParserType, xml: bytes) -> None:
    """Let a parser, its handlers for elements and text in place, read `xml`.

    Raises DocumentRefused for a declaration of a document type or an entity, and for XML that is
    not well formed.
    """
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_declarations
    parser.EntityDeclHandler = _refuse_declarations
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        # expat's own words can quote the document; the position is enough to find the place.
        place = f"line {error.lineno}, column {error.offset + 1}"
        raise DocumentRefused(f"The XML is not well formed at {place}.") from None
