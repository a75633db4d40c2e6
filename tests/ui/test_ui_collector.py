"""The collector looks through what was loaded once, and still finds it when it has gone."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from fieldkit.forms import FormPackage, FormSession, Moment, definition_from_package
from fieldkit.ui.collector import SETTLE_AFTER_MS, Collector

FORM = b"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
<h:head><h:title>f</h:title><model><instance><data id="f"><q/></data></instance>
<bind nodeset="/data/q"/></model></h:head><h:body><input ref="/data/q"/></h:body></h:html>"""


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[Collector]:
    was = gc.isenabled()
    owner = QObject()
    yield Collector(owner)
    gc.unfreeze()
    if was:
        gc.enable()


def begun() -> FormSession:
    return FormSession(definition_from_package(FormPackage(FORM)), Moment.at("2026-11-23T12:00:00"))


def looked_through(session: FormSession) -> bool:
    """Whether a collection would look at what the session is made of."""
    return any(each is session.__dict__ or each is session for each in gc.get_objects())


def test_nothing_is_collected_by_chance(collector: Collector) -> None:
    assert not gc.isenabled()


def test_a_form_that_was_loaded_is_left_alone_once_a_page_has_come(
    collector: Collector, qtbot: QtBot
) -> None:
    session = begun()
    assert looked_through(session)
    collector.settle_soon()
    qtbot.waitUntil(lambda: not looked_through(session), timeout=20 * SETTLE_AFTER_MS)


def test_a_session_that_was_left_goes_when_the_next_page_has_come(collector: Collector) -> None:
    session = begun()
    collector.settle()
    engine = weakref.ref(session._engine)  # pyright: ignore[reportPrivateUsage]
    del session
    gc.collect()
    assert engine() is not None  # its nodes know their parents, and it was left alone
    collector.settle()
    assert engine() is None
