from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xpath_world import HOUSE, refusal, value

from fieldkit.forms.instance import DOCUMENT, Node, parse_document
from fieldkit.forms.xpath.axes import AXES
from fieldkit.forms.xpath.nodesets import in_document_order


def texts(expression: str, at: str | None = None, xml: str = HOUSE) -> object:
    return value(expression, "nodeset", at=at, xml=xml)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("/house/person/name", ["Amal", "Babis", "Chloe"]),
        ("/house/person[2]/name", ["Babis"]),
        ("/house/person[last()]/name", ["Chloe"]),
        ("/house/person[position() > 1]/name", ["Babis", "Chloe"]),
        ("/house/person[age > 18]/name", ["Amal"]),
        ("/house/person[pet]/name", ["Amal", "Chloe"]),
        ("/house/person[pet = 'dog'][1]/name", ["Amal"]),
        ("/house/person/pet[1]", ["cat", "fish"]),
        ("(/house/person/pet)[2]", ["dog"]),
        ("(//pet)[last()]", ["fish"]),
        ("//pet", ["cat", "dog", "fish"]),
        ("//pet[1]", ["cat", "fish"]),
        ("/house//name", ["Amal", "Babis", "Chloe"]),
        ("/house/*[@n = '2']/name", ["Babis"]),
        ("//@n", ["1", "2", "3"]),
        ("//person/attribute::n[. > 1]", ["2", "3"]),
        ("/house/stated | //pet[2] | /house/stated", ["dog", "3"]),
        ("//name/../age", ["34", "7", ""]),
        ("//age/ancestor::person[1]/name", ["Amal", "Babis", "Chloe"]),
        ("/house/person[3]/preceding-sibling::person/name", ["Amal", "Babis"]),
        ("/house/person[3]/preceding-sibling::person[1]/name", ["Babis"]),
        ("//person[1]/following::name", ["Babis", "Chloe"]),
        ("//stated/preceding::pet[1]", ["fish"]),
        ("//pet/self::pet[. = 'dog']", ["dog"]),
        ("//name/text()", ["Amal", "Babis", "Chloe"]),
        ("/house/person[2]/descendant::*", ["Babis", "7"]),
        ("/house/person[.//pet = 'fish']/name", ["Chloe"]),
        ("/house/nothing/there", []),
        ("/house/person[1.5]", []),
        ("/house/person[0]", []),
        ("//comment() | //processing-instruction()", []),
        ("//namespace::*", []),
    ],
)
def test_paths_from_the_document(expression: str, expected: list[str]) -> None:
    assert texts(expression) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (".", ["7"]),
        ("../name", ["Babis"]),
        ("../../stated", ["3"]),
        ("../../person[1]/age", ["34"]),
        ("current()/../name", ["Babis"]),
        ("/house/person[age = current()]/name", ["Babis"]),
        ("../../../../../..", []),
        ("../pet", []),
        ("../@n", ["2"]),
        ("ancestor-or-self::*[2]/@n", ["2"]),
    ],
)
def test_paths_from_a_question(expression: str, expected: list[str]) -> None:
    assert texts(expression, at="/house[1]/person[2]/age[1]") == expected


def test_an_absolute_path_in_a_repeat_means_all_instances() -> None:
    assert value("count(/house/person)", "number", at="/house/person[2]/age") == 3.0
    assert value("string(/house/person/name)", at="/house/person[2]/age") == "Amal"


def test_prefixes_match_by_namespace_and_bare_names_by_local_name() -> None:
    xml = '<d xmlns="urn:f" xmlns:o="urn:o"><o:meta>1</o:meta><b o:k="x" k="y"/></d>'
    assert texts("/d/o:meta", xml=xml) == ["1"]
    assert texts("/d/meta", xml=xml) == ["1"]
    assert texts("/d/o:*", xml=xml) == ["1"]
    assert texts("/d/b/@k", xml=xml) == ["y"]
    assert texts("/d/b/@o:k", xml=xml) == ["x"]
    assert "zz" in refusal("/d/zz:meta", xml=xml)


def test_a_union_is_in_document_order_whatever_its_order() -> None:
    assert texts("//stated | //name | //@n") == texts("//@n | //stated | //name")


def test_a_path_cannot_start_from_a_value() -> None:
    assert refusal("(1)/a")
    assert refusal("'x'[1]")
    assert refusal("1 | //pet")


# --- every axis against its definition

shapes = st.recursive(st.just(()), lambda inner: st.lists(inner, max_size=3), max_leaves=10)


def grown(shape: object) -> Node:
    document = Node("", kind=DOCUMENT)
    _grow(document, shape)
    return document


def _grow(parent: Node, shape: object) -> None:
    node = parent.append(Node(f"n{len(parent.children) % 2}"))
    assert isinstance(shape, list | tuple)
    for inner in shape:
        _grow(node, inner)


@settings(deadline=None)
@given(shapes, st.data())
def test_five_axes_share_out_the_document(shape: object, data: st.DataObject) -> None:
    document = grown(shape)
    everything = [document, *document.descendants()]
    node = data.draw(st.sampled_from(everything))
    parts = ["ancestor", "descendant", "following", "preceding", "self"]
    found = [each for part in parts for each in AXES[part](node)]
    assert len(found) == len(everything)
    assert in_document_order(found) == everything


@settings(deadline=None)
@given(shapes, st.data())
def test_forward_axes_go_forward_and_reverse_axes_back(shape: object, data: st.DataObject) -> None:
    document = grown(shape)
    node = data.draw(st.sampled_from([document, *document.descendants()]))
    for axis in ("child", "descendant", "following", "following-sibling"):
        assert AXES[axis](node) == in_document_order(AXES[axis](node))
    for axis in ("ancestor", "preceding", "preceding-sibling"):
        assert AXES[axis](node)[::-1] == in_document_order(AXES[axis](node))


@settings(deadline=None)
@given(shapes)
def test_the_two_orders_agree(shape: object) -> None:
    everything = list(grown(shape).descendants())
    backwards = everything[::-1]
    assert sorted(backwards, key=lambda node: node.document_order()) == everything
    assert in_document_order(backwards) == everything


def test_axes_of_texts_and_attributes() -> None:
    root = parse_document(b'<r>x<a k="1">y</a>z</r>').element()
    attribute = AXES["attribute"](root.children[0])[0]
    assert AXES["following-sibling"](attribute) == []
    assert [node.text for node in AXES["following"](attribute)] == ["y", "z"]
    assert [node.text for node in AXES["child"](root)] == ["x", "y", "z"]
    last = AXES["child"](root)[-1]
    assert [node.text for node in AXES["preceding"](last)] == ["y", "y", "x"]
