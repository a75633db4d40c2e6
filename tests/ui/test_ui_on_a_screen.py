"""The window on a screen with a window manager, not only offscreen: focus is a real thing there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TESTS = ["tests/ui/test_ui_window.py"]


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of a screen of our own, with a window manager on it."""
    missing = [name for name in ("Xvfb", "openbox") if shutil.which(name) is None]
    assert not missing, f"make env installs {missing}"
    folder = tmp_path_factory.mktemp("screen")
    with ExitStack() as ending:
        reading, writing = os.pipe()
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
            pass_fds=[writing],
            stderr=subprocess.DEVNULL,
        )
        ending.callback(_end, server)
        os.close(writing)
        with os.fdopen(reading) as told:
            name = f":{told.readline().strip()}"
        manager = subprocess.Popen(
            ["openbox", "--sm-disable"],
            env={**os.environ, "DISPLAY": name, "XDG_CACHE_HOME": str(folder)},
            stderr=subprocess.DEVNULL,
        )
        ending.callback(_end, manager)
        yield name


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait()


@pytest.mark.parametrize("tests", TESTS)
def test_the_window_works_on_a_real_screen(screen: str, tests: str, tmp_path: Path) -> None:
    environment = {
        **{name: value for name, value in os.environ.items() if name != "FIELDKIT_TEST_ROOT"},
        "DISPLAY": screen,
        "FIELDKIT_SCREEN": "1",
        "QT_QPA_PLATFORM": "xcb",
        "TMPDIR": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", tests],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
