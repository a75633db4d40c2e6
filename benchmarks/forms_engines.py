"""Scripts (forms_scripts) run by engines that Python can call: ours, and rxeval.

`python -m benchmarks.forms_engines fieldkit|rxeval` reads a script on its input and prints what it
measured: each engine in a process of its own, so that its memory is its own, too.
"""

from __future__ import annotations

import gc
import importlib
import importlib.metadata
import itertools
import json
import sys
from collections.abc import Callable, Iterable
from typing import Any, Final, Protocol

from benchmarks.measure import own_peak_memory, timed
from fieldkit.forms import (
    FormPackage,
    FormSession,
    Moment,
    definition_from_package,
    expressions,
    itext,
)
from fieldkit.forms.collection import without_collection
from fieldkit.forms.xpath import compiler, parser

MOMENT: Final = Moment.at("2026-11-22T09:00:00")


class Engine(Protocol):
    """A form that is open in one of the engines."""

    def do(self, steps: Iterable[list[str]]) -> None:
        """Do the steps and bring the form up to date."""
        ...

    def rest(self) -> None:
        """What is to be done between turns, untimed."""
        ...

    def value(self, path: str) -> str:
        """An answer or a calculated value as text."""
        ...


class FieldKit:
    """Our own engine."""

    def __init__(self, xform: str) -> None:
        self.session = start(FormPackage(xform.encode(), {}, _METADATA))

    def do(self, steps: Iterable[list[str]]) -> None:
        session = self.session
        session.moment = MOMENT
        for step in steps:
            match step:
                case ["set", path, answer]:
                    session.answer(path, answer)
                case ["add", repeat]:
                    session.add_repeat(repeat)
                case ["remove", repeat, position]:
                    session.remove_repeat(f"{repeat}[{position}]")
                case ["choices", path]:
                    session.choices(path)
                case ["get", path]:
                    session.value(path)
                case _:
                    raise ValueError(step)

    def rest(self) -> None:
        self.session.changes()

    def value(self, path: str) -> str:
        return self.session.value(path)


class Rxeval:
    """The engine of rxeval, which computes the whole form after each turn."""

    def __init__(self, xform: str) -> None:
        # Loaded here: it is no dependency, and what is measured of ours must not hold it.
        module: Any = importlib.import_module("rxeval")
        self.session = module.Session(xform, today="2026-11-22", now="2026-11-22T09:00:00")
        self.session.recompute()

    def do(self, steps: Iterable[list[str]]) -> None:
        session, stale = self.session, False
        for step in steps:
            if step[0] in ("choices", "get") and stale:
                session.recompute()
                stale = False
            match step:
                case ["set", path, answer]:
                    session.set(path, answer)
                    stale = True
                case ["choices", path]:
                    session.choices(path)
                case ["get", path]:
                    session.get(path)
                case _:
                    raise ValueError(step)
        if stale:
            session.recompute()

    def rest(self) -> None:
        pass

    def value(self, path: str) -> str:
        return str(self.session.get(path))


_METADATA: Final = {"form_id": "measured", "version": "1", "title": "measured"}
_ENGINES: Final[dict[str, Callable[[str], Engine]]] = {"fieldkit": FieldKit, "rxeval": Rxeval}


def start(package: FormPackage) -> FormSession:
    """A form loaded and a session of it begun."""
    return FormSession(definition_from_package(package), MOMENT)


def forget() -> None:
    """Drop what is remembered of expressions and words, so that the next load is a first one."""
    for module in (compiler, parser, expressions, itext):
        for value in vars(module).values():
            clear = getattr(value, "cache_clear", None)
            if clear is not None:
                clear()


def tidy() -> None:
    """Between two loads: the next is a first one, and nothing of the last is in memory."""
    forget()
    gc.collect()


def run(engine: str, script: dict[str, Any]) -> dict[str, object]:
    """What `engine` measured of a script: see `_MEASURED` in forms_peers for the shape."""
    opened, runs, seconds = _ENGINES[engine], script["runs"], script["seconds"]
    xform = script["xform"]
    with without_collection():  # as in the window, which collects when nothing else happens
        loads = timed(lambda: opened(xform), most=script["loads"], seconds=seconds, after=tidy)
    form = opened(xform)
    edits = {each["name"]: _edited(form, each, runs, seconds) for each in script["edits"]}
    return {
        "engine": f"{engine} {importlib.metadata.version(engine)}",
        "load": loads,
        "edits": edits,
        "results": {path: form.value(path) for path in script["results"]},
        "memory": own_peak_memory(),
    }


def _edited(form: Engine, edit: dict[str, Any], runs: int, seconds: float) -> list[float]:
    def back() -> None:
        form.do(edit["after"])
        form.rest()

    form.do(edit["before"])
    for turn in edit["turns"]:
        form.do(turn)
        back()
    turns = itertools.cycle(edit["turns"])
    samples = timed(lambda: form.do(next(turns)), most=runs, seconds=seconds, after=back)
    form.do(edit["turns"][-1])  # however many there were: engines end in the same state
    back()
    return samples


if __name__ == "__main__":
    json.dump(run(sys.argv[1], json.load(sys.stdin)), sys.stdout)
