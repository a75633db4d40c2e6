"""Frozen batches: what every version must read, and what every version must refuse, and why.

Made once by make_vectors.py; never changed afterwards.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from batch_maker import KEYRING

from fieldkit.sync.batch.open import open_batch
from fieldkit.sync.errors import BatchRefused

FOLDER = Path(__file__).parent / "vectors" / "fkb1"
INDEX: dict[str, dict[str, str]] = json.loads((FOLDER / "index.json").read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(INDEX))
def test_a_frozen_batch_is_read_or_refused_as_before(name: str) -> None:
    file, expected = FOLDER / f"{name}.fkb", INDEX[name]["code"]
    if expected == "ok":
        opened = open_batch(file, KEYRING)
        assert len(opened.events) == opened.manifest.events
        return
    with pytest.raises(BatchRefused) as caught:
        open_batch(file, KEYRING)
    assert caught.value.code == expected


def test_every_file_is_in_the_index_and_there_are_enough() -> None:
    assert {file.stem for file in FOLDER.glob("*.fkb")} == INDEX.keys()
    assert sum(entry["code"] != "ok" for entry in INDEX.values()) >= 60
    assert {entry["code"] for entry in INDEX.values()} == {
        "ok", "not-a-batch", "too-new", "truncated", "trailing", "tampered", "unknown-sender",
        "revoked", "not-for-me", "other-deployment", "malformed",
    }  # fmt: skip
