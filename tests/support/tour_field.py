"""The tour of a field worker's laptop: interviews in two languages, review, exchange."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import tour_fields
import tour_versions
from driving import button, write
from interview_driving import Interviewing
from tour_sample import SHELTER
from visitor import Stop, Visitor

from fieldkit.ui.pages.exchange import ExchangePage
from fieldkit.ui.pages.review import ReviewPage
from fieldkit.ui.runner import failure_of
from fieldkit.ui.widgets.member_card import MemberCard
from fieldkit.ui.widgets.roster import Roster

INTAKE = "intake_household"


def work(sample: Path, scratch: Path) -> Iterator[Stop]:
    """A laptop: home, interviews, review, sending."""
    scratch.mkdir(parents=True)
    visitor = Visitor(sample, scratch / "preferences", "field")
    visitor.unlock("laptop-1")
    yield visitor.at("home")
    yield from _intake(visitor)
    yield from _decline(visitor)
    yield from _shelter(visitor)
    tour_fields.install(visitor)
    yield from tour_fields.answered(visitor, _begin(visitor, tour_fields.FORM))
    _, moved = tour_versions.drafts(visitor)
    yield from tour_versions.forth(visitor, moved)
    yield visitor.at("home-with-drafts")
    yield from tour_versions.back(visitor, moved)
    yield from _exchange(visitor, sample)
    yield from _odds(visitor)
    visitor.leave()


def _begin(visitor: Visitor, form: str) -> Interviewing:
    """An interview with somebody who reads Arabic."""
    visitor.go(lambda: visitor.app.navigation.start(form))
    person = Interviewing(visitor.app)
    choices = person.page.languages.respondent.choices
    next(each for each in choices if each.data() == "ar").trigger()
    visitor.settle()
    return person


def _intake(visitor: Visitor) -> Iterator[Stop]:
    person = _begin(visitor, INTAKE)
    yield visitor.at("interview-visit")
    visitor.press_this(button(person.card("subject_code"), "New code"))
    person.next()
    yield visitor.at("interview-gate-closed")
    person.choose("may_continue", "yes")
    person.next()
    person.type("name_native", "سلمى الخطيب")
    person.type("name_given", "Σάλμα")
    yield visitor.at("interview-names")
    person.next()
    person.choose("dob_precision", "year")
    person.type("dob_year", "1791")
    yield visitor.at("interview-problem")
    person.type("dob_year", "١٩٩١")
    person.next()
    person.choose("gender", "female")
    person.enter("country_birth")
    write("Σ")
    yield visitor.at("interview-search")
    yield from _household(visitor, person)
    visitor.press_this(person.page.sections.stops[0])
    assert person.page.view is not None
    record = person.page.view.record
    visitor.go(lambda: visitor.app.navigation.review(record))
    yield visitor.at("review-problems")
    visitor.go(lambda: visitor.app.navigation.interview(record))


def _household(visitor: Visitor, person: Interviewing) -> Iterator[Stop]:
    while not person.asks("hh_size"):
        person.next()
    person.type("hh_size", "4")
    (roster,) = (each for each in person.page.findChildren(Roster) if each.isVisible())
    for name, relation, age in (
        ("عمر", "spouse", "34"), ("ليلى", "child", "7"), ("Γιουσέφ", "child", "11"),
    ):  # fmt: skip
        visitor.press_this(roster.add)
        person.type("m_name", name)
        person.choose("m_relation", relation)
        person.choose("m_dob_precision", "estimate")
        person.type("m_age_estimate", age)
    visitor.press_this(_members(person)[1].header)
    yield visitor.at("interview-household")
    visitor.press_this(_members(person)[-1].remove)
    yield visitor.at("interview-undo")


def _members(person: Interviewing) -> list[MemberCard]:
    return [each for each in person.page.findChildren(MemberCard) if each.isVisible()]


def _decline(visitor: Visitor) -> Iterator[Stop]:
    person = _begin(visitor, INTAKE)
    visitor.press_this(button(person.card("subject_code"), "New code"))
    person.next()
    person.choose("may_continue", "no")
    yield visitor.at("interview-declined")


def _shelter(visitor: Visitor) -> Iterator[Stop]:
    """Texts in Arabic, a question that nobody translated, review, finishing."""
    person = _begin(visitor, SHELTER)
    person.choose("needs", "heating", "school")
    person.begin_typing("said", "نحتاج إلى تدفئة.\nالأطفال بلا مدرسة منذ الربيع.")
    person.type("next", "Τηλεφώνημα στο 5ο Δημοτικό (κ. Μαρία)")
    yield visitor.at("interview-fallback")
    person.next()
    yield visitor.at("review-complete")
    visitor.press("Finish")
    assert isinstance(visitor.page, ReviewPage)
    yield visitor.at("review-finished")


def _exchange(visitor: Visitor, sample: Path) -> Iterator[Stop]:
    visitor.go(visitor.app.navigation.send)
    yield visitor.at("send-no-folder")
    visitor.hand_over("Stick or folder", str(sample / "drop"))
    yield visitor.at("send")
    page = visitor.page
    assert isinstance(page, ExchangePage)
    visitor.press_this(page.sending.send)
    yield visitor.at("send-result")
    visitor.go(visitor.app.navigation.home)
    yield visitor.at("home-sent")


def _odds(visitor: Visitor) -> Iterator[Stop]:
    """What lies over a page, or above it."""
    visitor.app.window.toggle_cover()
    yield visitor.at("cover")
    visitor.app.window.toggle_cover()
    visitor.app.runner.failed.emit(failure_of(ValueError("for the tour")))
    yield visitor.at("failure")


def receive(sample: Path, scratch: Path) -> Iterator[Stop]:
    """The receipt comes back to the laptop."""
    scratch.mkdir(parents=True)
    visitor = Visitor(sample, scratch / "preferences", "receiving")
    visitor.unlock("laptop-1")
    visitor.go(visitor.app.navigation.receive)
    visitor.hand_over("Stick or folder", str(sample / "drop"))
    yield visitor.at("receive")
    page = visitor.page
    assert isinstance(page, ExchangePage)
    visitor.press_this(page.receiving.receive)
    yield visitor.at("receive-result")
    visitor.go(visitor.app.navigation.home)
    yield visitor.at("home-confirmed")
    visitor.leave()
