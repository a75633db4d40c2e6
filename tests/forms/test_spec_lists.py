"""ODK XForms, "Secondary Instances": CSV and GeoJSON files read as the XML they are equal to."""

from __future__ import annotations

import json

import pytest
from small_forms import NOW, xform

from fieldkit.forms import FormPackage, FormSession, definition_from_package

PARIS = "FR-75C|Paris|2161000|48.8566 2.3522 0 0"


def found(name: str, data: str, expression: str) -> str:
    """What an expression finds in the list `t`, a file beside a form."""
    address = f"jr://{'file-csv' if name.endswith('csv') else 'file'}/{name}"
    form = xform(
        '<data id="l"><found/></data>',
        f"""<instance id="t" src="{address}"/>
        <bind nodeset="/data/found" calculate="{expression}"/>""",
    )
    session = FormSession(definition_from_package(FormPackage(form, {address: data.encode()})), NOW)
    return session.value("/data/found")


ROW = "join('|', instance('t')/root/item[1]/*)"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_may_be_parted_by_comma_semicolon_or_tab(delimiter: str) -> None:
    rows = [["name", "label", "population", "geometry"], PARIS.split("|"), ["x", "", "", ""]]
    data = "\r\n".join(delimiter.join(row) for row in rows)
    assert found("cities.csv", data, ROW) == PARIS
    assert found("cities.csv", data, "count(instance('t')/root/item[2]/label)") == "1"


def test_a_csv_quotes_as_rfc_4180_says() -> None:
    data = 'name,label\n1,"two\nlines, ""quoted"""\n'
    assert found("t.csv", data, "instance('t')/root/item/label") == 'two\nlines, "quoted"'


def test_a_row_that_ends_early_is_blank_to_its_end() -> None:
    data = "name,label,note\n1\n2,b,c\n"
    assert found("t.csv", data, "count(instance('t')/root/item/note)") == "2"


def geojson(kind: str, coordinates: object, **properties: object) -> str:
    feature = {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": kind, "coordinates": coordinates},
    }
    return json.dumps({"type": "FeatureCollection", "features": [feature]})


def test_a_geojson_point_is_the_row_of_the_csv() -> None:
    data = geojson("Point", [2.3522, 48.8566], name="FR-75C", label="Paris", population=2161000)
    assert found("t.geojson", data, ROW) == PARIS


@pytest.mark.parametrize(
    ("kind", "coordinates", "written"),
    [
        ("LineString", [[23.5, 38.0], [23.6, 38.1]], "38.0 23.5 0 0; 38.1 23.6 0 0"),
        (
            "Polygon",
            [[[0, 1], [0, 2], [1, 2], [0, 1]]],
            "1 0 0 0; 2 0 0 0; 2 1 0 0; 1 0 0 0",
        ),
    ],
)
def test_lines_and_areas_become_a_trace_and_a_shape(
    kind: str, coordinates: object, written: str
) -> None:
    data = geojson(kind, coordinates, name="a")
    places = found("t.geojson", data, "instance('t')/root/item/geometry").split(";")
    assert [[float(part) for part in place.split()] for place in places] == [
        [float(part) for part in place.split()] for place in written.split(";")
    ]


def test_a_property_without_a_value_is_no_column() -> None:
    data = geojson("Point", [1, 2], name="a", label=None)
    assert found("t.geojson", data, "count(instance('t')/root/item/label)") == "0"


def test_the_id_of_a_feature_is_a_column() -> None:
    parsed = json.loads(geojson("Point", [1, 2], name="a", id="of the properties"))
    parsed["features"][0]["id"] = "w1"
    assert found("t.geojson", json.dumps(parsed), "instance('t')/root/item/id") == "w1"


@pytest.mark.parametrize(("given", "written"), [(True, "true"), (False, "false"), (1.5, "1.5")])
def test_truths_and_numbers_of_geojson_are_written_as_json_writes_them(
    given: object, written: str
) -> None:
    data = geojson("Point", [1, 2], name="a", label=given)
    assert found("t.geojson", data, "instance('t')/root/item/label") == written
