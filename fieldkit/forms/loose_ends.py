"""What a form says about nothing: places that it does not have, and texts that nobody wrote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fieldkit.forms.actions import SetValue
from fieldkit.forms.binds import BoundNode
from fieldkit.forms.body import Body
from fieldkit.forms.errors import Defect
from fieldkit.forms.itext import Translations
from fieldkit.forms.structure import NodeDefinition


def misplaced(
    nodes: Mapping[str, NodeDefinition],
    body: Body,
    binds: Mapping[str, BoundNode],
    actions: tuple[SetValue, ...],
) -> Iterator[Defect]:
    """What is about a place that the form does not have. It changes nothing, and is said."""
    for construct, paths in (
        ("A question", body.controls),
        ("A bind", binds),
        ("An action", [action.target for action in actions]),
    ):
        for path in paths:
            if path not in nodes:
                yield Defect(f"{construct} is about {path}, which is not in the form.", path)
    for action in actions:
        if action.target in nodes and not nodes[action.target].is_leaf:
            yield Defect(
                f"An action sets {action.target}, which is a group and holds no value.",
                action.target,
            )
    for kind in body.without_place:
        yield Defect(f"A question ({kind}) names no node (ref), so it is not asked.", "")


def wordless(nodes: Mapping[str, NodeDefinition], translations: Translations) -> Iterator[Defect]:
    """What uses a text that no language has."""
    for node in nodes.values():
        for text in (
            node.body.label,
            node.body.hint,
            node.bind.constraint_message,
            node.bind.required_message,
        ):
            if text is not None and text.itext and not translations.has(text.itext):
                message = f"{node.path} uses the text {text.itext}, which no language has."
                yield Defect(message, node.path)
