from __future__ import annotations

import pytest
from small_forms import define, start, xform

from fieldkit.forms import FormError, FormPackage, definition_from_package
from fieldkit.forms.definition import load_package
from fieldkit.model.sensitivity import Sensitivity


def refused(instance: str, model: str = "", body: str = "") -> FormError:
    with pytest.raises(FormError) as error:
        define(instance, model, body)
    return error.value


def test_a_circle_is_refused_with_both_names() -> None:
    error = refused(
        '<data id="c"><a/><b/></data>',
        """<bind nodeset="/data/a" calculate="/data/b + 1"/>
        <bind nodeset="/data/b" relevant="/data/a &gt; 1"/>""",
    )
    assert error.code == "cycle"
    assert "/data/a" in str(error)
    assert "/data/b" in str(error)


def test_a_circle_through_the_relevance_of_a_group_is_found() -> None:
    error = refused(
        '<data id="c"><g><a/></g><b/></data>',
        """<bind nodeset="/data/g" relevant="/data/b = 1"/>
        <bind nodeset="/data/b" calculate="/data/g/a"/>""",
    )
    assert error.code == "cycle"


def test_a_value_may_look_at_itself_and_a_count_into_its_own_rows() -> None:
    session = start(
        '<data id="c"><a/><r><more/></r></data>',
        """<bind nodeset="/data/a" calculate="once(random())"/>""",
        """<repeat nodeset="/data/r" jr:count="count(/data/r[more = 'yes']) + 1">
        <input ref="/data/r/more"/></repeat>""",
    )
    assert session.count("/data/r") == 1
    session.answer("/data/r[1]/more", "yes")
    assert session.count("/data/r") == 2


def test_a_count_that_feeds_itself_is_stopped() -> None:
    with pytest.raises(FormError) as error:
        start(
            '<data id="c"><r><x/></r></data>',
            "",
            """<repeat nodeset="/data/r" jr:count="count(/data/r) + 1">
            <input ref="/data/r/x"/></repeat>""",
        )
    assert error.value.code == "unsettled"


def test_an_unknown_function_is_refused_by_name() -> None:
    error = refused(
        '<data id="f"><a/></data>', """<bind nodeset="/data/a" relevant="0 and explode(.)"/>"""
    )
    assert error.code == "unknown-function"
    assert "explode()" in str(error)
    assert error.question == "/data/a"


def test_a_reference_to_nothing_is_a_defect_and_closes_the_door_to_the_field() -> None:
    package = FormPackage(
        xform(
            '<data id="n"><a/></data>',
            """<bind nodeset="/data/a" relevant="/data/typo = 'x'"/>""",
            '<input ref="/data/a"/>',
        )
    )
    [defect] = definition_from_package(package).defects
    assert "/data/typo" in defect.message
    with pytest.raises(FormError) as error:
        load_package(package)
    assert error.value.code == "unknown-reference"


def test_a_bind_to_nothing_is_said_and_does_no_harm() -> None:
    definition = define('<data id="n"><a/></data>', '<bind nodeset="/data/b" type="int"/>')
    assert [defect.question for defect in definition.defects] == ["/data/b"]
    load_package(definition.package)


def test_what_would_store_wrong_answers_does_not_reach_the_field() -> None:
    package = FormPackage(
        xform(
            '<data id="u"><p/></data>',
            "",
            """<select1 ref="/data/p" appearance="minimal search('villages')">
            <item><label>name</label><value>code</value></item></select1>""",
        )
    )
    with pytest.raises(FormError) as error:
        load_package(package)
    assert error.value.code == "unsupported"
    assert "search()" in str(error.value)


@pytest.mark.parametrize(
    ("model", "code"),
    [
        ('<setvalue ref="/data/a" event="odk-new-repeat" value="1"/>', "event"),
        ('<setvalue ref="/data/a" event="xforms-vanished" value="1"/>', "event"),
        ('<submission method="pigeon"/>', "submission"),
        ('<bind nodeset="/data/a" calculate="1 +"/>', "expression"),
        ('<instance id="l" src="jr://file-csv/l.csv"/>', "list"),
        ("""<bind nodeset="/data/a" calculate="instance('l')/root"/>""", "unknown-reference"),
        ('<bind nodeset="/data/a" fk:sensitivity="secret"/>', "sensitivity"),
    ],
)
def test_what_cannot_run_is_refused_with_a_code(model: str, code: str) -> None:
    assert refused('<data id="m"><a/></data>', model).code == code


@pytest.mark.parametrize("xml", [b"", b"<a>", b"<a/>", b"<!DOCTYPE a><a/>"])
def test_what_is_no_xform_is_refused(xml: bytes) -> None:
    with pytest.raises(FormError) as error:
        definition_from_package(FormPackage(xml))
    assert error.value.code == "xform"


def test_a_definition_tells_sensitivity_gate_and_what_to_publish() -> None:
    definition = define(
        """<data id="s" version="7" fk:gate="may"><may/><note/><name/><g><n/></g><sum/>
        <meta><instanceID/></meta></data>""",
        """<bind nodeset="/data/may" fk:sensitivity="ordinary" fk:was="allowed"/>
        <bind nodeset="/data/note" readonly="true()"/>
        <bind nodeset="/data/g/n" type="int" fk:sensitivity="special"/>
        <bind nodeset="/data/sum" calculate="1"/>""",
        """<select1 ref="/data/may"><item><label>Y</label><value>yes</value></item></select1>
        <input ref="/data/note"/><input ref="/data/name"/>
        <group ref="/data/g"><input ref="/data/g/n"/></group>""",
    )
    assert (definition.form_id, definition.version, definition.gate) == ("s", "7", "/data/may")
    nodes = definition.nodes
    assert nodes["/data/may"].sensitivity is Sensitivity.ORDINARY
    assert nodes["/data/may"].was == "allowed"
    assert nodes["/data/name"].sensitivity is Sensitivity.IDENTIFIER
    assert nodes["/data/g/n"].sensitivity is Sensitivity.SPECIAL
    assert (nodes["/data/may"].type, nodes["/data/g/n"].type) == ("select_one", "int")
    assert [node.path for node in definition.publishable()] == [
        "/data/may",
        "/data/name",
        "/data/g/n",
        "/data/sum",
    ]


def test_a_gate_must_name_one_question() -> None:
    assert refused('<data id="g" fk:gate="nothing"><a/></data>').code == "gate"
