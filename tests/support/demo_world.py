"""Sample deployments for the acceptance tests, each made once in a test run and never opened.

All workers of a run share them through its own folder; a test that opens a vault copies it first.
"""

from __future__ import annotations

import contextlib
import csv
import faulthandler
import fcntl
import functools
import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import warnings
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from fieldkit.cli.main import run
from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import SystemClock
from fieldkit.vault import Vault, open_vault

FIELDKIT = Path(sys.executable).with_name("fieldkit")
SEED, RECORDS = 7, 12
COORDINATOR, LAPTOPS = "coordinator", ("laptop-1", "laptop-2")
PROFILES = {"statistics": "municipality", "case": "municipality-case"}

# The same program, with every use of the socket module noted by the interpreter itself.
WATCHED = """
import sys
seen = []
sys.addaudithook(lambda event, arguments: seen.append(event) if event[:7] == "socket." else None)
sys.argv[0] = "fieldkit"
from fieldkit.__main__ import main
code = main()
sys.stderr.write("".join(f"network: {event}\\n" for event in seen))
sys.exit(code)
"""

Ended = subprocess.CompletedProcess[str]


@dataclass(frozen=True)
class Place:
    """The folder of a deployment."""

    folder: Path

    @property
    def said(self) -> dict[str, Any]:
        """What `fieldkit demo --json` printed when it was made (its paths are of that time)."""
        return json.loads(self.folder.with_suffix(".stdout").read_text("utf-8"))

    @property
    def complaints(self) -> str:
        """What it printed on standard error."""
        return self.folder.with_suffix(".stderr").read_text("utf-8")

    @property
    def drop(self) -> Path:
        return self.folder / "drop"

    def vault(self, name: str) -> Path:
        return self.folder / name

    def options(self, name: str) -> list[str]:
        """The options that open one of its vaults."""
        return ["--passphrase-file", str(self._passphrase(name))]

    def open(self, name: str) -> Vault:
        """One of its vaults, open in this process."""
        passphrase = HiddenBytes(self._passphrase(name).read_bytes().strip())
        return open_vault(self.vault(name), passphrase=passphrase, clock=SystemClock())

    def table(self, profile: str, form: str, table: str = "data") -> list[dict[str, str]]:
        """The rows of a canonical CSV."""
        path = self.folder / PROFILES[profile] / form / "latest" / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    def workbook(self, profile: str, form: str) -> Path:
        return self.folder / PROFILES[profile] / form / f"{form}_latest.xlsx"

    def files(self) -> list[Path]:
        """Every file left in it."""
        return sorted(path for path in self.folder.rglob("*") if path.is_file())

    def _passphrase(self, name: str) -> Path:
        return next((self.folder / "passphrases").glob(f"{name}.*.txt"))

    def copied(self, target: Path, *names: str) -> Place:
        """A copy of the named parts (and the passphrases), to be changed at will."""
        for name in ("passphrases", *names):
            shutil.copytree(self.folder / name, target / name)
        return Place(target)


def console(*arguments: str | Path, given: str = "") -> Ended:
    """Run the console script as a person would."""
    return _ended([str(FIELDKIT), *map(str, arguments)], given)


def fieldkit(*arguments: str | Path) -> Ended:
    """The same command line without a process of its own, which takes a third of the time."""
    words = [str(argument) for argument in arguments]
    scratch = functools.partial(tempfile.TemporaryFile, "w+", encoding="utf-8")
    with scratch() as out, scratch() as err:
        with hooks_put_back(), redirect_stdout(out), redirect_stderr(err):
            code = run(words)
        return Ended(words, code, _whole(out), _whole(err))


def _whole(stream: TextIO) -> str:
    stream.seek(0)
    return stream.read()


@contextlib.contextmanager
def hooks_put_back() -> Iterator[None]:
    """`cli.main.run` installs the logging policy; the tests of this process have their own."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook, warnings.showwarning
    try:
        yield
    finally:
        root.handlers[:], root.level = before
        sys.excepthook, threading.excepthook, sys.unraisablehook, warnings.showwarning = hooks
        faulthandler.enable(file=sys.__stderr__ or 2)


def python(*arguments: str) -> Ended:
    """Run this Python in a process of its own."""
    return _ended([sys.executable, *arguments], "")


def _ended(words: Sequence[str], given: str) -> Ended:
    return subprocess.run(
        words, input=given, capture_output=True, encoding="utf-8", timeout=300, check=False
    )


def twins() -> tuple[Place, Place]:
    """Two deployments of the same seed, made by two processes at once; the second one watched."""
    arguments = ("--seed", str(SEED), "--records", str(RECORDS))
    watched = [sys.executable, "-c", WATCHED]
    return _made(("first", [str(FIELDKIT)], arguments), ("second", watched, arguments))


def stranger() -> Place:
    """A small deployment that has nothing to do with the twins, traced where strace works."""
    place, _ = _made(
        ("stranger", [*_tracer(), str(FIELDKIT)], ("--seed", "8", "--records", "1")), None
    )
    return place


def trace_of_stranger() -> Path | None:
    """The network calls of the process that made the stranger; None where nobody could look."""
    path = _root() / "stranger.trace"
    stranger()
    return path if path.exists() else None


Wanted = tuple[str, Sequence[str], Sequence[str]]


def _made(one: Wanted, other: Wanted | None) -> tuple[Place, Place]:
    wanted = [each for each in (one, other) if each is not None]
    places = [Place(_root() / name) for name, _, _ in wanted]
    with _alone(one[0]):
        if not places[0].folder.with_suffix(".done").exists():
            _make(wanted)
            places[0].folder.with_suffix(".done").touch()
    return places[0], places[-1]


def _make(wanted: Sequence[Wanted]) -> None:
    with contextlib.ExitStack() as stack:
        running: list[subprocess.Popen[bytes]] = []
        for name, program, arguments in wanted:
            out = stack.enter_context((_root() / f"{name}.stdout").open("wb"))
            err = stack.enter_context((_root() / f"{name}.stderr").open("wb"))
            words = [*program, "demo", str(_root() / name), *arguments, "--json"]
            running.append(subprocess.Popen(words, stdout=out, stderr=err))
        ended = [process.wait(timeout=300) for process in running]
    assert not any(ended), [(_root() / f"{name}.stderr").read_text() for name, _, _ in wanted]


def _tracer() -> list[str]:
    """strace before the program, if it is there and may trace."""
    strace = shutil.which("strace")
    if strace is None:
        return []
    words = [strace, "-f", "-qq", "-e", "trace=%network", "-o"]
    tried = subprocess.run([*words, os.devnull, "true"], capture_output=True, check=False)
    return [*words, str(_root() / "stranger.trace")] if tried.returncode == 0 else []


@contextlib.contextmanager
def _alone(name: str) -> Iterator[None]:
    """Wait until no other worker of this run makes the same deployment."""
    with (_root() / f"{name}.lock").open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def _root() -> Path:
    root = Path(os.environ["FIELDKIT_TEST_ROOT"]) / "deployments"
    root.mkdir(exist_ok=True)
    return root
