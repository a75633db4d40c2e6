"""What every test lives under: no network, no home of its own, and nothing left behind.

Sockets are blocked in this process and in the ones it starts; HOME, XDG folders and TMPDIR point
into a folder that must be empty of files again when the last test has ended (invariants 2, 13).
"""

from __future__ import annotations

import gc
import os
import shutil
import socket
import tempfile
from collections import defaultdict
from collections.abc import Generator
from pathlib import Path

import hypothesis
import pytest
from kdf_fixtures import each_passphrase_is_stretched_once

__all__ = ["each_passphrase_is_stretched_once"]
SUPPORT = Path(__file__).parent / "support"

# No example fails for being slow: a loaded machine is no defect, and no test asserts on the clock.
hypothesis.settings.register_profile("fieldkit", deadline=None, print_blob=True)
hypothesis.settings.load_profile("fieldkit")

# Seconds a folder may take on 2 cores, for people to read: a table, not a test.
BUDGETS = {
    "benchmarks": 20, "cli": 40, "conformance": 60, "demo": 90, "faults": 30, "forms": 60,
    "golden": 20, "journeys": 90, "kill": 60, "languages": 10, "model": 10, "operations": 60,
    "publishing": 45, "registry": 45, "sync": 60, "ui": 300, "vault": 45,
}  # fmt: skip

# A file is one worker's: those that take longest begin, so that nobody waits for them at the end.
SLOW_FILES = {
    "test_ui_monkey.py", "test_ui_every_page.py", "test_ui_every_page_large.py",
    "test_ui_journey_mouse.py", "test_ui_journey_keys.py",
}  # fmt: skip

_seconds: dict[str, float] = defaultdict(float)


def _refuse_socket(*_: object, **__: object) -> None:
    raise RuntimeError("a test tried to open a network socket")


def _is_controller(config: pytest.Config) -> bool:
    return not hasattr(config, "workerinput")


def pytest_configure(config: pytest.Config) -> None:
    if _is_controller(config):
        root = Path(tempfile.mkdtemp(prefix="fieldkit-tests-"))
        os.environ["FIELDKIT_TEST_ROOT"] = str(root)
        _redirect(root)
    tempfile.tempdir = None
    socket.socket.connect = _refuse_socket  # type: ignore[method-assign]
    socket.socket.connect_ex = _refuse_socket  # type: ignore[method-assign]
    socket.socket.bind = _refuse_socket  # type: ignore[method-assign]


def _redirect(root: Path) -> None:
    for name, folder in {
        "HOME": "home", "XDG_CONFIG_HOME": "home/config", "XDG_DATA_HOME": "home/data",
        "XDG_CACHE_HOME": "home/cache", "XDG_STATE_HOME": "home/state",
        "XDG_RUNTIME_DIR": "home/runtime", "TMPDIR": "tmp", "PYTEST_DEBUG_TEMPROOT": "pytest",
    }.items():  # fmt: skip
        (root / folder).mkdir(parents=True, exist_ok=True, mode=0o700)
        os.environ[name] = str(root / folder)
    # Child processes block sockets too: Python imports `sitecustomize` from here at its start.
    paths = [str(SUPPORT), os.environ.get("PYTHONPATH", "")]
    os.environ["PYTHONPATH"] = os.pathsep.join(path for path in paths if path)


def _left_behind(root: Path) -> list[str]:
    found: list[str] = []
    for folder in ("home", "tmp"):
        found += [str(p.relative_to(root)) for p in (root / folder).rglob("*") if p.is_file()]
    return sorted(found)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.name not in SLOW_FILES)  # the others keep their order


def pytest_collection_finish() -> None:
    _keep_what_is_there()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, object, object]:
    done = yield
    if nextitem is not None and nextitem.path != item.path:
        _keep_what_is_there()
    return done


def _keep_what_is_there() -> None:
    """Whatever is alive before the first test, and between two files, stays: no later collection
    looks at it. The tests of the window collect twice each, and the modules, tests and remembered
    forms of a whole run are a million objects.
    """
    gc.collect()
    gc.freeze()


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if not _is_controller(session.config) or "FIELDKIT_TEST_ROOT" not in os.environ:
        return
    root = Path(os.environ["FIELDKIT_TEST_ROOT"])
    session.config.stash[_LEFT] = _left_behind(root)
    if session.config.stash[_LEFT] and exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    shutil.rmtree(root, ignore_errors=True)


_LEFT = pytest.StashKey[list[str]]()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    parts = Path(report.nodeid.split("::")[0]).parts
    _seconds[parts[1] if len(parts) > 2 else "."] += report.duration


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.section("time by folder (seconds, budget)")
    for folder, seconds in sorted(_seconds.items()):
        budget = BUDGETS.get(folder, 10)
        mark = "  over budget" if seconds > budget else ""
        terminalreporter.write_line(f"{folder:<14}{seconds:8.1f} {budget:6d}{mark}")
    left = terminalreporter.config.stash.get(_LEFT, [])
    if left:
        terminalreporter.section("files left in HOME or TMPDIR", red=True)
        for name in left:
            terminalreporter.write_line(name)
