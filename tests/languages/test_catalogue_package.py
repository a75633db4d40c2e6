"""An installed FieldKit has all it needs: words, typefaces, icons and forms travel in the wheel."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from fieldkit.languages.catalogues import available, load

ROOT = Path(__file__).parents[2]
# Only the rooms with files that are no Python: they are all that is looked at, and quickly built.
ROOMS = ("languages", "forms/library", "ui/theme")
BUILD = "import sys; from setuptools.build_meta import build_wheel; print(build_wheel(sys.argv[1]))"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package, out of a wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    source, out = folder / "source", folder / "out"
    out.mkdir()
    for room in ROOMS:
        shutil.copytree(ROOT / "fieldkit" / room, source / "fieldkit" / room)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    for package in (ROOT / "fieldkit").glob("**/__init__.py"):
        target = source / package.relative_to(ROOT)
        if target.parent.is_dir():
            shutil.copy(package, target)
    built = subprocess.run(
        [sys.executable, "-c", BUILD, str(out)],
        cwd=source, capture_output=True, text=True, check=True,
    )  # fmt: skip
    with zipfile.ZipFile(out / built.stdout.split()[-1]) as wheel:
        wheel.extractall(folder / "installed")
    return folder / "installed" / "fieldkit"


def test_a_wheel_holds_the_compiled_catalogues(installed: Path) -> None:
    compiled = installed / "languages" / "compiled"
    assert [load(code, compiled).code for code in available()] == available()


@pytest.mark.parametrize("room", ROOMS)
def test_a_wheel_holds_every_file_that_is_no_python(installed: Path, room: str) -> None:
    assert _no_python(installed / room) == _no_python(ROOT / "fieldkit" / room)


def _no_python(folder: Path) -> list[str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(
        path.relative_to(folder).as_posix() for path in files if path.suffix not in (".py", ".pyc")
    )
