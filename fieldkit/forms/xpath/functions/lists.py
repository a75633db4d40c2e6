"""Functions that ask the environment: other instances, translated texts, choice labels."""

from __future__ import annotations

from fieldkit.forms.instance import Node
from fieldkit.forms.xpath.context import Context
from fieldkit.forms.xpath.functions.signature import NODES, STRING, Function


def _instance(_node: Node, context: Context, instance_id: str) -> list[Node]:
    return [context.environment.instance(instance_id)]


def _itext(_node: Node, context: Context, text_id: str) -> str:
    return context.environment.itext(text_id)


def _choice_name(node: Node, context: Context, value: str, question: str) -> str:
    return context.environment.choice_name(value, question.strip(), node)


def _pulldata(
    _node: Node, context: Context, instance_id: str, column: str, key_column: str, key: str
) -> str:
    return context.environment.pulldata(instance_id, column, key_column, key)


FUNCTIONS = (
    Function("instance", _instance, (STRING,), NODES, in_context=True),
    Function("jr:itext", _itext, (STRING,), STRING, in_context=True),
    Function("jr:choice-name", _choice_name, (STRING, STRING), STRING, in_context=True),
    Function("pulldata", _pulldata, (STRING, STRING, STRING, STRING), STRING, in_context=True),
)
