"""One start of a program, for `benchmarks.ui` to time from outside: says when its page is painted.

`python -m benchmarks.ui_start window FOLDER` is FieldKit up to the page that unlocks a vault below
FOLDER; `python -m benchmarks.ui_start bare` is a QApplication with a QLabel. The process then ends
at once: how long it takes to tidy up is no part of a start.
"""

from __future__ import annotations

import os
import sys

PAINTED = "painted"


def window(folder: str) -> None:
    """FieldKit, as `run_window` begins it."""
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from fieldkit.ui.app import FieldKitApp
    from fieldkit.ui.pages.unlock import UnlockPage
    from fieldkit.ui.preferences import PreferencesFile

    application = QApplication(["fieldkit"])
    app = FieldKitApp(Path(folder), PreferencesFile(Path(folder) / "preferences"))
    app.open()
    app.runner.wait_idle()
    application.processEvents()
    assert isinstance(app.window.page, UnlockPage)
    _painted()


def bare() -> None:
    """What any window of Qt needs from Python."""
    from PySide6.QtWidgets import QApplication, QLabel

    application = QApplication(["bare"])
    label = QLabel("Unlock")
    label.resize(1366, 768)
    label.show()
    application.processEvents()
    _painted()


def _painted() -> None:
    sys.stdout.write(PAINTED + "\n")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare()
    else:
        window(sys.argv[2])
