"""What every test of the window lives under: no screen needed, one look, English at the start.

`FIELDKIT_SCREEN=1` shows the windows on the screen there is (Xvfb, with a window manager, too).
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

if not os.environ.get("FIELDKIT_SCREEN"):
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("FONTCONFIG_FILE", str(Path(__file__).with_name("fonts.conf")))

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from fieldkit.ui.language import language
from fieldkit.ui.preferences import PreferencesFile
from fieldkit.ui.runner import Runner
from fieldkit.ui.theme import theme


@pytest.fixture(autouse=True)
def _one_look(request: pytest.FixtureRequest) -> Iterator[None]:
    """Widgets are collected on this thread, between tests; the next test begins in English."""
    if "qapp" not in request.fixturenames and "qtbot" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("qapp")
    theme().apply("light", 100)
    language().set("en")
    gc.disable()
    yield
    _let_widgets_go()
    theme().apply("light", 100)
    language().set("en")


def _let_widgets_go() -> None:
    for widget in QApplication.topLevelWidgets():
        widget.close()
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[Runner]:
    """A door to operations, closed after the test."""
    made = Runner()
    yield made
    made.close()


@pytest.fixture
def preferences(tmp_path: Path) -> PreferencesFile:
    """Preferences in a folder of the test's own."""
    return PreferencesFile(tmp_path / "preferences")
