"""Preferences: small, plain, and never believed beyond what they can mean."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fieldkit.ui.preferences import FILE_NAME, Preferences, PreferencesFile


def test_a_change_is_there_the_next_time(tmp_path: Path) -> None:
    PreferencesFile(tmp_path).change(language="ar", scale=150)
    assert PreferencesFile(tmp_path).present == Preferences(language="ar", scale=150)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{",
        json.dumps({"mode": "loud", "scale": 1000, "lock_minutes": "soon", "x": 1}),
        json.dumps({"language": "tlh", "lock_minutes": 0}),
        json.dumps({"language": "../../el", "lock_minutes": 10**12}),
    ],
)
def test_a_strange_file_means_the_defaults(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE_NAME).write_text(content)
    assert PreferencesFile(tmp_path).present == Preferences()


def test_a_disk_that_takes_nothing_costs_only_the_preference(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    preferences = PreferencesFile(tmp_path / "file")
    preferences.change(language="el")
    assert preferences.present.language == "el"
    assert preferences.unsaved
