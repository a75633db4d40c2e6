"""Publishing as view models: who may, what would be in it, what was published, what stopped it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import publishing_world as world
import pytest
from publishing_world import CLERK, FOURTH, NAME, PASSPHRASE, PHONE, THIRD
from stopping import Watcher

from fieldkit.model.clock import SeededRandomness
from fieldkit.model.progress import NO_PROGRESS, Cancelled
from fieldkit.model.sensitivity import Sensitivity
from fieldkit.publishing.errors import PublicationRefused
from fieldkit.ui.models.publish import (
    Asked,
    Barrier,
    ColumnRow,
    Fate,
    FormPreview,
    Profile,
    Published,
    StoppedByScan,
)
from fieldkit.ui.presenters.access import Access
from fieldkit.ui.presenters.publish import PublishPresenter

STATISTICS, CASE = Profile.STATISTICS, Profile.CASE


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return world.found(tmp_path_factory.mktemp("publish") / "coordinator")


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "vault"))


@pytest.fixture
def access(folder: Path) -> Iterator[Access]:
    opened = Access(world.clock(), SeededRandomness("publish"))
    opened.unlock(folder, None, PASSPHRASE)
    yield opened
    opened.lock()


def asked(tmp_path: Path, profile: Profile = STATISTICS, language: str = "") -> Asked:
    return Asked(profile, str(tmp_path / "out"), language)


def column(form: FormPreview, name: str) -> ColumnRow:
    return next(each for each in form.columns if each.name == name)


def test_a_coordinator_with_the_key_may_choose_everything(access: Access) -> None:
    choices = PublishPresenter(access).choices()
    assert choices.barrier is Barrier.NONE
    assert [each.code for each in choices.languages] == ["el", "ar"]
    assert [each.own_name for each in choices.languages] == ["Ελληνικά", "العربية"]
    assert choices.records == 2


def test_who_does_not_open_names_cannot_publish_them(folder: Path, access: Access) -> None:
    world.add_clerk(access.vault)
    access.unlock(folder, "clerk", CLERK)
    presenter = PublishPresenter(access)
    assert presenter.choices().barrier is Barrier.NO_IDENTIFIER_KEY
    with pytest.raises(PublicationRefused) as refusal:
        presenter.preview(asked(folder.parent, CASE))
    assert refusal.value.code == "no-identifier-key"


def test_the_preview_says_of_every_question_whether_it_goes_out(
    access: Access, tmp_path: Path
) -> None:
    view = PublishPresenter(access).preview(asked(tmp_path))
    (form,) = view.forms
    assert (form.form_id, form.records, form.refusals) == ("intake", 2, 1)
    fates = {each.name: each.fate for each in form.columns}
    assert fates["name"] is fates["health"] is Fate.LEFT_OUT
    assert fates["visit"] is Fate.MONTH
    assert fates["age"] is fates["note"] is fates["m_age"] is Fate.PUBLISHED
    assert fates["_record"] is Fate.OURS
    assert column(form, "name").sensitivity is Sensitivity.IDENTIFIER
    assert column(form, "m_age").sheet == "member"
    assert (form.published, form.left_out) == (4, 2)
    assert not (tmp_path / "out").exists()


def test_everything_goes_out_where_names_are_asked_for(access: Access, tmp_path: Path) -> None:
    (form,) = PublishPresenter(access).preview(asked(tmp_path, CASE)).forms
    assert form.left_out == 0
    assert column(form, "visit").fate is Fate.PUBLISHED
    assert column(form, "_subject").fate is Fate.OURS


def test_labels_come_in_the_language_asked_for_or_say_in_which(
    access: Access, tmp_path: Path
) -> None:
    (form,) = PublishPresenter(access).preview(asked(tmp_path, language="ar")).forms
    age = column(form, "age").label
    assert (age.text, age.language, age.fallback) == ("Age in years, Arabic", "ar", False)
    note = column(form, "note").label
    assert (note.text, note.fallback) == ("Note, Greek", True)


@pytest.mark.parametrize("profile", [STATISTICS, CASE])
def test_a_folder_that_may_take_no_publication_is_refused_at_the_look(
    access: Access, folder: Path, profile: Profile
) -> None:
    with pytest.raises(PublicationRefused) as refusal:
        PublishPresenter(access).preview(Asked(profile, str(folder / "out")))
    assert refusal.value.code == "folder"


def test_two_kinds_never_share_a_folder(access: Access, tmp_path: Path) -> None:
    presenter = PublishPresenter(access)
    presenter.publish(asked(tmp_path, CASE), NO_PROGRESS)
    with pytest.raises(PublicationRefused) as refusal:
        presenter.preview(asked(tmp_path))
    assert refusal.value.code == "other-profile"


def test_what_was_published_is_counted_form_by_form(access: Access, tmp_path: Path) -> None:
    presenter = PublishPresenter(access)
    presenter.preview(asked(tmp_path))
    done = presenter.publish(asked(tmp_path), NO_PROGRESS)
    assert isinstance(done, Published)
    (form,) = done.forms
    assert form.name.title == "Intake"
    assert (form.records, form.repeats, form.refusals) == (2, (("member", 2),), 1)
    assert (form.conflicts, form.waiting, form.pending) == (1, 0, ())
    assert Path(form.workbook).is_file()


def test_a_planted_telephone_number_stops_it_and_is_not_handed_on(
    access: Access, tmp_path: Path
) -> None:
    world.say(access.vault, THIRD, note=f"call {PHONE}")
    world.say(access.vault, FOURTH, note=f"her aunt {NAME} knows")
    presenter = PublishPresenter(access)
    presenter.preview(asked(tmp_path))
    stop = presenter.publish(asked(tmp_path), NO_PROGRESS)
    assert isinstance(stop, StoppedByScan)
    assert {(each.sheet, each.column, each.kind) for each in stop.findings} == {
        ("data", "note", "phone"),
        ("data", "note", "same-as-identifier"),
    }
    assert {each.name.title for each in stop.findings} == {"Intake"}
    assert PHONE not in repr(stop)
    assert NAME not in repr(stop)
    assert not list((tmp_path / "out").rglob("*.xlsx"))


def test_stopping_leaves_nothing_behind(access: Access, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        PublishPresenter(access).publish(asked(tmp_path), Watcher(stop_at=0))
    assert not list((tmp_path / "out").rglob("*.csv"))
