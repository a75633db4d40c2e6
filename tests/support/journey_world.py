"""Two people and their windows: a coordinator and a field worker, from nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from driving import settle
from PySide6.QtWidgets import QWidget

from fieldkit.model.clock import SteppingClock, SystemRandomness
from fieldkit.ui.app import FieldKitApp
from fieldkit.ui.preferences import PreferencesFile

MORNING = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
INTAKE = {
    "name_native": "زهرا",
    "name_given": "Ζάχρα",
    "m_name_1": "Νουρ",
    "m_name_2": "یوسف",
}


@dataclass
class Folders:
    """Where everything of the journey lies."""

    root: Path

    def made(self, name: str) -> Path:
        folder = self.root / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    @property
    def stick(self) -> Path:
        return self.made("stick")

    @property
    def drop(self) -> Path:
        return self.made("drop")


def sit_down(folders: Folders, who: str) -> FieldKitApp:
    """A window on a computer with nothing on it yet."""
    app = FieldKitApp(
        folders.made(who) / "vaults",
        PreferencesFile(folders.made(who) / "preferences"),
        clock=SteppingClock(MORNING, timedelta(seconds=7)),
        randomness=SystemRandomness(),
    )
    app.open()
    app.window.activateWindow()
    settle(app)
    return app


def page_name(app: FieldKitApp) -> str:
    page: QWidget | None = app.window.page
    return type(page).__name__
