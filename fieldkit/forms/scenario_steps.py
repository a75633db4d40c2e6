"""What a scenario may say, checked before anything runs: its keys, its verbs, what each verb needs.

The verbs are those of the conformance data. Whatever is misspelt is refused by name: a word that
nobody reads would make a test that cannot fail.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fieldkit.model.errors import FieldKitError

LOAD_ERROR: Final = "expect_load_error"
# The clock of a scenario that names none.
_SOME_DAY: Final = "2025-06-15T10:30:00+00:00"
# `source`, `test`, `clock` and `partial` are remarks for people; nothing here reads them.
_KEYS: Final = frozenset(
    {"id", "steps", "form_xml", "form_file", "resources", "properties", "tz", "now"}
    | {"source", "test", "clock", "partial"}
)
_POSITION: Final = re.compile(r"\[[1-9][0-9]*\]\Z")


class BadScenario(FieldKitError):
    """A scenario that is not written as scenarios are. `step` counts from 0; None: all of it."""

    code = "scenario-file"

    def __init__(self, message: str, step: int | None = None) -> None:
        super().__init__(message)
        self.step = step


@dataclass(frozen=True)
class Step:
    """One step: its verb, what the verb is about (mostly a path), and what else it says."""

    verb: str
    about: Any
    options: Mapping[str, Any]


@dataclass(frozen=True)
class Scenario:
    """One scenario, checked. Exactly one of `form_xml` and `form_file` names a form of its own, or
    none does; `now` is the clock of all its steps."""

    id: str
    steps: Sequence[Step]
    now: datetime
    tz: str = "UTC"
    form_xml: str | None = None
    form_file: str | None = None
    resources: Mapping[str, Any] = field(default_factory=dict[str, Any])
    properties: Mapping[str, str] = field(default_factory=dict[str, str])


def scenario_from(fields: Mapping[str, Any]) -> Scenario:
    """The scenario that a line of JSON states. Raises BadScenario."""
    unknown = sorted(fields.keys() - _KEYS)
    if unknown:
        raise BadScenario(f"There is no key “{unknown[0]}” in a scenario.")
    for key in ("form_xml", "form_file", "id"):
        if not isinstance(fields.get(key) or "", str):
            raise BadScenario(f"“{key}” is a text.")
    return Scenario(
        id=fields.get("id") or str(fields.get("test") or ""),
        steps=_steps(fields.get("steps")),
        now=_instant(fields.get("now") or _SOME_DAY),
        tz=_zone(fields.get("tz") or "UTC"),
        form_xml=fields.get("form_xml"),
        form_file=fields.get("form_file"),
        resources=_resources(fields.get("resources") or {}),
        properties=_properties(fields.get("properties") or {}),
    )


def _steps(written: object) -> list[Step]:
    if not isinstance(written, list) or not written:
        raise BadScenario("A scenario has a list of “steps”, and at least one.")
    steps = [_step(step, at) for at, step in enumerate(cast("list[object]", written))]
    for at, step in enumerate(steps):
        if step.verb == LOAD_ERROR and len(steps) > 1:
            raise BadScenario(f"{LOAD_ERROR} is the only step of its scenario.", at)
    return steps


def _step(written: object, at: int) -> Step:
    if not isinstance(written, dict):
        raise BadScenario("A step is an object with one verb in it.", at)
    step = cast("dict[str, Any]", written)
    verbs = [key for key in step if key in _VERBS]
    if not verbs:
        named = ", ".join(f"“{key}”" for key in step) or "an empty object"
        raise BadScenario(f"There is no such step: {named}. {_known_verbs()}", at)
    if len(verbs) > 1:
        raise BadScenario(f"A step has one verb, not {len(verbs)}: {', '.join(verbs)}.", at)
    return _checked(verbs[0], step, at)


def _checked(verb: str, step: Mapping[str, Any], at: int) -> Step:
    rule = _VERBS[verb]
    if not rule.about.holds(step[verb]):
        raise BadScenario(f"{verb} takes {rule.about.words}.", at)
    options = {key: value for key, value in step.items() if key != verb}
    for key in rule.needed.keys() - options.keys():
        raise BadScenario(f"{verb} needs “{key}”: {rule.needed[key].words}.", at)
    for key, value in options.items():
        kind = rule.needed.get(key) or rule.more.get(key)
        if kind is None:
            raise BadScenario(f"{verb} has no “{key}”.", at)
        if not kind.holds(value):
            raise BadScenario(f"“{key}” of {verb} is {kind.words}.", at)
    if "labels" in options and len(options["labels"]) != len(options["is"]):
        raise BadScenario(f"{verb} has as many “labels” as choices in “is”.", at)
    return Step(verb, step[verb], options)


def _known_verbs() -> str:
    return f"The verbs are: {', '.join(_VERBS)}."


def _instant(written: object) -> datetime:
    try:
        instant = datetime.fromisoformat(str(written))
    except ValueError:
        raise BadScenario("“now” is an instant like 2025-06-15T10:30:00Z.") from None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def _zone(written: object) -> str:
    try:
        return ZoneInfo(str(written)).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadScenario("“tz” is the name of a time zone like Europe/Athens.") from None


def _properties(written: object) -> Mapping[str, str]:
    if not _is_object_of(_is_text, written):
        raise BadScenario("“properties” is an object of texts, like {“username”: “w-1”}.")
    return cast("dict[str, str]", written)


def _resources(written: object) -> Mapping[str, Any]:
    if not _is_object_of(_is_resource, written):
        raise BadScenario("“resources” maps a jr:// address to a text, {“file”: name} or null.")
    return cast("dict[str, Any]", written)


def _is_object_of(holds: Callable[[object], bool], written: object) -> bool:
    return isinstance(written, dict) and all(
        map(holds, cast("dict[str, object]", written).values())
    )


def _is_resource(value: object) -> bool:
    if value is None or isinstance(value, str):
        return True
    return isinstance(value, dict) and _is_text(cast("dict[str, object]", value).get("file"))


# --- what a verb may be followed by


@dataclass(frozen=True)
class _Kind:
    words: str
    holds: Callable[[object], bool]


@dataclass(frozen=True)
class _Rule:
    about: _Kind
    needed: Mapping[str, _Kind] = field(default_factory=dict[str, _Kind])
    more: Mapping[str, _Kind] = field(default_factory=dict[str, _Kind])


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_path(value: object) -> bool:
    return isinstance(value, str) and value.startswith("/")


def _is_repeat(value: object) -> bool:
    return _is_path(value) and not _POSITION.search(str(value))


def _is_row(value: object) -> bool:
    return _is_path(value) and bool(_POSITION.search(str(value)))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, cast("list[object]", value)))


def _is_entry(value: object) -> bool:
    return value is None or isinstance(value, str | int | float) or _are_texts(value)


def _is_pattern(value: object) -> bool:
    try:
        return value is True or (isinstance(value, str) and bool(re.compile(value)))
    except re.error:
        return False


_PATH = _Kind("the path of a question, like /data/member[2]/age", _is_path)
_REPEAT = _Kind("the path of a repeat, without a position at its end", _is_repeat)
_ROW = _Kind("the path of a row, with its position at the end: /data/member[2]", _is_row)
_FLAG = _Kind("true or false", lambda value: isinstance(value, bool))
_TEXT = _Kind("a text", _is_text)
_TEXTS = _Kind("a list of texts", _are_texts)
_ENTRY = _Kind("a text, a number, true, false, a list of texts, or null", _is_entry)
_STORED = _Kind("the text as it is stored, or null where blank", lambda v: v is None or _is_text(v))
_IS = {"is": _FLAG}

_VERBS: Final[Mapping[str, _Rule]] = {
    "answer": _Rule(_PATH, {"value": _ENTRY}),
    "add_repeat": _Rule(_REPEAT),
    "remove_repeat": _Rule(_ROW),
    "set_language": _Rule(_TEXT),
    "round_trip": _Rule(_Kind("true", lambda value: value is True)),
    "expect_value": _Rule(_PATH, {"value": _STORED}, {"tolerance": _Kind("a number", _is_number)}),
    "expect_relevant": _Rule(_PATH, _IS),
    "expect_readonly": _Rule(_PATH, _IS),
    "expect_required": _Rule(_PATH, _IS),
    "expect_valid": _Rule(_PATH, _IS, {"message": _TEXT}),
    "expect_count": _Rule(_REPEAT, {"is": _Kind("a whole number from 0", _is_count)}),
    "expect_choices": _Rule(_PATH, {"is": _TEXTS}, {"labels": _TEXTS, "ordered": _FLAG}),
    "expect_label": _Rule(_PATH, {"is": _TEXT}),
    "expect_hint": _Rule(_PATH, {"is": _TEXT}),
    "expect_xml": _Rule(_Kind("the XML of the submission", _is_text)),
    LOAD_ERROR: _Rule(_Kind("true, or a regular expression for the message", _is_pattern)),
}
VERBS: Final = tuple(_VERBS)
