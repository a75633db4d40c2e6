"""Entities: read into the definition, filled in and written as the entities specification says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from small_forms import LATER, NOW, define, start, xform
from workbook_making import Rows, write_xlsx

from fieldkit.forms import (
    FormDefinition,
    FormError,
    FormPackage,
    FormSession,
    definition_from_package,
)
from fieldkit.forms.definition import load_package
from fieldkit.forms.entities import Entity
from fieldkit.forms.namespaces import ENTITIES
from fieldkit.forms.workbook import check_workbook

HEAD = ["type", "name", "label", "save_to"]
UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"


def workbook(tmp_path: Path, survey: Rows, entities: Rows) -> FormDefinition:
    path = write_xlsx(tmp_path / "form.xlsx", {"survey": survey, "entities": entities})
    package = check_workbook(path).package
    assert package is not None
    return load_package(package)


def registration(tmp_path: Path) -> FormDefinition:
    return workbook(
        tmp_path,
        [HEAD, ["text", "who", "Who", "full_name"], ["integer", "age", "Age", "age"]],
        [["list_name", "label"], ["people", "${who}"]],
    )


def update(tmp_path: Path) -> FormDefinition:
    (tmp_path / "people.csv").write_text(
        "name,label,__version,__trunkVersion,__branchId\n11aa,Ann,3,2,b7\n", "utf-8"
    )
    return workbook(
        tmp_path,
        [HEAD, ["select_one_from_file people.csv", "person", "Who"], ["text", "new", "N", "note"]],
        [
            ["list_name", "label", "entity_id", "create_if", "update_if"],
            [
                "people",
                "${new}",
                "coalesce(${person}, uuid())",
                "${person} = ''",
                "${person} != ''",
            ],
        ],
    )


def test_a_registration_declares_what_it_creates(tmp_path: Path) -> None:
    assert registration(tmp_path).directives.entities == (
        Entity(
            path="/data/meta/entity",
            dataset="people",
            create="true()",
            update="",
            saves={"full_name": "/data/who", "age": "/data/age"},
        ),
    )


def test_a_registration_writes_id_dataset_create_and_label(tmp_path: Path) -> None:
    session = FormSession(registration(tmp_path), NOW, record="uuid:r")
    session.answer("/data/who", "Ann")
    written = session.submission().decode()
    found = re.search(
        rf'<entity dataset="people" create="1" id="({UUID})"><label>Ann</label></entity>', written
    )
    assert found, written


def test_the_id_is_drawn_once_and_lives_through_draft_and_submission(tmp_path: Path) -> None:
    definition = registration(tmp_path)
    session = FormSession(definition, NOW, record="uuid:r")
    first = session.value("/data/meta/entity/@id")
    assert re.fullmatch(UUID, first)
    reopened = FormSession(definition, LATER, draft=session.draft())
    assert reopened.value("/data/meta/entity/@id") == first
    read = FormSession(definition, LATER, submission=session.submission())
    assert read.value("/data/meta/entity/@id") == first
    assert read.submission() == session.submission()


def test_conditions_choose_between_creating_and_updating(tmp_path: Path) -> None:
    definition = update(tmp_path)
    [entity] = definition.directives.entities
    assert entity.create.split() == ["/data/person", "=", "''"]
    assert entity.update.split() == ["/data/person", "!=", "''"]
    session = FormSession(definition, NOW, record="uuid:r")
    at = "/data/meta/entity/"
    assert [session.value(f"{at}@{n}") for n in ("create", "update")] == ["true", "false"]
    assert re.fullmatch(UUID, session.value(f"{at}@id"))
    session.answer("/data/person", "11aa")
    assert [session.value(f"{at}@{n}") for n in ("create", "update")] == ["false", "true"]
    written = session.submission().decode()
    assert 'id="11aa"' in written
    assert 'baseVersion="3"' in written
    assert [session.value(f"{at}@{n}") for n in ("id", "trunkVersion", "branchId")] == [
        "11aa",
        "2",
        "b7",
    ]


def test_each_row_of_a_repeat_has_an_entity_of_its_own(tmp_path: Path) -> None:
    definition = workbook(
        tmp_path,
        [
            HEAD,
            ["text", "house", "House", "houses#address"],
            ["begin_repeat", "member", "Member", None],
            ["text", "who", "Who", "people#full_name"],
            ["end_repeat", None, None, None],
        ],
        [["list_name", "label"], ["people", "${who}"], ["houses", "${house}"]],
    )
    assert {each.dataset: dict(each.saves) for each in definition.directives.entities} == {
        "people": {"full_name": "/data/member/who"},
        "houses": {"address": "/data/house"},
    }
    session = FormSession(definition, NOW)
    session.moment = LATER
    session.add_repeat("/data/member")
    session.answer("/data/member[1]/who", "Ann")
    session.answer("/data/member[2]/who", "Bob")
    ids = {session.value(f"/data/member[{n}]/meta/entity/@id") for n in (1, 2)}
    ids.add(session.value("/data/meta/entity/@id"))
    assert len(ids) == 3
    assert all(re.fullmatch(UUID, each) for each in ids)
    assert session.value("/data/member[2]/meta/entity/label") == "Bob"
    assert len(re.findall('<entity dataset="people"', session.submission().decode())) == 2


ENTITY = (
    '<data id="e"><age/><meta><entity dataset="p" id="" create=""><label/></entity></meta></data>'
)


def test_an_expression_may_read_an_attribute_that_is_computed() -> None:
    session = start(
        ENTITY.replace("<age/>", "<age/><seen/>"),
        """<bind nodeset="/data/meta/entity/@create" calculate="/data/age &gt; 17"/>
        <bind nodeset="/data/seen" calculate="concat(/data/meta/entity/@create, '/',
        count(/data/meta/entity/*), '/', /data/meta/entity/@dataset)"/>""",
        '<input ref="/data/age"/>',
    )
    assert session.value("/data/seen") == "false/1/p"
    session.answer("/data/age", "18")
    assert session.value("/data/seen") == "true/1/p"


def test_an_entity_is_not_published_as_an_answer() -> None:
    definition = define(
        '<data id="e"><age/><r><who/><meta><entity dataset="p" id=""><label/></entity></meta></r>'
        "</data>",
        """<bind nodeset="/data/r/meta/entity/@id" calculate="uuid()"/>""",
        '<input ref="/data/age"/><repeat nodeset="/data/r"><input ref="/data/r/who"/></repeat>',
    )
    assert [node.path for node in definition.publishable()] == ["/data/age", "/data/r/who"]


@pytest.mark.parametrize(("version", "refused"), [("2025.1.9", False), ("2025.2.0", True)])
def test_newer_entities_than_we_know_are_refused(version: str, refused: bool) -> None:
    stated = f'<model xmlns:entities="{ENTITIES}" entities:entities-version="{version}">'
    said = ""
    try:
        definition_from_package(FormPackage(xform(ENTITY).replace(b"<model>", stated.encode(), 1)))
    except FormError as error:
        said = error.code
    assert (said == "entities") is refused
