"""What every benchmark area needs: timing, percentiles, facts about the machine, one JSON shape.

On a shared computer a time alone says little. Each row is therefore a ratio to a named baseline
that was measured in the same run; `ratio` is value / baseline_value, and for times less is better.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Final, ParamSpec

P = ParamSpec("P")

Clock = Callable[[], int]
Machine = dict[str, str | int | float]

_NOISE_RUNS: Final = 200
_STATUS: Final = Path("/proc/self/status")
_PROCESSORS: Final = Path("/proc/cpuinfo")


@dataclass(frozen=True)
class Row:
    """One figure; `p50` and `p99` in its unit. 99 of 100 samples are no worse than `p99`: no slower
    for a time, no fewer for a rate (`…/s`)."""

    name: str
    value: float
    unit: str
    baseline: str
    baseline_value: float
    ratio: float
    p50: float
    p99: float


@dataclass(frozen=True)
class Baseline:
    """What a figure is held against: a name and samples in the same unit."""

    name: str
    samples: Sequence[float]

    @property
    def value(self) -> float:
        """The median of the samples."""
        return statistics.median(self.samples)


def compared(name: str, samples: Sequence[float], baseline: Baseline, *, unit: str = "ms") -> Row:
    """The row of `samples` (at least one, like the baseline's); its value is their median."""
    middle, against = statistics.median(samples), baseline.value
    worse = percentile(samples, 0.01 if unit.endswith("/s") else 0.99)
    return Row(
        name=name,
        value=_rounded(middle),
        unit=unit,
        baseline=baseline.name,
        baseline_value=_rounded(against),
        ratio=_rounded(middle / against) if against else 0.0,
        p50=_rounded(middle),
        p99=_rounded(worse),
    )


def percentile(samples: Sequence[float], share: float) -> float:
    """The smallest sample that at least `share` of all samples do not exceed."""
    ordered = sorted(samples)
    return ordered[max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1)]


def _rounded(number: float) -> float:
    return float(f"{number:.6g}")


def timed(
    step: Callable[[], object],
    *,
    most: int,
    seconds: float,
    after: Callable[[], object] | None = None,
) -> list[float]:
    """Milliseconds of each run of `step`: at least one, at most `most`, none begun after `seconds`.

    `after` puts things back between runs and is not counted.
    """
    gc.collect()
    samples: list[float] = []
    end = time.perf_counter() + seconds
    while not samples or (len(samples) < most and time.perf_counter() < end):
        samples.append(_once(step, time.perf_counter_ns))
        if after is not None:
            after()
    return samples


def timed_in_turn(
    first: Callable[[], object],
    second: Callable[[], object],
    *,
    most: int,
    seconds: float,
    clock: Clock = time.perf_counter_ns,
) -> tuple[list[float], list[float]]:
    """`timed` of two steps that take turns, so that both meet the same moods of the disk."""
    gc.collect()
    samples: tuple[list[float], list[float]] = ([], [])
    end = time.perf_counter() + seconds
    while not samples[0] or (len(samples[0]) < most and time.perf_counter() < end):
        samples[0].append(_once(first, clock))
        samples[1].append(_once(second, clock))
    return samples


def _once(step: Callable[[], object], clock: Clock) -> float:
    begin = clock()
    step()
    return (clock() - begin) / 1e6


def per_second(milliseconds: Sequence[float], count: int) -> list[float]:
    """The rates of runs that each handled `count` things."""
    return [count * 1000 / each for each in milliseconds]


def peak_memory(action: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> float:
    """The peak resident memory, in MiB, of a fresh process that does only this.

    `action` is a function of a module (it is looked up there by the new process).
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(_peak_after, action, args, kwargs).result()


def _peak_after(
    action: Callable[..., object], args: tuple[object, ...], kwargs: dict[str, object]
) -> float:
    action(*args, **kwargs)
    return own_peak_memory()


def own_peak_memory() -> float:
    """The peak resident memory of this process, in MiB."""
    # Not ru_maxrss where it can be helped: Linux carries it over from the parent into a child, so
    # that a child of a big process would seem big.
    if _STATUS.exists():
        for line in _STATUS.read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def resident_memory() -> float:
    """What this process holds now, in MiB; its peak where a system does not tell."""
    if _STATUS.exists():
        for line in _STATUS.read_text(encoding="ascii").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def nothing() -> None:
    """An action for `peak_memory` that shows what the process needs by itself."""


def machine() -> Machine:
    """The computer, and how quietly it runs: the same small loop, timed again and again."""
    noise = timed(_spin, most=_NOISE_RUNS, seconds=2.0)
    return {
        "python": platform.python_version(),
        "system": platform.platform(),
        "processor": _processor(),
        "processors": os.cpu_count() or 0,
        "load": _rounded(os.getloadavg()[0]),
        "noise_p50_ms": _rounded(percentile(noise, 0.5)),
        "noise_p99_ms": _rounded(percentile(noise, 0.99)),
        "noise_worst_ms": _rounded(max(noise)),
    }


def _processor() -> str:
    if _PROCESSORS.exists():
        for line in _PROCESSORS.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor()


def _spin() -> int:
    return sum(range(50_000))


def report(rows: Sequence[Row]) -> dict[str, object]:
    """What is printed: the machine and the rows."""
    return {"machine": machine(), "rows": [asdict(row) for row in rows]}


def main(area: str, measure: Callable[[bool], list[Row]]) -> None:
    """The command line of an area; `measure` is told whether it must be quick."""
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks.{area}")
    parser.add_argument("--quick", action="store_true", help="fewer samples, under 45 seconds")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    asked = parser.parse_args()
    rows = measure(asked.quick)
    if asked.json:
        json.dump(report(rows), sys.stdout, indent=1, allow_nan=False)
        print()
        return
    for name, value in machine().items():
        print(f"# {name}: {value}")
    for row in rows:
        print(_line(row))


def _line(row: Row) -> str:
    return (
        f"{row.name:<52} {row.value:>12.5g} {row.unit:<12} p99 {row.p99:>10.5g}"
        f"  {row.ratio:>9.4g} x {row.baseline} ({row.baseline_value:.5g})"
    )
