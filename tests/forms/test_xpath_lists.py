"""`instance('list')/root/item[…]`: the index answers exactly what a scan would."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, tzinfo
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_forms import start
from xpath_world import value

from fieldkit.forms.instance import DOCUMENT, Node, parse_document
from fieldkit.forms.list_rows import CellRows, ListRoot, items_holding
from fieldkit.forms.xpath import Context, compile_expression, parse
from fieldkit.forms.xpath.ast import Path
from fieldkit.forms.xpath.listlookup import list_lookup

FORM = """
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
        xmlns:jr="http://openrosa.org/javarosa">
  <h:head><h:title>t</h:title><model>
    <itext>
      <translation lang="en"><text id="hi"><value>Hello</value></text></translation>
      <translation lang="el" default="true()">
        <text id="hi"><value form="long">Καλημέρα σας</value><value>Γεια</value></text>
      </translation>
    </itext>
    <instance><data><town>b</town><village>2</village><code>7</code></data></instance>
    <instance id="villages"><root>
      <item><name>1</name><town>a</town><label>One</label><code>7.0</code></item>
      <item><name>2</name><town>b</town><label>Two</label><code>7</code></item>
      <item><name>3</name><town>b</town><label>Three</label><code>8</code></item>
    </root></instance>
  </model></h:head>
