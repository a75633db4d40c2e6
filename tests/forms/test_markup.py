"""What is read in C must be what the tree of nodes says, and be refused where that refuses."""

from __future__ import annotations

import pytest

from fieldkit.forms.instance import DocumentRefused, Node, parse_document
from fieldkit.forms.markup import read_markup
from fieldkit.forms.namespaces import JAVAROSA, ODK

READABLE = [
    b"<r/>",
    b'<d xmlns="urn:f" xmlns:orx="urn:o" id="x"><orx:meta orx:kind="k">t</orx:meta>tail</d>',
    b'<d>one<a xmlns="urn:a" b="2">two<c/>three</a>four<!-- no --><e xmlns:p="urn:p" p:k="v"/></d>',
    b'<d xmlns:p="urn:p"><p:a/><q:b xmlns:q="urn:q" xmlns:p="urn:other"><p:c/></q:b><p:a/></d>',
    b"<d>xmlns &lt; &#956; <![CDATA[<b>]]><?pi x?> end</d>",
    '<?xml version="1.0" encoding="utf-16"?><d><a xmlns="urn:a">μ</a></d>'.encode("utf-16"),
    b'<d xmlns:xml="http://www.w3.org/XML/1998/namespace"><a xmlns="urn:a"><b/></a></d>',
    b"<r>" * 200 + b"</r>" * 200,
]
REFUSED = [
    b'<!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>',
    b'<!DOCTYPE r SYSTEM "file:///etc/passwd"><r/>',
    b"<r><a></r>",
    b"",
    b"<r/><r/>",
    b"<r>" * 201 + b"</r>" * 201,
    b"<x:r/>",
    b'<r x:k="v" xmlns="urn:a"><y:a/></r>',
    b'<r><p:a xmlns:p="urn:p"/><p:a/></r>',
]


def told(node: Node) -> object:
    """All that a node says of itself and what is below it."""
    return (
        (node.qualified_name, node.name, node.namespace, dict(node.namespaces), node.attributes),
        (node.text, node.tail),
        [told(child) for child in node.children],
        {name: len(same) for name, same in node.by_name.items()},
    )


@pytest.mark.parametrize("xml", READABLE)
def test_the_elements_are_those_of_the_tree(xml: bytes) -> None:
    markup = read_markup(xml)
    assert told(markup.node(markup.top)) == told(parse_document(xml).element())


@pytest.mark.parametrize("xml", REFUSED)
def test_what_the_tree_refuses_is_refused_in_the_same_words(xml: bytes) -> None:
    with pytest.raises(DocumentRefused) as by_tree:
        parse_document(xml)
    with pytest.raises(DocumentRefused) as here:
        read_markup(xml)
    assert str(here.value) == str(by_tree.value)


def test_an_attribute_is_found_whatever_its_prefix() -> None:
    markup = read_markup(
        b'<d xmlns:r="http://openrosa.org/javarosa"><b r:count="3" odk:count="4" count="5"/></d>'
    )
    bound = markup.top[0]
    assert markup.attribute(bound, JAVAROSA, "count") == "3"
    assert markup.attribute(bound, ODK, "count") == "4"  # an old form that does not declare odk
    assert markup.attribute(bound, ODK, "quality") is None
