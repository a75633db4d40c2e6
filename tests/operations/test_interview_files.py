"""A form that demands a picture can be finished on a computer that takes none."""

from __future__ import annotations

import json
from dataclasses import replace

import interview_world as world

from fieldkit.forms import FormPackage, Host
from fieldkit.model.records import RecordState
from fieldkit.operations import replay
from fieldkit.vault import Vault, forms_store, journal

_FORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>House</h:title><model>
<instance><data id="house" version="1"><photo/><rooms/>
<meta><instanceID/></meta></data></instance>
<bind nodeset="/data/photo" type="binary" required="true()"/>
<bind nodeset="/data/rooms" type="int"/>
<bind nodeset="/data/meta/instanceID" type="string" jr:preload="uid"/></model></h:head><h:body>
<upload ref="/data/photo" mediatype="image/*"/><input ref="/data/rooms"/></h:body></h:html>"""


def add_form(opened: Vault) -> None:
    package = FormPackage(_FORM.encode(), metadata={"form_id": "house", "version": "1"})
    with opened.transaction():
        forms_store.add_form(opened, "house", "1", package.hash, package.to_bytes())


def test_the_record_is_finished_without_the_file_and_replays_the_same(opened: Vault) -> None:
    add_form(opened)
    live = world.begin(opened, "house")
    live.answer("/data/rooms", 3)
    live.finish()
    assert live.state is RecordState.FINAL
    again = replay.replay(opened, live.record)
    assert again.draft() == live.session.draft()
    assert again.validate() == []


def test_a_journal_from_before_replays_without_the_demand(opened: Vault) -> None:
    add_form(opened)
    live = world.begin(opened, "house")
    first = journal.entries(opened, live.record)[0]
    said = json.loads(first.value.text)
    assert "takes_files" not in said  # as the journals before wrote it
    assert not replay.host_of(first).takes_files


def test_a_computer_that_takes_files_is_remembered_as_one(opened: Vault) -> None:
    add_form(opened)
    first = journal.entries(opened, world.begin(opened, "house").record)[0]
    taking = replay.stored_host(Host(takes_files=True))
    assert replay.host_of(replace(first, value=taking)).takes_files
