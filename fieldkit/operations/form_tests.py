"""Forms are tested with interviews written down: files of scenarios, run against a form."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from fieldkit.forms import FormDefinition, load
from fieldkit.forms.scenario import ScenarioResult, run_scenario
from fieldkit.forms.scenario_coverage import Coverage, coverage
from fieldkit.forms.scenario_steps import scenario_from
from fieldkit.model.errors import FieldKitError

_SCENARIO_FILES = frozenset({".jsonl", ".json", ".ndjson"})


class BadScenarioFile(FieldKitError):
    """A file of scenarios that cannot be read. The message names the file and the line."""

    code = "scenario-file"


@dataclass(frozen=True)
class TestedScenario:
    """A scenario that was run: where it stands, and what became of it."""

    file: Path
    line: int
    result: ScenarioResult

    __test__ = False  # a name that pytest would take for a class of tests


def is_scenario_file(path: Path) -> bool:
    """True for a file of scenarios, false for a form."""
    return path.suffix.lower() in _SCENARIO_FILES


def run_scenarios(form: Path | None, files: Iterable[Path]) -> Iterator[TestedScenario]:
    """Run every scenario of `files`, in order, against `form` or the form each one carries.

    Raises BadScenarioFile at a line that is no JSON object, before anything runs; and what the
    form is refused with, unless a scenario expects that it is refused.
    """
    read = [(file, _cases(file)) for file in files]
    definition = _loaded(form)
    if isinstance(definition, FieldKitError) and not any(map(_expects_refusal, _all(read))):
        raise definition
    for file, cases in read:
        for number, case in cases:
            yield TestedScenario(file, number, run_scenario(case, definition, file.parent))


def rules_looked_at(form: Path, files: Iterable[Path]) -> Coverage:
    """Which rules of a form the scenarios of `files` look at, whether they hold or not.

    Raises BadScenarioFile, BadScenario, and what the form is refused with.
    """
    cases = [case for file in files for _, case in _cases(file)]
    return coverage(load(form), map(scenario_from, cases))


_Case = dict[str, Any]
_Cases = Sequence[tuple[int, _Case]]


def _loaded(form: Path | None) -> FormDefinition | FieldKitError | None:
    try:
        return load(form) if form else None
    except FieldKitError as error:
        return error


def _all(read: Iterable[tuple[Path, _Cases]]) -> Iterator[_Case]:
    return (case for _, cases in read for _, case in cases)


def _expects_refusal(case: _Case) -> bool:
    return "expect_load_error" in json.dumps(case.get("steps"))


def _cases(file: Path) -> _Cases:
    try:
        # Not splitlines(): a text in JSON may hold U+2028, which ends no line of JSON Lines.
        lines = file.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        raise BadScenarioFile(f"{file.name} cannot be read as text.") from None
    return [
        (number, _case(file, number, line))
        for number, line in enumerate(lines, start=1)
        if line.strip()
    ]


def _case(file: Path, number: int, line: str) -> _Case:
    try:
        case: object = json.loads(line)
    except (ValueError, RecursionError):
        raise _unreadable(file, number, "no JSON") from None
    if not isinstance(case, dict):
        raise _unreadable(file, number, "no JSON object")
    return cast("_Case", case)


def _unreadable(file: Path, number: int, what: str) -> BadScenarioFile:
    return BadScenarioFile(
        f"{file.name}, line {number}: this is {what}; nothing was run.",
        next_step="Write each scenario as one JSON object on one line.",
    )
