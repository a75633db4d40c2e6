"""`fieldkit` alone and `fieldkit demo --window` open the window, or say that there is no screen.

A window is closed here as a session that ends closes it: by a signal, which is no crash.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

FIELDKIT = Path(sys.executable).with_name("fieldkit")
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
PREFERENCES = Path("fieldkit") / "window.json"
PATIENCE = 60
OF_THE_PLATFORM = "This plugin does not support "  # a window without a screen cannot do everything


def surroundings(home: Path, **more: str) -> Mapping[str, str]:
    """A home of its own, and no screen but the one that is given."""
    plain = {name: value for name, value in os.environ.items() if name not in SCREENS}
    folders = {"HOME": "", "XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data"}
    return plain | {name: str(home / folder) for name, folder in folders.items()} | more


def opened(home: Path, *arguments: str) -> subprocess.Popen[str]:
    """A window that has begun to open: its preferences are written before its first page shows."""
    running = subprocess.Popen(
        [str(FIELDKIT), *arguments],
        env=surroundings(home, QT_QPA_PLATFORM="offscreen"),
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    written = home / "config" / PREFERENCES
    while not written.exists():
        with contextlib.suppress(subprocess.TimeoutExpired):
            pytest.fail(f"it ended with {running.wait(0.05)}: {running.communicate()}")
    return running


def closed(window: subprocess.Popen[str], number: signal.Signals) -> tuple[int, str, list[str]]:
    """Exit code, standard output and complaints of a window that was told to go."""
    window.send_signal(number)
    said, complained = window.communicate(timeout=PATIENCE)
    ours = [line for line in complained.splitlines() if not line.startswith(OF_THE_PLATFORM)]
    return window.returncode, said, ours


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_fieldkit_alone_opens_the_window_until_it_is_told_to_go(
    tmp_path: Path, number: signal.Signals
) -> None:
    assert closed(opened(tmp_path), number) == (0, "", [])


def ended(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What a command line did where there is no screen."""
    return subprocess.run(
        [str(FIELDKIT), *arguments],
        env=surroundings(home), stdin=subprocess.DEVNULL, capture_output=True, text=True,
        timeout=PATIENCE, check=False,
    )  # fmt: skip


def test_fieldkit_alone_says_so_where_there_is_no_screen(tmp_path: Path) -> None:
    done = ended(tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "no screen" in done.stderr
    assert "fieldkit --help" in done.stderr


def test_the_demo_opens_the_window_on_what_it_made(tmp_path: Path) -> None:
    window = opened(tmp_path, "demo", str(tmp_path / "sample"), "--records", "1", "--window")
    code, said, complained = closed(window, signal.SIGTERM)
    assert (code, complained) == (0, [])
    assert "The window opens on the sample" in said


def test_the_demo_is_done_without_a_screen_and_says_so(tmp_path: Path) -> None:
    done = ended(tmp_path, "demo", str(tmp_path / "sample"), "--records", "1", "--window")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("There is no screen here, so the window was not opened.\n")
    assert (tmp_path / "sample" / "README.md").is_file()
