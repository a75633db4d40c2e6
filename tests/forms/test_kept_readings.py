"""What is kept of nodes and lists, to read nothing twice, is never what they read before."""

from __future__ import annotations

import math
from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from small_forms import NOW, start, xform

from fieldkit.forms import FormPackage, FormSession, Host, definition_from_package, instance
from fieldkit.forms.computed import computed_text
from fieldkit.forms.instance import Node
from fieldkit.forms.lists import Lists, read_external
from fieldkit.forms.xpath.nodesets import reading_all
from fieldkit.forms.xpath.values import keep_number, node_number, numbers_of, text_to_number
from fieldkit.model.errors import AnswerRefused

texts = st.sampled_from(["", " ", "7", "007", "-1.5", "1e3", "x", "NaN", "٣", "2026-11-22", " 4 "])
# Which node gets which text (None: it keeps its own), and whether it is asked then.
writes = st.lists(
    st.tuples(st.integers(0, 3), st.one_of(st.none(), texts), st.booleans()), max_size=12
)


def same(one: float, other: float) -> bool:
    return one == other or (math.isnan(one) and math.isnan(other))


@settings(deadline=None)
@given(writes)
@example([(0, "7", True), (0, None, False), (0, None, True)])
@example([(0, "7", True), (0, None, False), (0, "8", False), (0, None, True)])
def test_the_number_of_a_node_is_that_of_the_text_it_has_now(
    steps: list[tuple[int, str | None, bool]],
) -> None:
    nodes = [Node("n") for _ in range(4)]
    for place, text, relevant in steps:
        if text is not None:
            nodes[place].write(text)
        nodes[place].ask(relevant)
        read = [node.string_value() for node in nodes]
        for node, written in zip(nodes, read, strict=True):
            assert same(node_number(node), text_to_number(written))
        wanted = [text_to_number(written) for written in read if written.strip()]
        found = numbers_of(nodes, UTC)
        if any(map(math.isnan, wanted)):
            assert list(map(math.isnan, found)) == [True]
        else:
            assert found == wanted


def test_only_the_tree_itself_changes_a_text_that_a_number_may_be_kept_of() -> None:
    rooms = Path(instance.__file__).parent
    writing = [path.name for path in rooms.rglob("*.py") if ".text = " in path.read_text("utf-8")]
    # blank.py prepares the form that sessions copy, before anything reads it.
    assert sorted(writing) == ["blank.py", "instance.py"]


@settings(deadline=None)
@given(st.floats())
def test_a_number_that_was_written_reads_as_its_text_does(number: float) -> None:
    node = Node("n", computed_text("string", number, UTC))
    keep_number(node, number)
    kept, read = node_number(node), text_to_number(node.text)
    assert same(kept, read)
    assert math.copysign(1, kept) == math.copysign(1, read)


def test_a_node_that_gets_its_first_row_reads_as_its_rows() -> None:
    group = Node("group", "1")
    assert node_number(group) == 1
    group.insert(0, Node("row", "2"))
    assert node_number(group) == 12
    group.remove(group.children[0])
    assert node_number(group) == 1
    group.insert(0, Node("row", "3"))
    assert node_number(group) == 13


def test_a_date_in_a_list_is_the_midnight_of_each_session() -> None:
    form = definition_from_package(
        FormPackage(
            xform(
                '<data id="d"><days/></data>',
                '<instance id="l"><root><item><day>1970-01-02</day></item></root></instance>'
                "<bind nodeset='/data/days' calculate=\"number(instance('l')/root/item/day)\"/>",
            )
        )
    )
    days = [
        float(FormSession(form, NOW, host=Host(timezone=zone)).value("/data/days"))
        for zone in ("Europe/Athens", "UTC", "Europe/Athens")
    ]
    assert days == pytest.approx([1 - 2 / 24, 1, 1 - 2 / 24])


# --- lists

cells = st.sampled_from(["", "1", "2"])
items = st.lists(
    st.tuples(st.lists(cells, max_size=2), st.lists(cells, max_size=2)), min_size=1, max_size=6
)


