"""The world of a session, as its expressions see it: clock, chance, lists, language, labels."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from fieldkit.forms.errors import FormError
from fieldkit.forms.form import FormDefinition
from fieldkit.forms.instance import DOCUMENT, DocumentRefused, Node, parse_document
from fieldkit.forms.list_rows import items_holding
from fieldkit.forms.moment import Host, Moment
from fieldkit.forms.offers import Offers
from fieldkit.forms.places import ancestor, definition_of, instances
from fieldkit.forms.preloads import host_property
from fieldkit.forms.speech import Speech
from fieldkit.forms.structure import NodeDefinition
from fieldkit.forms.xpath import paths
from fieldkit.forms.xpath.dates import SessionZone
from fieldkit.forms.xpath.errors import EvaluationError
from fieldkit.forms.xpath.nodesets import reading_all


class Surroundings:
    """Implements the XPath room's Environment for one session.

    `speech` says the words of the form, `offers` its choices.
    """

    def __init__(
        self, definition: FormDefinition, document: Node, host: Host, moment: Moment
    ) -> None:
        self.document = document
        self.timezone = SessionZone(ZoneInfo(host.timezone), moment.now)
        self.takes_files = host.takes_files
        self.speech = Speech(definition.translations, self, document)
        self.offers = Offers(self, self.speech)
        self._definition = definition
        self._host = host
        self._last_saved_ids = definition.directives.last_saved
        self._last_saved = _last_saved(host.last_saved if self._last_saved_ids else b"", document)
        self._moment = moment
        self._random: random.Random | None = None

    @property
    def moment(self) -> Moment:
        """The moment of the present step; setting one starts its random numbers anew."""
        return self._moment

    @moment.setter
    def moment(self, moment: Moment) -> None:
        self._moment = moment
        self._random = None

    @property
    def random(self) -> random.Random:
        """The random numbers of this step; most steps want none, and to make them takes time."""
        if self._random is None:
            self._random = self._moment.source()
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

    def lookup(
        self, instance_id: str, columns: tuple[str, ...], values: tuple[str, ...]
    ) -> list[Node]:
        """Items of a list by the values of some columns."""
        if instance_id not in self._last_saved_ids:
            return self._definition.lists.lookup_all(instance_id, columns, values)
        items = paths.children_named([self._last_saved], ("root", "item"))
        return reading_all(items, columns, values)

    def holding(
        self,
        instance_id: str,
        columns: Sequence[str],
        test: Callable[[str, str], bool],
        text: str,
    ) -> list[Node]:
        """Items of a list by a text that one of some columns holds."""
        return items_holding(self.instance(instance_id), columns, test, text)

    def pulldata(self, instance_id: str, column: str, key_column: str, key: str) -> str:
        """One cell of a table, "" where no row has the key."""
        rows = self.lookup(instance_id, (key_column,), (key,))
        cell = rows[0].child(column) if rows else None
        return "" if cell is None else cell.string_value()

    def property(self, name: str) -> str:
        """A property of the computer this runs on, "" where it has none of that name."""
        return host_property(self._host, name)

    def itext(self, text_id: str) -> str:
        """A translated text, its outputs computed from where the text is being shown."""
        return self.speech.itext(text_id)

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
        return "" if place is None else self.offers.label(place, value)


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
