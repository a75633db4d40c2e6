"""Looking before doing: what a publication would hold, and what a coordinator has to look after."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from drop_world import (
    FORM,
    Places,
    add_form,
    at,
    clock,
    files_of,
    finish,
    record_of,
    send_all,
    set_status,
)

from fieldkit.forms import FormPackage
from fieldkit.model.clock import SeededRandomness
from fieldkit.model.devices import DeviceStatus
from fieldkit.model.sensitivity import Sensitivity
from fieldkit.operations.coordination import coordination
from fieldkit.operations.form_titles import FormTitle
from fieldkit.operations.import_batches import import_drop
from fieldkit.operations.publication_preview import Fate, PreviewColumn, preview
from fieldkit.operations.publish import Wanted, check_wanted, publish_registry
from fieldkit.operations.registries import registry_of
from fieldkit.publishing.errors import PublicationRefused
from fieldkit.registry.errors import RegistryError
from fieldkit.vault import Vault, audit

NAME = "Zarqa Petrakou"
NEWER = FormPackage(
    FORM.xform.replace(b'version="1"', b'version="2"')
    .replace(b"<adult/>", b"<adult/><born/><langs/>")
    .replace(
        b'<bind nodeset="/data/meta/',
        b'<bind nodeset="/data/born" type="date" fk:sensitivity="ordinary"/>'
        b'<bind nodeset="/data/langs" type="string" fk:sensitivity="special"/>'
        b'<bind nodeset="/data/meta/',
    )
    .replace(
        b'<group ref="/data/member">',
        b'<input ref="/data/born"><label>Born</label></input>'
        b'<select ref="/data/langs"><label>Languages</label><item><label>A</label>'
        b"<value>a</value></item><item><label>B</label><value>b</value></item></select>"
        b'<group ref="/data/member">',
    ),
    metadata={**FORM.metadata, "version": "2"},
)


@pytest.fixture
def filled(places: Places) -> Places:
    """Two records of the old version, one of a newer one that the coordinator may have."""
    with at(places, "north") as laptop:
        for number in (1, 2):
            answers = {"/data/name": NAME, "/data/age": str(number), "/data/member[1]/m_age": "3"}
            finish(laptop, record_of(f"uuid:{number}", answers, rows={"/data/member[1]": "row"}))
        newer = record_of("uuid:3", {"/data/age": "4"}, form_hash=NEWER.hash)
        finish(laptop, newer)
        send_all(laptop, places.drop)
    with at(places, "coordinator") as chief:
        import_drop(chief, places.drop, clock=clock())
    return places


def names(opened: Vault, profile: str) -> dict[str, Fate]:
    (form,) = preview(opened, profile).forms
    return {column.name: column.fate for column in form.tables[0].columns}


def test_the_preview_counts_rows_and_names_forms(filled: Places) -> None:
    with at(filled, "coordinator") as chief:
        found = preview(chief, "statistics")
        (form,) = found.forms
        assert (form.form_id, form.form_title) == ("intake", FormTitle("Intake"))
        assert (form.records, form.refusals, form.waiting) == (2, 0, 1)
        assert [(table.name, table.is_data) for table in form.tables] == [
            ("data", True),
            ("member", False),
        ]
        assert found.languages == (("el", "Greek (el)"), ("ar", "Arabic (ar)"))
        add_form(chief, NEWER)
        registry = registry_of(chief)
        with chief.transaction():
            registry.intake.release_parked()
        (form,) = preview(chief, "statistics").forms
        assert (form.records, form.waiting) == (3, 0)
        assert NAME not in repr(form)


def test_each_column_says_whether_the_profile_has_it_and_why(filled: Places) -> None:
    with at(filled, "coordinator") as chief:
        add_form(chief, NEWER)
        ours = dict.fromkeys(("_record", "_form_version", "_language", "_heads"), Fate.OURS)
        assert names(chief, "statistics") == {
            **ours,
            "name": Fate.LEFT_OUT,
            "age": Fate.PUBLISHED,
            "adult": Fate.PUBLISHED,
            "born": Fate.MONTH,
            "langs": Fate.LEFT_OUT,
        }
        authors = dict.fromkeys(("_subject", "_author", "_created_at"), Fate.OURS)
        asked = dict.fromkeys(("name", "age", "adult", "born", "langs"), Fate.PUBLISHED)
        assert names(chief, "case") == {**ours, **authors, **asked}
        (form,) = preview(chief, "case", "ar").forms
        by_name = {column.name: column for column in form.tables[0].columns}
        assert by_name["age"] == PreviewColumn(
            "age", Fate.PUBLISHED, "Age", "ar", Sensitivity.ORDINARY
        )
        assert by_name["langs"] == PreviewColumn(
            "langs", Fate.PUBLISHED, "Languages", "", Sensitivity.SPECIAL, choices=2
        )
        (form,) = preview(chief, "case").forms
        assert [c.label for c in form.tables[0].columns if c.name == "age"] == ["Age?"]


@pytest.mark.parametrize("profile", ["statistics", "case"])
def test_the_preview_tells_the_columns_that_publishing_then_writes(
    filled: Places, tmp_path: Path, profile: str
) -> None:
    with at(filled, "coordinator") as chief:
        add_form(chief, NEWER)
        (form,) = preview(chief, profile).forms
        publish_registry(
            chief, Wanted(tmp_path / "out", profile), clock=clock(),
            randomness=SeededRandomness("p"),
        )  # fmt: skip
        for table in form.tables:
            path = tmp_path / "out" / "intake" / "latest" / f"{table.name}.csv"
            with path.open(encoding="utf-8", newline="") as stream:
                header = next(csv.reader(stream))
            shown = [c.name for c in table.columns if c.fate is not Fate.LEFT_OUT]
            assert [name for name in header if "/" not in name] == shown


def test_looking_leaves_no_trace(filled: Places) -> None:
    with at(filled, "coordinator") as chief:
        before = chief.connection.total_changes
        entries = len(audit.entries(chief.connection))
        files = files_of(filled.root / "drop")
        preview(chief, "case")
        coordination(chief)
        assert chief.connection.total_changes == before
        assert len(audit.entries(chief.connection)) == entries
        assert registry_of(chief).store.column_events("intake") == []
        assert files_of(filled.root / "drop") == files


def test_a_preview_of_what_cannot_be_published_is_refused(filled: Places) -> None:
    with at(filled, "coordinator") as chief, pytest.raises(PublicationRefused) as refused:
        preview(chief, "everything")
    assert refused.value.code == "profile"
    with at(filled, "north") as laptop, pytest.raises(RegistryError):
        preview(laptop, "statistics")
    with at(filled, "north") as laptop, pytest.raises(RegistryError):
        coordination(laptop)


def test_a_folder_is_checked_before_anything_is_looked_at(filled: Places, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with at(filled, "coordinator") as chief:
        assert check_wanted(chief, Wanted(out)).name == "statistics"
        publish_registry(chief, Wanted(out), clock=clock(), randomness=SeededRandomness("p"))
        for wanted, code in (
            (Wanted(out, "case"), "other-profile"),
            (Wanted(chief.folder), "folder"),
            (Wanted(out, "everything"), "profile"),
            (Wanted(out, style="kobo"), "style"),
        ):
            with pytest.raises(PublicationRefused) as refused:
                check_wanted(chief, wanted)
            assert refused.value.code == code


def test_a_coordinator_is_told_what_waits_for_her(filled: Places, tmp_path: Path) -> None:
    with at(filled, "coordinator") as chief:
        found = coordination(chief)
        assert (found.records, found.conflicts, found.parked) == (2, 0, 1)
        assert (found.asking, found.published_at) == (0, "")
        with at(filled, "stranger") as stranger:
            set_status(chief, stranger, DeviceStatus.REQUESTED)
        out = tmp_path / "out"
        publish_registry(chief, Wanted(out), clock=clock(), randomness=SeededRandomness("p"))
        again = coordination(chief)
        assert again.asking == 1
        assert again.published_at == audit.entries(chief.connection)[-1].at
