"""A kit brought a newer version of a form while interviews were half done."""

from __future__ import annotations

from collections.abc import Iterator

from interview_driving import Interviewing
from tour_sample import SHELTER, shelter_package
from visitor import Stop, Visitor

from fieldkit.forms import FormPackage
from fieldkit.vault import forms_store

# Version 2: a choice less, a question less, one under another name, one more.
_CHANGES = {
    'version="1"': 'version="2"',
    "<needs/><said/><next/>": "<needs/><children/><next_step/>",
    '"/data/visit/next"': '"/data/visit/next_step"',
    'nodeset="/data/visit/next_step"': 'nodeset="/data/visit/next_step" fk:was="next"',
    '"/data/visit/said"': '"/data/visit/children"',
}


def newer() -> FormPackage:
    """The second version of the small form."""
    package = shelter_package()
    xml = package.xform.decode()
    for before, after in _CHANGES.items():
        assert before in xml, before
        xml = xml.replace(before, after)
    school = xml.index("<item><label ref=\"jr:itext('school')\"/>")
    xml = xml[:school] + xml[xml.index("</item>", school) + len("</item>") :]
    return FormPackage(xml.encode(), metadata={**package.metadata, "version": "2"})


def drafts(visitor: Visitor) -> list[str]:
    """Two interviews of the first version that are not finished, and then the second one."""
    begun: list[str] = []
    for _ in range(2):
        visitor.go(lambda: visitor.app.navigation.start(SHELTER))
        person = Interviewing(visitor.app)
        person.choose("needs", "heating", "school")
        person.begin_typing("said", "نحتاج إلى تدفئة.")
        person.type("next", "Τηλεφώνημα")
        assert person.page.view is not None
        begun.append(person.page.view.record)
    visitor.app.runner.run(lambda: _install(visitor))
    visitor.settle()
    return begun


def forth(visitor: Visitor, record: str) -> Iterator[Stop]:
    """Look at what a move does, and move."""
    visitor.go(lambda: visitor.app.navigation.move(record))
    yield visitor.at("move")
    visitor.press("Move to the new version")


def back(visitor: Visitor, record: str) -> Iterator[Stop]:
    """Answer something more, and look at what taking the move back does."""
    visitor.go(lambda: visitor.app.navigation.interview(record))
    person = Interviewing(visitor.app)
    person.begin_typing("children", "Two.")
    person.type("next_step", "Τηλεφώνημα αύριο")
    visitor.go(lambda: visitor.app.navigation.move_back(record))
    yield visitor.at("move-back")


def _install(visitor: Visitor) -> None:
    vault, package = visitor.app.access.vault, newer()
    with vault.transaction():
        forms_store.add_form(vault, SHELTER, "2", package.hash, package.to_bytes())
