"""The form as the rest of FieldKit sees it: what it asks, and in which words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fieldkit.forms.actions import SetValue
from fieldkit.forms.dependencies import Graph
from fieldkit.forms.directives import Directives
from fieldkit.forms.errors import Defect
from fieldkit.forms.instance import Node
from fieldkit.forms.itext import Translations
from fieldkit.forms.lists import Lists
from fieldkit.forms.package import FormPackage
from fieldkit.forms.structure import NodeDefinition, Text
from fieldkit.forms.wording import static_choices, static_text


@dataclass(frozen=True, eq=False)
class FormDefinition:
    """A form, immutable and shared by all its sessions.

    `nodes` maps definition paths (no positions) to node definitions, in form order. `gate` is the
    path of the permission question, None for a form without one. `blank` is the instance as the
    form carries it; `patterns` what a new row of each repeat is copied from. `defects` are
    references to nothing; `unsupported` names constructs that the form carries and that do not run
    yet. `load_package` refuses both where they would hide something. `directives` is what the form
    asks of its host besides questions (entities, audit log …). `draft_languages` are the
    languages whose words nobody has reviewed: code -> who wrote them (`machine`, `author`, "").
    """

    form_id: str
    version: str
    title: str
    package: FormPackage
    gate: str | None
    root: NodeDefinition
    nodes: Mapping[str, NodeDefinition]
    blank: Node = field(repr=False)
    patterns: Mapping[str, Node] = field(repr=False)
    translations: Translations = field(repr=False)
    lists: Lists = field(repr=False)
    actions: tuple[SetValue, ...] = field(repr=False)
    graph: Graph = field(repr=False)
    defects: tuple[Defect, ...] = ()
    unsupported: tuple[str, ...] = ()
    directives: Directives = field(default_factory=Directives)
    draft_languages: Mapping[str, str] = field(default_factory=dict[str, str])

    def __repr__(self) -> str:
        return f"<FormDefinition {self.form_id} {self.version}>"

    @property
    def form_hash(self) -> str:
        """The hash the form is known by in records, batches and the registry."""
        return self.package.hash

    @property
    def languages(self) -> list[str]:
        """Language codes (`el`) in form order; empty for a form in one unnamed language."""
        return self.translations.languages

    @property
    def language_names(self) -> Mapping[str, str]:
        """Language code -> the name the form gives it (`Ελληνικά (el)`)."""
        return self.translations.names

    @property
    def default_language(self) -> str:
        """The language a session starts in."""
        return self.translations.default

    def label(self, path: str, language: str = "") -> str:
        """The label of a question, group or repeat; answers in it stand as `${name}`."""
        return self._text(self.nodes[path].body.label, language)

    def hint(self, path: str, language: str = "") -> str:
        """The hint, in the same form as the label."""
        return self._text(self.nodes[path].body.hint, language)

    def spoken(self, path: str, language: str = "") -> str:
        """The code of the language in which the label really stands; "" where there is none, or the
        form does not say."""
        label = self.nodes[path].body.label
        if label is None or not label.itext:
            return ""
        return self.translations.found(label.itext, language or self.default_language)[0]

    def _text(self, text: Text | None, language: str) -> str:
        return static_text(text, self.translations, language or self.default_language)

    def choices(self, path: str) -> list[tuple[str, dict[str, str]]]:
        """All choices a question can ever offer: (value, label per language), filters ignored."""
        return static_choices(self.nodes[path], self.lists, self.translations)

    def publishable(self) -> list[NodeDefinition]:
        """What can hold an answer, in form order: questions and calculated values.

        Notes and the OpenRosa `meta` block hold none.
        """
        return [
            node
            for node in self.nodes.values()
            if node.is_leaf and not node.is_note and not _is_meta(node)
        ]


def _is_meta(node: NodeDefinition) -> bool:
    names = node.names
    return len(names) > 2 and (names[1] == "meta" or names[-3:-1] == ("meta", "entity"))
