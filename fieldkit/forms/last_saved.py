"""What a record may hand to the next one of its form (`jr://instance/last-saved`)."""

from __future__ import annotations

from collections.abc import Collection

from fieldkit.forms.form import FormDefinition
from fieldkit.forms.instance import Node, parse_document
from fieldkit.forms.openrosa import serialise
from fieldkit.model.sensitivity import Sensitivity


def carried_over(submission: bytes, *definitions: FormDefinition) -> bytes:
    """`submission` without what may not go into the record of another person.

    Only answers of questions that are tagged `ordinary` in all `definitions` (the form as it was
    filled in, and as it is now) are left. Returns OpenRosa XML. Raises DocumentRefused when
    `submission` is no XML. Source: ODK XForms specification, secondary instances, last-saved; what
    is left out is ours (docs/decisions/0010).
    """
    root = parse_document(submission).element()
    allowed = [_ordinary(definition) for definition in definitions]
    _prune(root, f"/{root.qualified_name}", set[str]().union(*allowed).intersection(*allowed))
    return serialise(root, "")


def _ordinary(definition: FormDefinition) -> set[str]:
    return {
        node.path for node in definition.publishable() if node.sensitivity is Sensitivity.ORDINARY
    }


def _prune(node: Node, path: str, allowed: Collection[str]) -> None:
    for child in list(node.children):
        below = f"{path}/{child.qualified_name}"
        if child.children:
            _prune(child, below, allowed)
        elif below not in allowed:
            node.remove(child)
