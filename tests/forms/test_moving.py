"""A draft moves to another version of its form: nothing is lost, and nothing happens unseen."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from generated_forms import PLACES, Form, Leaf, edits, forms
from hypothesis import given
from hypothesis import strategies as st
from small_forms import LATER, NOW, define
from test_session_properties import Edit, apply, quiet, started

from fieldkit.forms import (
    BadDraft,
    Draft,
    DraftRow,
    FormDefinition,
    FormPackage,
    FormSession,
    definition_from_package,
)
from fieldkit.forms.draft import Aside, SetAside
from fieldkit.forms.move_plan import Fate, MovePlan
from fieldkit.forms.moving import plan_move
from fieldkit.forms.places import definition_path

CHOICES = "".join(f"<item><label>{v}</label><value>{v}</value></item>" for v in "abc")
FEWER = CHOICES.replace("<item><label>c</label><value>c</value></item>", "")


def _form(inside: str, binds: str = "", body: str = "", *, version: str = "1") -> FormDefinition:
    return define(f'<data id="visit" version="{version}">{inside}</data>', binds, body)


def _inputs(*names: str, types: str = "string") -> tuple[str, str, str]:
    inside = "".join(f"<{name}/>" for name in names)
    binds = "".join(f'<bind nodeset="/data/{name}" type="{types}"/>' for name in names)
    return inside, binds, "".join(f'<input ref="/data/{name}"/>' for name in names)


def _moved(old: FormDefinition, new: FormDefinition, **values: str) -> MovePlan:
    draft = Draft({f"/data/{name}": text for name, text in values.items()}, record="uuid:r")
    plan = plan_move(old, new, draft, LATER)
    assert draft.values == {f"/data/{name}": text for name, text in values.items()}
    return plan


def test_the_same_question_keeps_its_answer() -> None:
    old, new = _form(*_inputs("a", "b")), _form(*_inputs("b", "a", "c"), version="2")
    plan = _moved(old, new, a="one", b="two")
    assert plan.draft.values == {"/data/a": "one", "/data/b": "two"}
    assert plan.keys(Fate.COPIED) == ["/data/a", "/data/b"]
    assert plan.added == ("/data/c",)
    assert plan.draft.record == "uuid:r"
    assert plan.aside == Aside()


@pytest.mark.parametrize(
    ("before", "after", "answer", "converted"),
    [
        ("int", "decimal", "5", "5.0"),
        ("int", "string", "5", "5"),
        ("decimal", "string", "2.5", "2.5"),
        ("date", "dateTime", "2026-07-01", "2026-07-01T00:00:00.000+03:00"),
        ("date", "string", "2026-07-01", "2026-07-01"),
        ("time", "string", "10:30", "10:30"),
        ("barcode", "string", "0042", "0042"),
    ],
)
def test_a_wider_type_takes_the_answer(
    before: str, after: str, answer: str, converted: str
) -> None:
    old = _form(*_inputs("a", types=before))
    plan = _moved(old, _form(*_inputs("a", types=after)), a=answer)
    assert plan.keys(Fate.CONVERTED) == ["/data/a"]
    assert plan.draft.values == {"/data/a": converted}


@pytest.mark.parametrize(
    ("before", "after", "answer"),
    [("decimal", "int", "5.0"), ("string", "int", "5"), ("dateTime", "date", "2026-07-01T10:00")],
)
def test_a_narrower_type_sets_the_answer_aside(before: str, after: str, answer: str) -> None:
    old = _form(*_inputs("a", types=before))
    plan = _moved(old, _form(*_inputs("a", types=after)), a=answer)
    assert plan.keys(Fate.REMOVED) == ["/data/a"]
    assert plan.draft.values == {}
    assert plan.aside.answers == (SetAside("/data/a", before, answer),)
    assert answer not in repr(plan)


def test_a_removed_question_is_kept_aside_and_comes_back() -> None:
    old, new = _form(*_inputs("a", "b")), _form(*_inputs("a"), version="2")
    there = _moved(old, new, a="one", b="two")
    assert there.aside.answers == (SetAside("/data/b", "string", "two"),)
    back = plan_move(new, old, there.draft, LATER, aside=there.aside)
    assert back.keys(Fate.BROUGHT_BACK) == ["/data/b"]
    assert back.draft.values == {"/data/a": "one", "/data/b": "two"}
    assert back.aside == Aside()


def test_what_comes_back_takes_nobodys_place() -> None:
    form = _form(*_inputs("a"))
    aside = Aside((SetAside("/data/a", "string", "old"),))
    plan = plan_move(form, form, Draft({"/data/a": "new"}, record="uuid:r"), LATER, aside=aside)
    assert plan.draft.values == {"/data/a": "new"}
    assert plan.aside == aside


def _select(control: str, items: str) -> FormDefinition:
    label = "<label>?</label>"
    return _form("<a/>", "", f'<{control} ref="/data/a">{label}{items}</{control}>')


def test_a_choice_that_is_offered_no_more_is_flagged() -> None:
    plan = _moved(_select("select1", CHOICES), _select("select1", FEWER), a="c")
    assert plan.keys(Fate.FLAGGED) == ["/data/a"]
    assert plan.draft.values == {}
    assert plan.aside.answers == (SetAside("/data/a", "select_one", "c"),)


def test_of_several_choices_those_still_offered_stay() -> None:
    plan = _moved(_select("select", CHOICES), _select("select", FEWER), a="a c")
    assert plan.keys(Fate.FLAGGED) == ["/data/a"]
    assert plan.draft.values == {"/data/a": "a"}
    assert plan.aside.answers == (SetAside("/data/a", "select_multiple", "a c"),)


def test_half_a_ranking_is_no_answer() -> None:
    # An order of a and b is not what was said: nobody was asked to rank those two.
    plan = _moved(_select("odk:rank", CHOICES), _select("odk:rank", FEWER), a="b c a")
    assert plan.keys(Fate.FLAGGED) == ["/data/a"]
    assert plan.draft.values == {}
    assert plan.aside.answers == (SetAside("/data/a", "rank", "b c a"),)


@pytest.mark.parametrize(
    ("control", "kind", "text"),
    [("select1", "select_one", "c"), ("select", "select_multiple", "a c"),
     ("odk:rank", "rank", "c a b")],
)  # fmt: skip
def test_what_comes_back_does_so_only_where_all_of_it_is_offered(
    control: str, kind: str, text: str
) -> None:
    unasked, aside = _form("<b/>"), Aside((SetAside("/data/a", kind, text),))
    plan = plan_move(unasked, _select(control, FEWER), Draft({}, record="r"), LATER, aside=aside)
    assert plan.keys(Fate.BROUGHT_BACK) == []
    assert (plan.draft.values, plan.aside) == ({}, aside)
    later = plan_move(
        _select(control, FEWER), _select(control, CHOICES), plan.draft, LATER, aside=plan.aside
    )
    assert (later.draft.values, later.aside) == ({"/data/a": text}, Aside())


def test_one_choice_becomes_one_of_several() -> None:
    plan = _moved(_select("select1", CHOICES), _select("select", CHOICES), a="b")
    assert plan.keys(Fate.CONVERTED) == ["/data/a"]
    assert plan.draft.values == {"/data/a": "b"}


def test_a_choice_that_a_new_filter_hides_is_flagged() -> None:
    lists = "".join(f"<item><name>{v}</name><label>{v}</label></item>" for v in "ab")
    model = f'<instance id="l"><root>{lists}</root></instance>'

    def filtered(by: str) -> FormDefinition:
        items = f"""<itemset nodeset="instance('l')/root/item{by}"><value ref="name"/>
            <label ref="label"/></itemset>"""
        return _form("<a/>", model, f'<select1 ref="/data/a">{items}</select1>')

    plan = _moved(filtered(""), filtered("[name = 'b']"), a="a")
    assert plan.keys(Fate.FLAGGED) == ["/data/a"]
    assert plan.aside.answers == (SetAside("/data/a", "select_one", "a"),)


def test_a_choice_that_a_filter_hides_is_left_alone_while_nobody_is_asked() -> None:
    items = """<itemset nodeset="instance('l')/root/item{}"><value ref="name"/>
        <label ref="name"/></itemset>"""
    lists = '<instance id="l"><root><item><name>a</name></item></root></instance>'
    hidden = f"{lists}<bind nodeset='/data/a' relevant='false()'/>"

    def asked(by: str, model: str) -> FormDefinition:
        return _form("<a/>", model, f'<select1 ref="/data/a">{items.format(by)}</select1>')

    plan = _moved(asked("", lists), asked("[name = 'x']", hidden), a="a")
    assert plan.keys(Fate.COPIED) == ["/data/a"]
    assert plan.draft.values == {"/data/a": "a"}


def test_a_choice_among_what_was_answered_stays() -> None:
    # Which rows there are is not known before the rows have moved.
    body = """<repeat nodeset="/data/member"><input ref="/data/member/name"/></repeat>
        <select1 ref="/data/head"><itemset nodeset="/data/member"><value ref="name"/>
        <label ref="name"/></itemset></select1>"""
    forms = [_form(f"{ROSTER.format(more)}<head/>", "", body) for more in ("", "<age/>")]
    draft = replace(PEOPLE, values={**PEOPLE.values, "/data/head": "Ben"})
    plan = plan_move(forms[0], forms[1], draft, LATER)
    assert plan.draft.values == draft.values
    assert plan.aside == Aside()


def test_what_is_set_aside_a_second_time_is_kept_once() -> None:
    aside = Aside((SetAside("/data/a", "select_one", "c"),))
    old, new = _select("select1", CHOICES), _select("select1", FEWER)
    plan = plan_move(old, new, Draft({"/data/a": "c"}, record="r"), LATER, aside=aside)
    assert plan.aside == aside


def test_a_group_that_becomes_a_question_is_a_new_question() -> None:
    group = _form("<a><b/></a>", "", '<input ref="/data/a/b"/>')
    plan = plan_move(group, _form(*_inputs("a")), Draft({"/data/a/b": "x"}, record="r"), LATER)
    assert plan.added == ("/data/a",)
    assert plan.keys(Fate.REMOVED) == ["/data/a/b"]


def test_a_language_that_the_new_version_does_not_speak_is_left() -> None:
    def spoken(*languages: str) -> FormDefinition:
        texts = "".join(
            f'<translation lang="{each} ({each})"><text id="a"><value>{each}</value></text>'
            "</translation>"
            for each in languages
        )
        label = "<input ref='/data/a'><label ref=\"jr:itext('a')\"/></input>"
        return _form("<a/>", f"<itext>{texts}</itext>", label)

    draft = Draft({"/data/a": "x"}, language="fr", record="r")
    assert plan_move(spoken("en", "fr"), spoken("el", "fr"), draft, LATER).draft.language == "fr"
    assert plan_move(spoken("en", "fr"), spoken("el", "en"), draft, LATER).draft.language == "el"


def test_what_was_calculated_does_not_go_on_as_another_type() -> None:
    old = _form("<a/>", '<bind nodeset="/data/a" type="string" calculate="once(\'many\')"/>')
    draft = FormSession(old, NOW, record="r").draft()
    assert draft.values == {"/data/a": "many"}
    plan = plan_move(old, _form(*_inputs("a", types="int")), draft, LATER)
    assert (plan.draft.values, plan.answers, plan.aside) == ({}, (), Aside())


def test_a_question_that_is_calculated_now_keeps_its_answer_aside() -> None:
    new = _form("<a/>", '<bind nodeset="/data/a" calculate="1 + 1"/>')
    plan = _moved(_form(*_inputs("a")), new, a="mine")
    assert plan.keys(Fate.REMOVED) == ["/data/a"]
    assert plan.draft.values == {"/data/a": "2"}
    assert plan.aside.answers == (SetAside("/data/a", "string", "mine"),)


def test_what_was_calculated_is_no_answer_and_goes_on() -> None:
    def once(version: str) -> FormDefinition:
        bind = '<bind nodeset="/data/a" calculate="once(uuid())"/>'
        return _form("<a/>", bind, version=version)

    session = FormSession(once("1"), NOW, record="uuid:r")
    plan = plan_move(once("1"), once("2"), session.draft(), LATER)
    assert plan.draft.values == {"/data/a": session.value("/data/a")}
    assert plan.answers == ()


ROSTER = '<member jr:template=""><name/>{}</member>'
ROSTER_BODY = '<group ref="/data/member"><repeat nodeset="/data/member">{}</repeat></group>'


def _roster(more: str = "", *, version: str = "1") -> FormDefinition:
    return _form(ROSTER.format(more), "", ROSTER_BODY.format(""), version=version)


PEOPLE = Draft(
    {"/data/member[a1]/name": "Ana", "/data/member[b2]/name": "Ben"},
    (DraftRow("/data/member", "/data", "a1"), DraftRow("/data/member", "/data", "b2")),
    record="uuid:r",
)


def test_rows_keep_their_ids_and_new_questions_in_them_their_default() -> None:
    plan = plan_move(_roster(), _roster("<lang>el</lang>", version="2"), PEOPLE, LATER)
    assert plan.draft.rows == PEOPLE.rows
    assert plan.draft.values == {
        **PEOPLE.values, "/data/member[a1]/lang": "el", "/data/member[b2]/lang": "el"
    }  # fmt: skip
    assert plan.added == ("/data/member/lang",)


def test_rows_of_a_removed_repeat_are_kept_aside_and_come_back() -> None:
    there = plan_move(_roster(), _form(*_inputs("x"), version="2"), PEOPLE, LATER)
    assert there.draft.rows == ()
    assert there.aside.rows == PEOPLE.rows
    back = plan_move(
        _form(*_inputs("x"), version="2"), _roster(), there.draft, LATER, aside=there.aside
    )
    assert back.draft == PEOPLE
    assert back.aside == Aside()


def test_a_repeat_that_becomes_a_group_sets_its_rows_aside() -> None:
    group = _form("<member><name/></member>", "", '<input ref="/data/member/name"/>')
    plan = plan_move(_roster(), group, PEOPLE, LATER)
    assert plan.keys(Fate.REMOVED) == list(PEOPLE.values)
    assert plan.added == ("/data/member/name",)
    assert plan.aside.rows == PEOPLE.rows


def test_rows_that_a_new_count_takes_away_are_kept_aside() -> None:
    counted = _form(
        ROSTER.format("") + "<n>1</n>", "",
        '<group ref="/data/member"><repeat nodeset="/data/member" jr:count="/data/n"/></group>',
    )  # fmt: skip
    plan = plan_move(_roster(), counted, PEOPLE, LATER)
    # Nobody is asked for the name any more: as an answer to a question it would keep its row.
    assert plan.keys(Fate.FLAGGED) == ["/data/member[b2]/name"]
    assert plan.aside.rows == (DraftRow("/data/member", "/data", "b2"),)
    assert plan.aside.answers == (SetAside("/data/member[b2]/name", "string", "Ben"),)


def test_rows_with_answers_stay_above_a_new_count() -> None:
    counted = _form(
        ROSTER.format("") + "<n>1</n>", "",
        '<group ref="/data/member"><repeat nodeset="/data/member" jr:count="/data/n">'
        '<input ref="/data/member/name"/></repeat></group>',
    )  # fmt: skip
    plan = plan_move(_roster(), counted, PEOPLE, LATER)
    assert plan.draft.rows == PEOPLE.rows
    assert plan.aside == Aside()


def test_a_new_repeat_and_new_questions_begin_as_in_a_new_record() -> None:
    new = _form("<a/><kind>visit</kind><r><z>1</z></r>", "", '<repeat nodeset="/data/r"/>')
    plan = _moved(_form(*_inputs("a")), new, a="one")
    fresh = FormSession(new, LATER, record="uuid:r").draft()
    assert plan.draft.rows == fresh.rows
    assert plan.draft.values == {**fresh.values, "/data/a": "one"}


def test_a_draft_moves_between_versions_of_one_form_only() -> None:
    with pytest.raises(BadDraft, match="cannot become"):
        plan_move(_roster(), define('<data id="other"><a/></data>'), PEOPLE, LATER)
    with pytest.raises(BadDraft, match="does not have"):
        plan_move(_form(*_inputs("a")), _roster(), PEOPLE, LATER)


# --- properties


@st.composite
def versions(draw: st.DrawFn) -> tuple[Form, Form]:
    """A form, and a version of it that lost some of its last questions and has others instead."""
    old = draw(forms())
    kept = old.leaves[: draw(st.integers(3, len(old.leaves)))]
    places = draw(st.lists(st.sampled_from(list(PLACES)), max_size=3))
    added = [Leaf(f"c{number}", place) for number, place in enumerate(places)]
    around = {path: rule for path, rule in old.around.items() if draw(st.booleans())}
    return old, replace(old, leaves=[*kept, *added], around=around)


def _filled(form: Form, steps: list[Edit]) -> tuple[FormDefinition, Draft]:
    session = started(form)
    for number, edit in enumerate(steps):
        apply(session, number, edit)
    return session.definition, session.draft()


def _defined(form: Form, texts: frozenset[str] = frozenset()) -> FormDefinition:
    """The form, with the questions at `texts` of type string instead of int."""
    xml = form.xform()
    for path in texts:
        xml = xml.replace(f'"{path}" type="int"'.encode(), f'"{path}" type="string"'.encode())
    return definition_from_package(FormPackage(xml))


def _answers(form: FormDefinition, draft: Draft) -> dict[str, SetAside]:
    """What of a draft is an answer, and not calculated."""
    found: dict[str, SetAside] = {}
    for key, text in draft.values.items():
        node = form.nodes[definition_path(key)]
        if node.bind.calculate is None:
            found[key] = SetAside(key, node.type, text)
    return found


def _lost(answers: dict[str, SetAside], plan: MovePlan) -> list[str]:
    """The keys of answers that are neither in the moved draft, as they were, nor set aside."""
    return [
        key
        for key, answer in answers.items()
        if plan.draft.values.get(key) != answer.text and answer not in plan.aside.answers
    ]


@quiet
@given(forms(), edits)
def test_a_move_to_a_version_that_asks_the_same_changes_nothing(
    form: Form, steps: list[Edit]
) -> None:
    old, draft = _filled(form, steps)
    same = definition_from_package(FormPackage(form.xform().replace(b"<h:title>", b"<h:title>v2 ")))
    assert same.form_hash != old.form_hash
    plan = plan_move(old, same, draft, LATER)
    assert plan.draft == draft
    assert (plan.added, plan.aside) == ((), Aside())
    assert plan.keys(Fate.COPIED) == list(_answers(old, draft))


@quiet
@given(versions(), edits, st.sets(st.sampled_from(["/data/a0", "/data/a1", "/data/a2"])))
def test_every_answer_is_copied_converted_or_set_aside(
    pair: tuple[Form, Form], steps: list[Edit], texts: set[str]
) -> None:
    old, draft = _filled(pair[0], steps)
    before = Draft(dict(draft.values), tuple(draft.rows), draft.language, draft.record)
    plan = plan_move(old, _defined(pair[1], frozenset(texts)), draft, LATER)
    answers = _answers(old, draft)
    assert [answer.key for answer in plan.answers] == list(answers)
    assert _lost(answers, plan) == []
    in_place = {Fate.COPIED, Fate.CONVERTED}
    assert [key for key in answers if plan.draft.values.get(key) == answers[key].text] == [
        answer.key for answer in plan.answers if answer.fate in in_place
    ]
    assert {*draft.rows} == {row for row in draft.rows if row in plan.draft.rows} | {
        row for row in plan.aside.rows if row in draft.rows
    }
    assert draft == before


@quiet
@given(versions(), edits)
def test_there_and_back_keeps_every_typed_answer(
    pair: tuple[Form, Form], steps: list[Edit]
) -> None:
    old, draft = _filled(pair[0], steps)
    new = _defined(pair[1])
    there = plan_move(old, new, draft, LATER)
    back = plan_move(new, old, there.draft, LATER, aside=there.aside)
    assert _lost(_answers(old, draft), back) == []
    for key, answer in _answers(old, draft).items():
        if not old.nodes[definition_path(key)].is_select:
            assert back.draft.values[key] == answer.text
    assert set(draft.rows) <= set(back.draft.rows)


@quiet
@given(versions(), edits)
def test_hidden_answers_move_and_never_reach_a_submission(
    pair: tuple[Form, Form], steps: list[Edit]
) -> None:
    old, draft = _filled(pair[0], steps)
    new = _defined(pair[1])
    session = FormSession(new, LATER, draft=plan_move(old, new, draft, LATER).draft)
    sent = Counter(
        (each.tag.rpartition("}")[2], each.text or "")
        for each in ElementTree.fromstring(session.submission()).iter()
        if not len(each) and not each.tag.endswith("instanceID")
    )
    values = session.draft().values
    assert sent == Counter(
        (path.rpartition("/")[2], values.get(session.key(path), ""))
        for path in session.paths()
        if session.relevant(path) and new.nodes[definition_path(path)].is_leaf
    )


@quiet
@given(versions(), edits)
def test_the_same_move_at_the_same_moment_gives_the_same(
    pair: tuple[Form, Form], steps: list[Edit]
) -> None:
    old, draft = _filled(pair[0], steps)
    new = _defined(pair[1])
    assert plan_move(old, new, draft, LATER) == plan_move(old, new, draft, LATER)
