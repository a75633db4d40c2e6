"""XForms as other tools and other years wrote them, and what is meant by what they leave out."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_forms import NOW, xform

from fieldkit.forms import FormError, FormPackage, FormSession, Host, definition_from_package, load
from fieldkit.forms.constructs import PRELOAD, xform_findings
from fieldkit.forms.definition import FormDefinition, load_package
from fieldkit.forms.instance import parse_document
from fieldkit.forms.openrosa import version_of
from fieldkit.forms.preloads import host_property
from fieldkit.forms.workbook import check_file
from fieldkit.model.clock import SystemClock
from fieldkit.operations.forms import check_forms

META = '<orx:meta xmlns:orx="http://openrosa.org/xforms"><orx:instanceID/></orx:meta>'


def form(instance: str, model: str = "", body: str = '<input ref="/data/a"/>') -> bytes:
    return xform(f'<data id="t">{instance}</data>', model, body)


def loaded(*parts: str) -> FormDefinition:
    return load_package(FormPackage(form(*parts)))


@pytest.mark.parametrize(
    ("meta", "model"),
    [
        ("<meta><instanceID/></meta>", ""),
        ("<meta><instanceID>\n </instanceID></meta>", ""),
        ("<meta><instanceID/></meta>", '<bind nodeset="/data/meta/instanceID" type="string"/>'),
        (META, ""),
        (META, '<bind nodeset="/data/meta/instanceID" readonly="true()"/>'),
        (META, '<bind nodeset="/data/meta/instanceID" jr:preload="uid"/>'),
    ],
)
def test_an_instance_id_that_nothing_fills_in_is_the_id_of_the_record(
    meta: str, model: str
) -> None:
    session = FormSession(loaded(f"<a/>{meta}", model), NOW)
    assert f"instanceID>{session.record}</" in session.submission().decode()


def test_an_instance_id_that_the_form_computes_is_left_to_it() -> None:
    bind = """<bind nodeset="/data/meta/instanceID" calculate="concat('x', 1)"/>"""
    session = FormSession(loaded("<a/><meta><instanceID/></meta>", bind), NOW)
    assert session.value("/data/meta/instanceID") == "x1"


def test_a_bind_without_the_prefix_of_its_node_is_about_it() -> None:
    bind = '<bind nodeset="/data/meta/day" jr:preload="date" jr:preloadParams="today"/>'
    day = META.replace("instanceID", "day")
    session = FormSession(loaded(f"<a/>{day}", bind), NOW)
    assert session.value("/data/orx:meta/orx:day") == NOW.now.date().isoformat()


def test_a_bind_with_a_prefix_that_its_node_lacks_is_about_it() -> None:
    bind = '<bind nodeset="/data/x:a" type="int"/>'
    assert loaded("<a/>", bind).nodes["/data/a"].type == "int"


def test_a_version_may_stand_in_the_openrosa_namespace(tmp_path: Path) -> None:
    path = tmp_path / "form.xml"
    path.write_bytes(xform('<data id="t" orx:version="7"><a/></data>'))
    package = check_file(path).package
    assert package is not None
    assert package.metadata["version"] == "7"
    definition = load_package(package)
    assert definition.version == "7"
    assert version_of(FormSession(definition, NOW).submission()) == "7"


def test_a_search_without_a_choice_says_what_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "form.xml"
    (tmp_path / "people.csv").write_text("name,label\na,A\n", "utf-8")
    body = """<select ref="/data/a" appearance="search('people')"><label>A</label></select>"""
    path.write_bytes(form("<a/>", "", body))
    said = [each for each in check_file(path).findings if each.is_error]
    assert [(each.code, each.place.path) for each in said] == [("bad-search", "/data/a")]
    assert "item" in said[0].remedy


def test_an_action_without_the_prefix_of_its_node_sets_it() -> None:
    action = '<setvalue event="xforms-ready" ref="/data/meta/day" value="1 + 1"/>'
    session = FormSession(loaded(f"<a/>{META.replace('instanceID', 'day')}", action), NOW)
    assert session.value("/data/orx:meta/orx:day") == "2"


def test_a_default_on_a_line_of_its_own_is_its_words() -> None:
    session = FormSession(loaded("<a>\n   Joe Blogs\n  </a>"), NOW)
    assert session.value("/data/a") == "Joe Blogs"


PULLS = """<bind nodeset="/data/b" calculate="pulldata('people', 'age', 'name', /data/a)"/>"""


def test_pulldata_reads_a_file_that_the_form_does_not_name_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "form.xml"
    path.write_bytes(form("<a/><b/>", PULLS))
    (tmp_path / "people.csv").write_text("name,age\nann,41\n", "utf-8")
    session = FormSession(load(path), NOW)
    session.answer("/data/a", "ann")
    assert session.value("/data/b") == "41"


def test_pulldata_without_its_file_is_a_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "form.xml"
    path.write_bytes(form("<a/><b/>", PULLS))
    (said,) = [each for each in check_file(path).findings if each.is_error]
    assert said.code == "missing-file"
    assert "people.csv" in said.problem


def test_a_prefix_that_could_mean_two_nodes_means_none() -> None:
    two = '<a/><x:a xmlns:x="urn:x"/><y:a xmlns:y="urn:y"/>'
    found = loaded(two, '<bind nodeset="/data/z:a" type="int"/>')
    assert "A bind is about /data/z:a, which is not in the form." in [
        each.message for each in found.defects
    ]


def test_a_bind_may_say_ref_and_stand_inside_another() -> None:
    binds = '<bind ref="/data/g"><bind nodeset="a" type="int"/><bind ref="b" type="date"/></bind>'
    nodes = loaded("<g><a/><b/></g>", binds, '<input ref="/data/g/a"/>').nodes
    assert (nodes["/data/g/a"].type, nodes["/data/g/b"].type) == ("int", "date")


def test_a_bind_about_nothing_is_refused() -> None:
    with pytest.raises(FormError, match="which node") as refused:
        loaded("<a/>", '<bind type="int" required="true()"/>')
    assert refused.value.next_step


def test_true_and_false_as_words_are_what_they_say() -> None:
    binds = '<bind nodeset="/data/a" required="true" readonly="false"/>'
    session = FormSession(loaded("<a/>", binds), NOW)
    assert session.required("/data/a")
    assert not session.readonly("/data/a")


@pytest.mark.parametrize(
    ("values", "label"),
    [
        ('<value form="short">S</value><value form="long">L</value>', "L"),
        ('<value form="short">S</value>', "S"),
        ('<value form="long">L</value><value>P</value>', "P"),
        ('<value form="image">jr://images/x.png</value>', ""),
    ],
)
def test_a_long_or_short_text_is_the_label_where_there_is_no_other(values: str, label: str) -> None:
    itext = f'<itext><translation lang="en"><text id="t">{values}</text></translation></itext>'
    body = """<input ref="/data/a"><label ref="jr:itext('t')"/></input>"""
    assert FormSession(loaded("<a/>", itext, body), NOW).label("/data/a") == label


def test_a_property_may_be_asked_for_as_an_address() -> None:
    host = Host(properties={"username": "ann", "email": "a@example.org", "deviceID": "d1"})
    assert host_property(host, "uri:username") == "username:ann"
    assert host_property(host, "uri:email") == "mailto:a@example.org"
    assert host_property(host, "uri:deviceid") == "d1"
    assert host_property(host, "uri:phonenumber") == ""


@pytest.mark.parametrize(
    ("kind", "parameters", "said"),
    [
        ("uid", "", False), ("timestamp", "end", False), ("property", "simserial", False),
        ("timestamp", "middle", True), ("date", "prevperiod-month", True), ("patient", "id", True),
    ],
)  # fmt: skip
def test_a_preload_that_stays_blank_is_said(kind: str, parameters: str, said: bool) -> None:
    bind = f'<bind nodeset="/data/a" jr:preload="{kind}" jr:preloadParams="{parameters}"/>'
    found = [each.problem for each in xform_findings(parse_document(form("<a/>", bind)))]
    assert [PRELOAD.effect in each for each in found] == [True] * said


def test_a_list_of_another_app_is_refused_by_its_name() -> None:
    model = '<instance id="casedb" src="jr://instance/casedb"/>'
    with pytest.raises(FormError, match="another app"):
        definition_from_package(FormPackage(form("<a/>", model)))


def test_a_check_says_what_an_xform_says_about_nothing(tmp_path: Path) -> None:
    path = tmp_path / "form.xml"
    path.write_bytes(form("<a/>", '<bind nodeset="/data/zz"/>', '<input ref="/data/b"/>'))
    (check,) = check_forms([path], SystemClock())
    said = {each.place.path: each for each in check.findings if each.code == "loose-end"}
    assert check.ok
    assert set(said) == {"/data/zz", "/data/b"}
    assert all(each.remedy and not each.is_error for each in said.values())


@pytest.mark.parametrize("name", ["'record'", "&quot;record&quot;", " 'data' "])
def test_the_record_may_be_asked_for_by_its_id(name: str, tmp_path: Path) -> None:
    binds = f"""<bind nodeset="/data/b" calculate="instance({name})/data/a * 2"/>
    <bind nodeset="/data/c" relevant="instance({name}) /data/b &gt; 4"/>"""
    body = f"""<input ref="/data/a"><label>Twice: <output value="instance({name})/data/b"/></label>
    </input>"""
    path = tmp_path / "form.xml"
    text = form("<a/><b/><c/>", binds, body)
    path.write_bytes(text.replace(b"<instance>", b'<instance id="record">'))
    session = FormSession(load(path), NOW)
    for answer, twice, shown in (("2", "4", False), ("3", "6", True), ("1", "2", False)):
        session.answer("/data/a", answer)
        assert session.value("/data/b") == twice
        assert session.relevant("/data/c") == shown
        assert session.label("/data/a") == f"Twice: {twice}"


def test_an_id_that_a_list_has_means_the_list(tmp_path: Path) -> None:
    model = """<instance id="data"><data><a>7</a></data></instance>
    <bind nodeset="/data/b" calculate="instance('data')/data/a"/>"""
    path = tmp_path / "form.xml"
    path.write_bytes(form("<a>1</a><b/>", model))
    assert FormSession(load(path), NOW).value("/data/b") == "7"