@settings(deadline=None)
@given(items, st.tuples(cells, cells))
def test_an_index_over_columns_finds_what_reading_all_items_finds(
    rows: list[tuple[list[str], list[str]]], wanted: tuple[str, str]
) -> None:
    written = [
        "".join(f"<{column}>{cell}</{column}>" for column, several in row for cell in several)
        for row in (zip(("a", "b"), cells, strict=True) for cells in rows)
    ]
    xml = f"<root>{''.join(f'<item>{item}</item>' for item in written)}</root>"
    document = read_external("l", "l.xml", xml.encode())
    lists = Lists({"l": document})
    for columns, values in ((("a", "b"), wanted), (("b", "a"), wanted[::-1]), (("a",), wanted[:1])):
        found = lists.lookup_all("l", columns, values)
        assert found == reading_all(document.children[0].children, columns, values)


# --- choices


def choosing(items: str) -> FormSession:
    return start(
        '<data id="c"><t/><r jr:template=""><n/><l/></r><q/><shown/></data>',
        '<instance id="l"><root><item><n>1</n><l>One</l><k>a</k></item>'
        "<item><n>2</n><l>Two</l><k>a</k></item><item><n>2</n><l>Zwei</l><k>b</k></item>"
        '</root></instance><bind nodeset="/data/shown" '
        "calculate=\"jr:choice-name(/data/q, '/data/q')\"/>",
        '<input ref="/data/t"/><group ref="/data/r"><repeat nodeset="/data/r">'
        '<input ref="/data/r/n"/><input ref="/data/r/l"/></repeat></group>'
        f'<select1 ref="/data/q"><itemset nodeset="{items}"><value ref="n"/><label ref="l"/>'
        "</itemset></select1>",
    )


def offered(session: FormSession) -> list[tuple[str, str]]:
    return [(choice.value, choice.label) for choice in session.choices("/data/q")]


def test_choices_follow_the_filter_there_and_back() -> None:
    session = choosing("instance('l')/root/item[k = /data/t]")
    seen: list[list[tuple[str, str]]] = []
    for town in ("a", "b", "", "a"):
        session.answer("/data/t", town)
        seen.append(offered(session))
    assert seen == [[("1", "One"), ("2", "Two")], [("2", "Zwei")], [], [("1", "One"), ("2", "Two")]]
    session.answer("/data/q", "2")
    assert session.value("/data/shown") == "Two"
    session.answer("/data/t", "b")
    assert session.value("/data/shown") == "Zwei"


def test_of_two_choices_with_one_value_both_are_offered_and_the_first_gives_the_name() -> None:
    session = choosing("instance('l')/root/item")
    assert offered(session) == [("1", "One"), ("2", "Two"), ("2", "Zwei")]
    session.answer("/data/q", "2")
    assert session.value("/data/shown") == "Two"


def test_choices_made_of_answers_are_those_of_now() -> None:
    session = choosing("/data/r")
    row = session.add_repeat("/data/r")
    session.answer(f"{row}/n", "x")
    assert offered(session) == [("x", "")]
    session.answer(f"{row}/l", "The ex")
    session.answer(f"{row}/n", "y")
    assert offered(session) == [("y", "The ex")]
    with pytest.raises(AnswerRefused):
        session.answer("/data/q", "x")
    session.answer("/data/q", "y")
    session.answer(f"{row}/n", "z")
    assert session.value("/data/q") == ""


# --- places


def test_a_path_is_found_anew_when_rows_have_gone() -> None:
    session = choosing("/data/r")
    for name in ("a", "b", "c"):
        session.answer(f"{session.add_repeat('/data/r')}/n", name)
    assert session.value("/data/r[2]/n") == "b"
    session.remove_repeat("/data/r[1]")
    assert session.value("/data/r[2]/n") == "c"
    with pytest.raises(AnswerRefused):
        session.value("/data/r[3]/n")
