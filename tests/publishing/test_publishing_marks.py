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
