"""Items that became no nodes yet are found, and read, as if they all were."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_forms import define
from test_markup import told

from fieldkit.forms.instance import Node, parse_document
from fieldkit.forms.lists import Lists, read_external

ODD = """<root xmlns:p="urn:p">
 <item><name>a</name><place>x</place></item>
 <item id="7"><name>b</name><p:place>x</p:place><place>y</place><place>x</place></item>
 <other><name>a</name><place>x</place></other>
 <item><name>a<!-- no --></name><place>x<b>1</b>2</place> tail</item>
 <item/><p:item><name/><place>x</place></p:item>
</root>"""
COLUMNS = [("name",), ("place",), ("@id",), ("none",), ("name", "place"), ("place", "@id")]
TEXTS = ["a", "b", "x", "y", "x12", "", "7"]


def read(item: Node, column: str) -> list[str]:
    if column.startswith("@"):
        return [value for name, value in item.attributes.items() if name == column[1:]]
    return [cell.string_value() for cell in item.by_name.get(column, ())]


def scanned(document: Node, columns: tuple[str, ...], values: tuple[str, ...]) -> list[Node]:
    pairs = list(zip(columns, values, strict=True))
    items = document.children[0].by_name.get("item", [])
    return [item for item in items if all(value in read(item, name) for name, value in pairs)]


@pytest.mark.parametrize("columns", COLUMNS)
def test_an_index_finds_what_a_scan_finds(columns: tuple[str, ...]) -> None:
    document = read_external("l", "l.xml", ODD.encode())
    lists = Lists({"l": document})
    wanted = list(product(TEXTS, repeat=len(columns)))
    found = [lists.lookup_all("l", columns, values) for values in wanted]
    # Only now is anybody looking at all of them.
    assert found == [scanned(document, columns, values) for values in wanted]
    assert any(found) == (columns != ("none",))
    for items, values in zip(found, wanted, strict=True):
        assert not items or lists.lookup_all("l", columns, values) is items


def test_the_list_as_a_whole_is_the_document_that_was_read() -> None:
    assert told(read_external("l", "l.xml", ODD.encode())) == told(parse_document(ODD.encode()))


def test_a_list_inside_a_form_is_the_same_list() -> None:
    form = define("<data id='f'><q/></data>", f'<instance id="l">{ODD}</instance>')
    [root] = form.lists.document("l").children
    kept = [(item.qualified_name, item.string_value()) for item in root.children]
    alone = parse_document(ODD.encode()).element().children
    assert kept == [(item.qualified_name, item.string_value()) for item in alone]
    assert root.string_value() == parse_document(ODD.encode()).element().string_value()


cells = st.lists(st.sampled_from(["a", "b", ""]), max_size=2)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(cells, cells), max_size=6))
def test_any_rows(rows: list[tuple[list[str], list[str]]]) -> None:
    def written(name: str, texts: list[str]) -> str:
        return "".join(f"<{name}>{text}</{name}>" for text in texts)

    items = "".join(f"<item>{written('k', k)}{written('l', m)}</item>" for k, m in rows)
    document = read_external("l", "l.xml", f"<root>{items}</root>".encode())
    lists = Lists({"l": document})
    for columns in [("k",), ("k", "l")]:
        for values in product(["a", "b", ""], repeat=len(columns)):
            assert lists.lookup_all("l", columns, values) == scanned(document, columns, values)
