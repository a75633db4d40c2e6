"""Columns keep their identity and header over form versions (invariant 9)."""

from __future__ import annotations

import pytest

from fieldkit.publishing.errors import PublicationRefused
from fieldkit.publishing.naming import Place, headers, identities


def at(path: str, was: str = "") -> Place:
    *groups, name = path.strip("/").split("/")
    return Place(path, tuple(groups), name, was)


def test_a_question_moved_to_another_group_keeps_its_identity():
    first, second = identities([[at("/data/a/age")], [at("/data/b/age")]], ())
    assert first == {"/data/a/age": "age"}
    assert second == {"/data/b/age": "age"}


def test_questions_that_share_a_name_get_the_shortest_distinguishing_prefix():
    places = [at("/data/home/visit/date"), at("/data/office/visit/date"), at("/data/age")]
    (found,) = identities([places], ())
    names = headers(found.values(), {}, ())
    assert [names[found[place.path]] for place in places] == [
        "home-visit-date", "office-visit-date", "age"
    ]  # fmt: skip


def test_a_name_that_becomes_shared_stays_with_the_question_that_had_it():
    old, new = at("/data/a/x"), at("/data/b/x")
    first, second = identities([[old], [old, new]], ())
    assert second[old.path] == first[old.path] == "x"
    assert second[new.path] == "data/b/x"
    assert headers(("x", "data/b/x"), {"x": "x"}, ())["data/b/x"] == "b-x"


def test_the_other_of_two_shared_names_keeps_its_column_when_the_first_goes():
    a, b = at("/data/a/x"), at("/data/b/x")
    _, both, rest = identities([[a], [a, b], [b]], ())
    assert rest[b.path] == both[b.path]


def test_a_rename_is_followed_only_where_the_form_says_so():
    said, unsaid = (
        identities([[at("/data/tel")], [at("/data/phone", was="tel")]], ()),
        identities([[at("/data/tel")], [at("/data/phone")]], ()),
    )
    assert said[1] == {"/data/phone": "tel"}
    assert unsaid[1] == {"/data/phone": "phone"}


def test_a_rename_is_followed_when_only_the_ledger_knows_the_old_name():
    (found,) = identities([[at("/data/phone", was="tel")]], ("tel",))
    assert found == {"/data/phone": "tel"}


def test_two_renames_in_a_row_lead_to_the_first_name():
    versions = [[at("/data/a")], [at("/data/b", was="a")], [at("/data/c", was="b")]]
    assert identities(versions, ())[2] == {"/data/c": "a"}


def test_a_retired_name_used_for_something_new_does_not_take_the_old_column():
    versions = [[at("/data/g/a")], [at("/data/g/b", was="a"), at("/data/g/a")]]
    second = identities(versions, ())[1]
    assert len(set(second.values())) == 2


def test_one_version_never_puts_two_questions_into_one_column():
    versions = [
        [at("/data/a")],
        [at("/data/b", was="a"), at("/data/c", was="a")],
    ]
    second = identities(versions, ())[1]
    assert len(set(second.values())) == 2


def test_the_same_place_twice_is_refused():
    with pytest.raises(PublicationRefused) as refusal:
        identities([[at("/data/g/a"), Place("/other", ("data", "g"), "a")]], ())
    assert refusal.value.code == "columns"


def test_headers_given_before_stand_and_reserved_ones_are_avoided():
    names = headers(["_record", "x", "y"], {"x": "old-x"}, ("_record",))
    assert names == {"_record": "_record_2", "x": "old-x", "y": "y"}


@pytest.mark.parametrize("was", ["", "a"])
def test_a_new_question_does_not_take_the_column_of_one_that_was_renamed(was: str):
    """Invariant 9, in whatever order the form asks them."""
    first, second = [at("/data/a")], [at("/data/b", was="a")]
    *_, third = identities([first, second, [at("/data/a"), at("/data/b", was)]], ())
    assert third == {"/data/a": "data/a", "/data/b": "a"}
    assert list(third) == ["/data/a", "/data/b"]
    *_, mirrored = identities([first, second, [at("/data/b", was), at("/data/a")]], ())
    assert mirrored == third
