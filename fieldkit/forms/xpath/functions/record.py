"""Functions about the record and the computer it is filled in on."""

from __future__ import annotations

from fieldkit.forms.instance import Node
from fieldkit.forms.xpath.context import Context
from fieldkit.forms.xpath.functions.signature import ANY, STRING, Function
from fieldkit.forms.xpath.values import Value


def version(_node: Node, context: Context) -> str:
    """The version of the form, as its primary instance carries it; "" where it has none."""
    for root in context.document.children[:1]:
        for written, value in root.attributes.items():
            if written.rpartition(":")[2] == "version":  # also orx:version
                return value
    return ""


def _property(_node: Node, context: Context, name: str) -> str:
    return context.environment.property(name.strip())


def _depend(*values: Value) -> Value:
    return values[0]


FUNCTIONS = (
    Function("version", version, (), STRING, in_context=True),
    Function("property", _property, (STRING,), STRING, in_context=True),
    # JavaRosa's: the first value; the others are only named so that their answers recompute it.
    Function("depend", _depend, (ANY,), ANY, rest=ANY),
)
