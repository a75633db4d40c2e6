"""Functions over the answers of select questions, and the two checklists."""

from __future__ import annotations

from fieldkit.forms.instance import Node
from fieldkit.forms.xpath.context import Context
from fieldkit.forms.xpath.errors import WrongArguments
from fieldkit.forms.xpath.functions.numbers import truncate
from fieldkit.forms.xpath.functions.signature import ANY, BOOLEAN, NUMBER, STRING, Function
from fieldkit.forms.xpath.values import Value, to_boolean, to_number


def selected(answer: str, choice: str) -> bool:
    """Whether `choice` is among the selected ones; a blank one is where nothing is selected."""
    return choice.strip() in (answer.split() or [""])


def selected_at(answer: str, place: float) -> str:
    """The selected choice at `place`, counted from 0; "" outside."""
    choices = answer.split()
    return choices[int(place)] if -1 < place < len(choices) else ""


def count_selected(answer: str) -> float:
    return float(len(answer.split()))


def _each(value: Value) -> list[Value]:
    """A node-set as the texts of its nodes, anything else alone."""
    if isinstance(value, list):
        return [node.string_value() for node in value]
    return [value]


def checklist(least: float, most: float, *factors: Value) -> bool:
    """Whether between `least` and `most` of the factors are true; nodes count one by one.

    As in JavaRosa the bounds are whole numbers, a blank one is 0, and any below 0 is no bound.
    """
    reached = sum(1 for factor in factors for each in _each(factor) if to_boolean(each))
    lower, upper = _whole(least), _whole(most)
    return (lower < 0 or reached >= lower) and (upper < 0 or reached <= upper)


def _whole(bound: float) -> float:
    return truncate(bound) if bound == bound else 0.0


def weighted_checklist(
    _node: Node, context: Context, least: float, most: float, *pairs: Value
) -> bool:
    """Like `checklist`, with a weight after each factor; node-sets pair up node by node.

    Weights may be fractions and below 0: bounds are taken as they are, and -1 alone is none.

    Raises WrongArguments when a factor has no weight.
    """
    if len(pairs) % 2:
        raise WrongArguments("weighted-checklist() needs a weight for each factor.")
    weights: list[float] = []
    for factor, weight in zip(pairs[::2], pairs[1::2], strict=True):
        factors, heavy = _each(factor), _each(weight)
        if len(factors) != len(heavy):
            raise WrongArguments("weighted-checklist() needs a weight for each factor.")
        for each, weighs in zip(factors, heavy, strict=True):
            if to_boolean(each):
                weights.append(to_number(weighs, context.zone))
    reached = sum(weights, 0.0)
    return (least == -1 or reached >= least) and (most == -1 or reached <= most)


FUNCTIONS = (
    Function("selected", selected, (STRING, STRING), BOOLEAN),
    Function("is-selected", selected, (STRING, STRING), BOOLEAN),
    Function("selected-at", selected_at, (STRING, NUMBER), STRING),
    Function("count-selected", count_selected, (STRING,), NUMBER),
    Function("checklist", checklist, (NUMBER, NUMBER), BOOLEAN, rest=ANY),
    Function(
        "weighted-checklist",
        weighted_checklist,
        (NUMBER, NUMBER),
        BOOLEAN,
        rest=ANY,
        in_context=True,
    ),
)
