"""An installed FieldKit speaks its languages: the compiled catalogues travel in the wheel."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from fieldkit.languages.catalogues import available, load

ROOT = Path(__file__).parents[2]
BUILD = "import sys; from setuptools.build_meta import build_wheel; print(build_wheel(sys.argv[1]))"


def test_a_wheel_holds_the_compiled_catalogues(tmp_path: Path) -> None:
    source, out = tmp_path / "source", tmp_path / "out"
    out.mkdir()
    # Only this room: it is all that is looked at, and quickly built.
    languages = source / "fieldkit" / "languages"
    shutil.copytree(ROOT / "fieldkit" / "languages", languages)
    shutil.copy(ROOT / "fieldkit" / "__init__.py", source / "fieldkit")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    built = subprocess.run(
        [sys.executable, "-c", BUILD, str(out)],
        cwd=source, capture_output=True, text=True, check=True,
    )  # fmt: skip
    with zipfile.ZipFile(out / built.stdout.split()[-1]) as wheel:
        wheel.extractall(tmp_path / "installed")
    compiled = tmp_path / "installed" / "fieldkit" / "languages" / "compiled"
    assert [load(code, compiled).code for code in available()] == available()
