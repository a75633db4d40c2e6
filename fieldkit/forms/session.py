"""A live interview over one form: answers in, state out, the same for the same steps and moments.

What a step may read from outside (clock, chance) is its Moment; set `session.moment` before each
step. Every answer is stored in the lexical form of its type. Nothing here prints an answer.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from fieldkit.forms import openrosa
from fieldkit.forms.actions import FINISH, FIRST_LOAD, LOAD
from fieldkit.forms.answering import Entry, canonical
from fieldkit.forms.changes import Change
from fieldkit.forms.collection import without_collection
from fieldkit.forms.content import draft_of, lay_out, record_of
from fieldkit.forms.dependencies import RELEVANT
from fieldkit.forms.draft import Draft
from fieldkit.forms.engine import Engine, give_row_ids
from fieldkit.forms.errors import FormError
from fieldkit.forms.events import Events, store_defaults
from fieldkit.forms.form import FormDefinition
from fieldkit.forms.instance import Node
from fieldkit.forms.moment import Host, Moment, random_uuid
from fieldkit.forms.places import copy, definition_of, find, key_of, leaves, path_of
from fieldkit.forms.preloads import at_end, at_start
from fieldkit.forms.state import FormState, unknown_path
from fieldkit.forms.structure import MODEL, REPEAT, NodeDefinition
from fieldkit.forms.surroundings import Surroundings
from fieldkit.model.errors import AnswerRefused
from fieldkit.model.records import Record

_HERE = Host()


class FormSession(FormState):
    """One record being filled in: the form as it stands, and the steps that change it.

    A new record, or the one a `draft` was taken from, or that of a `submission` of this form
    (OpenRosa XML; calculations are done anew, and what was not relevant is not in it and has the
    form's default again). `record` is the instance id to use (`uuid:…`); one is drawn from the
    moment where it is left out. Raises FormError (`calculation` when the form cannot compute its
    first state), and BadDraft when the draft is of another form.
    """

    def __init__(
        self,
        definition: FormDefinition,
        moment: Moment,
        *,
        record: str | None = None,
        host: Host = _HERE,
        draft: Draft | None = None,
        submission: bytes | None = None,
    ) -> None:
        with without_collection():
            document = (
                copy(definition.blank)
                if submission is None
                else openrosa.read_instance(submission, definition.blank, definition.patterns)
            )
            surroundings = Surroundings(definition, document, host, moment)
            self._events = Events(definition, surroundings, self._preload)
            engine = Engine(document, definition.graph, surroundings, self._events)
            engine.counted.follow_counts = host.rows_follow_counts
            super().__init__(definition, engine, surroundings)
            self._host = host
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
        self._preload(root)
        # Dynamic defaults come before the first computation, as in JavaRosa: `once()` keeps what it
        # finds, so it must find them.
        self._events.load(self._engine, FIRST_LOAD)
        self._events.load(self._engine, LOAD)
        self._compute_all()
        self._log_everything()

    def _preload(self, top: Node) -> None:
        for node in leaves(top):
            preloaded = at_start(
                definition_of(node).bind, self.record, self._host, self._surroundings.moment
            )
            if preloaded is not None:
                node.write(preloaded)

    def _reopen(self) -> None:
        give_row_ids(self._engine.root, self._surroundings.random)
        self._events.load(self._engine, LOAD)
        self._compute_all()
        self._log_everything()

    def _compute_all(self) -> None:
        self._engine.schedule_all()
        self._engine.settle()
        self._events.forget()
        self._events.settle(self._engine)  # counted rows begin with their defaults
        failed = self._engine.failures.first()
        if failed is not None:
            node, why = failed
            path = definition_of(node).path
            raise FormError(
                f"The form cannot compute {path}: {why}",
                code="calculation",
                question=path,
                construct="calculate",
                next_step="Correct the expression in the form.",
            )

    def _log_everything(self) -> None:
        # The first state as one list: the rows, then every value, whatever led to them.
        self._events.log.drain(self._engine.document)
        self._events.log_below(self._engine.root)

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
        offered = self._offers.values(node) if definition.is_select and value else ()
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

    def add_answered(self, path: str, rows: Sequence[str], question: str, value: Entry) -> str:
        """Append instances of which the last one holds an answer, to a counted repeat too.

        So rows come back that were removed: without an answer the count would take them away.
        `rows` are their row ids, `question` is the key of a question below the last one (`name`,
        `visit[3f2c]/day`); nested rows named there are made, too. Returns the path of the last one.
        Raises AnswerRefused, with the form as it was: what `add_repeat` and `answer` raise,
        `repeat` where the answer does not keep the rows.
        """
        parent, repeat = self._repeat(path)
        if repeat.rule is not None and repeat.rule.count is None:
            self._check_free(path, repeat)
        if not parent.relevant:
            raise AnswerRefused(path, "This group is not asked now.", code="irrelevant")
        made = [self._engine.add_row(parent, repeat, row) for row in rows]
        self._events.settle(self._engine)
        try:
            self._answer_below(made[-1], question, value)
            if made[-1].parent is None or self._engine.counted.may_go(made[-1]):
                raise AnswerRefused(path, "The form decides how many there are.", code="repeat")
        except AnswerRefused:
            for row in reversed(made):
                if row.parent is not None:
                    self._engine.take_out(row)
            self._events.settle(self._engine)
            raise
        return path_of(made[-1])

    def _answer_below(self, row: Node, question: str, value: Entry) -> None:
        *around, _ = question.split("/")
        key = key_of(row)
        for step in around:
            repeat, _, mark = f"{key}/{step}".rpartition("[")
            key = f"{key}/{step}"
            if mark.endswith("]") and find(self._engine.root, key) is None:
                above, nested = self._repeat(repeat)
                self._engine.add_row(above, nested, mark.removesuffix("]"))
                self._events.settle(self._engine)
        self.answer(f"{key_of(row)}/{question}", value)

    def remove_repeat(self, path: str) -> None:
        """Remove one repeat instance and all its answers; later ones move up.

        Of a counted repeat, any instance can go as long as there are more than its count asks for.
        Raises AnswerRefused: `unknown-path`, `repeat` where the form decides how many there are.
        """
        node = find(self._engine.root, path)
        if node is None or definition_of(node).kind != REPEAT:
            raise unknown_path(path)
        if not self._has_surplus(node):
            self._check_free(path, definition_of(node))
        self._engine.take_out(node)
        self._events.settle(self._engine)

    @property
    def rows_follow_counts(self) -> bool:
        """Whether rows still go with their answers when a count falls: see `Host`."""
        return self._engine.counted.follow_counts

    def let_answered_rows_stay(self) -> None:
        """From now on they do not. What there is stays as it is: no row is above a count yet."""
        self._engine.counted.follow_counts = False

    def set_language(self, language: str) -> None:
        """Go on in another language of the form (code, or the form's name for it).

        Raises AnswerRefused (`language`) when the form does not speak it.
        """
        self._speech.language = self.language_code(language)
        self._engine.schedule_language()
        self._events.settle(self._engine)

    def finish(self) -> None:
        """Fill in what a form notes at the end (`end`), as the last step before the submission."""
        self._events.load(self._engine, FINISH)
        for node in leaves(self._engine.root):
            text = at_end(definition_of(node).bind, self._host, self._surroundings.moment)
            if text is not None:
                self._engine.write(node, text)
        self._events.settle(self._engine)

    def recompute(self) -> None:
        """Compute everything anew; changes nothing, or the incremental engine is wrong."""
        self._engine.schedule_all()
        self._events.settle(self._engine)

    def begin_questions(
        self, new: Collection[str], *, rows: Collection[str], answered: Collection[str]
    ) -> None:
        """Run, once, the dynamic defaults of questions that the draft was not asked yet.

        `new` are their definition paths, `rows` the keys of the rows that were there before them,
        `answered` the keys that have an answer to keep. Questions outside rows, and in rows, begin
        at the first load; those in rows also begin as in a new row.
        """
        self._events.begin_questions(self._engine, new, rows, answered)

    def changes(self) -> list[Change]:
        """What changed since the last call, in order; at first, the whole first state."""
        return self._events.log.drain(self._engine.document)

    # --- results

    def submission(self) -> bytes:
        """The OpenRosa XML of the record: what is relevant, as it is now."""
        return openrosa.serialise(self._engine.root, self.record)

    def record_content(self, subject: str, languages: Mapping[str, str]) -> Record:
        """The complete content of the record for the vault.

        `subject` is the person code; `languages` the language each answer was given in, by key.
        """
        return record_of(
            self.definition,
            self._engine.root,
            self.record,
            subject=subject,
            language=self.language,
            languages=languages,
        )

    def draft(self) -> Draft:
        """The session at rest: hidden values included."""
        return draft_of(self._engine.root, self.language, self.record)

    def _has_surplus(self, row: Node) -> bool:
        rule = definition_of(row).rule
        if rule is None or rule.count is None:
            return False
        repeat = path_of(row).rpartition("[")[0]
        asked = self.asked_for(repeat)
        return asked is not None and self.count(repeat) > asked

    def _check_free(self, path: str, repeat: NodeDefinition) -> None:
        rule = repeat.rule
        if rule is not None and (rule.count is not None or rule.fixed):
            raise AnswerRefused(path, "The form decides how many there are.", code="repeat")
