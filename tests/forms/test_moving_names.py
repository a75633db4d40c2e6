"""A draft moves to a version that renamed questions, or that has questions with defaults."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from generated_forms import Form, edits, forms
from hypothesis import given
from hypothesis import strategies as st
from small_forms import LATER, NOW, define
from test_session_properties import Edit, apply, quiet, started
from workbook_making import SETTINGS, Rows, write_xlsx

from fieldkit.forms import (
    Draft,
    DraftRow,
    FormDefinition,
    FormPackage,
    FormSession,
    definition_from_package,
    load,
)
from fieldkit.forms.draft import Aside, SetAside
from fieldkit.forms.move_plan import Fate, MovedAnswer
from fieldkit.forms.moving import plan_move

WAS = '<bind nodeset="/data/{}" type="{}" fk:was="{}"/>'


def _form(*leaves: str, binds: str = "", version: str = "1") -> FormDefinition:
    inside = "".join(f"<{leaf}/>" for leaf in leaves)
    body = "".join(f'<input ref="/data/{leaf}"/>' for leaf in leaves)
    return define(f'<data id="visit" version="{version}">{inside}</data>', binds, body)


def _draft(**values: str) -> Draft:
    return Draft({f"/data/{name}": text for name, text in values.items()}, record="uuid:r")


def _was(name: str, former: str, kind: str = "string") -> str:
    return WAS.format(name, kind, former)


def test_a_renamed_question_keeps_its_answer() -> None:
    new = _form("b", "c", binds=_was("b", "a"), version="2")
    plan = plan_move(_form("a"), new, _draft(a="one"), LATER)
    assert plan.answers == (MovedAnswer("/data/a", Fate.RENAMED, "/data/b"),)
    assert plan.draft.values == {"/data/b": "one"}
    assert plan.added == ("/data/c",)
    assert plan.aside == Aside()


def test_a_renamed_question_of_a_wider_type_is_converted() -> None:
    old = _form("a", binds='<bind nodeset="/data/a" type="int"/>')
    plan = plan_move(old, _form("b", binds=_was("b", "a", "decimal")), _draft(a="5"), LATER)
    assert plan.answers == (MovedAnswer("/data/a", Fate.CONVERTED, "/data/b"),)
    assert plan.draft.values == {"/data/b": "5.0"}


def test_the_way_back_undoes_a_rename() -> None:
    old, new = _form("a"), _form("b", binds=_was("b", "a"), version="2")
    plan = plan_move(new, old, _draft(b="one"), LATER)
    assert plan.answers == (MovedAnswer("/data/b", Fate.RENAMED, "/data/a"),)
    assert plan.draft.values == {"/data/a": "one"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("a", "b"), ("b",)),  # it stayed in the column: b has long been b, and a is gone
        (("a",), ("a", "b")),  # nothing was renamed: a is there still
    ],
)
def test_a_rename_counts_only_where_one_name_took_the_place_of_the_other(
    before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    new = _form(*after, binds=_was("b", "a"), version="2")
    plan = plan_move(_form(*before), new, _draft(**dict.fromkeys(before, "x")), LATER)
    assert plan.keys(Fate.RENAMED) == []
    assert plan.keys(Fate.COPIED) == [f"/data/{name}" for name in before if name in after]
    assert plan.keys(Fate.REMOVED) == [f"/data/{name}" for name in before if name not in after]


def test_versions_between_may_have_renamed_a_question_too() -> None:
    first, second = _form("a"), _form("b", binds=_was("b", "a"), version="2")
    third = _form("c", binds=_was("c", "b"), version="3")
    assert plan_move(first, third, _draft(a="one"), LATER).keys(Fate.REMOVED) == ["/data/a"]
    plan = plan_move(first, third, _draft(a="one"), LATER, between=[second])
    assert plan.draft.values == {"/data/c": "one"}


def test_what_was_set_aside_follows_a_rename() -> None:
    aside = Aside((SetAside("/data/a", "string", "one"),))
    new = _form("b", binds=_was("b", "a"), version="2")
    plan = plan_move(_form("a"), new, _draft(), LATER, aside=aside)
    assert plan.answers == (MovedAnswer("/data/b", Fate.BROUGHT_BACK, "/data/b"),)
    assert plan.draft.values == {"/data/b": "one"}


def _roster(repeat: str, name: str, binds: str = "") -> FormDefinition:
    return define(
        f'<data id="visit"><{repeat} jr:template=""><{name}/></{repeat}></data>',
        binds,
        f'<group ref="/data/{repeat}"><repeat nodeset="/data/{repeat}"/></group>',
    )


def test_a_renamed_repeat_takes_its_rows_along() -> None:
    old = _roster("member", "age")
    renamed = _was("person", "member") + _was("person/years", "age")
    new = _roster("person", "years", renamed)
    row = DraftRow("/data/member", "/data", "a1")
    plan = plan_move(old, new, Draft({"/data/member[a1]/age": "7"}, (row,), "", "uuid:r"), LATER)
    assert plan.draft.rows == (DraftRow("/data/person", "/data", "a1"),)
    assert plan.draft.values == {"/data/person[a1]/years": "7"}
    assert (plan.added, plan.aside) == ((), Aside())


# --- dynamic defaults

PEOPLE = Draft(
    {"/data/member[a1]/name": "Ana", "/data/member[b2]/name": "Ben"},
    (DraftRow("/data/member", "/data", "a1"), DraftRow("/data/member", "/data", "b2")),
    record="uuid:r",
)


def _with_defaults(actions: str) -> FormDefinition:
    return define(
        '<data id="visit"><member jr:template=""><name/><nick/></member><count/></data>', "",
        f'<repeat nodeset="/data/member">{actions}</repeat>',
    )  # fmt: skip


NICK = '<setvalue event="{}" ref="/data/member/nick" value="concat(../name, \'!\')"/>'


@pytest.mark.parametrize("event", ["odk-new-repeat", "odk-instance-first-load odk-new-repeat"])
def test_a_new_question_in_rows_that_are_there_begins_as_in_a_new_row(event: str) -> None:
    new = _with_defaults(NICK.format(event))
    plan = plan_move(_roster("member", "name"), new, PEOPLE, LATER)
    assert plan.draft.values == {
        **PEOPLE.values, "/data/member[a1]/nick": "Ana!", "/data/member[b2]/nick": "Ben!"
    }  # fmt: skip


def test_questions_that_were_there_do_not_begin_again() -> None:
    form = _with_defaults(NICK.format("odk-new-repeat"))
    plan = plan_move(form, form, PEOPLE, LATER)
    assert plan.draft == PEOPLE


def test_what_a_new_row_does_elsewhere_is_not_done_again_for_rows_that_are_there() -> None:
    counting = '<setvalue event="odk-new-repeat" ref="/data/count" value="/data/count + 1"/>'
    plan = plan_move(_roster("member", "name"), _with_defaults(counting), PEOPLE, LATER)
    assert "/data/count" not in plan.draft.values


def test_a_new_question_begins_from_the_answers_there_are() -> None:
    first = '<setvalue event="odk-instance-first-load" ref="/data/b" value="concat(/data/a, 2)"/>'
    plan = plan_move(_form("a"), _form("a", "b", binds=first), _draft(a="one"), LATER)
    assert plan.draft.values == {"/data/a": "one", "/data/b": "one2"}


def test_a_default_takes_nobodys_place() -> None:
    first = '<setvalue event="odk-instance-first-load" ref="/data/b" value="\'new\'"/>'
    aside = Aside((SetAside("/data/b", "string", "mine"),))
    new = _form("a", "b", binds=first)
    plan = plan_move(_form("a"), new, _draft(a="one"), LATER, aside=aside)
    assert plan.draft.values == {"/data/a": "one", "/data/b": "mine"}


def test_a_workbook_says_both(tmp_path: Path) -> None:
    head = ["type", "name", "label", "default", "fk_was"]
    before: Rows = [
        head, ["begin_repeat", "member", "Member"], ["text", "name", "Name"], ["end_repeat"]
    ]  # fmt: skip
    after: Rows = [
        head,
        ["begin_repeat", "person", "Person", None, "member"],
        ["text", "called", "Name", None, "name"],
        ["text", "nick", "Called by friends", "concat(${called}, '!')"],
        ["end_repeat"],
    ]
    old = load(write_xlsx(tmp_path / "1.xlsx", {"survey": before}))
    newer: Rows = [SETTINGS[0], ["visit", "2"]]
    new = load(write_xlsx(tmp_path / "2.xlsx", {"survey": after, "settings": newer}))
    session = FormSession(old, NOW, record="uuid:r")
    session.answer("/data/member[1]/name", "Ana")
    plan = plan_move(old, new, session.draft(), LATER)
    moved = FormSession(new, LATER, draft=plan.draft)
    assert moved.value("/data/person[1]/called") == "Ana"
    assert moved.value("/data/person[1]/nick") == "Ana!"
    assert len(plan.keys(Fate.RENAMED)) == 1
    assert plan.keys(Fate.COPIED) == ["/data/meta/instanceID"]


# --- a property


def _renamed_form(form: Form, names: set[str]) -> FormDefinition:
    """The form with other names for some questions, which say what they were called."""
    declared = '<h:html xmlns:fk="https://fieldkit.gr/ns/xforms" '
    xml = form.xform().decode().replace("<h:html ", declared)
    for leaf in form.leaves:
        if leaf.name in names:
            bind = f'<bind nodeset="{leaf.path}"'
            assert bind in xml
            xml = xml.replace(bind, f'{bind} fk:was="WAS-{leaf.name}"')
            xml = re.sub(rf"(?<!-)\b{leaf.name}\b", f"new_{leaf.name}", xml)
    return definition_from_package(FormPackage(xml.replace("WAS-", "").encode()))


def _by_new_names(draft: Draft, names: set[str]) -> dict[str, str]:
    def renamed(key: str) -> str:
        above, _, name = key.rpartition("/")
        return f"{above}/new_{name}" if name in names else key

    return {renamed(key): text for key, text in draft.values.items()}


@quiet
@given(forms(), edits, st.sets(st.sampled_from(["a0", "a1", "a2", "a3", "a4"]), min_size=1))
def test_other_names_change_nothing_but_the_names(
    form: Form, steps: list[Edit], names: set[str]
) -> None:
    session = started(form)
    for number, edit in enumerate(steps):
        apply(session, number, edit)
    old, draft = session.definition, session.draft()
    new = _renamed_form(form, names)
    there = plan_move(old, new, draft, LATER)
    assert there.draft.values == _by_new_names(draft, names)
    assert there.draft.rows == draft.rows
    assert (there.added, there.aside) == ((), Aside())
    back = plan_move(new, old, there.draft, LATER)
    assert back.draft == draft
