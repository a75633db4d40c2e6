"""The world of a session, as its expressions see it: clock, chance, lists, language, labels."""

from __future__ import annotations

import random
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from fieldkit.forms.errors import FormError
from fieldkit.forms.expressions import Expression
from fieldkit.forms.instance import DOCUMENT, DocumentRefused, Node, parse_document
from fieldkit.forms.itext import PLAIN, Pieces
from fieldkit.forms.moment import Host, Moment
from fieldkit.forms.places import ancestor, definition_of, instances
from fieldkit.forms.preloads import host_property
from fieldkit.forms.structure import NodeDefinition, Text
from fieldkit.forms.xpath.ast import FunctionCall, NameTest, Path, Step
from fieldkit.forms.xpath.context import Context
from fieldkit.forms.xpath.dates import SessionZone
from fieldkit.forms.xpath.errors import EvaluationError
from fieldkit.forms.xpath.values import Value, node_text, to_string

if TYPE_CHECKING:
    from fieldkit.forms.form import FormDefinition

_NO_NODES: list[Node] = []
# Words, and the code of the language they really stand in ("" where the form does not say).
Said = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice as it is offered now. `language` is the code of the language its label really
    stands in; "" where the form does not say."""

    value: str
    label: str
    language: str = ""


class Surroundings:
    """Implements the XPath room's Environment for one session."""

    def __init__(
        self, definition: FormDefinition, document: Node, host: Host, moment: Moment
    ) -> None:
        self.document = document
        self.timezone = SessionZone(ZoneInfo(host.timezone), moment.now)
        self.takes_files = host.takes_files
        self.language = definition.translations.default
        self._definition = definition
        self._host = host
        self._last_saved_ids = definition.directives.last_saved
        self._last_saved = _last_saved(host.last_saved if self._last_saved_ids else b"", document)
        self._moment = moment
        self._random = moment.source()
        self._origin = document
        self._heard = ""
        self._fixed: dict[tuple[str, str, str], Said] = {}  # texts without answers in them

    @contextmanager
    def speaking(self, language: str) -> Generator[None]:
        """Words are in `language` (a code of the form) inside; nothing is computed anew for it."""
        before, self.language = self.language, language
        try:
            yield
        finally:
            self.language = before

    @property
    def moment(self) -> Moment:
        """The moment of the present step; setting one starts its random numbers anew."""
        return self._moment

    @moment.setter
    def moment(self, moment: Moment) -> None:
        self._moment = moment
        self._random = moment.source()

    @property
    def random(self) -> random.Random:
        """The random numbers of this step."""
        return self._random

    def now(self) -> datetime:
        """The instant of this step."""
        return self._moment.now

    def instance(self, instance_id: str) -> Node:
        """The document of a list; the primary document under its own id."""
        if instance_id in self._last_saved_ids:
            return self._last_saved
        lists = self._definition.lists
        if instance_id not in lists and instance_id == self._definition.root.name:
            return self.document
        return lists.document(instance_id)

    def lookup(self, instance_id: str, column: str, value: str) -> list[Node]:
        """Items of a list by the value of one column."""
        if instance_id in self._last_saved_ids:
            return [
                item
                for root in self._last_saved.by_name.get("root", _NO_NODES)
                for item in root.by_name.get("item", _NO_NODES)
                if any(cell.string_value() == value for cell in item.by_name.get(column, ()))
            ]
        return self._definition.lists.lookup(instance_id, column, value)

    def pulldata(self, instance_id: str, column: str, key_column: str, key: str) -> str:
        """One cell of a table, "" where no row has the key."""
        rows = self.lookup(instance_id, key_column, key)
        cell = rows[0].child(column) if rows else None
        return "" if cell is None else cell.string_value()

    def property(self, name: str) -> str:
        """A property of the computer this runs on, "" where it has none of that name."""
        return host_property(self._host, name)

    def itext(self, text_id: str) -> str:
        """A translated text, its outputs computed from where the text is being shown."""
        return self._translated(text_id, self._origin)[0]

    def choice_name(self, value: str, question: str, node: Node) -> str:
        """The label of a choice, looked for among the choices the question offers now.

        "" where no row of the repeat it stands in is there to offer any.
        """
        origin = node if node.definition is not None else self.document.element()
        target = self._definition.nodes.get(_absolute(question.strip(), definition_of(origin)))
        if target is None or not target.is_select:
            raise EvaluationError(
                f"jr:choice-name() asks for the choices of {question.strip()}, which has none."
            )
        place = _nearest(target, origin)
        return "" if place is None else self._choice_label(place, value)

    def text(self, text: Text | None, node: Node) -> str:
        """A label, hint or message at `node`, in the active language."""
        return self.said(text, node)[0]

    def said(self, text: Text | None, node: Node) -> Said:
        """A label, hint or message at `node`, and the language it really stands in."""
        if text is None:
            return "", ""
        if text.computed is not None:
            self._heard = ""
            return self._value(text.computed, node), self._heard
        if text.itext:
            return self._translated(text.itext, node, text.form)
        return self._joined(text.pieces, node), ""

    def media(self, text: Text | None) -> dict[str, str]:
        """The files that go with a label in the active language, by form; none for plain words."""
        if text is None or not text.itext:
            return {}
        return self._definition.translations.media(text.itext, self.language)

    def choice_media(self, node: Node) -> dict[str, dict[str, str]]:
        """The files that go with the labels of the choices `node` offers now, by choice value."""
        body = definition_of(node).body
        if body.itemset is None:
            return {item.value: media for item in body.items if (media := self.media(item.label))}
        label = body.itemset.label
        match label.tree if label is not None else None:
            case FunctionCall("jr:itext", (Path(None, (Step("child", NameTest(name, ""), ()),)),)):
                column = name
            case _:
                return {}  # only texts with an id can have files
        translations = self._definition.translations
        items = self._items(node, self._choice_nodes(node))
        found = {
            value: translations.media(node_text(item.by_name.get(column, _NO_NODES)), self.language)
            for value, item in items
        }
        return {value: media for value, media in found.items() if media}

    def _translated(self, text_id: str, node: Node, form: str = PLAIN) -> Said:
        wanted = text_id, self.language, form
        said = self._fixed.get(wanted)
        if said is None:
            code, pieces = self._definition.translations.found(*wanted)
            said = self._joined(pieces, node), code
            if all(isinstance(piece, str) for piece in pieces):
                self._fixed[wanted] = said
        self._heard = said[1]  # for who evaluates an expression and cannot see which text it took
        return said

    def _joined(self, pieces: Pieces, node: Node) -> str:
        return "".join(
            piece if isinstance(piece, str) else self._value(piece, node) for piece in pieces
        )

    def _value(self, expression: Expression, node: Node) -> str:
        before, self._origin = self._origin, node
        try:
            return to_string(expression.evaluate(Context(node, self)))
        finally:
            self._origin = before

    def choices(self, node: Node) -> list[Choice]:
        """The choices `node` offers now, in order."""
        body = definition_of(node).body
        if body.itemset is None:
            return [Choice(item.value, *self.said(item.label, node)) for item in body.items]
        items = self._items(node, self._choice_nodes(node))
        return self._labelled(items, body.itemset.label, node)

    def _choice_label(self, node: Node, wanted: str) -> str:
        """The label of one choice that `node` offers now, "" where it does not; of no other."""
        body = definition_of(node).body
        if body.itemset is None:
            return next((self.text(i.label, node) for i in body.items if i.value == wanted), "")
        items = self._items(node, self._choice_nodes(node))
        found = [(value, item) for value, item in items if value == wanted]
        labelled = self._labelled(found[:1], body.itemset.label, node)
        return labelled[0].label if labelled else ""

    def offered(self, node: Node) -> list[str]:
        """The values of the choices `node` offers now, in order."""
        body = definition_of(node).body
        if body.itemset is None:
            return [item.value for item in body.items]
        return [value for value, _ in self._items(node, self._choice_nodes(node))]

    def values_among(self, node: Node, nodes: Value) -> list[str]:
        """The choice values at `nodes`, which the choice list of `node` gave."""
        return [value for value, _ in self._items(node, nodes)]

    def _choice_nodes(self, node: Node) -> Value:
        itemset = definition_of(node).body.itemset
        assert itemset is not None
        return itemset.nodes.evaluate(Context(node, self))

    def _items(self, node: Node, nodes: Value) -> list[tuple[str, Node]]:
        itemset = definition_of(node).body.itemset
        assert itemset is not None
        if not isinstance(nodes, list):
            return []
        read = self._reader(itemset.value)
        return [(read(item), item) for item in nodes if item.relevant]

    def _labelled(
        self, items: list[tuple[str, Node]], label: Expression | None, node: Node
    ) -> list[Choice]:
        if label is None:
            return [Choice(value, "") for value, _ in items]
        read = self._label_reader(label, node)
        before, self._origin = self._origin, node
        try:
            return [Choice(value, *read(item)) for value, item in items]
        finally:
            self._origin = before

    def _label_reader(self, label: Expression, node: Node) -> Callable[[Node], Said]:
        """What reads the label of one item after another, for choices offered at `node`."""
        match label.tree:
            case FunctionCall("jr:itext", (Path(None, (Step("child", NameTest(name, ""), ()),)),)):
                # How pyxform writes translated choices, without the cost of an evaluation.
                return lambda item: self._translated(
                    node_text(item.by_name.get(name, _NO_NODES)), node
                )
            case _:
                read = self._reader(label)
                return lambda item: self._heard_of(read, item)

    def _heard_of(self, read: Callable[[Node], str], item: Node) -> Said:
        self._heard = ""
        return read(item), self._heard

    def _reader(self, expression: Expression) -> Callable[[Node], str]:
        """What reads `expression` of one item after another."""
        match expression.tree:
            case Path(None, (Step("child", NameTest(name, ""), ()),)) if name != "*":
                # The usual case, without the cost of an evaluation.
                return lambda item: node_text(item.by_name.get(name, _NO_NODES))
            case _:
                return lambda item: to_string(expression.evaluate(Context(item, self)))


def _last_saved(submission: bytes, document: Node) -> Node:
    """The last saved record as a document; an empty one where it is none of this form."""
    try:
        saved = parse_document(submission) if submission else Node("", kind=DOCUMENT)
    except DocumentRefused:
        raise FormError("The last saved record cannot be read.", code="last-saved") from None
    same = not saved.children or saved.element().name == document.element().name
    return saved if same else Node("", kind=DOCUMENT)


def _absolute(path: str, origin: NodeDefinition) -> str:
    if path.startswith("/"):
        return path
    at = list(origin.lineage)
    for part in path.split("/"):
        if part == "..":
            at = at[:-1]
        elif part != ".":
            at.append(f"{at[-1] if at else ''}/{part}")
    return at[-1] if at else ""


def _nearest(target: NodeDefinition, origin: Node) -> Node | None:
    """The instance of `target` that shares most with `origin`; the first where several do."""
    own = definition_of(origin).lineage
    shared = sum(1 for mine, its in zip(own, target.lineage, strict=False) if mine == its)
    found = instances(target, ancestor(origin, max(shared, 1) - 1))
    return found[0] if found else None
