"""Which rules of a form its scenarios look at: a rule nobody looks at can break unseen.

A rule counts as looked at when a scenario sees it do its work and, where it decides something, sees
both decisions. What is read are the steps as they are written; that they hold is the runner's part.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fieldkit.forms.form import FormDefinition
from fieldkit.forms.places import definition_path
from fieldkit.forms.scenario_steps import Scenario, Step
from fieldkit.forms.structure import REPEAT, NodeDefinition

RELEVANT, CONSTRAINT, REQUIRED = "relevant", "constraint", "required"
CALCULATION, ROWS = "calculation", "rows"
# rule -> the verb that looks at it, when it decides between true and false
_DECISIONS = {
    RELEVANT: "expect_relevant",
    CONSTRAINT: "expect_valid",
    REQUIRED: "expect_required",
}
_ALWAYS = "true()"


@dataclass(frozen=True, order=True)
class Rule:
    """One rule of a form: the definition path it stands at, and its kind."""

    path: str
    kind: str

    def __str__(self) -> str:
        return f"{self.kind} of {self.path}"


@dataclass(frozen=True)
class Coverage:
    """All rules of a form in form order, and those among them that no scenario looks at."""

    rules: tuple[Rule, ...]
    missing: tuple[Rule, ...]


def coverage(form: FormDefinition, scenarios: Iterable[Scenario]) -> Coverage:
    """What `scenarios` look at of the rules of `form`."""
    steps = [step for scenario in scenarios for step in scenario.steps]
    rules = tuple(rule for node in form.nodes.values() for rule in _rules(node))
    seen = {_seen(step) for step in steps}
    missing = tuple(rule for rule in rules if not _is_covered(rule, form, seen))
    return Coverage(rules, missing)


def _rules(node: NodeDefinition) -> list[Rule]:
    bind = node.bind
    stated = {
        RELEVANT: bind.relevant,
        CONSTRAINT: bind.constraint,
        REQUIRED: bind.required,
        CALCULATION: bind.calculate,
        ROWS: node if node.kind == REPEAT else None,
    }
    return [Rule(node.path, kind) for kind, rule in stated.items() if rule is not None]


# What a step looks at: a verb, a definition path, and true, false or "" for a blank value.
_Look = tuple[str, str, object]


def _seen(step: Step) -> _Look:
    path = definition_path(step.about) if isinstance(step.about, str) else ""
    if step.verb == "expect_value":
        return step.verb, path, bool(step.options["value"])
    return step.verb, path, step.options.get("is") if step.verb in _DECISIONS.values() else None


def _is_covered(rule: Rule, form: FormDefinition, seen: set[_Look]) -> bool:
    if rule.kind in _DECISIONS:
        verb = _DECISIONS[rule.kind]
        return all((verb, rule.path, decision) in seen for decision in _decisions(rule, form))
    if rule.kind == CALCULATION:
        return ("expect_value", rule.path, True) in seen
    return ("expect_count", rule.path, None) in seen


def _decisions(rule: Rule, form: FormDefinition) -> tuple[bool, ...]:
    required = form.nodes[rule.path].bind.required
    if rule.kind == REQUIRED and required is not None and required.source.strip() == _ALWAYS:
        return (True,)  # it is never free
    return True, False
