"""The form engine: loading, edits, repeats and lists, against recomputing or scanning everything.

The bars are in the design of the forms room; each row's baseline is the naive way to the same
state, in the same process and on the same form.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from benchmarks import form_texts, forms_peers, forms_scripts
from benchmarks.forms_calibration import Calibrated
from benchmarks.forms_engines import MOMENT, start
from benchmarks.forms_loads import loads
from benchmarks.forms_peers import Limits
from benchmarks.forms_reach import reachable
from benchmarks.measure import Baseline, Row, compared, main, nothing, peak_memory, timed
from fieldkit.forms import Draft, Entry, FormSession, definition_from_package
from fieldkit.forms.form import FormDefinition
from fieldkit.forms.instance import Node
from fieldkit.forms.places import find, with_descendants

_RECOMPUTED: Final = "full recomputation of the same session"
_REACHED: Final = "computations that it can reach"
_SCANNED: Final = "linear scan of the list"


_ONCE: Final = Limits(runs=1, loads=1, seconds=0.1)


@dataclass(frozen=True)
class Size:
    """How big the forms are, how long each figure may take, and which engines stand beside ours.

    `calibrated`: times are stated as multiples of the calibration loop. `places` is the length of
    the longest list, which is only loaded.
    """

    flat: tuple[int, ...]
    households: int
    members: int
    villages: int
    runs: int
    loads: int
    seconds: float
    peers: tuple[forms_peers.Engine, ...] = ()
    beside: Limits = _ONCE
    calibrated: bool = False
    places: int = 1000


FULL: Final = Size(
    (100, 1000, 5000),
    10,
    50,
    20_000,
    runs=1000,
    loads=7,
    seconds=5.0,
    peers=(forms_peers.RXEVAL, forms_peers.WEB_FORMS),
    beside=Limits(runs=300, loads=3, seconds=3.0),
    places=100_000,
)
QUICK: Final = Size(
    (100, 1000, 5000),
    10,
    50,
    20_000,
    runs=100,
    loads=1,
    seconds=0.4,
    peers=(forms_peers.RXEVAL,),
    beside=Limits(runs=20, loads=1, seconds=0.3),
    calibrated=True,
    places=100_000,
)


def measure(size: Size) -> list[Row]:
    """All rows of this area."""
    areas: list[Callable[[], list[Row]]] = [
        *(partial(_flat, questions, size) for questions in size.flat),
        partial(_households, size),
        partial(_cascade, size),
        partial(_long_list, size),
        partial(_memory, size),
        partial(_beside, size),
    ]
    if size.calibrated:
        return Calibrated().measured(areas)
    return [row for area in areas for row in area()]


def _beside(size: Size) -> list[Row]:
    scripts = [
        *map(forms_scripts.flat, size.flat),
        forms_scripts.households(size.households, size.members),
        forms_scripts.cascade(size.villages),
    ]
    return forms_peers.beside(scripts, size.peers, size.beside, _say)


def _say(line: str) -> None:
    print(line, file=sys.stderr)


# --- flat forms


def _flat(questions: int, size: Size) -> list[Row]:
    package = form_texts.flat_form(questions)
    session = _filled(questions)
    name, last = f"flat {questions}", form_texts.sections(questions) - 1
    recomputed = _recomputed(session, size)
    rows = loads(name, package, most=size.loads, seconds=size.seconds)
    edits: dict[str, tuple[str, tuple[Entry, Entry]]] = {
        "first": ("/data/s0/int0", (7, 8)),
        "middle": (f"/data/s{last // 2}/int{last // 2}", (7, 8)),
        "last": (f"/data/s{last}/int{last}", (7, 8)),
        "fan-out": ("/data/age", (0, 44)),
    }
    for place, (path, values) in edits.items():
        rows += _edited(f"{name}: {place} edit", session, path, values, recomputed, size)
    return rows


def _filled(questions: int) -> FormSession:
    """A session of a flat form with all its questions answered, by way of a draft."""
    definition = definition_from_package(form_texts.flat_form(questions))
    session = FormSession(definition, MOMENT, draft=Draft(form_texts.flat_answers(questions)))
    session.recompute()
    session.changes()
    return session


@dataclass(frozen=True)
class _Recomputed:
    """The baseline of an edit: its time, and how many expressions it evaluates."""

    time: Baseline
    evaluations: Baseline


def _recomputed(session: FormSession, size: Size) -> _Recomputed:
    before = session.evaluations
    session.recompute()
    evaluated = session.evaluations - before
    samples = timed(session.recompute, most=size.loads, seconds=size.seconds)
    session.changes()
    return _Recomputed(Baseline(_RECOMPUTED, samples), Baseline(_RECOMPUTED, [evaluated]))


def _edited(
    name: str,
    session: FormSession,
    path: str,
    values: tuple[Entry, Entry],
    recomputed: _Recomputed,
    size: Size,
) -> list[Row]:
    """Time and evaluations of an answer that changes each time."""
    counts: list[float] = []
    offered = itertools.cycle(values)

    def edit() -> None:
        session.moment = MOMENT
        session.answer(path, next(offered))

    def counted(step: Callable[[], None]) -> None:
        before = session.evaluations
        step()
        counts.append(session.evaluations - before)

    counted(edit)
    counted(edit)
    samples = timed(edit, most=size.runs, seconds=size.seconds, after=session.changes)
    return [
        compared(name, samples, recomputed.time),
        *_counted(name, counts, recomputed, _in_reach(session, path)),
    ]


def _counted(
    name: str, counts: Sequence[float], recomputed: _Recomputed, reached: Sequence[float]
) -> list[Row]:
    """What was evaluated, beside all there is and beside all that the change can reach."""
    rows = {
        f"{name}, evaluations": recomputed.evaluations,
        f"{name}, evaluations of those in reach": Baseline(_REACHED, reached),
    }
    return [compared(each, counts, rows[each], unit="evaluations") for each in rows]


def _in_reach(session: FormSession, path: str, *, added: bool = False) -> list[float]:
    root = session._engine.root
    node = find(root, path)
    assert node is not None
    graph = session.definition.graph
    if added:
        return [reachable(graph, root, (), tuple(with_descendants(node)))]
    return [reachable(graph, root, [node])]


# --- nested repeats


def _households(size: Size) -> list[Row]:
    session, name = _full_households(size), f"repeats {size.households}x{size.members}"
    recomputed = _recomputed(session, size)
    middle = f"/data/hh[{(size.households + 1) // 2}]"
    member = f"{middle}/mem[{(size.members + 1) // 2}]"
    added: list[str] = []

    def add() -> None:
        session.moment = MOMENT
        added.append(session.add_repeat(f"{middle}/mem"))

    def remove() -> None:
        session.remove_repeat(added.pop())
        session.changes()

    add()
    remove()
    rows = _edited(f"{name}: edit of one age", session, f"{member}/mage", (9, 44), recomputed, size)
    before = session.evaluations
    add()
    counts = [session.evaluations - before]
    reached = _in_reach(session, added[-1], added=True)
    remove()
    samples = timed(add, most=size.runs, seconds=size.seconds, after=remove)
    return [
        *rows,
        compared(f"{name}: add a member", samples, recomputed.time),
        *_counted(f"{name}: add a member", counts, recomputed, reached),
    ]


def _full_households(size: Size) -> FormSession:
    session = start(form_texts.household_form())
    for _ in range(size.households):
        household = session.add_repeat("/data/hh")
        session.answer(f"{household}/hhname", "Household")
        for number in range(size.members):
            member = session.add_repeat(f"{household}/mem")
            session.answer(f"{member}/mname", "Member")
            session.answer(f"{member}/mage", number)
    session.changes()
    return session


# --- a long list


def _cascade(size: Size) -> list[Row]:
    package = form_texts.cascade_form(size.villages)
    name = f"list of {size.villages}"
    definition = definition_from_package(package)
    items = definition.lists.document("vill").element().children
    session = FormSession(definition, MOMENT)
    first = timed(lambda: _choose_district(session, 0), most=1, seconds=size.seconds)
    scanned = Baseline(_SCANNED, timed(lambda: _scan(items), most=size.runs, seconds=size.seconds))
    numbers = itertools.cycle(range(1, 9))
    filtered = timed(
        lambda: session.choices("/data/village"),
        most=size.runs,
        seconds=size.seconds,
        after=lambda: _choose_district(session, next(numbers)),
    )
    _choose_district(session, 1)
    return [
        *loads(name, package, most=size.loads, seconds=size.seconds),
        compared(f"{name}: first district chosen, indexes made", first, scanned),
        compared(f"{name}: the choices of a district", filtered, scanned),
        compared(f"{name}: answer, choice name and label", _answered(session, size), scanned),
        compared(f"{name}: one look-up by name", _looked_up(definition, size), scanned),
    ]


def _long_list(size: Size) -> list[Row]:
    package = form_texts.cascade_form(size.places)
    return loads(f"list of {size.places}", package, most=size.loads, seconds=size.seconds)


def _choose_district(session: FormSession, number: int) -> None:
    session.answer("/data/region", f"r{number}")
    session.answer("/data/district", f"d{number}")
    session.choices("/data/village")
    session.changes()


def _scan(items: list[Node]) -> list[Node]:
    """What a district's choices cost without an index."""
    return [item for item in items if item.by_name["district"][0].string_value() == "d1"]


