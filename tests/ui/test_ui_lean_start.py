"""The page that unlocks waits for nothing that it does not need."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from field_world import LAPTOP, copied

LATER = [
    "fieldkit.cli",
    "fieldkit.demo",
    "fieldkit.forms",
    "fieldkit.publishing",
    "fieldkit.registry",
    "fieldkit.ui.flows.home",
    "fieldkit.ui.flows.interview",
    "fieldkit.ui.pages.exchange",
    "sqlite_utils",
    "click",
    "pyxform",
    "openpyxl",
    "xlsxwriter",
    "python_calamine",
    "rapidfuzz",
    "zstandard",
]

_START = """
import os, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from fieldkit.ui.app import FieldKitApp
from fieldkit.ui.preferences import PreferencesFile

application = QApplication(["fieldkit"])
folder = Path(sys.argv[1])
app = FieldKitApp(folder, PreferencesFile(folder / "preferences"))
app.open()
app.runner.wait_idle()
sys.stdout.write(type(app.window.page).__name__ + "\\n" + "\\n".join(sorted(sys.modules)))
sys.stdout.flush()
os._exit(0)
"""


def test_nothing_that_is_needed_later_is_loaded_before_the_vault_is_open(tmp_path: Path) -> None:
    place = copied(tmp_path / "field")
    done = subprocess.run(
        [sys.executable, "-c", _START, str(place.vault(LAPTOP))],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    page, *loaded = done.stdout.splitlines()
    assert page == "UnlockPage"
    assert [name for name in LATER if name in loaded] == []
