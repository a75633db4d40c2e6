"""Fills any form with random answers of the right kind, as a person who answers everything."""

from __future__ import annotations

import math
import random
import re

from fieldkit.forms import Entry, FormDefinition, FormSession, NodeDefinition
from fieldkit.forms.structure import REPEAT
from fieldkit.model.errors import AnswerRefused

_POSITION = re.compile(r"\[[0-9]+\]")
_TRIES = 12
_ROUNDS = 30


def fill(session: FormSession, chance: random.Random) -> int:
    """Answer all questions that are asked, adding a row to each repeat that takes one.

    An answer that a constraint forbids is tried anew, and left blank in the end. Returns how many
    questions have an answer. Raises nothing but what is a fault of the engine.

    Rows that come with answers are filled in, too, but not for ever: a repeat may ask for one more
    as soon as its last is filled in.
    """
    rows: set[str] = set()
    answered: set[str] = set()
    for _ in range(_ROUNDS):
        for path in [path for path in session.paths() if path not in answered | rows]:
            definition = definition_at(session.definition, path)
            try:
                if definition.kind == REPEAT:
                    _add_row(session, path)
                if _is_asked(session, path, definition):
                    _answer(session, path, definition, chance)
                    answered.add(path)
                else:
                    rows.add(path)
            except AnswerRefused as refusal:
                if refusal.code != "unknown-path":
                    raise
                rows.add(path)  # an answer before it took its row away
    return sum(1 for path in answered if path in session.paths() and session.value(path))


def definition_at(form: FormDefinition, path: str) -> NodeDefinition:
    """What the form says of the node at a path with positions."""
    return form.nodes[_POSITION.sub("", path)]


def _add_row(session: FormSession, path: str) -> None:
    repeat = _POSITION.sub("", path[path.rindex("/") :])
    above = path[: path.rindex("/")]
    try:
        if session.count(above + repeat) < 2:
            session.add_repeat(above + repeat)
    except AnswerRefused:
        return  # counted or fixed by the form, or in a part that is not asked


def _is_asked(session: FormSession, path: str, definition: NodeDefinition) -> bool:
    asked = definition.is_leaf and bool(definition.control) and definition.bind.calculate is None
    return asked and session.relevant(path) and not session.readonly(path)


def _answer(
    session: FormSession, path: str, definition: NodeDefinition, chance: random.Random
) -> None:
    for size in range(1, _TRIES):
        session.answer(path, _entry(session, path, definition, chance, size))
        if session.problem(path) is None:
            return
    session.answer(path, None)


def _entry(
    session: FormSession, path: str, definition: NodeDefinition, chance: random.Random, size: int
) -> Entry:
    if definition.is_select:
        return _choice(session, path, definition, chance)
    if definition.control == "trigger":
        return True
    if definition.control == "range":
        return _in_range(definition, chance)
    return _typed(definition.type, chance, size)


def _choice(
    session: FormSession, path: str, definition: NodeDefinition, chance: random.Random
) -> Entry:
    offered = [choice.value for choice in session.choices(path) if choice.value]
    if definition.type != "select_one":
        offered = [value for value in offered if len(value.split()) == 1]
    if not offered:
        return None
    if definition.type == "rank":
        return chance.sample(offered, len(offered))
    if definition.type == "select_multiple":
        return chance.sample(offered, chance.randint(1, len(offered)))
    return chance.choice(offered)


def _in_range(definition: NodeDefinition, chance: random.Random) -> Entry:
    limits = definition.body.parameters
    low, high, step = (float(limits.get(name, word)) for name, word in _RANGE)
    # Rounded as a person types it: three steps of 0.1 are 0.3, not 0.30000000000000004.
    marks = int(abs((high - low) / step))
    value = round(low + math.copysign(step, high - low) * chance.randint(0, marks), 9)
    return int(value) if definition.type == "int" else value


_RANGE = (("start", "1"), ("end", "10"), ("step", "1"))


def _typed(kind: str, chance: random.Random, size: int) -> Entry:
    day = f"20{chance.randint(10, 29)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    clock = f"{chance.randint(0, 23):02}:{chance.randint(0, 59):02}:00"
    match kind:
        case "int":
            return chance.randint(0, 3**size)  # small at first: it may be a number of rows
        case "decimal":
            return round(chance.uniform(0, 100), 2)
        case "boolean":
            return chance.random() < 0.5
        case "date":
            return day
        case "time":
            return f"{clock}.000+02:00"
        case "dateTime":
            return f"{day}T{clock}.000+02:00"
        case "geopoint" | "geotrace" | "geoshape":
            return _places(kind, chance)
        case "binary":
            return "picture.jpg"
        case _:
            return chance.choice(["Ελένη", "abc", "5", "name@example.org", "two words", "69 1234"])


def _places(kind: str, chance: random.Random) -> str:
    corners = [
        f"{chance.uniform(-80, 80):.6f} {chance.uniform(-170, 170):.6f} 0 5"
        for _ in range({"geopoint": 1, "geotrace": 3, "geoshape": 4}[kind])
    ]
    return "; ".join([*corners, corners[0]] if kind == "geoshape" else corners)
