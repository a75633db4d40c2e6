"""The language that is stored with an answer is the one the question was really asked in."""

from __future__ import annotations

import interview_world as world
import pytest

from fieldkit.forms import FormPackage, definition_from_package
from fieldkit.model.errors import AnswerRefused
from fieldkit.operations import records as looking
from fieldkit.operations import replay
from fieldkit.operations.interview import Interview
from fieldkit.operations.verify import verify_vault
from fieldkit.vault import Vault, forms_store, journal

FORM = "spoken"
_TEXTS = """<itext><translation lang="Ελληνικά (el)" default="true()">
<text id="both"><value>Δύο</value></text><text id="greek"><value>Μία</value></text></translation>
<translation lang="العربية (ar)"><text id="both"><value>اثنان</value></text>
<text id="greek"><value>-</value></text></translation></itext>"""
_XFORM = f"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>Spoken</h:title><model>{_TEXTS}
<instance><data id="{FORM}" version="1"><both/><greek/><bare/><odd/></data></instance>
</model></h:head><h:body>
<input ref="/data/both"><label ref="jr:itext('both')"/></input>
<input ref="/data/greek"><label ref="jr:itext('greek')"/></input>
<input ref="/data/bare"/>
<input ref="/data/odd"><label ref="concat('!', jr:choice-name('a', '/data/both'))"/></input>
</h:body></h:html>"""


@pytest.fixture
def running(opened: Vault) -> Interview:
    package = FormPackage(_XFORM.encode())
    form_hash = definition_from_package(package).form_hash
    with opened.transaction():
        forms_store.add_form(opened, FORM, "1", form_hash, package.to_bytes())
    return world.begin(opened, FORM)


def languages(running: Interview) -> dict[str, str]:
    return looking.show(running.vault, running.record).content.languages


def test_a_missing_translation_counts_as_the_language_shown_instead(running: Interview) -> None:
    running.set_language("ar")
    for name in ("both", "greek", "bare"):
        running.answer(f"/data/{name}", "x")
    wanted = {"/data/both": "ar", "/data/greek": "el", "/data/bare": "ar"}
    assert languages(running) == wanted
    entries = journal.entries(running.vault, running.record)[2:]
    assert {entry.key: entry.language for entry in entries} == wanted
    drafted = journal.values(running.vault, running.record)
    assert {key: value.language for key, value in drafted.items()} == wanted


def test_who_asks_may_say_the_language(running: Interview) -> None:
    running.answer("/data/both", "x", language="ar")
    running.answer("/data/greek", "x", language="العربية (ar)")
    assert languages(running) == {"/data/both": "ar", "/data/greek": "ar"}
    assert running.session.language == "el"


def test_a_language_the_form_does_not_have_is_refused_and_nothing_stored(
    running: Interview,
) -> None:
    with pytest.raises(AnswerRefused) as refused:
        running.answer("/data/both", "x", language="fr")
    assert refused.value.code == "language"
    assert running.session.value("/data/both") == ""
    assert len(journal.entries(running.vault, running.record)) == 1


def test_a_label_that_cannot_be_computed_does_not_stop_an_answer(running: Interview) -> None:
    running.set_language("ar")
    running.answer("/data/odd", "x")
    assert languages(running) == {"/data/odd": "ar"}


def test_the_language_of_an_answer_is_no_part_of_a_replay(running: Interview) -> None:
    running.set_language("ar")
    running.answer("/data/greek", "x")
    running.answer("/data/both", "y", language="el")
    again = replay.replay(running.vault, running.record)
    assert again.submission() == running.session.submission()
    assert again.language == "ar"
    assert all(check.ok for check in verify_vault(running.vault))
