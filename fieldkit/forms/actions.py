"""Actions: `setvalue` at the loads, on a new repeat row, when a value changes, and at the end.

Of actions that need a sensor of the device, a place is left blank and no sound is recorded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from fieldkit.forms.errors import FormError
from fieldkit.forms.expressions import Expression, expression
from fieldkit.forms.markup import Markup
from fieldkit.forms.namespaces import ODK

FIRST_LOAD = "odk-instance-first-load"
LOAD = "odk-instance-load"
NEW_REPEAT = "odk-new-repeat"
VALUE_CHANGED = "xforms-value-changed"
# When the interview is finished. The specification names it for `jr:preload` only; JavaRosa runs
# actions with it.
FINISH = "xforms-revalidate"
_EVENTS = {FIRST_LOAD, LOAD, NEW_REPEAT, VALUE_CHANGED, FINISH}
_EVENTS_IN_MODEL = {FIRST_LOAD, LOAD, FINISH}
# `setlocation` is what early drafts of the specification called `setgeopoint`.
_PLACE_ACTIONS: Final = ("setgeopoint", "setlocation")
SENSOR_ACTIONS: Final = (*_PLACE_ACTIONS, "recordaudio")
_WRITING: Final = frozenset({"setvalue", *_PLACE_ACTIONS})
# Every element that is an action.
ACTIONS: Final = frozenset({"setvalue", *SENSOR_ACTIONS})
# Old spellings of the same events (before ODK XForms 1.0).
_OLD_NAMES = {"xforms-ready": FIRST_LOAD}

# A path from the root that is nothing but its names.
_DIRECT = re.compile(r"(?:/[^\s/.(][^\s/(]*+)++")


@dataclass(frozen=True, slots=True)
class SetValue:
    """Write `value` (or the words `literal`) into `target` when one of `events` happens.

    `trigger` is the path of the control or repeat the action stands in; "" for the model.
    """

    events: frozenset[str]
    target: str
    trigger: str
    value: Expression | None
    literal: str


@dataclass(frozen=True, slots=True)
class SensorAction:
    """Ask a sensor of the device for `target` when one of `events` happens.

    `name` is `setgeopoint` or `recordaudio`; `quality` how a recording was wanted, "" where the
    form does not say.
    """

    name: str
    events: frozenset[str]
    target: str
    trigger: str
    quality: str = ""


def read_sensor_actions(
    markup: Markup, element: Element, trigger: str, resolve_base: str
) -> Iterator[SensorAction]:
    """The sensor actions directly inside `element`; events that do not exist are left out."""
    for name in SENSOR_ACTIONS:
        for child in element.findall(name):
            target = absolute(child.get("ref", ""), resolve_base)
            yield SensorAction(
                name="setgeopoint" if name in _PLACE_ACTIONS else name,
                events=_named_events(child) & _EVENTS,
                target=target,
                trigger=trigger,
                quality=markup.attribute(child, ODK, "quality") or "",
            )


def read_actions(element: Element, trigger: str, resolve_base: str) -> Iterator[SetValue]:
    """The actions directly inside `element` (the model, a control or a repeat) that write a value.

    Besides `setvalue` that is `setgeopoint`: a laptop has no such sensor, and "failure to retrieve
    the location will result in an empty string value" (ODK XForms, "Actions"). `resolve_base` is
    the path that relative targets start from. Raises FormError (`event`) for a `setvalue` whose
    event does not exist, or that the specification does not allow in this place.
    """
    for child in element:
        if child.tag in _WRITING:
            target = absolute(child.get("ref", ""), resolve_base)
            if child.tag == "setvalue":
                yield _set_value(child, target, trigger)
            else:
                yield SetValue(_named_events(child) & _EVENTS, target, trigger, None, "")


def _set_value(element: Element, target: str, trigger: str) -> SetValue:
    source = element.get("value")
    return SetValue(
        events=_events(element, trigger, target),
        target=target,
        trigger=trigger,
        value=expression(source, target, "setvalue") if source else None,
        literal="" if source is not None else element.text or "",
    )


def absolute(path: str, base: str) -> str:
    """A path of plain names made absolute; `base` is where relative ones start."""
    if _DIRECT.fullmatch(path):
        return path  # nearly all there are
    path = path.strip()
    parts: list[str] = [] if path.startswith("/") else base.strip("/").split("/")
    for part in path.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in ("", ".", "current()"):
            parts.append(part)
    return "/" + "/".join(parts)


def _events(element: Element, trigger: str, target: str) -> frozenset[str]:
    events = _named_events(element)
    allowed = _EVENTS if trigger else _EVENTS_IN_MODEL
    if not events or not events <= allowed:
        wrong = ", ".join(sorted(events - allowed)) or "no event"
        place = "" if trigger else " in the model"
        raise FormError(
            f"The action that sets {target} names {wrong}, which is no event it can have{place}.",
            code="event",
            question=target,
            next_step="Use an event of the ODK XForms specification, for example "
            "odk-instance-first-load.",
        )
    return events


def _named_events(element: Element) -> frozenset[str]:
    written = next(
        (value for name, value in element.items() if name.rpartition(":")[2] == "event"),
        "",
    )
    return frozenset(_OLD_NAMES.get(name, name) for name in written.split())