def _answered(session: FormSession, size: Size) -> list[float]:
    offered = itertools.cycle([choice.value for choice in session.choices("/data/village")][:2])
    return timed(
        lambda: session.answer("/data/village", next(offered)),
        most=size.runs,
        seconds=size.seconds,
        after=session.changes,
    )


def _looked_up(definition: FormDefinition, size: Size) -> list[float]:
    lists, names = definition.lists, itertools.cycle(f"v{n}" for n in range(size.villages))
    lists.lookup("vill", "name", "v0")
    return timed(
        lambda: lists.lookup("vill", "name", next(names)), most=size.runs, seconds=size.seconds
    )


# --- memory


def _memory(size: Size) -> list[Row]:
    alone = Baseline("a process that does nothing", [peak_memory(nothing)])
    most = max(size.flat)
    return [
        compared(f"flat {most}: peak memory", [peak_memory(_hold_flat, most)], alone, unit="MiB"),
        compared(
            f"list of {size.villages}: peak memory",
            [peak_memory(_hold_cascade, size.villages)],
            alone,
            unit="MiB",
        ),
    ]


def _hold_flat(questions: int) -> None:
    _filled(questions)


def _hold_cascade(villages: int) -> None:
    _choose_district(start(form_texts.cascade_form(villages)), 0)


if __name__ == "__main__":
    main("forms", lambda quick: measure(QUICK if quick else FULL))
