"""A form as it stands, to look at: what is asked now, in which words, and what is wrong with it.

Nothing here changes anything. `FormSession` is this with the steps that do.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import tzinfo
from operator import attrgetter

from fieldkit.forms.checks import Checks
from fieldkit.forms.engine import Engine
from fieldkit.forms.form import FormDefinition
from fieldkit.forms.instance import Node
from fieldkit.forms.offers import Choice
from fieldkit.forms.places import definition_of, find, key_of, path_of, with_descendants
from fieldkit.forms.problems import Problem
from fieldkit.forms.speech import Said
from fieldkit.forms.structure import REPEAT, Control, NodeDefinition, Text
from fieldkit.forms.surroundings import Surroundings
from fieldkit.forms.xpath.errors import XPathError
from fieldkit.model.errors import AnswerRefused

_Part = Callable[[Control], Text | None]
_label: _Part = attrgetter("label")
_hint: _Part = attrgetter("hint")
_guidance: _Part = attrgetter("guidance")


class FormState:
    """What can be asked of a form being filled in, at any time.

    Paths are absolute with 1-based positions on repeats (`/data/member[2]/age`); keys have row ids
    in their place and stay valid when other rows come and go. Every method that takes one takes
    either, and raises AnswerRefused (`unknown-path`) where the form has nothing there.
    """

    def __init__(
        self, definition: FormDefinition, engine: Engine, surroundings: Surroundings
    ) -> None:
        self.definition = definition
        self._engine = engine
        self._surroundings = surroundings
        self._speech, self._offers = surroundings.speech, surroundings.offers
        self._places: dict[str, Node] = {}
        self._shape = engine.shape
        self._checks = Checks(engine, surroundings.speech, takes_files=surroundings.takes_files)

    @property
    def zone(self) -> tzinfo:
        """The time zone in which the form reads and writes times, the same for the whole record."""
        return self._surroundings.timezone

    @property
    def shape(self) -> int:
        """Another number whenever rows have come or gone."""
        return self._engine.shape

    @property
    def evaluations(self) -> int:
        """How many expressions were evaluated to keep the form up to date, since the start."""
        return self._engine.evaluations

    @property
    def language(self) -> str:
        """The code of the active language; "" for a form without translations."""
        return self._speech.language

    def value(self, path: str) -> str:
        """The value as the form reads it; "" where blank or not relevant."""
        return self._question(path).string_value()

    def relevant(self, path: str) -> bool:
        """Whether a node is asked now, its groups included."""
        return self._node(path).relevant

    def readonly(self, path: str) -> bool:
        """Whether a node, or a group around it, is read only now."""
        node: Node | None = self._node(path)
        while node is not None and node.definition is not None:
            readonly = node.definition.bind.readonly
            if readonly is not None and self._engine.truth_of(readonly, node):
                return True
            node = node.parent
        return False

    def required(self, path: str) -> bool:
        """Whether a question needs an answer now."""
        return self._checks.demands(self._node(path))

    def count(self, path: str) -> int:
        """The number of instances of a repeat (no position on the last name)."""
        parent, repeat = self._repeat(path)
        return len(parent.by_name.get(repeat.names[-1], ()))

    def asked_for(self, path: str) -> int | None:
        """How many instances of a repeat the form asks for now (no position on the last name).

        None where people decide, where the repeat is not asked, and where the count cannot be
        computed. There may be more: a row with an answer stays when the count falls.
        """
        parent, repeat = self._repeat(path)
        if repeat.rule is None or repeat.rule.count is None or not parent.relevant:
            return None
        return self._engine.asked_for(parent, repeat)

    def choices(self, path: str, language: str = "") -> list[Choice]:
        """The choices a question offers now, in a language of the form (the active one for "")."""
        node = self._question(path)
        with self._speaking(language):
            return self._offers.choices(node)

    def label(self, path: str, language: str = "") -> str:
        """The label at this place, answers filled in, in a language (the active one for "")."""
        return self._said(_label, path, language)[0]

    def hint(self, path: str, language: str = "") -> str:
        """The hint, in the same form as the label."""
        return self._said(_hint, path, language)[0]

    def guidance(self, path: str, language: str = "") -> str:
        """The longer hint for who asks the question, in the same form as the label."""
        return self._said(_guidance, path, language)[0]

    def media(self, path: str, language: str = "") -> dict[str, str]:
        """The files that go with the label, by form (`image`, `audio` …), as addresses."""
        with self._speaking(language):
            return self._speech.media(definition_of(self._node(path)).body.label)

    def choice_media(self, path: str, language: str = "") -> dict[str, dict[str, str]]:
        """The files that go with the choices offered now, by choice value and form."""
        node = self._question(path)
        with self._speaking(language):
            return self._offers.media(node)

    def spoken(self, path: str, language: str = "") -> str:
        """The code of the language in which the label at this place really stands.

        That is the language asked for ("" for the active one), or another one where the text is
        missing in it; "" where there is no label or the form does not say its language.
        """
        try:
            return self._said(_label, path, language)[1]
        except XPathError:
            return ""  # a label that cannot be computed is in no language

    def hint_spoken(self, path: str, language: str = "") -> str:
        """The code of the language in which the hint really stands, as `spoken` for the label."""
        return self._said(_hint, path, language)[1]

    def _said(self, part: _Part, path: str, language: str) -> Said:
        node = self._node(path)
        with self._speaking(language):
            return self._speech.said(part(definition_of(node).body), node)

    def _speaking(self, language: str) -> AbstractContextManager[None]:
        return self._speech.speaking(self._code(language))

    def _code(self, language: str) -> str:
        return self.language_code(language) if language else self.language

    def language_code(self, language: str) -> str:
        """The code of a language given by its code or by the form's name for it.

        Raises AnswerRefused (`language`) when the form does not speak it.
        """
        code = self.definition.translations.code(language)
        if code is None:
            raise AnswerRefused(
                "", "The form is not translated into this language.", code="language"
            )
        return code

    def key(self, path: str) -> str:
        """The stable key of a path: row ids instead of positions. Raises AnswerRefused."""
        return key_of(self._node(path))

    def path(self, key: str) -> str:
        """The path a key stands for now. Raises AnswerRefused when the row is gone."""
        return path_of(self._node(key))

    def is_there(self, path: str) -> bool:
        """Whether there is such a node now: an answer that is cleared can take its row along."""
        return find(self._engine.root, path) is not None

    def paths(self) -> list[str]:
        """The paths of all nodes there are now, in form order, groups and rows included."""
        return [path_of(node) for node in with_descendants(self._engine.root)]

    def problem(self, path: str, language: str = "") -> Problem | None:
        """What is wrong with a question's answer, in a language (the active one for ""); None if
        nothing is."""
        return self._checks.problem(self._question(path), self._code(language))

    def validate(self, language: str = "") -> list[Problem]:
        """All problems of questions that are asked now, in form order."""
        return list(self._checks.below(self._engine.root, self._code(language)))

    def problems_below(self, path: str, language: str = "") -> list[Problem]:
        """The problems of a question, or of all questions in a group, row or repeat row."""
        return list(self._checks.below(self._node(path), self._code(language)))

    # --- finding

    def _node(self, address: str) -> Node:
        # The same questions are asked for again and again; where they are changes with the rows.
        if self._shape != self._engine.shape:
            self._places.clear()
            self._shape = self._engine.shape
        node = self._places.get(address)
        if node is None:
            node = find(self._engine.root, address)
            if node is None:
                raise unknown_path(address)
            self._places[address] = node
        return node

    def _question(self, path: str) -> Node:
        node = self._node(path)
        if not definition_of(node).is_leaf:
            raise unknown_path(path)
        return node

    def _repeat(self, path: str) -> tuple[Node, NodeDefinition]:
        above, _, name = path.rpartition("/")
        parent = find(self._engine.root, above)
        if parent is not None:
            for child in definition_of(parent).children:
                if child.name == name and child.kind == REPEAT:
                    return parent, child
        raise unknown_path(path)


def unknown_path(path: str) -> AnswerRefused:
    """The refusal of an address at which the form has nothing."""
    return AnswerRefused(path, "The form has no such question here.", code="unknown-path")
