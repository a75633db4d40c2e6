"""What a publication says about itself: labels that are drafts, records that are a sample."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from publishing_samples import READERS, Q, form, of_form, published, record

from fieldkit.forms.translation_states import TranslationState

MACHINE = TranslationState("el", "draft", "machine")
AUTHOR = TranslationState("en", "draft", "author")
REVIEWED = TranslationState("el", "reviewed", "machine", date="2026-12-01")
LANG = (Q("string", "lang", choices=("el", "ar")),)


def versions(*states: Sequence[TranslationState]):
    return [form("f", str(number), LANG, each) for number, each in enumerate(states)]


def put_out(out: Path, forms) -> Path:
    published(out, of_form(record(1, forms[0], {"/data/lang": "ar"})), forms)
    return out / "f"


def told(reader, folder: Path, sheet: str) -> dict[object, object]:
    rows = reader(folder / "f_latest.xlsx", sheet)
    return {row[0]: row[1] for row in rows if len(row) > 1}


def descriptor(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "latest" / "datapackage.json").read_text("utf-8"))


@pytest.mark.parametrize("reader", READERS)
def test_draft_labels_are_called_drafts_wherever_labels_are(tmp_path: Path, reader):
    folder = put_out(tmp_path, versions((MACHINE, AUTHOR)))
    readme = told(reader, folder, "README")
    assert readme["Labels translated by a machine; nobody has reviewed them"] == "el"
    assert readme["Labels that nobody has reviewed"] == "en"
    assert readme["Ετικέτες που δεν έχει ελέγξει κανείς"] == "en"
    for sheet in ("codebook", "choices"):
        header = reader(folder / "f_latest.xlsx", sheet)[0]
        assert header[-2:] == ["label (el), machine draft", "label (en), draft"]
    meta = told(reader, folder, "meta")
    assert (meta["labels (el)"], meta["labels (en)"]) == ("machine draft", "draft")
    drafts = descriptor(folder)["fieldkit"]["draft_languages"]
    assert drafts == {"el": "machine draft", "en": "draft"}


@pytest.mark.parametrize("states", [((),), ((MACHINE,), (REVIEWED,)), ((MACHINE,), ())])
def test_labels_that_are_no_drafts_any_more_are_not_called_so(tmp_path: Path, states):
    folder = put_out(tmp_path, versions(*states))
    reader = READERS[0]
    everything = [reader(folder / "f_latest.xlsx", n) for n in ("README", "codebook", "meta")]
    assert "draft" not in str(everything)
    assert "reviewed" not in str(everything)
    assert descriptor(folder)["fieldkit"]["draft_languages"] == {}


def test_a_draft_in_the_newest_version_counts_again(tmp_path: Path):
    folder = put_out(tmp_path, versions((REVIEWED,), (MACHINE,)))
    assert descriptor(folder)["fieldkit"]["draft_languages"] == {"el": "machine draft"}


def everything(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "latest").iterdir()}


@pytest.mark.parametrize("reader", READERS)
def test_a_sample_says_so_before_anything_else(tmp_path: Path, reader):
    one = versions(())
    published(tmp_path, of_form(record(1, one[0], {"/data/lang": "ar"})), one, sample=True)
    folder = tmp_path / "f"
    first = [row[0] for row in reader(folder / "f_latest.xlsx", "README")[:3]]
    assert first[0] == "Form f"
    assert "επινοημένα πρόσωπα" in str(first[1])
    assert "invented people" in str(first[2])
    assert told(reader, folder, "meta")["sample"] == "sample data, invented people"
    package = descriptor(folder)
    assert package["description"] == "sample data, invented people"
    assert package["fieldkit"]["sample"] is True


def test_the_mark_is_beside_the_tables_and_not_in_them(tmp_path: Path):
    one = versions(())
    records = of_form(record(1, one[0], {"/data/lang": "ar"}))
    for name, sample in (("real", False), ("sample", True)):
        published(tmp_path / name, records, one, sample=sample)
    real, marked = (everything(tmp_path / name / "f") for name in ("real", "sample"))
    assert real["data.csv"] == marked["data.csv"]
    assert b"invented" in marked["datapackage.json"]
    assert b"invented" not in real["datapackage.json"]
    for sheet in ("README", "meta"):
        assert "invented" not in str(READERS[0](tmp_path / "real/f/f_latest.xlsx", sheet))


def test_real_and_sample_never_share_a_revision_folder(tmp_path: Path):
    one = versions(())
    records = of_form(record(1, one[0], {"/data/lang": "ar"}))
    for sample in (False, True):
        published(tmp_path, records, one, sample=sample)
    assert len(list((tmp_path / "f" / "revisions").iterdir())) == 2
