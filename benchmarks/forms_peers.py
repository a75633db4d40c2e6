"""Our engine beside the engines people use: the same scripts, each in a process of its own.

A peer that is not there (no node, not installed) is named in one line, and the rest goes on.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.forms_scripts import Script
from benchmarks.measure import Baseline, Row, compared

_HERE: Final = Path(__file__).resolve().parent
_PATIENCE: Final = 420.0
_OURS: Final = "FieldKit, same script"


@dataclass(frozen=True)
class Engine:
    """An engine's process: reads a script as JSON on its input, prints what it measured.

    `slow` engines are not given what is heavy; `nested`: it takes steps in nested repeats.
    """

    name: str
    command: tuple[str, ...]
    install: str
    slow: bool = False
    nested: bool = True


OURS: Final = Engine(
    "FieldKit", (sys.executable, "-m", "benchmarks.forms_engines", "fieldkit"), "make env"
)
RXEVAL: Final = Engine(
    "rxeval",
    (sys.executable, "-m", "benchmarks.forms_engines", "rxeval"),
    "pip install --require-hashes -r requirements/bench.lock",
    nested=False,  # it knows a nested repeat by its path without positions only
)
WEB_FORMS: Final = Engine(
    "@getodk/xforms-engine",
    ("node", str(_HERE / "peers" / "web_forms.mjs")),
    "npm ci --ignore-scripts --prefix benchmarks/peers",
    slow=True,
)


@dataclass(frozen=True)
class Limits:
    """How often a step is timed at most, and for how many seconds."""

    runs: int
    loads: int
    seconds: float


class Absent(Exception):
    """A peer did not answer; says which, why, and what to do."""


@dataclass(frozen=True)
class Measured:
    """What an engine's process printed."""

    engine: str
    load: list[float]
    edits: dict[str, list[float]]
    results: dict[str, str]
    memory: float

    def figures(self) -> dict[str, list[float]]:
        """Milliseconds of everything timed, by name."""
        return {"load": self.load, **self.edits}


def beside(
    scripts: Sequence[Script], peers: Sequence[Engine], limits: Limits, say: Callable[[str], None]
) -> list[Row]:
    """Rows of ours and of each peer for each script; `say` hears of what is left out and why."""
    rows: list[Row] = []
    present = list(peers)
    for script in scripts:
        theirs: list[Measured] = []
        for peer in [peer for peer in present if _takes(peer, script)]:
            try:
                theirs.append(measured(peer, script, limits))
            except Absent as absent:
                say(str(absent))
                present.remove(peer)
        if theirs:
            ours = measured(OURS, script, limits)
            rows += _rows(script, ours, theirs)
            for each in theirs:
                _compare(script, ours, each, say)
    return rows


def _compare(script: Script, ours: Measured, theirs: Measured, say: Callable[[str], None]) -> None:
    for path, value in theirs.results.items():
        if not _same(value, ours.results[path]):
            say(f"{script.name}: {theirs.engine} has another result than FieldKit in {path}")


def _takes(peer: Engine, script: Script) -> bool:
    return (peer.nested or not script.nested) and not (peer.slow and script.heavy)


def measured(engine: Engine, script: Script, limits: Limits) -> Measured:
    """Run the script in the engine's own process. Raises Absent."""
    asked = script.asked(
        slow=engine.slow, runs=limits.runs, loads=limits.loads, seconds=limits.seconds
    )
    try:
        done = subprocess.run(
            engine.command,
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            cwd=_HERE.parent,
            check=True,
        )
    except FileNotFoundError:
        raise Absent(f"{engine.name} is left out: there is no {engine.command[0]} here.") from None
    except subprocess.TimeoutExpired:
        raise Absent(
            f"{engine.name} is left out from here on: {script.name} took longer than"
            f" {_PATIENCE:g} seconds."
        ) from None
    except subprocess.CalledProcessError as failed:
        raise Absent(
            f"{engine.name} is left out: {_why(failed.stderr)} To install it: {engine.install}"
        ) from None
    answer: dict[str, Any] = json.loads(done.stdout)
    return Measured(**answer)


def _why(error: str) -> str:
    lines = [line.strip() for line in error.splitlines() if "Error" in line]
    return f"{lines[-1].rstrip('.')}." if lines else "it stopped without a word."


def _same(theirs: str, ours: str) -> bool:
    # 12 and 12.0 are one answer; what the last digits of a long sum are is each engine's own.
    try:
        return abs(float(theirs) - float(ours)) < 0.005
    except ValueError:
        return theirs == ours


def _rows(script: Script, ours: Measured, theirs: Sequence[Measured]) -> list[Row]:
    """Each figure: ours against the fastest peer, then each peer against ours."""
    rows: list[Row] = []
    for name, samples in ours.figures().items():
        timed = {each.engine: each.figures()[name] for each in theirs if name in each.figures()}
        if timed:
            rows += _against(f"{script.name}: {name}", samples, timed, "ms")
    held = {each.engine: [each.memory] for each in theirs}
    return rows + _against(f"{script.name}: peak memory", [ours.memory], held, "MiB")


def _against(title: str, ours: list[float], theirs: dict[str, list[float]], unit: str) -> list[Row]:
    baselines = [Baseline(engine, samples) for engine, samples in theirs.items()]
    best = min(baselines, key=lambda baseline: baseline.value)
    mine = Baseline(_OURS, ours)
    return [
        compared(f"{title}, {OURS.name}", ours, best, unit=unit),
        *(compared(f"{title}, {peer.name}", peer.samples, mine, unit=unit) for peer in baselines),
    ]
