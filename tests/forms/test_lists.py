from __future__ import annotations

import pytest
from small_forms import NOW, xform

from fieldkit.forms import FormError, FormPackage, FormSession, definition_from_package


def session_with(name: str, data: bytes) -> FormSession:
    package = FormPackage(
        xform(
            '<data id="l"><key/><found/></data>',
            f"""<instance id="t" src="jr://file-csv/{name}"/>
            <bind nodeset="/data/found"
            calculate="instance('t')/root/item[name = /data/key]/label"/>""",
            """<select1 ref="/data/key"><itemset nodeset="instance('t')/root/item">
            <value ref="name"/><label ref="label"/></itemset></select1>""",
        ),
        {f"jr://file-csv/{name}": data},
    )
    return FormSession(definition_from_package(package), NOW)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("t.csv", '\ufeffname,label\n007,"Άνω, Κάτω"\n8,b\n'.encode()),
        ("t.csv", "name;label\n007;Άνω, Κάτω\n8;b\n".encode()),
        (
            "t.xml",
            "<root><item><name>007</name><label>Άνω, Κάτω</label></item>"
            "<item><name>8</name><label>b</label></item></root>".encode(),
        ),
        (
            "t.geojson",
            """{"features": [{"properties": {"name": "007", "label": "Άνω, Κάτω"},
            "geometry": {"type": "Point", "coordinates": [23.7, 37.9]}},
            {"properties": {"name": 8, "label": "b"}, "geometry": null}]}""".encode(),
        ),
    ],
)
def test_a_list_beside_the_form_is_looked_up(name: str, data: bytes) -> None:
    session = session_with(name, data)
    assert [choice.value for choice in session.choices("/data/key")] == ["007", "8"]
    session.answer("/data/key", "007")
    assert session.value("/data/found") == "Άνω, Κάτω"
    assert session.definition.choices("/data/key")[0] == ("007", {"": "Άνω, Κάτω"})


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("t.csv", b"name,label\n1,a,PLANTED\n"),
        ("t.csv", b""),
        ("t.csv", b"\xff\xfe\x00PLANTED"),
        ("t.xml", b"<root>PLANTED"),
        ("t.geojson", b'{"features": "PLANTED"}'),
    ],
)
def test_a_list_that_cannot_be_read_is_named_not_quoted(name: str, data: bytes) -> None:
    with pytest.raises(FormError) as error:
        session_with(name, data)
    assert error.value.code == "list"
    assert name in str(error.value)
    assert "PLANTED" not in str(error.value)
