"""A step of an interview: how it is stamped with time and chance, and what may become of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fieldkit.forms import FormDefinition, Problem
from fieldkit.model.answers import BLANK, Answer
from fieldkit.model.clock import Clock, Randomness, to_text
from fieldkit.model.counting import counted
from fieldkit.model.errors import AnswerRefused
from fieldkit.model.sensitivity import Sensitivity
from fieldkit.operations import drafts
from fieldkit.operations.move_steps import ROWS_STAY_NOW
from fieldkit.vault import Vault
from fieldkit.vault.journal import Entry, StepKind

LAST_SEEN: Final = "last_seen"
_SEED_SIZE: Final = 16


@dataclass(frozen=True)
class Saved:
    """The step is on the disk (and so are all steps held before it)."""

    step: int
    record: str
    path: str


@dataclass(frozen=True)
class Held:
    """The step is in memory only, until the gate question is answered."""

    step: int
    record: str
    path: str


@dataclass(frozen=True)
class Declined:
    """The person said no: everything was deleted; only the fact of a refusal is on the disk.

    `record` is the id of that fact, which nothing links to the visit.
    """

    step: int
    record: str
    path: str


Outcome = Saved | Held | Declined


class DoesNotFit(AnswerRefused):
    """An answer that breaks the question's constraint.

    `problem.message` is the form's own sentence for the person at the screen; it may quote
    answers, so it is not our message.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.path, "This answer does not fit the question.", code="constraint")


class Incomplete(AnswerRefused):
    """A record cannot be finished: required answers are missing or constraints do not hold."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        named = ", ".join(problem.path for problem in self.problems[:3])
        more = f" and {len(self.problems) - 3} more" if len(self.problems) > 3 else ""
        questions = counted(len(self.problems), "question still needs", "questions still need")
        super().__init__("", f"{questions} attention: {named}{more}.", code="incomplete")


@dataclass(frozen=True)
class Step:
    """What a person did: on which key, with which value, how identifying; `language` is the one
    the question was asked in, "" for that of the session."""

    kind: StepKind
    key: str = ""
    value: Answer = BLANK
    sensitivity: Sensitivity = Sensitivity.ORDINARY
    language: str = ""


def answering(definition: FormDefinition, key: str, value: Answer, language: str) -> Step:
    """The step that answers a question with a value in its stored form."""
    identifying = drafts.is_identifying(definition, key)
    sensitivity = Sensitivity.IDENTIFIER if identifying else Sensitivity.ORDINARY
    return Step(StepKind.ANSWER, key, value, sensitivity, language)


def taking_up() -> Step:
    """The step that takes a record up again: from now on rows with an answer stay (0013)."""
    return Step(StepKind.REOPEN, value=ROWS_STAY_NOW)


def adding_answered(row: str, before: Sequence[str], answer: Step) -> Step:
    """The step that adds the row with the key `row` together with an answer below it, without which
    the form would take the row away; `before` are ids of blank rows that come before it."""
    question, given = answer.key[len(row) + 1 :], json.loads(answer.value.text)
    said = [list(before), question, given]
    value = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return Step(StepKind.ADD_REPEAT, row, Answer(value), answer.sensitivity)


@dataclass(frozen=True)
class Stamp:
    """Gives each step its author, instant and seed; a clock that went back makes it suspect."""

    vault: Vault
    clock: Clock
    randomness: Randomness

    def entry(self, step: Step, *, number: int, language: str) -> Entry:
        """The journal entry of a step; `language` is that of the session."""
        at = to_text(self.clock.now())
        return Entry(
            step=number,
            kind=step.kind,
            key=step.key,
            value=step.value,
            sensitivity=step.sensitivity,
            language=step.language or language,
            author=self.vault.author,
            at=at,
            clock_suspect=at < self.vault.get_setting(LAST_SEEN),
            seed=self.randomness.token(_SEED_SIZE),
        )

    def remember(self, at: str) -> None:
        """Keep the latest instant ever stored, inside the current transaction: until a clock that
        went back has caught up, everything it says is suspect."""
        if at > self.vault.get_setting(LAST_SEEN):
            self.vault.set_setting(LAST_SEEN, at)
