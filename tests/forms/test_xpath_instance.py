from __future__ import annotations

import pytest

from fieldkit.forms.instance import DocumentRefused, Node, attribute_nodes, parse_document


def row(name: str, number: int) -> Node:
    return Node(name, str(number))


def test_a_document_keeps_names_namespaces_attributes_and_text() -> None:
    xml = b'<d xmlns="urn:f" xmlns:orx="urn:o" id="x"><orx:meta orx:kind="k">t</orx:meta>tail</d>'
    root = parse_document(xml).element()
    meta = root.children[0]
    assert (root.name, root.prefix, root.namespace) == ("d", "", "urn:f")
    assert (meta.name, meta.prefix, meta.namespace) == ("meta", "orx", "urn:o")
    assert root.attributes == {"id": "x"}
    assert meta.qualified_name == "orx:meta"
    assert [node.namespace for node in attribute_nodes(meta)] == ["urn:o"]
    assert root.string_value() == "ttail"


def test_children_are_found_by_name_in_their_order() -> None:
    root = parse_document(b"<r><a>1</a><b>2</b><a>3</a></r>").element()
    assert [node.text for node in root.by_name["a"]] == ["1", "3"]
    assert root.by_name["a"][1] is root.children[2]


def test_inserting_and_removing_keeps_order_and_names_in_step() -> None:
    root = Node("r")
    first, third = root.append(row("a", 1)), root.append(row("a", 3))
    second = root.insert(1, row("a", 2))
    assert root.by_name["a"] == [first, second, third] == root.children
    root.remove(first)
    assert root.by_name["a"] == [second, third]
    assert first.parent is None
    root.remove(second)
    root.remove(third)
    assert root.by_name == {}


def test_leaves_share_nothing_that_can_be_written_to() -> None:
    one, other = Node("a"), Node("b")
    one.append(Node("c"))
    one.set_attribute("k", "v")
    assert other.children == []
    assert other.by_name == {}
    assert other.attributes == {}


def test_what_is_not_relevant_reads_as_blank_and_keeps_its_text() -> None:
    root = parse_document(b"<r><a>1</a><b>2</b></r>").element()
    root.children[0].relevant = False
    assert root.string_value() == "2"
    assert root.children[0].string_value() == ""
    assert root.children[0].text == "1"


def test_document_order_sorts_attributes_before_children() -> None:
    root = parse_document(b'<r k="v"><a/><b x="1"><c/></b></r>').element()
    a, b = root.children
    nodes = [root, attribute_nodes(root)[0], a, b, attribute_nodes(b)[0], b.children[0]]
    orders = [node.document_order() for node in nodes]
    assert orders == sorted(orders)
    assert len(set(orders)) == len(orders)


def test_a_node_never_shows_its_text() -> None:
    node = Node("amka", "01019000007")
    assert "01019000007" not in repr(node)
    assert "01019000007" not in str(node)


@pytest.mark.parametrize(
    "xml",
    [
        b'<!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>',
        b'<!DOCTYPE r SYSTEM "file:///etc/passwd"><r/>',
        b"<r><a></r>",
        b"",
        b"<r/><r/>",
        b"<r>" * 5000 + b"</r>" * 5000,
        b"<x:r/>",
        b'<r x:k="v" xmlns="urn:a"><y:a/></r>',
    ],
)
def test_other_xml_is_refused_without_quoting_it(xml: bytes) -> None:
    with pytest.raises(DocumentRefused) as refused:
        parse_document(xml)
    assert "passwd" not in str(refused.value)


def test_entities_of_xml_itself_are_read() -> None:
    assert parse_document(b"<r>a &lt; b &#956;</r>").element().text == "a < b μ"
