"""The tour of a coordinator's desk: laptops, importing, publishing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tour_sample import TOWN, correct_at_the_office
from visitor import Stop, Visitor

from fieldkit.operations.registries import registry_of
from fieldkit.ui.pages.import_batches import ImportPage
from fieldkit.ui.pages.publish import PublishPage


def coordinate(sample: Path, scratch: Path) -> Iterator[Stop]:
    """Her home, the laptops, importing what was sent, publishing."""
    scratch.mkdir(parents=True)
    visitor = Visitor(sample, scratch / "preferences", "office")
    visitor.unlock("coordinator")
    yield visitor.at("home-coordinator")
    visitor.press("Devices")
    yield visitor.at("devices")
    visitor.press("Home")
    yield from _import(visitor, sample / "drop")
    yield from _publish(visitor, scratch / "municipality")
    visitor.leave()


def _import(visitor: Visitor, drop: Path) -> Iterator[Stop]:
    visitor.press("Import")
    yield visitor.at("import-folder")
    visitor.type("Stick or folder", str(drop))
    visitor.press("Look what is there")
    page = visitor.page
    assert isinstance(page, ImportPage)
    yield visitor.at("import-preview")
    visitor.press_this(page.take_in)
    yield visitor.at("import-result")
    visitor.press("Home")


def _publish(visitor: Visitor, out: Path) -> Iterator[Stop]:
    page = _look(visitor, out)
    yield visitor.at("publish-preview")
    visitor.press_this(page.publish)
    yield visitor.at("publish-result")
    visitor.press("Done")
    _leave_a_number_as_a_town(visitor)
    visitor.press("Publish")
    yield visitor.at("publish")
    page = _look(visitor, out)
    visitor.press_this(page.publish)
    yield visitor.at("publish-stopped")


def _look(visitor: Visitor, out: Path) -> PublishPage:
    visitor.go(visitor.app.navigation.publish)
    page = visitor.page
    assert isinstance(page, PublishPage)
    visitor.type("Folder for the files", str(out))
    visitor.press("Look what would be in it")
    return page


def _leave_a_number_as_a_town(visitor: Visitor) -> None:
    """Free text with a telephone number in it stops the publication."""

    def correct() -> None:
        vault = visitor.app.access.vault
        standing = next(
            each
            for each in registry_of(vault).view().standings()
            if each.form_id == "intake_household" and len(each.heads) == 1
        )
        correct_at_the_office(vault, standing.record, "τηλ. 6912345678", TOWN)

    visitor.app.runner.run(correct)
    visitor.settle()
