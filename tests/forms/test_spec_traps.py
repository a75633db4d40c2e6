"""Where engines for ODK forms went wrong before: one test for each trap, from the specification."""

from __future__ import annotations

import pytest
from small_forms import LATER, start
from xpath_world import value

from fieldkit.forms import FormError, FormSession

REPEAT = '<repeat nodeset="/data/r"><input ref="/data/r/x"/></repeat>'


def rows(binds: str, *answers: str, others: str = "") -> FormSession:
    """A repeat `r` with `x` answered in each row, `y` and `z` computed."""
    session = start(
        f'<data id="a"><r jr:template=""><x/><y/><z/></r>{others}</data>', binds, REPEAT
    )
    for answer in answers:
        session.answer(f"{session.add_repeat('/data/r')}/x", answer)
    return session


def test_an_absolute_path_in_a_row_means_the_first_row_and_a_relative_one_its_own() -> None:
    # XPath, and ODK XForms since version 1.0.0; JavaRosa still reads the own row.
    session = rows(
        """<bind nodeset="/data/r/y" calculate="/data/r/x"/>
        <bind nodeset="/data/r/z" calculate="../x"/>""",
        "one",
        "two",
    )
    assert [session.value(f"/data/r[2]/{name}") for name in "yz"] == ["one", "two"]


def test_an_indexed_repeat_in_a_row_reads_the_row_it_names_through_absolute_paths() -> None:
    session = rows(
        """<bind nodeset="/data/r/y"
        calculate="indexed-repeat(/data/r/x, /data/r, position(..) - 1)"/>""",
        "one",
        "two",
        "three",
    )
    assert [session.value(f"/data/r[{row}]/y") for row in (1, 2, 3)] == ["", "one", "two"]
    session.remove_repeat("/data/r[1]")
    assert [session.value(f"/data/r[{row}]/y") for row in (1, 2)] == ["", "two"]


def test_what_is_not_relevant_is_blank_for_calculations_conditions_and_labels() -> None:
    session = start(
        '<data id="a"><on>1</on><x>said</x><copy/><empty/><next/></data>',
        """<bind nodeset="/data/x" relevant="/data/on = 1"/>
        <bind nodeset="/data/copy" calculate="concat('[', /data/x, ']')"/>
        <bind nodeset="/data/empty" calculate="/data/x = ''"/>
        <bind nodeset="/data/next" relevant="/data/x != ''"/>""",
        """<input ref="/data/on"/><input ref="/data/x"/>
        <input ref="/data/next"><label>You <output value="/data/x"/>.</label></input>""",
    )
    assert session.label("/data/next") == "You said."
    session.answer("/data/on", "0")
    assert [session.value(f"/data/{name}") for name in ("copy", "empty")] == ["[]", "true"]
    assert not session.relevant("/data/next")
    assert session.label("/data/next") == "You ."


@pytest.mark.parametrize("kind", ["string", "boolean"])
def test_a_stored_truth_is_a_text_whatever_its_type(kind: str) -> None:
    # The specification warns of it: boolean('false') is true. So boolean-from-string() is needed.
    session = start(
        '<data id="a"><q/><flag/><bare/><read/></data>',
        f"""<bind nodeset="/data/flag" type="{kind}" calculate="/data/q = 'yes'"/>
        <bind nodeset="/data/bare" relevant="/data/flag"/>
        <bind nodeset="/data/read" relevant="boolean-from-string(/data/flag)"/>""",
        '<input ref="/data/q"/><input ref="/data/bare"/><input ref="/data/read"/>',
    )
    assert [session.relevant(f"/data/{name}") for name in ("bare", "read")] == [True, False]
    session.answer("/data/q", "yes")
    assert [session.relevant(f"/data/{name}") for name in ("bare", "read")] == [True, True]


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("//person[last()]/name", "Chloe"),
        ("//person[2]/name", "Babis"),
        ("count(//name | //age)", "6"),
        ("name(//stated/preceding-sibling::*[1])", "person"),
    ],
)
def test_what_javarosa_refuses_of_xpath_runs_here(expression: str, found: str) -> None:
    assert value(expression) == found  # `form check` warns: docs/forms/portability.md


def test_a_value_may_look_at_itself_in_a_constraint_and_in_once_and_never_through_others() -> None:
    session = start(
        '<data id="a"><age/><seen/></data>',
        """<bind nodeset="/data/age" type="int" constraint=". &gt; 3 and /data/age &lt; 9"/>
        <bind nodeset="/data/seen" calculate="once(/data/age)"/>""",
        '<input ref="/data/age"/>',
    )
    for answer, kept in ((5, "5"), (10, "5")):
        session.answer("/data/age", answer)
        assert session.value("/data/seen") == kept
    assert session.problem("/data/age") is not None
    with pytest.raises(FormError) as refused:
        start(
            '<data id="a"><m/><n/></data>',
            """<bind nodeset="/data/n" calculate="/data/m"/>
            <bind nodeset="/data/m" calculate="once(/data/n)"/>""",
        )
    assert refused.value.code == "cycle"


