"""What a step can change on the page, told from the form: enough, and not everything."""

from __future__ import annotations

import presenter_world as world
from hypothesis import given
from hypothesis import strategies as st
from interview_fixtures import template_vault
from long_forms import long_form
from presenter_fixtures import access

from fieldkit.forms import FormDefinition, FormPackage, definition_from_package
from fieldkit.ui.presenters.access import Access
from fieldkit.ui.presenters.reach import Reach

__all__ = ["access", "template_vault"]

MODEL = """<itext><translation lang="English (en)">
<text id="quoting"><value>Of <output value="/data/a"/></value></text>
<text id="c1"><value>First of <output value="/data/b"/></value></text>
</translation></itext>
<instance id="list"><root><item><name>1</name><itextId>c1</itextId></item></root></instance>
<instance id="fixed"><root><item><name>1</name><label>One</label></item></root></instance>
<bind nodeset="/data/sum" calculate="/data/a + 1"/>
<bind nodeset="/data/hidden" relevant="/data/sum &gt; 1"/>
<bind nodeset="/data/must" required="/data/hidden = 1"/>
<bind nodeset="/data/g" relevant="/data/b = 1" readonly="/data/c = 1"/>
<bind nodeset="/data/total" calculate="sum(/data/r/age)"/>"""
INSTANCE = """<data id="reach"><a/><b/><c/><sum/><hidden/><must/><quoting/><listed/><fixed/>
<g><inside/></g><set/><r jr:template=""><age/><index/></r><total/></data>"""
BODY = """<input ref="/data/a"/><input ref="/data/b"/><input ref="/data/c">
<setvalue event="xforms-value-changed" ref="/data/set">1</setvalue></input>
<input ref="/data/hidden"/><input ref="/data/must"/>
<input ref="/data/quoting"><label ref="jr:itext('quoting')"/></input>
<select1 ref="/data/listed"><itemset nodeset="instance('list')/root/item">
<value ref="name"/><label ref="jr:itext(itextId)"/></itemset></select1>
<select1 ref="/data/fixed"><itemset nodeset="instance('fixed')/root/item">
<value ref="name"/><label ref="label"/></itemset></select1>
<group ref="/data/g"><input ref="/data/g/inside"/></group><input ref="/data/set"/>
<group ref="/data/r"><repeat nodeset="/data/r"><input ref="/data/r/age"/></repeat></group>"""


def defined(instance: str, model: str = "", body: str = "") -> FormDefinition:
    return definition_from_package(FormPackage(world.xform(instance, model, body)))


def names(reach: Reach, path: str) -> set[str]:
    return {each.removeprefix("/data/") for each in reach.of(path)}


def test_a_step_reaches_what_hangs_on_it_and_no_more() -> None:
    form = defined(INSTANCE, MODEL, BODY)
    reach = Reach(form)
    # Through the sum, what is asked after it, and what that makes required; words that quote it.
    assert names(reach, "/data/a") == {"a", "sum", "hidden", "must", "quoting"}
    assert names(reach, "/data/must") == {"must"}
    # Relevance takes the group along; the words of a list quote it, as of who offers such words.
    assert names(reach, "/data/b") == {"b", "g", "g/inside", "listed", "fixed"}
    assert names(reach, "/data/c") == {"c", "g", "g/inside", "set"}
    assert names(reach, "/data/r") == {"r", "r/age", "r/index", "total"}
    assert names(reach, "/data/r/age") == {"r/age", "total"}


def test_choices_that_nothing_can_change_are_known() -> None:
    quiet = MODEL.replace('First of <output value="/data/b"/>', "First")
    form = defined(INSTANCE, quiet, BODY)
    reach = Reach(form)
    assert reach.fixed_choices(form.nodes["/data/listed"])
    assert not Reach(defined(INSTANCE, MODEL, BODY)).fixed_choices(form.nodes["/data/listed"])


@given(st.integers(0, 39), st.integers(0, 24))
def test_in_a_long_form_a_step_reaches_a_few_questions(group: int, question: int) -> None:
    reached = _LONG.of(f"/data/g{group}/q{group}_{question}")
    assert all(path.startswith(f"/data/g{group}/") for path in reached)
    assert len(reached) <= 5


_LONG = Reach(definition_from_package(long_form()))


def test_a_shuffled_list_keeps_the_words_of_a_choice_together(access: Access) -> None:
    items = "".join(f"<item><name>{at}</name><itextId>c{at}</itextId></item>" for at in range(20))
    english, greek = (
        "".join(f'<text id="c{at}"><value>{word}{at}</value></text>' for at in range(20))
        for word in ("C", "Ε")
    )
    form = world.add_form(
        access,
        '<data id="shuffled"><one/></data>',
        f'<itext><translation lang="English (en)">{english}</translation>'
        f'<translation lang="Ελληνικά (el)">{greek}</translation></itext>'
        f'<instance id="list"><root>{items}</root></instance>',
        '<select1 ref="/data/one"><itemset nodeset="randomize(instance(\'list\')/root/item)">'
        '<value ref="name"/><label ref="jr:itext(itextId)"/></itemset></select1>',
    )
    presenter = world.begin(access, form, ("en", "el"))
    choices = world.question(presenter.view(), "one").choices
    assert sorted(int(each.value) for each in choices) == list(range(20))
    for each in choices:
        assert each.label.second is not None
        assert each.label.lead.text == f"C{each.value}"
        assert each.label.second.text == f"Ε{each.value}"
    # It does not jump about while one answers.
    view = world.shown(presenter.answer("/data/one", choices[3].value))
    assert world.question(view, "one").choices == choices