</h:html>
"""


def labels(expression: str) -> object:
    return value(expression, "nodeset", xml=FORM, xform=True)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("instance('villages')/root/item[town = /data/town]/label", ["Two", "Three"]),
        ("instance('villages')/root/item[/data/town = town]/label", ["Two", "Three"]),
        ("instance('villages')/root/item[town = 'b' and name = /data/village]/label", ["Two"]),
        ("instance('villages')/root/item[name != '2' and town = 'b']/label", ["Three"]),
        ("instance('villages')/root/item[town = 'b'][2]/label", ["Three"]),
        ("instance('villages')/root/item[town = 'b' and 1]/label", ["Two", "Three"]),
        ("instance('villages')/root/item[code = 7]/label", ["One", "Two"]),
        ("instance('villages')/root/item[code = '7']/label", ["Two"]),
        ("instance('villages')/root/item[code = /data/code]/label", ["Two"]),
        ("instance('villages')/root/item[code = number(/data/code)]/label", ["One", "Two"]),
        ("instance('villages')/root/item[name = /data/*]/label", ["Two"]),
        ("instance('villages')/root/item[town = 'nowhere']/label", []),
        ("instance('villages')/root/item[town = 'b' and position() = 3]/label", ["Three"]),
        ("instance('villages')/root/item[town = ../item[2]/town]/label", ["Two", "Three"]),
        ("instance('villages')/root/item[town = 'b']/label[. != 'Two']", ["Three"]),
        ("instance('villages')/root/item[3]/label", ["Three"]),
        ("instance('villages')/root/item[town = current()/data/town]/label", ["Two", "Three"]),
        ("randomize(instance('villages')/root/item[town = 'b'])[name = '3']/label", ["Three"]),
    ],
)
def test_lists_of_a_form(expression: str, expected: list[str]) -> None:
    assert labels(expression) == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("contains(label, 'T')", ["Two", "Three"]),
        ("contains(label, /data/nowhere)", ["One", "Two", "Three"]),  # a blank is in every text
        ("contains(label, 'x')", []),
        ("starts-with(label, translate(string(/data/town), 'b', 'T'))", ["Two", "Three"]),
        ("ends-with(label, 'o') or ends-with(town, 'o')", ["Two"]),
        ("contains(town, 'a') or contains(label, 'a')", ["One"]),
        ("contains(town, 'a') or contains(label, 'w')", ["One", "Two"]),
        ("contains(town, 'a') or starts-with(label, 'a')", ["One"]),
        ("town = 'b' and contains(label, 'w')", ["Two"]),
        ("town = 'b' and (contains(name, 'w') or contains(label, 'w'))", ["Two"]),
        # What is wanted depends on the item here, and is asked of each.
        ("contains(code, name)", []),
        ("contains(name, position())", ["One", "Two", "Three"]),
        ("contains(town, ../item[2]/town)", ["Two", "Three"]),
        ("contains(label, substr('OTT', position() - 1, position()))", ["One", "Two", "Three"]),
    ],
)
def test_what_items_must_hold(condition: str, expected: list[str]) -> None:
    assert labels(f"instance('villages')/root/item[{condition}]/label") == expected


def test_a_row_is_found_by_its_key() -> None:
    expression = "pulldata('villages', 'label', 'name', /data/village)"
    assert value(expression, xml=FORM, xform=True) == "Two"
    assert value("pulldata('villages', 'label', 'name', 'x')", xml=FORM, xform=True) == ""


def test_texts_come_in_the_language_asked_for_or_the_default() -> None:
    assert value("jr:itext('hi')", xml=FORM, xform=True) == "Γεια"
    assert value("jr:itext('hi')", xml=FORM, xform=True, lang="en") == "Hello"
    assert value("jr:itext('bye')", xml=FORM, xform=True) == ""


@pytest.mark.parametrize(
    "condition",
    [
        "town = label",
        "town = string()",
        "town = position()",
        "town = once('x')",
        "town = concat(name, '')",
        "town != 'b'",
        "string(town) = 'b'",
        "town = 'b' or town = 'c'",
        "town = 'b' and position() = 1",
    ],
)
def test_conditions_that_depend_on_the_item_are_not_looked_up(condition: str) -> None:
    path = parse(f"instance('v')/root/item[{condition}]")
    assert isinstance(path, Path)
    assert list_lookup(path) is None


class World:
    """An environment with one list and an index that counts how often it is asked."""

    def __init__(self, rows: list[tuple[str, str]]) -> None:
        self.document = parse_document(b"<data><k>1</k></data>")
        self.timezone: tzinfo = UTC
        self.random = Random(0)
        self.asked = 0
        self.looked_through = 0
        self._list = Node("", kind=DOCUMENT)
        root = self._list.append(Node("root"))
        for key, other in rows:
            item = root.append(Node("item"))
            item.append(Node("k", key))
            item.append(Node("o", other))

    def now(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC)

    def instance(self, instance_id: str) -> Node:
        return self._list

    def lookup(
        self, instance_id: str, columns: tuple[str, ...], values: tuple[str, ...]
    ) -> list[Node]:
        self.asked += 1
        items = self._list.children[0].children
        return [
            item
            for item in items
            if tuple(item.by_name[column][0].text for column in columns) == values
        ]

    def holding(
        self,
        instance_id: str,
        columns: Sequence[str],
        test: Callable[[str, str], bool],
        text: str,
    ) -> list[Node]:
        assert text
        self.looked_through += 1
        return items_holding(self._list, columns, test, text)

    def itext(self, text_id: str) -> str:
        return ""

    def choice_name(self, value: str, question: str, node: Node) -> str:
        return ""

    def property(self, name: str) -> str:
        return ""

    def pulldata(self, instance_id: str, column: str, key_column: str, key: str) -> str:
        return ""


cells = st.sampled_from(["", "1", "1.0", "2", "x"])


@settings(deadline=None)
@given(
    st.lists(st.tuples(cells, cells), max_size=6),
    st.sampled_from(["'1'", "1", "/data/k", "'x'", "''", "/data/none", "true()", "number('x')"]),
    st.sampled_from(
        [
            "",
            " and o = '1'",
            " and /data/k = o",
            " and o = 1",
            "][o = 1",
            "][1",
            " and o",
            "][last()",
        ]
    ),
)
def test_looking_up_gives_what_scanning_gives(
    rows: list[tuple[str, str]], wanted: str, further: str
) -> None:
    world = World(rows)
    context = Context(world.document, world)
    short = compile_expression(f"instance('l')/root/item[k = {wanted}{further}]")
    # One step more at the front, and the path is no lookup any more.
    long = compile_expression(f"instance('l')/./root/item[k = {wanted}{further}]")
    found = short.evaluate(context)
    asked = world.asked
    assert found == long.evaluate(context)
    assert world.asked == asked


def test_a_text_is_looked_up_once() -> None:
    world = World([("1", "a"), ("2", "b")])
    compiled = compile_expression("instance('l')/root/item[k = /data/k]/o")
    found = compiled.evaluate(Context(world.document, world))
    assert [node.text for node in found] == ["a"]  # type: ignore[union-attr]
    assert world.asked == 1


class Speaking(World):
    """Counts how often a text is asked for."""

    def itext(self, text_id: str) -> str:
        self.asked += 1
        return "1"


@settings(deadline=None)
@given(
    st.lists(st.tuples(cells, cells), max_size=6),
    st.sampled_from(["contains", "starts-with", "ends-with"]),
    st.sampled_from(["'1'", "1", "/data/k", "''", "/data/none", "jr:itext('t')", "o", "../item/o"]),
    st.sampled_from(
        [
            "{0}",
            "{0} or {1}",
            "{0} or contains(o, 'x')",
            "k = '1' and {0}",
            "{0}][1",
            "o and {0} and o != 'x'",
        ]
    ),
)
def test_testing_for_a_text_that_is_known_gives_what_testing_each_item_gives(
    rows: list[tuple[str, str]], test: str, wanted: str, around: str
) -> None:
    world = Speaking(rows)
    context = Context(world.document, world)
    tests = [f"{test}({column}, {wanted})" for column in ("k", "o")]
    plain = compile_expression(f"instance('l')/root/item[{around.format(*tests)}]")
    # Behind a not() nobody recognises them.
    each = compile_expression(
        f"instance('l')/root/item[{around.format(*(f'not(not({one}))' for one in tests))}]"
    )
    assert plain.evaluate(context) == each.evaluate(context)


def test_what_all_items_are_tested_for_is_worked_out_once() -> None:
    world = Speaking([("1", "a"), ("21", "b"), ("3", "c1")])
    context = Context(world.document, world)
    either = "contains(k, jr:itext('t')) or contains(o, jr:itext('t'))"
    found = compile_expression(f"instance('l')/root/item[{either}]/o").evaluate(context)
    assert [node.text for node in found] == ["a", "b", "c1"]  # type: ignore[union-attr]
    assert (world.asked, world.looked_through) == (1, 1)
    either = "contains(../item/k, jr:itext('t')) or contains(o, jr:itext('t'))"  # no column
    compile_expression(f"instance('l')/root/item[{either}]/o").evaluate(context)
    assert world.looked_through == 1


def test_a_long_list_is_looked_through_without_making_its_items() -> None:
    rows = [{"k": f"place {at}", "o": "x"} for at in range(1000)]
    rows += [{"o": "place 7"}, {"k": "last"}]
    rows[3]["o"] = "last"
    made = CountedRows(rows)
    root = ListRoot(Node("root"), made)
    found = root.holding(["k", "o"], str.startswith, "place 7")
    assert made.made == [7, *range(70, 80), *range(700, 800), 1000]
    assert [root.item(at) for at in made.made] == found
    assert root.holding(["k", "o"], str.startswith, "place 7") == found
    assert len(made.made) == len(found)
    assert root.holding(["k", "o"], str.startswith, "last") == [root.item(3), root.item(1001)]


TWICE = "<item><k>a</k><k>b</k><o>ab</o></item><item><o>b</o></item><x><k>b</k></x>"


@pytest.mark.parametrize(
    ("condition", "expected"),
    [("contains(k, 'b')", "0"), ("contains(k, 'a')", "1"), ("contains(o, 'b')", "2")],
)
def test_of_several_cells_the_first_is_read(condition: str, expected: str) -> None:
    counted = f"count(instance('l')/root/item[{condition}])"
    session = start(
        "<data id='c'><n/></data>",
        f"""<instance id="l"><root>{TWICE}</root></instance>
        <bind nodeset="/data/n" calculate="{counted}"/>""",
    )
    assert session.value("/data/n") == expected
    alone = FORM.replace("<root>", f"<root>{TWICE}").replace('"villages"', '"l"')
    assert value(counted, "number", xml=alone, xform=True) == float(expected)


class CountedRows(CellRows):
    """Rows that remember which of them were made a node."""

    def __init__(self, rows: list[dict[str, str]]) -> None:
        super().__init__(rows)
        self.made: list[int] = []

    def node(self, at: int) -> Node:
        self.made.append(at)
        return super().node(at)
