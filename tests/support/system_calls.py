"""Watching and breaking the system calls of a child process."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

SOURCE = Path(__file__).with_suffix(".c")


def shim(folder: Path) -> Path:
    """The compiled library to put in front of libc; skips the test where it cannot be made."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("no C compiler on this computer")
    library = folder / "system_calls.so"
    made = subprocess.run(
        [compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(SOURCE), "-ldl"],
        capture_output=True,
        check=False,
    )
    if made.returncode != 0:
        pytest.skip("the C compiler cannot make the library that watches system calls")
    return library
