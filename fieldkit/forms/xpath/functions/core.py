"""Truth, choice of a branch, and the node functions of XPath 1.0 section 4."""

from __future__ import annotations

from fieldkit.forms.instance import ELEMENT, Node
from fieldkit.forms.xpath.context import Context
from fieldkit.forms.xpath.functions.signature import (
    ANY,
    BOOLEAN,
    LAZY,
    NODES,
    NUMBER,
    STRING,
    Function,
)
from fieldkit.forms.xpath.paths import Closure
from fieldkit.forms.xpath.values import Value, to_boolean, to_number, to_string


def _true() -> bool:
    return True


def _false() -> bool:
    return False


def _not(truth: bool) -> bool:
    return not truth


def boolean_from_string(text: str) -> bool:
    """True for "true" and "1" alone."""
    return text in ("true", "1")


def choose(node: Node, context: Context, test: bool, then: Closure, otherwise: Closure) -> Value:
    """`if()`: only the branch taken is evaluated."""
    return then(node, context) if test else otherwise(node, context)


def coalesce(node: Node, context: Context, *alternatives: Closure) -> Value:
    """The first alternative that is not blank; the number NaN is blank, too (JavaRosa)."""
    for alternative in alternatives:
        value = alternative(node, context)
        if isinstance(value, float):  # a number is only written out to be read by people
            if value == value:
                return value
        elif to_string(value):
            return value
    return ""


def once(node: Node, context: Context, first: Closure) -> Value:
    """What the question already holds, or, the first time, the value given."""
    text = node.string_value()
    return text if text else first(node, context)


def _position(_node: Node, context: Context, *nodes: list[Node]) -> float:
    if not nodes:
        return float(context.position)
    return place_among_siblings(nodes[0])


def place_among_siblings(nodes: list[Node]) -> float:
    """`position(..)`: the number of the first node among its siblings of the same name."""
    if not nodes:
        return float("nan")
    node = nodes[0]
    if node.parent is None or node.kind != ELEMENT:
        return 1.0
    return float(node.parent.by_name[node.name].index(node) + 1)


def _last(_node: Node, context: Context) -> float:
    return float(context.size)


def _current(_node: Node, context: Context) -> list[Node]:
    return [context.current]


def _count(nodes: list[Node]) -> float:
    # What is not relevant is not there for those who count, as in JavaRosa; the specification is
    # silent on it.
    return float(sum(node.relevant for node in nodes))


def count_non_empty(nodes: list[Node]) -> float:
    """How many of the nodes hold some text."""
    return float(sum(1 for node in nodes if node.string_value()))


def _name(nodes: list[Node]) -> str:
    return nodes[0].qualified_name if nodes else ""


def _local_name(nodes: list[Node]) -> str:
    return nodes[0].name if nodes else ""


def _namespace_uri(nodes: list[Node]) -> str:
    return nodes[0].namespace if nodes else ""


def _number(_node: Node, context: Context, value: Value) -> float:
    return to_number(value, context.zone)


FUNCTIONS = (
    Function("true", _true, (), BOOLEAN),
    Function("false", _false, (), BOOLEAN),
    Function("not", _not, (BOOLEAN,), BOOLEAN),
    Function("boolean", to_boolean, (ANY,), BOOLEAN),
    Function("boolean-from-string", boolean_from_string, (STRING,), BOOLEAN),
    Function("if", choose, (BOOLEAN, LAZY, LAZY), ANY, in_context=True),
    Function("coalesce", coalesce, (LAZY, LAZY), ANY, rest=LAZY, in_context=True),
    Function("once", once, (LAZY,), ANY, in_context=True),
    Function("number", _number, (ANY,), NUMBER, 1, in_context=True, of_context_node=True),
    Function("string", to_string, (ANY,), STRING, 1, of_context_node=True),
    Function("position", _position, (NODES,), NUMBER, 1, in_context=True),
    Function("last", _last, (), NUMBER, in_context=True),
    Function("current", _current, (), NODES, in_context=True),
    Function("count", _count, (NODES,), NUMBER),
    Function("count-non-empty", count_non_empty, (NODES,), NUMBER),
    Function("name", _name, (NODES,), STRING, 1, of_context_node=True),
    Function("local-name", _local_name, (NODES,), STRING, 1, of_context_node=True),
    Function("namespace-uri", _namespace_uri, (NODES,), STRING, 1, of_context_node=True),
)
