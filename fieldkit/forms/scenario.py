"""Runs form scenarios: an interview written down as steps, with what must hold in between.

The verbs are those of the conformance data (one object per step: `answer`, `add_repeat`,
`expect_value` …). A scenario is test data, so messages here may quote it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from fieldkit.forms.definition import definition_from_package
from fieldkit.forms.form import FormDefinition
from fieldkit.forms.instance import DocumentRefused, Node, parse_document
from fieldkit.forms.moment import Host, Moment
from fieldkit.forms.package import FormPackage
from fieldkit.forms.session import FormSession
from fieldkit.model.errors import AnswerRefused, FieldKitError

_UUID = re.compile(r"uuid:[0-9a-f-]{36}\Z")
_ANY_UUID = "uuid:*"
_WHOLE_PART = re.compile(r"\s*([+-]?[0-9]+)\.[0-9]*\s*\Z")
# The clock of a scenario that names none.
_SOME_DAY = "2025-06-15T10:30:00+00:00"
# Scenario files are read from outside: their shape is checked where it is used.
Step = Mapping[str, Any]


@dataclass(frozen=True)
class ScenarioResult:
    """`step` is the index of the first step that failed, None when all held."""

    id: str
    ok: bool
    step: int | None = None
    message: str = ""


class _NotHeld(Exception):
    """An expectation is not met; the argument says how."""


def run_scenario(
    case: Mapping[str, Any], form: FormDefinition | None = None, folder: Path | None = None
) -> ScenarioResult:
    """Run one scenario against `form`, or against its own `form_xml`.

    `folder` is where `form_file` and file resources are looked for. Never raises for a form or a
    step that is refused: that is a result.
    """
    name, steps = str(case.get("id", "")), list(case.get("steps", ()))
    if steps and "expect_load_error" in steps[0]:
        return _expect_load_error(name, case, form, folder, steps[0]["expect_load_error"])
    try:
        run = _Run.begin(case, form, folder)
    except (FieldKitError, OSError) as error:
        return ScenarioResult(name, False, 0, f"The form does not load: {error}")
    for at, step in enumerate(steps):
        try:
            run.take(step)
        except (_NotHeld, FieldKitError) as problem:
            return ScenarioResult(name, False, at, str(problem))
    return ScenarioResult(name, True)


def _expect_load_error(
    name: str,
    case: Mapping[str, Any],
    form: FormDefinition | None,
    folder: Path | None,
    expected: object,
) -> ScenarioResult:
    try:
        _Run.begin(case, form, folder)
    except FieldKitError as error:
        if isinstance(expected, str) and not re.search(expected, str(error)):
            return ScenarioResult(name, False, 0, f"The form is refused, but with: {error}")
        return ScenarioResult(name, True)
    return ScenarioResult(name, False, 0, "The form loads, and should be refused.")


class _Run:
    """A session and the moments it goes through."""

    def __init__(self, session: FormSession, host: Host, instant: datetime) -> None:
        self._session = session
        self._host = host
        self._instant = instant
        self._number = 0
        self._verbs: dict[str, Callable[[Any, Step], None]] = {
            "answer": self._answer,
            "add_repeat": lambda path, _step: self._add(path),
            "remove_repeat": lambda path, _step: self._session.remove_repeat(path),
            "set_language": lambda name, _step: self._session.set_language(name),
            "round_trip": lambda _true, _step: self._round_trip(),
            "expect_value": self._expect_value,
            "expect_relevant": self._expect_relevant,
            "expect_readonly": self._expect_readonly,
            "expect_required": self._expect_required,
            "expect_valid": self._expect_valid,
            "expect_count": self._expect_count,
            "expect_choices": self._expect_choices,
            "expect_label": lambda path, step: _same(self._session.label(path), step["is"]),
            "expect_hint": lambda path, step: _same(self._session.hint(path), step["is"]),
            "expect_xml": lambda xml, _step: self._expect_xml(xml),
        }

    @classmethod
    def begin(
        cls, case: Mapping[str, Any], form: FormDefinition | None, folder: Path | None
    ) -> _Run:
        """Load the form as a new instance."""
        definition = form or definition_from_package(_package(case, folder))
        host = Host(case.get("properties") or {}, case.get("tz") or "UTC")
        instant = datetime.fromisoformat(case.get("now") or _SOME_DAY)
        return cls(definition.start(_moment(instant, 0), host=host), host, instant)

    def take(self, step: Step) -> None:
        """One step. Raises _NotHeld, or what the session raises."""
        verb = next((name for name in step if name in self._verbs), None)
        if verb is None:
            raise _NotHeld(f"There is no step {', '.join(step) or 'without a verb'}.")
        self._session.moment = self._next_moment()
        self._verbs[verb](step[verb], step)

    def _next_moment(self) -> Moment:
        self._number += 1
        return _moment(self._instant, self._number)

    def _answer(self, path: str, step: Step) -> None:
        try:
            self._session.answer(path, step["value"])
        except AnswerRefused as refusal:
            if refusal.code not in ("type", "choice"):
                raise
            # The scenarios' hosts store what can be made of such an answer; ours asks again.
            self._session.answer(path, _what_is_left(step["value"]))

    def _add(self, path: str) -> None:
        self._session.add_repeat(path)

    def _round_trip(self) -> None:
        self._session = self._session.definition.read_back(
            self._session.submission(), self._next_moment(), host=self._host
        )

    def _expect_value(self, path: str, step: Step) -> None:
        found, wanted = self._session.value(path), str(step["value"] or "")
        if "tolerance" in step:
            if not _close(found, wanted, float(step["tolerance"])):
                raise _NotHeld(f"{path} is {found!r}, not about {wanted!r}.")
        elif not _same_text(found, wanted):
            raise _NotHeld(f"{path} is {found!r}, not {wanted!r}.")

    def _expect_relevant(self, path: str, step: Step) -> None:
        _same(self._session.relevant(path), step["is"])

    def _expect_readonly(self, path: str, step: Step) -> None:
        _same(self._session.readonly(path), step["is"])

    def _expect_required(self, path: str, step: Step) -> None:
        _same(self._session.required(path), step["is"])

    def _expect_valid(self, path: str, step: Step) -> None:
        problems = self._session.problems_below(path)
        _same(not problems, step["is"])
        if problems and "message" in step:
            _same(problems[0].message, step["message"])

    def _expect_count(self, path: str, step: Step) -> None:
        _same(self._session.count(path), step["is"])

    def _expect_choices(self, path: str, step: Step) -> None:
        choices = self._session.choices(path)
        values, wanted = [choice.value for choice in choices], list(step["is"])
        labels = {choice.value: choice.label for choice in choices}
        _same(values if step.get("ordered", True) else set(values), _like(wanted, step))
        for value, label in zip(wanted, step.get("labels", ()), strict=False):
            _same(labels[value], label)

    def _expect_xml(self, xml: str) -> None:
        _compare(_element(self._session.submission()), _element(xml.encode("utf-8")), "")


def _moment(instant: datetime, number: int) -> Moment:
    return Moment(instant, f"scenario step {number}".encode())


def _package(case: Mapping[str, Any], folder: Path | None) -> FormPackage:
    base = folder or Path()
    xml = case.get("form_xml")
    xform = xml.encode("utf-8") if isinstance(xml, str) else (base / case["form_file"]).read_bytes()
    externals: dict[str, bytes] = {}
    resources: Mapping[str, Any] = case.get("resources") or {}
    for name, resource in resources.items():
        if isinstance(resource, str):
            externals[name] = resource.encode("utf-8")
        elif resource is not None:
            externals[name] = (base / resource["file"]).read_bytes()
    return FormPackage(xform, externals)


def _what_is_left(value: object) -> str | None:
    whole = _WHOLE_PART.match(str(value))
    return whole[1] if whole else None


def _like(wanted: list[str], step: Step) -> object:
    return wanted if step.get("ordered", True) else set(wanted)


def _same(found: object, wanted: object) -> None:
    if found != wanted:
        raise _NotHeld(f"It is {found!r}, not {wanted!r}.")


def _same_text(found: str, wanted: str) -> bool:
    return bool(_UUID.match(found)) if wanted == _ANY_UUID else found == wanted


def _close(found: str, wanted: str, tolerance: float) -> bool:
    try:
        return abs(float(found) - float(wanted)) <= tolerance
    except ValueError:
        return False


def _element(xml: bytes) -> Node:
    try:
        return parse_document(xml).element()
    except DocumentRefused as error:
        raise _NotHeld(error.message) from None


def _compare(found: Node, wanted: Node, above: str) -> None:
    path = f"{above}/{wanted.name}"
    if _name(found) != _name(wanted):
        raise _NotHeld(f"{path} is {_name(found)} here.")
    if _attributes(found) != _attributes(wanted):
        raise _NotHeld(f"{path} has other attributes.")
    if not _same_text(found.text.strip(), wanted.text.strip()):
        raise _NotHeld(f"{path} is {found.text!r}, not {wanted.text!r}.")
    names = [_name(child) for child in found.children]
    if names != [_name(child) for child in wanted.children]:
        raise _NotHeld(f"{path} contains {names}.")
    for one, other in zip(found.children, wanted.children, strict=True):
        _compare(one, other, path)


def _name(node: Node) -> tuple[str, str]:
    return node.namespace, node.name


def _attributes(node: Node) -> set[tuple[str, str, str]]:
    split = ((*name.rpartition(":")[::2], value) for name, value in node.attributes.items())
    return {
        (node.namespaces.get(prefix, "") if prefix else "", local, value)
        for prefix, local, value in split
    }
