"""What is wrong with the answers of a live instance: asked at any time, changes nothing."""

from __future__ import annotations

from collections.abc import Iterator

from fieldkit.forms.engine import Engine
from fieldkit.forms.instance import Node
from fieldkit.forms.places import definition_of, key_of, leaves, path_of
from fieldkit.forms.problems import CALCULATION, CONSTRAINT, REQUIRED, Problem, words
from fieldkit.forms.speech import Speech
from fieldkit.forms.structure import MODEL, Text
from fieldkit.forms.xpath.errors import XPathError


class Checks:
    """The rules of a form over one instance. Messages are in the language given, by its code;
    whether a rule holds does not depend on that language."""

    def __init__(self, engine: Engine, speech: Speech, *, takes_files: bool) -> None:
        self._engine = engine
        self._speech = speech
        self._takes_files = takes_files

    def below(self, top: Node, language: str) -> Iterator[Problem]:
        """The problems at and below a node, in form order."""
        found = (self.problem(node, language) for node in leaves(top))
        return (problem for problem in found if problem is not None)

    def problem(self, node: Node, language: str) -> Problem | None:
        """What is wrong with one answer; None where it is not asked now, or nothing is."""
        if not node.relevant:
            return None
        definition = definition_of(node)
        bind = definition.bind
        if self._engine.failures.of(node):
            return _problem(node, CALCULATION, "")
        if definition.kind == MODEL:
            return None  # nobody can answer it; JavaRosa checks only what it asks, too
        if not node.text:
            return self._blank(node, language)
        if bind.constraint is None or self._holds(node):
            return None
        return _problem(node, CONSTRAINT, self._own(bind.constraint_message, node, language))

    def demands(self, node: Node) -> bool:
        """Whether a question needs an answer now; never a file where none can be handed in.

        Raises XPathError.
        """
        definition = definition_of(node)
        if definition.control == "upload" and not self._takes_files:
            return False
        return self._engine.truth_of(definition.bind.required, node)

    def _blank(self, node: Node, language: str) -> Problem | None:
        bind = definition_of(node).bind
        try:
            needed = self.demands(node)
        except XPathError:
            return _problem(node, CALCULATION, "")  # nobody can tell: a record is not finished so
        own = self._own(bind.required_message, node, language) if needed else ""
        return _problem(node, REQUIRED, own) if needed else None

    def _holds(self, node: Node) -> bool:
        try:
            return self._engine.truth_of(definition_of(node).bind.constraint, node)
        except XPathError:
            return False  # a constraint that cannot be checked is not met

    def _own(self, message: Text | None, node: Node, language: str) -> str:
        try:
            with self._speech.speaking(language):
                return self._speech.text(message, node)
        except XPathError:
            return ""  # a message that cannot be computed gives way to our words


def _problem(node: Node, kind: str, own: str) -> Problem:
    return Problem(path_of(node), key_of(node), kind, words(kind, own))
