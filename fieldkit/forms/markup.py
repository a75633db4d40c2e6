"""XML as plain elements, read in C: what a long form consists of besides its instance.

`parse_document` (instance.py) makes a tree of nodes, which can be asked everything and takes four
times as long. Both read, and refuse, the same documents.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from fieldkit.forms.instance import MAX_DEPTH, XML_NAMESPACE, DocumentRefused, Node, read_xml
from fieldkit.forms.namespaces import namespace_of

Scope = Mapping[str, str]

_ONLY_XML: Final[Scope] = {"xml": XML_NAMESPACE}
_DECLARATION = "xmlns"


class Markup:
    """A document. Its elements are named by their local names alone, declarations left out of their
    attributes; prefixes and namespaces are asked for here."""

    def __init__(
        self,
        top: Element,
        inner: Mapping[Element, Scope],
        outer: Scope,
        prefixes: dict[Element, str],
        prefixed: Set[str],
    ) -> None:
        self.top = top
        self._prefixed = prefixed
        self._inner = inner
        self._outer = outer
        self._prefixes = prefixes

    def inside(self, element: Element) -> Markup:
        """The document as `element` alone, for who keeps it when the rest is forgotten."""
        return Markup(element, self._inner, self._outer, self._prefixes, self._prefixed)

    def split(self, element: Element) -> None:
        """Leave the local name to `element` and keep its prefix here. Raises DocumentRefused."""
        prefix, _, element.tag = element.tag.rpartition(":")
        if prefix not in self.scope(element):
            raise DocumentRefused(f"The XML uses the prefix {prefix} without declaring it.")
        self._prefixes[element] = prefix

    def scope(self, element: Element) -> Scope:
        """The namespaces declared around `element`, by prefix."""
        return self._inner.get(element, self._outer) if self._inner else self._outer

    def attribute(self, element: Element, namespace: str, name: str) -> str | None:
        """The value of attribute `name` in `namespace`; None where it is not written."""
        return self.attributes(element).get((namespace, name))

    def attributes(self, element: Element) -> dict[tuple[str, str], str]:
        """The attributes that have a namespace, by it and their local name."""
        if self._prefixed.isdisjoint(element.keys()):
            return {}  # nearly all there are
        found: dict[tuple[str, str], str] = {}
        for written, value in element.items():
            if ":" in written:
                prefix, _, local = written.rpartition(":")
                found.setdefault((namespace_of(prefix, self.scope(element)), local), value)
        return found

    def node(self, element: Element) -> Node:
        """`element` and all below it as nodes, without a parent."""
        made = self.shell(element)
        for child in element:
            made.append(self.node(child))
        return made

    def shell(self, element: Element) -> Node:
        """`element` as a node, without what is below it."""
        scope, prefix = self.scope(element), self._prefixes.get(element, "")
        written = element.items()
        made = Node(
            element.tag,
            element.text or "",
            prefix=prefix,
            namespace=scope.get(prefix, ""),
            attributes=dict(written) if written else None,
            namespaces=scope,
        )
        made.tail = element.tail or ""
        return made


def read_markup(xml: bytes) -> Markup:
    """Read XML. Comments and processing instructions are left out.

    Raises DocumentRefused for what `parse_document` refuses: XML that is not well formed or nested
    too deeply, an element with an undeclared prefix, a document type declaration or an entity.
    """
    builder = TreeBuilder()
    parser = expat.ParserCreate(intern={})
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    read_xml(parser, xml)
    top = builder.close()
    prefixed = frozenset([name for name in parser.intern if ":" in name])
    _refuse_depth(top)
    outer = _declared(top, _ONLY_XML)
    inner = _scopes(top, outer) if _declares_inside(xml, parser, outer) else {}
    markup = Markup(top, inner, outer, {}, prefixed)
    for element in [each for each in top.iter() if each.tag in prefixed]:
        markup.split(element)
    return markup


def _declares_inside(xml: bytes, parser: expat.XMLParserType, outer: Scope) -> bool:
    """Whether namespaces may be declared below the top element; nearly no form does."""
    on_top = len(outer) - len(_ONLY_XML)
    if on_top:
        return xml.count(_DECLARATION.encode()) != on_top
    return any(map(_is_declaration, parser.intern))


def _scopes(top: Element, outer: Scope) -> dict[Element, Scope]:
    found: dict[Element, Scope] = {top: outer}
    for element in top.iter():  # parents come before their children
        scope = found[element]
        for child in element:
            found[child] = _declared(child, scope)
    return found


def _declared(element: Element, above: Scope) -> Scope:
    """The scope of `element`, whose declarations are taken out of its attributes."""
    names = [name for name in element.keys() if _is_declaration(name)]  # noqa: SIM118 - no mapping
    return {**above, **{name[6:]: element.attrib.pop(name) for name in names}} if names else above


def _is_declaration(name: str) -> bool:
    return name.startswith(_DECLARATION) and name[5:6] in ("", ":")


def _refuse_depth(top: Element) -> None:
    above = [top] if len(top) else []  # what has something below it
    for _ in range(MAX_DEPTH - 1):
        if not above:
            return
        above = [child for element in above for child in element if len(child)]
    if above:
        raise DocumentRefused("The XML is nested deeper than any form.")
