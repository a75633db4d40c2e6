"""Runs form scenarios: an interview written down as steps, with what must hold in between.

A scenario is test data of the form's author, so messages here may quote it. Every step has the
scenario's clock and a chance of its own, so that a scenario always gives the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fieldkit.forms.definition import definition_from_package
from fieldkit.forms.form import FormDefinition
from fieldkit.forms.instance import DocumentRefused
from fieldkit.forms.likeness import difference, same_text
from fieldkit.forms.moment import Host, Moment
from fieldkit.forms.package import FormPackage
from fieldkit.forms.scenario_steps import LOAD_ERROR, BadScenario, Scenario, Step, scenario_from
from fieldkit.forms.session import FormSession
from fieldkit.model.errors import AnswerRefused, FieldKitError

_WHOLE_PART = re.compile(r"\s*([+-]?[0-9]+)\.[0-9]*\s*\Z")


@dataclass(frozen=True)
class ScenarioResult:
    """`step` is the index of the first step that failed (from 0), None when all held or when the
    scenario as a whole is not written as scenarios are."""

    id: str
    ok: bool
    step: int | None = None
    message: str = ""


class _NotHeld(Exception):
    """An expectation is not met; the argument says what was expected and what is."""


def run_scenario(
    case: Mapping[str, Any],
    form: FormDefinition | FieldKitError | None = None,
    folder: Path | None = None,
) -> ScenarioResult:
    """Run one scenario against `form`, or against the form it carries.

    `form` may be the error with which the form was refused. `folder` is where `form_file` and file
    resources are looked for. Never raises for a form or a step that is refused: that is a result.
    """
    name = str(case.get("id") or case.get("test") or "")
    try:
        return _run(scenario_from(case), form, folder or Path())
    except BadScenario as problem:
        return ScenarioResult(name, False, problem.step, problem.message)


def _run(
    scenario: Scenario, form: FormDefinition | FieldKitError | None, folder: Path
) -> ScenarioResult:
    first = scenario.steps[0]
    try:
        run = _Run.begin(scenario, form, folder)
    except (FieldKitError, OSError) as error:
        return _refused(scenario.id, first, error)
    if first.verb == LOAD_ERROR:
        return ScenarioResult(scenario.id, False, 0, "The form loads, and should be refused.")
    for at, step in enumerate(scenario.steps):
        try:
            run.take(step)
        except (_NotHeld, FieldKitError) as problem:
            return ScenarioResult(scenario.id, False, at, f"{_named(step)}: {problem}")
    return ScenarioResult(scenario.id, True)


def _refused(name: str, first: Step, error: FieldKitError | OSError) -> ScenarioResult:
    """What it means that the form does not load: with the right words it may be expected."""
    if first.verb != LOAD_ERROR or isinstance(error, BadScenario | OSError):
        return ScenarioResult(name, False, 0, f"The form does not load: {error}")
    if isinstance(first.about, str) and not re.search(first.about, str(error)):
        return ScenarioResult(name, False, 0, f"The form is refused, but with: {error}")
    return ScenarioResult(name, True)


def _named(step: Step) -> str:
    about = step.about if isinstance(step.about, str) and not step.about.startswith("<") else ""
    return f"{step.verb} {about}".strip()


class _Run:
    """A session and the moments it goes through."""

    def __init__(self, session: FormSession, host: Host, scenario: Scenario) -> None:
        self._session = session
        self._host = host
        self._scenario = scenario
        self._number = 0
        self._verbs: dict[str, Callable[[Any, Mapping[str, Any]], None]] = {
            "answer": self._answer,
            "add_repeat": lambda path, _: self._add(path),
            "remove_repeat": lambda path, _: self._session.remove_repeat(path),
            "set_language": lambda name, _: self._session.set_language(name),
            "round_trip": lambda _true, _: self._round_trip(),
            "expect_value": self._expect_value,
            "expect_relevant": lambda path, more: _same(self._session.relevant(path), more["is"]),
            "expect_readonly": lambda path, more: _same(self._session.readonly(path), more["is"]),
            "expect_required": lambda path, more: _same(self._session.required(path), more["is"]),
            "expect_valid": self._expect_valid,
            "expect_count": lambda path, more: _same(self._session.count(path), more["is"]),
            "expect_choices": self._expect_choices,
            "expect_label": lambda path, more: _same(self._session.label(path), more["is"]),
            "expect_hint": lambda path, more: _same(self._session.hint(path), more["is"]),
            "expect_xml": lambda xml, _: self._expect_xml(xml),
        }

    @classmethod
    def begin(
        cls, scenario: Scenario, form: FormDefinition | FieldKitError | None, folder: Path
    ) -> _Run:
        """Load the form as a new instance. Raises what the form is refused with."""
        if isinstance(form, FieldKitError):
            raise form
        definition = form or definition_from_package(_package(scenario, folder))
        host = Host(scenario.properties, scenario.tz)
        return cls(FormSession(definition, _moment(scenario, 0), host=host), host, scenario)

    def take(self, step: Step) -> None:
        """One step. Raises _NotHeld, or what the session raises."""
        self._session.moment = self._next_moment()
        self._verbs[step.verb](step.about, step.options)

    def _next_moment(self) -> Moment:
        self._number += 1
        return _moment(self._scenario, self._number)

    def _answer(self, path: str, more: Mapping[str, Any]) -> None:
        try:
            self._session.answer(path, more["value"])
        except AnswerRefused as refusal:
            if refusal.code not in ("type", "choice"):
                raise
            # The scenarios' hosts store what can be made of such an answer; ours asks again.
            self._session.answer(path, _what_is_left(more["value"]))

    def _add(self, path: str) -> None:
        self._session.add_repeat(path)

    def _round_trip(self) -> None:
        self._session = FormSession(
            self._session.definition,
            self._next_moment(),
            host=self._host,
            submission=self._session.submission(),
        )

    def _expect_value(self, path: str, more: Mapping[str, Any]) -> None:
        found, wanted = self._session.value(path), more["value"] or ""
        if "tolerance" in more:
            _check(_close(found, wanted, more["tolerance"]), f"about {wanted!r}", found)
        else:
            _check(same_text(found, wanted), repr(wanted), found)

    def _expect_valid(self, path: str, more: Mapping[str, Any]) -> None:
        problems = self._session.problems_below(path)
        named = ", ".join(problem.path for problem in problems)
        if bool(problems) == more["is"]:
            raise _NotHeld(f"expected {more['is']}, got {not problems} (wrong now: {named or '-'})")
        if problems and "message" in more:
            _same(problems[0].message, more["message"])

    def _expect_choices(self, path: str, more: Mapping[str, Any]) -> None:
        choices = self._session.choices(path)
        in_order = more.get("ordered", True)
        wanted: Sequence[str] = more["is"]
        values = [choice.value for choice in choices]
        same = values == wanted if in_order else set(values) == set(wanted)
        _check(same, repr(wanted), values)
        labels = {choice.value: choice.label for choice in choices}
        for value, label in zip(wanted, more.get("labels", ()), strict=False):
            _same(labels[value], label)

    def _expect_xml(self, xml: str) -> None:
        try:
            differs = difference(self._session.submission(), xml.encode("utf-8"))
        except DocumentRefused as error:
            raise _NotHeld(error.message) from None
        if differs:
            raise _NotHeld(differs)


def _moment(scenario: Scenario, number: int) -> Moment:
    return Moment(scenario.now, f"scenario step {number}".encode())


def _package(scenario: Scenario, folder: Path) -> FormPackage:
    if scenario.form_xml is not None:
        xform = scenario.form_xml.encode("utf-8")
    elif scenario.form_file is not None:
        xform = (folder / scenario.form_file).read_bytes()
    else:
        raise BadScenario("Name the form before the scenarios, or give each its “form_xml”.")
    externals: dict[str, bytes] = {}
    for name, resource in scenario.resources.items():
        if isinstance(resource, str):
            externals[name] = resource.encode("utf-8")
        elif resource is not None:
            externals[name] = (folder / resource["file"]).read_bytes()
    return FormPackage(xform, externals)


def _what_is_left(value: object) -> str | None:
    whole = _WHOLE_PART.match(str(value))
    return whole[1] if whole else None


def _same(found: object, wanted: object) -> None:
    _check(found == wanted, repr(wanted), found)


def _check(holds: bool, wanted: str, found: object) -> None:
    if not holds:
        raise _NotHeld(f"expected {wanted}, got {found!r}")


def _close(found: str, wanted: str, tolerance: float) -> bool:
    try:
        return abs(float(found) - float(wanted)) <= tolerance
    except ValueError:
        return False
