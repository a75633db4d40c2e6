"""What moves kept aside is found again with the question that it answered."""

from __future__ import annotations

import interview_world as world
from move_world import CITY, filled, install, move, second_version, undo

from fieldkit.forms import FormPackage
from fieldkit.model.clock import SeededRandomness
from fieldkit.operations import interview
from fieldkit.operations.kept_aside import kept_aside
from fieldkit.vault import Vault


def third_version() -> FormPackage:
    """The second one under another number: what it has no place for stays aside."""
    second = second_version()
    xml = second.xform.replace(b'version="2"', b'version="3"')
    return FormPackage(xml, metadata=second.metadata)


def test_an_answer_is_found_with_the_version_that_asked_for_it(opened: Vault) -> None:
    record = filled(opened).record
    assert kept_aside(opened, record) == []
    install(opened, second_version())
    move(opened, record)
    (city,) = kept_aside(opened, record)
    assert (city.key, city.path, city.text) == ("/visit/city", "/visit/city", CITY)
    assert city.asked is not None
    assert city.asked.version == "1"
    assert not city.is_answered
    assert CITY not in repr(city)


def test_over_several_versions_the_question_is_found_where_it_was_asked(opened: Vault) -> None:
    record = filled(opened).record
    for package in (second_version(), third_version()):
        install(opened, package)
        move(opened, record)
    (city,) = kept_aside(opened, record)
    assert city.asked is not None
    assert (city.asked.version, city.path) == ("1", "/visit/city")


def test_a_move_that_was_taken_back_keeps_nothing_aside(opened: Vault) -> None:
    record = filled(opened).record
    install(opened, second_version())
    move(opened, record)
    undo(opened, record)
    assert kept_aside(opened, record) == []


def test_an_answer_that_was_given_anew_is_known(opened: Vault) -> None:
    """A question that is still asked, of another type: what was said stands aside."""
    running = world.begin(opened, world.GATED, 1)
    running.answer("/visit/place", "Agora")
    running.answer("/visit/may_continue", "yes")
    first = world.package(world.GATED)
    xml = first.xform.decode().replace('version="1"', 'version="2"')
    xml = xml.replace('nodeset="/visit/place" type="string"', 'nodeset="/visit/place" type="int"')
    install(opened, FormPackage(xml.encode(), metadata=first.metadata))
    move(opened, running.record)
    (place,) = kept_aside(opened, running.record)
    assert (place.key, place.type, place.text) == ("/visit/place", "string", "Agora")
    assert not place.is_answered
    resumed = interview.resume(opened, running.record, world.clock(13), SeededRandomness(9))
    resumed.answer("/visit/place", 3)
    (place,) = kept_aside(opened, running.record)
    assert place.is_answered
    fresh = xml.replace('version="2"', 'version="3"')
    install(opened, FormPackage(fresh.encode(), metadata=first.metadata))
    move(opened, running.record)
    (place,) = kept_aside(opened, running.record)
    assert place.asked is not None
    assert place.asked.version == "1"  # version 2 asks for a number there
