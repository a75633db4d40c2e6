"""No input, however malformed, makes lexer, parser, evaluator or form loader break down.

An input is made from its number; a failure names it. FIELDKIT_SOAK=1 tries 40 times as many.
"""

from __future__ import annotations

import contextlib
import json
import os

import pytest
from malformed import expression, form
from small_forms import NOW, define
from xpath_world import HOUSE, outcome, value

from fieldkit.forms import FormError, FormSession, Host, definition_from_package
from fieldkit.forms.evaluation import TYPES
from fieldkit.forms.lists import read_external
from fieldkit.forms.xpath import compile_expression, parse
from fieldkit.forms.xpath.errors import XPathError, XPathSyntaxError

TIMES = 40 if os.environ.get("FIELDKIT_SOAK") else 1
EXPRESSIONS, FORMS = 4_000 * TIMES, 1_000 * TIMES
BATCHES = 10
KINDS = sorted(TYPES)
PLACES = (None, "/house/person[2]/age", "/house/person[1]", "/house/@id")


@pytest.mark.parametrize("batch", range(BATCHES))
def test_an_expression_has_a_value_or_is_refused(batch: int) -> None:
    for number in range(batch, EXPRESSIONS, BATCHES):
        try:
            _evaluate(number)
        except Exception as fault:
            raise AssertionError(f"expression({number}) broke down: {fault!r}") from fault


def _evaluate(number: int) -> None:
    source = expression(number)
    try:
        parse(source)
        position = 0
    except XPathSyntaxError as refused:
        position = refused.position
    assert 0 <= position <= len(source)
    kind, place = KINDS[number % len(KINDS)], PLACES[number % len(PLACES)]
    assert outcome(source, kind, xml=HOUSE, at=place).type in (*TYPES, "string")
    with contextlib.suppress(XPathError):
        compile_expression(source)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_form_starts_or_is_refused(batch: int) -> None:
    started = 0
    for number in range(batch, FORMS, BATCHES):
        try:
            started += _start(number)
        except Exception as fault:
            raise AssertionError(f"form({number}) broke down: {fault!r}") from fault
    # Were all refused at the door, nothing behind it would have been tried.
    assert started > FORMS // BATCHES // 10


def _start(number: int) -> bool:
    try:
        session = FormSession(
            definition_from_package(form(number)), NOW, record="uuid:r", host=Host()
        )
    except FormError:
        return False
    assert session.submission().startswith(b"<")
    return True


# --- what it has found


def test_days_since_a_blank_date_are_no_number() -> None:
    assert value("today() - //person[3]/age") == "NaN"
    assert value("today() - date('')") == "NaN"
    assert value("date('') - today()") == "NaN"


@pytest.mark.parametrize(
    "places", [None, 5, {"a": 1}, [1], ["a", "b"], [True, 1], [float("nan"), 1]]
)
@pytest.mark.parametrize("kind", ["Point", "LineString", "Polygon"])
def test_a_geometry_without_places_is_refused(kind: str, places: object) -> None:
    feature = {"geometry": {"type": kind, "coordinates": places}}
    with pytest.raises(FormError, match="cannot be read"):
        read_external("a", "a.geojson", json.dumps({"features": [feature]}).encode())


@pytest.mark.parametrize("text", ["[]", "7", '"features"', '{"features": 7}', "[" * 100_000])
def test_json_that_is_no_geojson_is_refused(text: str) -> None:
    with pytest.raises(FormError, match="cannot be read"):
        read_external("a", "a.geojson", text.encode())


def test_a_feature_without_a_place_is_a_row_like_any_other() -> None:
    table = read_external("a", "a.geojson", b'{"features": [{"id": "x", "geometry": null}]}')
    [item] = table.element().children
    assert [cell.string_value() for cell in item.children] == ["x", ""]


@pytest.mark.parametrize(
    ("attribute", "body"),
    [
        ('jr:template=""', ""),
        ("", '<repeat nodeset="/data" jr:count="2"><input ref="/data/a"/></repeat>'),
        ("", '<repeat nodeset=""><input ref="/data/a"/></repeat>'),
    ],
)
def test_the_whole_form_is_no_repeat(attribute: str, body: str) -> None:
    with pytest.raises(FormError, match="whole form"):
        define(f'<data id="d" {attribute}><a/></data>', "", body)
