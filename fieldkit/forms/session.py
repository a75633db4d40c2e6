"""A live interview over one form: answers in, state out, the same for the same steps and moments.

What a step may read from outside (clock, chance) is its Moment; set `session.moment` before each
step. Every answer is stored in the lexical form of its type. Nothing here prints an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from operator import attrgetter
from typing import TYPE_CHECKING

from fieldkit.forms import openrosa
from fieldkit.forms.actions import FIRST_LOAD, LOAD
from fieldkit.forms.answering import Entry, canonical
from fieldkit.forms.changes import Change
from fieldkit.forms.checks import Checks
from fieldkit.forms.content import draft_of, lay_out, record_of
from fieldkit.forms.dependencies import RELEVANT
from fieldkit.forms.draft import Draft
from fieldkit.forms.engine import Engine, give_row_ids
from fieldkit.forms.errors import FormError
from fieldkit.forms.events import Events, store_defaults
from fieldkit.forms.instance import Node
from fieldkit.forms.moment import Host, Moment, random_uuid
from fieldkit.forms.places import (
    copy,
    definition_of,
    find,
    key_of,
    leaves,
    path_of,
    with_descendants,
)
from fieldkit.forms.preloads import at_end, at_start
from fieldkit.forms.problems import Problem
from fieldkit.forms.structure import MODEL, REPEAT, Control, NodeDefinition, Text
from fieldkit.forms.surroundings import Choice, Said, Surroundings
from fieldkit.forms.xpath.errors import XPathError
from fieldkit.model.errors import AnswerRefused
from fieldkit.model.records import Record

if TYPE_CHECKING:
    from fieldkit.forms.form import FormDefinition

_Part = Callable[[Control], Text | None]
_label: _Part = attrgetter("label")
_hint: _Part = attrgetter("hint")
_guidance: _Part = attrgetter("guidance")


class FormSession:
    """One record being filled in. Made by `FormDefinition.start`.

    Paths are absolute with 1-based positions on repeats (`/data/member[2]/age`); keys have row ids
    in their place and stay valid when other rows come and go.
    """

    def __init__(
        self,
        definition: FormDefinition,
        moment: Moment,
        *,
        record: str | None = None,
        host: Host,
        draft: Draft | None = None,
        submission: bytes | None = None,
    ) -> None:
        self.definition = definition
        self._host = host
        self._document = (
            copy(definition.blank)
            if submission is None
            else openrosa.read_instance(submission, definition.blank, definition.patterns)
        )
        self._surroundings = Surroundings(definition, self._document, host, moment)
        self._events = Events(definition, self._surroundings)
        self._engine = Engine(self._document, definition.graph, self._surroundings, self._events)
        self._checks = Checks(self._engine, self._surroundings)
        self.record = record or (draft.record if draft else "") or self._new_record()
        if draft is not None:
            self._restore(draft)
        elif submission is not None:
            self._reopen()
        else:
            self._begin()

    def __repr__(self) -> str:
        return f"<FormSession of {self.definition.form_id}>"

    # --- beginnings

    def _new_record(self) -> str:
        return f"uuid:{random_uuid(self._surroundings.random)}"

    def _begin(self) -> None:
        root = self._engine.root
        store_defaults(root, self._surroundings.timezone)
        give_row_ids(root, self._surroundings.random)
        for node in leaves(root):
            preloaded = at_start(
                definition_of(node).bind, self.record, self._host, self._surroundings.moment
            )
            if preloaded is not None:
                node.text = preloaded
        self._compute_all()
        self._events.load(self._engine, FIRST_LOAD)
        self._events.load(self._engine, LOAD)
        self._log_everything()

    def _reopen(self) -> None:
        give_row_ids(self._engine.root, self._surroundings.random)
        self._compute_all()
        self._events.load(self._engine, LOAD)
        self._log_everything()

    def _compute_all(self) -> None:
        self._engine.schedule_all()
        self._engine.settle()
        failed = self._engine.first_failure()
        if failed is not None:
            node, why = failed
            path = definition_of(node).path
            raise FormError(
                f"The form cannot compute {path}: {why}", code="calculation", question=path
            )
        self._events.forget()

    def _log_everything(self) -> None:
        # The first state as one list: the rows, then every value, whatever led to them.
        self._events.log.drain(self._document)
        self._events.row_added(self._engine.root)
        self._events.forget()

    def _restore(self, draft: Draft) -> None:
        """Exactly the state at rest: values and rows as they were, only relevance is computed."""
        lay_out(draft, self._engine.root, self.definition)
        if draft.language:
            self.set_language(draft.language)
        self._engine.schedule_all(RELEVANT)
        self._engine.settle()
        self._events.load(self._engine, LOAD)

    # --- steps

    @property
    def moment(self) -> Moment:
        """The clock and chance of the present step."""
        return self._surroundings.moment

    @moment.setter
    def moment(self, moment: Moment) -> None:
        self._surroundings.moment = moment

    def answer(self, path: str, value: Entry) -> None:
        """Store an answer (None or "" clears it) and bring the form up to date.

        Raises AnswerRefused, changing nothing: `unknown-path`, `irrelevant`, `readonly`, `type`,
        `choice`. An answer that breaks a constraint is stored: `problem` tells.
        """
        node = self._question(path)
        definition = definition_of(node)
        if not node.relevant:
            raise AnswerRefused(path, "This question is not asked now.", code="irrelevant")
        if definition.kind == MODEL or self.readonly(path):
            raise AnswerRefused(path, "This value cannot be changed by hand.", code="readonly")
        offered = self._surroundings.offered(node) if definition.is_select and value else []
        if self._engine.write(node, canonical(path, definition, offered, value)):
            self._events.settle(self._engine)

    def add_repeat(self, path: str, row: str | None = None) -> str:
        """Append an instance to the repeat at `path` (no position on the last name).

        Returns its path. `row` is the row id to use, drawn from the moment where it is left out.
        Raises AnswerRefused: `unknown-path`, `irrelevant`, `repeat` where the form decides it.
        """
        parent, repeat = self._repeat(path)
        self._check_free(path, repeat)
        if not parent.relevant:
            raise AnswerRefused(path, "This group is not asked now.", code="irrelevant")
        made = self._engine.add_row(parent, repeat, row)
        self._events.settle(self._engine)
        return path_of(made)

    def remove_repeat(self, path: str) -> None:
        """Remove one repeat instance and all its answers; later ones move up.

        Raises AnswerRefused: `unknown-path`, `repeat` where the form decides the count.
        """
        node = find(self._engine.root, path)
        if node is None or definition_of(node).kind != REPEAT:
            raise _unknown(path)
        self._check_free(path, definition_of(node))
        self._engine.remove_row(node)
        self._events.settle(self._engine)

    def set_language(self, language: str) -> None:
        """Go on in another language of the form (code, or the form's name for it).

        Raises AnswerRefused (`language`) when the form does not speak it.
        """
        self._surroundings.language = self.language_code(language)
        self._engine.schedule_language()
        self._events.settle(self._engine)

    def finish(self) -> None:
        """Fill in what a form notes at the end (`end`), as the last step before the submission."""
        for node in leaves(self._engine.root):
            text = at_end(definition_of(node).bind, self._host, self._surroundings.moment)
            if text is not None:
                self._engine.write(node, text)
        self._events.settle(self._engine)

    def recompute(self) -> None:
        """Compute everything anew; changes nothing, or the incremental engine is wrong."""
        self._engine.schedule_all()
        self._events.settle(self._engine)

    def changes(self) -> list[Change]:
        """What changed since the last call, in order; at first, the whole first state."""
        return self._events.log.drain(self._document)

    # --- what can be asked at any time

    @property
    def evaluations(self) -> int:
        """How many expressions were evaluated to keep the form up to date, since the start."""
        return self._engine.evaluations

    @property
    def language(self) -> str:
        """The code of the active language; "" for a form without translations."""
        return self._surroundings.language

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
            if self._engine.truth_of(node.definition.bind.readonly, node):
                return True
            node = node.parent
        return False

    def required(self, path: str) -> bool:
        """Whether a question needs an answer now."""
        node = self._node(path)
        return self._engine.truth_of(definition_of(node).bind.required, node)

    def count(self, path: str) -> int:
        """The number of instances of a repeat (no position on the last name)."""
        parent, repeat = self._repeat(path)
        return len(parent.by_name.get(repeat.names[-1], ()))

    def choices(self, path: str, language: str = "") -> list[Choice]:
        """The choices a question offers now, in a language of the form (the active one for "")."""
        node = self._question(path)
        with self._speaking(language):
            return self._surroundings.choices(node)

    def label(self, path: str, language: str = "") -> str:
        """The label at this place, answers filled in, in a language (the active one for "")."""
        return self._said(_label, path, language)[0]

    def hint(self, path: str, language: str = "") -> str:
        """The hint, in the same form as the label."""
        return self._said(_hint, path, language)[0]

    def guidance(self, path: str, language: str = "") -> str:
        """The longer hint for who asks the question, in the same form as the label."""
        return self._said(_guidance, path, language)[0]

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
            return self._surroundings.said(part(definition_of(node).body), node)

    def _speaking(self, language: str) -> AbstractContextManager[None]:
        return self._surroundings.speaking(self._code(language))

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

    # --- results

    def submission(self) -> bytes:
        """The OpenRosa XML of the record: what is relevant, as it is now."""
        return openrosa.serialise(self._engine.root, self.record)

    def record_content(self, subject: str, languages: Mapping[str, str]) -> Record:
        """The complete content of the record for the vault.

        `subject` is the person code; `languages` the language each answer was given in, by key.
        """
        return record_of(self, self._engine.root, subject, languages)

    def draft(self) -> Draft:
        """The session at rest: hidden values included."""
        return draft_of(self._engine.root, self.language, self.record)

    # --- finding

    def _node(self, address: str) -> Node:
        node = find(self._engine.root, address)
        if node is None:
            raise _unknown(address)
        return node

    def _question(self, path: str) -> Node:
        node = self._node(path)
        if not definition_of(node).is_leaf:
            raise _unknown(path)
        return node

    def _repeat(self, path: str) -> tuple[Node, NodeDefinition]:
        above, _, name = path.rpartition("/")
        parent = find(self._engine.root, above)
        if parent is not None:
            for child in definition_of(parent).children:
                if child.name == name and child.kind == REPEAT:
                    return parent, child
        raise _unknown(path)

    def _check_free(self, path: str, repeat: NodeDefinition) -> None:
        rule = repeat.rule
        if rule is not None and (rule.count is not None or rule.fixed):
            raise AnswerRefused(path, "The form decides how many there are.", code="repeat")


def _unknown(path: str) -> AnswerRefused:
    return AnswerRefused(path, "The form has no such question here.", code="unknown-path")
