"""What a form is made of, read once and never changed: questions, binds, controls, lists, texts.

Plain frozen data. `definition.py` puts it together; `session.py` runs it.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from fieldkit.forms.export_rules import NO_RULES, ExportRules
from fieldkit.forms.expressions import Expression
from fieldkit.model.sensitivity import Sensitivity

QUESTION = "question"
GROUP = "group"
REPEAT = "repeat"
MODEL = "model"


class Text(msgspec.Struct, frozen=True):
    """A label, hint or message: words with outputs between them, or a text id, or a computation.

    Exactly one of the three is used: `itext` (id of a translated text), `computed` (any other
    expression), else `pieces`. `form` is the form of the translated text (`guidance`).
    """

    pieces: tuple[str | Expression, ...] = ()
    itext: str = ""
    computed: Expression | None = None
    form: str = ""


class Bind(msgspec.Struct, frozen=True):
    """The logic of one node; an expression that the form leaves out is None."""

    relevant: Expression | None = None
    calculate: Expression | None = None
    constraint: Expression | None = None
    required: Expression | None = None
    readonly: Expression | None = None
    constraint_message: Text | None = None
    required_message: Text | None = None
    preload: str = ""
    preload_parameters: str = ""


class Item(msgspec.Struct, frozen=True):
    """A choice written in the body itself."""

    value: str
    label: Text | None


class Itemset(msgspec.Struct, frozen=True):
    """Choices taken from nodes: which nodes, and where in each its value and label stand."""

    nodes: Expression
    value: Expression
    label: Expression | None


class Control(msgspec.Struct, frozen=True):
    """How a question, group or repeat is asked. `kind` is the element's local name."""

    kind: str
    label: Text | None = None
    hint: Text | None = None
    guidance: Text | None = None
    appearance: str = ""
    itemset: Itemset | None = None
    items: tuple[Item, ...] = ()
    parameters: Mapping[str, str] = msgspec.field(default_factory=dict[str, str])


class RepeatRule(msgspec.Struct, frozen=True):
    """Who decides how many instances a repeat has: an expression, nobody (fixed), or people."""

    count: Expression | None = None
    fixed: bool = False


NO_BIND = Bind()
NO_CONTROL = Control("")


class NodeDefinition(msgspec.Struct, eq=False, frozen=True):
    """One question, group, repeat or hidden value, whatever its number of instances.

    `path` has no positions. `names` are the local names from the root down, `lineage` the paths
    of all ancestors and of itself; `order` counts in form order; `by_name` are the children by
    local name; `export` is what publications write for some of its values. Compared by identity.
    """

    path: str
    name: str
    names: tuple[str, ...]
    lineage: tuple[str, ...]
    kind: str
    order: int
    type: str
    control: str
    sensitivity: Sensitivity
    repeat: str | None
    was: str
    bind: Bind
    body: Control
    children: tuple[NodeDefinition, ...]
    by_name: Mapping[str, tuple[NodeDefinition, ...]]
    rule: RepeatRule | None = None
    export: ExportRules = NO_RULES

    def __repr__(self) -> str:
        return f"<NodeDefinition {self.path}>"

    @property
    def depth(self) -> int:
        """0 for the root of the form."""
        return len(self.names) - 1

    @property
    def parent(self) -> str:
        """The path of the parent; "" for the root."""
        return self.lineage[-2] if len(self.lineage) > 1 else ""

    @property
    def is_leaf(self) -> bool:
        """True for what holds a value."""
        return self.kind in (QUESTION, MODEL)

    @property
    def readonly(self) -> bool:
        """True where the form says so without conditions."""
        return self.bind.readonly is not None and self.bind.readonly.source.strip() == "true()"

    @property
    def is_answerable(self) -> bool:
        """True where a person can give an answer: asked, and neither computed nor read only."""
        return self.kind == QUESTION and self.bind.calculate is None and not self.readonly

    @property
    def is_select(self) -> bool:
        """True where answers come from a list."""
        return self.type in ("select_one", "select_multiple", "rank")

    @property
    def is_note(self) -> bool:
        """True for words shown without an answer: read only and never filled.

        So is a select with the appearance `label`, which heads the columns of a table (ODK).
        """
        bind = self.bind
        if self.is_select and "label" in self.body.appearance.split():
            return True
        return self.control == "input" and self.readonly and not (bind.calculate or bind.preload)
