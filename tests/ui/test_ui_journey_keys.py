"""The whole way without a mouse: from two empty computers until the receipt comes back."""

from __future__ import annotations

from pathlib import Path

from hands import Keys
from journey import whole_way
from journey_world import Folders
from pytestqt.qtbot import QtBot


def test_from_two_empty_computers_to_the_receipt_by_keys(qtbot: QtBot, tmp_path: Path) -> None:
    whole_way(Keys(), Folders(tmp_path))
