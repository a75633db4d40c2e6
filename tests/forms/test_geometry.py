"""Places are typed texts: checked, completed, computed with, and blank where they are none."""

from __future__ import annotations

import pytest
from small_forms import start

from fieldkit.forms import FormSession
from fieldkit.model.errors import AnswerRefused

SQUARE = "1 1 0 0; 1 2 0 0; 2 2 0 0; 1 1 0 0"


def session(kind: str) -> FormSession:
    return start(
        '<data id="g"><place/><copy/></data>',
        f'<bind nodeset="/data/place" type="{kind}"/>'
        f'<bind nodeset="/data/copy" type="{kind}" calculate="/data/place"/>',
        '<input ref="/data/place"/>',
    )


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("geopoint", "37.98 23.73", "37.98 23.73 0 0"),
        ("geopoint", " 37.98   23.73  150 ", "37.98 23.73 150 0"),
        ("geopoint", "-37.98 +23.73 -10 4.5", "-37.98 +23.73 -10 4.5"),
        ("geopoint", "37.98, 23.73", "37.98 23.73 0 0"),
        ("geopoint", "37.98,23.73", "37.98 23.73 0 0"),
        ("geopoint", "37,98 23,73", "37.98 23.73 0 0"),
        ("geopoint", "٣٧.٩٨ ٢٣.٧٣", "37.98 23.73 0 0"),
        ("geopoint", "90 180", "90 180 0 0"),
        ("geotrace", "1 1; 1 2", "1 1 0 0; 1 2 0 0"),
        ("geotrace", "1 1 5 2;1 2 5 2;", "1 1 5 2; 1 2 5 2"),
        ("geoshape", "1 1; 1 2; 2 2; 1 1", SQUARE),
        ("geoshape", "1 1; 1 2; 2 2", SQUARE),
        ("geoshape", "1 1; 1 2; 2 2; 1.0 1.0", SQUARE.removesuffix("1 1 0 0") + "1.0 1.0 0 0"),
    ],
)
def test_a_place_is_stored_in_one_form(kind: str, typed: str, kept: str) -> None:
    live = session(kind)
    live.answer("/data/place", typed)
    assert live.value("/data/place") == kept
    assert live.value("/data/copy") == kept
    assert kept in live.submission().decode()
    live.answer("/data/place", None)
    assert live.value("/data/copy") == ""


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("geopoint", "37.5"),
        ("geopoint", "91 0"),
        ("geopoint", "0 -180.5"),
        ("geopoint", "1 2 3 4 5"),
        ("geopoint", "1 2 3 -4"),
        ("geopoint", "1e1 2"),
        ("geopoint", "37,98,23,73"),
        ("geopoint", "37,98 23.73"),
        ("geopoint", "north 2"),
        ("geopoint", "NaN 2"),
        ("geopoint", "1 1; 2 2"),
        ("geotrace", "1 1"),
        ("geotrace", "1 1; ; 2 2"),
        ("geotrace", ";"),
        ("geoshape", "1 1; 1 2; 1 1"),
        ("geoshape", "1 1; 1 2"),
    ],
)
def test_what_is_no_place_is_refused_without_its_text(kind: str, typed: str) -> None:
    with pytest.raises(AnswerRefused) as refused:
        session(kind).answer("/data/place", typed)
    assert refused.value.code == "type"
    assert typed not in str(refused.value)


def test_a_computed_shape_that_does_not_close_is_blank() -> None:
    live = start(
        '<data id="g"><open/><closed/></data>',
        """<bind nodeset="/data/open" type="geoshape" calculate="'1 1; 1 2; 2 2'"/>
        <bind nodeset="/data/closed" type="geoshape" calculate="'1 1; 1 2; 2 2; 1 1'"/>""",
    )
    assert (live.value("/data/open"), live.value("/data/closed")) == ("", SQUARE)


def test_places_are_constrained_and_computed_with() -> None:
    live = start(
        '<data id="g"><field/><spot/><size/><way/><metres/></data>',
        """<bind nodeset="/data/field" type="geoshape" constraint="area(.) &lt; 1000000"
        jr:constraintMsg="Too large"/><bind nodeset="/data/spot" type="geopoint"
        constraint="geofence(., /data/field)"/><bind nodeset="/data/way" type="geotrace"/>
        <bind nodeset="/data/size" calculate="round(area(/data/field))"/>
        <bind nodeset="/data/metres" calculate="round(distance(/data/way))"/>""",
        '<input ref="/data/field"/><input ref="/data/spot"/><input ref="/data/way"/>',
    )
    live.answer("/data/field", "38 23; 38 23.001; 38.001 23.001; 38.001 23")
    assert 9_000 < int(live.value("/data/size")) < 10_000
    assert live.problem("/data/field") is None
    live.answer("/data/spot", "38.0005 23.0005")
    assert live.problem("/data/spot") is None
    live.answer("/data/spot", "38.5 23.5")
    problem = live.problem("/data/spot")
    assert problem is not None
    assert problem.kind == "constraint"
    live.answer("/data/field", "38 23; 38 24; 39 24; 39 23")
    problem = live.problem("/data/field")
    assert problem is not None
    assert "Too large" in str(problem.message)
    live.answer("/data/way", "38 23; 39 23")
    assert live.value("/data/metres") == "111319"


def test_a_barcode_is_a_text_and_keeps_what_it_reads() -> None:
    live = session("barcode")
    live.answer("/data/place", "(01)0950-110 153")
    assert live.value("/data/copy") == "(01)0950-110 153"


@pytest.mark.parametrize("name", ["../x.jpg", "a/b.jpg", "c:\\x.jpg", "..", ".", "a\nb", "x" * 201])
def test_a_file_question_takes_a_name_and_no_way_to_another_folder(name: str) -> None:
    live = start(
        '<data id="f"><photo/></data>',
        '<bind nodeset="/data/photo" type="binary"/>',
        '<upload ref="/data/photo" mediatype="image/*"/>',
    )
    with pytest.raises(AnswerRefused):
        live.answer("/data/photo", name)
    live.answer("/data/photo", " house 1.jpg ")
    assert live.value("/data/photo") == "house 1.jpg"
    assert "<photo>house 1.jpg</photo>" in live.submission().decode()
    assert live.definition.nodes["/data/photo"].body.parameters["mediatype"] == "image/*"


def test_a_file_question_without_a_type_is_one_and_keeps_its_default() -> None:
    live = start(
        '<data id="f"><photo>jr://images/house.jpg</photo></data>',
        "",
        '<upload ref="/data/photo" mediatype="image/*"/>',
    )
    assert live.definition.nodes["/data/photo"].type == "binary"
    assert live.value("/data/photo") == "jr://images/house.jpg"