def test_today_is_one_day_within_a_step_and_the_next_step_may_be_tomorrow() -> None:
    session = start(
        '<data id="a"><q/><day/><age/></data>',
        """<bind nodeset="/data/day" calculate="concat(today(), /data/q)"/>
        <bind nodeset="/data/age"
        calculate="int((today() - date('1986-11-23')) div 365.25)"/>""",
        '<input ref="/data/q"/>',
    )
    assert [session.value(f"/data/{name}") for name in ("day", "age")] == ["2026-11-22", "39"]
    session.moment = LATER
    session.answer("/data/q", "!")
    session.recompute()
    assert [session.value(f"/data/{name}") for name in ("day", "age")] == ["2026-11-23!", "40"]


def test_a_slash_in_a_filter_is_the_record_and_not_the_list() -> None:
    session = start(
        '<data id="a"><root>b</root><pick/></data>',
        """<instance id="l"><data><root>a</root><item><name>1</name><in>a</in></item>
        <item><name>2</name><in>b</in></item></data></instance>""",
        """<input ref="/data/root"/><select1 ref="/data/pick">
        <itemset nodeset="instance('l')/data/item[in=/data/root]"><value ref="name"/>
        <label ref="name"/></itemset></select1>""",
    )
    assert [choice.value for choice in session.choices("/data/pick")] == ["2"]


def test_a_change_at_the_top_of_a_cascade_clears_every_level_below() -> None:
    def select(name: str, condition: str) -> str:
        return f"""<select1 ref="/data/{name}"><itemset nodeset="instance('{name}')/root/item
        {condition}"><value ref="name"/><label ref="name"/></itemset></select1>"""

    def places(name: str, *pairs: tuple[str, str]) -> str:
        items = "".join(f"<item><name>{n}</name><in>{i}</in></item>" for n, i in pairs)
        return f'<instance id="{name}"><root>{items}</root></instance>'

    session = start(
        '<data id="a"><land/><town/><street/></data>',
        places("land", ("g", ""), ("h", ""))
        + places("town", ("ga", "g"), ("ha", "h"))
        + places("street", ("ga1", "ga"), ("ha1", "ha")),
        select("land", "")
        + select("town", "[in=/data/land]")
        + select("street", "[in=/data/town]"),
    )
    for path, answer in (("land", "g"), ("town", "ga"), ("street", "ga1")):
        session.answer(f"/data/{path}", answer)
    session.answer("/data/land", "h")
    assert [session.value(f"/data/{name}") for name in ("town", "street")] == ["", ""]


def test_each_outer_row_has_the_inner_rows_that_its_own_count_says() -> None:
    session = start(
        '<data id="a"><o jr:template=""><n/><i jr:template=""><x/></i></o><all/></data>',
        """<bind nodeset="/data/o/n" type="int"/>
        <bind nodeset="/data/all" calculate="count(/data/o/i)"/>""",
        """<repeat nodeset="/data/o"><input ref="/data/o/n"/><repeat nodeset="/data/o/i"
        jr:count="../n"><input ref="/data/o/i/x"/></repeat></repeat>""",
    )
    for number in (2, 3):
        outer = session.add_repeat("/data/o")
        assert session.count(f"{outer}/i") == 0
        session.answer(f"{outer}/n", number)
    session.answer("/data/o[2]/i[3]/x", "third")
    session.answer("/data/o[1]/n", 1)
    counted = [session.count(f"/data/o[{row}]/i") for row in (1, 2)]
    assert (counted, session.value("/data/all")) == ([1, 3], "4")
    session.remove_repeat("/data/o[1]")
    assert session.value("/data/o[1]/i[3]/x") == "third"
    assert session.value("/data/all") == "3"


@pytest.mark.parametrize(
    ("expression", "stored"),
    [
        ("1000000 * 1000000 * 1000000", "1" + 18 * "0"),
        ("1 div 10000000", "0.0000001"),
        ("2.50 * 2", "5"),
        ("0 * -1", "0"),
        ("'' + 1", ""),
        ("0 div 0", ""),
    ],
)
def test_a_number_is_stored_without_an_exponent_and_no_number_as_a_blank(
    expression: str, stored: str
) -> None:
    session = start(
        '<data id="a"><n/></data>', f'<bind nodeset="/data/n" calculate="{expression}"/>'
    )
    assert session.value("/data/n") == stored


# The first numbers that Park and Miller's minimal standard (1988) gives after 1.
PARK_MILLER = (16_807, 282_475_249, 1_622_650_073, 984_943_658, 1_144_108_930, 470_211_272)


def test_a_seeded_order_is_drawn_with_the_minimal_standard_of_park_and_miller() -> None:
    # ODK XForms, `randomize`: Fisher and Yates inside out. Each letter goes to a place drawn among
    # those there are by now, and the one that stood there to the end.
    order: list[str] = []
    for letter, number in zip("abcdef", PARK_MILLER, strict=True):
        drawn = number * (len(order) + 1) // 2_147_483_647
        order.append(letter)
        order[-1], order[drawn] = order[drawn], letter
    letters = "".join(f"<n>{letter}</n>" for letter in "abcdef")
    assert value("join('', randomize(//n, 1))", xml=f"<r>{letters}</r>") == "".join(order)
