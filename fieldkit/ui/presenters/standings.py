"""How one question stands, whatever the language: asked, answered, required, wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from fieldkit.forms import FormSession, NodeDefinition
from fieldkit.forms.problems import CALCULATION, REQUIRED
from fieldkit.forms.xpath.errors import XPathError
from fieldkit.ui.presenters.places import Place


@dataclass(frozen=True)
class Standing:
    """`asks`: it wants an answer of a person. `problem` is the kind of what is wrong, or ""."""

    relevant: bool
    readonly: bool = False
    required: bool = False
    asks: bool = False
    value: str = field(default="", repr=False)
    problem: str = ""

    @property
    def missing(self) -> bool:
        """Whether a required answer is not there."""
        return self.problem == REQUIRED

    @property
    def wrong(self) -> bool:
        """Whether what is there does not fit."""
        return self.problem not in ("", REQUIRED)


_HIDDEN: Final = Standing(relevant=False)
# A laptop takes no pictures: a file is not missing here, however much the form would like one.
_NOT_ANSWERED_HERE: Final = frozenset({"upload"})
_NOTE: Final = Standing(relevant=True, readonly=True)


def look(session: FormSession, place: Place) -> Standing:
    """How the question at `place` stands now."""
    node, path = place.node, place.path
    if not session.relevant(path):
        return _HIDDEN
    if node.is_note:
        return _NOTE
    readonly = _may_be_readonly(session, node) and session.readonly(path)
    try:
        required = node.bind.required is not None and session.required(path)
        problem = session.problem(path)
        kind = "" if problem is None else problem.kind
    except XPathError:  # a rule that cannot be computed
        required, kind = False, CALCULATION
    return Standing(
        relevant=True,
        readonly=readonly,
        required=required,
        asks=not readonly and node.control not in _NOT_ANSWERED_HERE,
        value=session.value(path),
        problem=kind,
    )


def _may_be_readonly(session: FormSession, node: NodeDefinition) -> bool:
    nodes = session.definition.nodes
    return any(nodes[path].bind.readonly is not None for path in node.lineage)
