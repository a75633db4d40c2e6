"""The whole way by mouse: two computers with nothing on them, until the receipt comes back."""

from __future__ import annotations

from pathlib import Path

from hands import Mouse
from journey import whole_way
from journey_world import Folders
from pytestqt.qtbot import QtBot


def test_from_two_empty_computers_to_the_receipt_by_mouse(qtbot: QtBot, tmp_path: Path) -> None:
    whole_way(Mouse(), Folders(tmp_path))
