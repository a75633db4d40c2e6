"""Presenters and view models run where there is no Qt: on the operations' thread, in tests."""

from __future__ import annotations

import pkgutil
import subprocess
import sys

import fieldkit.ui.models
import fieldkit.ui.presenters

_SCRIPT = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
print(sorted(name for name in sys.modules if name.partition(".")[0] in ("PySide6", "shiboken6")))
"""


def test_importing_presenters_and_models_imports_no_qt() -> None:
    modules = [
        module.name
        for package in (fieldkit.ui.models, fieldkit.ui.presenters)
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}.")
    ]
    assert "fieldkit.ui.presenters.interview" in modules
    ran = subprocess.run(
        [sys.executable, "-c", _SCRIPT, *modules], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"
