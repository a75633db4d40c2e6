"""Why something was not taken, in words: the form's own where it has them, else the window's.

The form's words come in its languages; the window's are English, marked for translation, and have
no language: who shows them translates them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from fieldkit.forms import Entry, FormSession, NodeDefinition, Problem
from fieldkit.forms.problems import CALCULATION, CONSTRAINT, REQUIRED, words
from fieldkit.forms.structure import Text
from fieldkit.languages.marking import N_
from fieldkit.model.errors import AnswerRefused
from fieldkit.operations.steps import DoesNotFit
from fieldkit.ui.models.interview import Bilingual, Languages
from fieldkit.ui.models.words import Words
from fieldkit.ui.presenters.coordinates import NOT_A_PLACE
from fieldkit.ui.presenters.moments import NOT_A_MOMENT, NOT_A_TIME
from fieldkit.ui.presenters.places import Place
from fieldkit.ui.presenters.wording import Wording, form_words, window_words

NOT_SAVED: Final = N_("What was typed here is not saved. Correct it or clear it.")
GATE_FIRST: Final = N_("The question for permission comes first.")
_GATE_STAYS: Final = N_("Permission was given. To withdraw it, answer no.")
_GATE_WAS_SENT: Final = N_(
    "This record was sent. To withdraw permission, the coordinator has to erase it."
)
_OTHER: Final = N_("This answer was not taken.")
_OF_KIND: Final = {
    REQUIRED: N_("This question needs an answer."),
    CONSTRAINT: N_("This answer does not fit the question."),
    CALCULATION: N_("The form could not compute this value."),
}
_OF_CODE: Final = {
    "constraint": _OF_KIND[CONSTRAINT],
    "choice": N_("This choice is not offered here now."),
    "irrelevant": N_("This question is not asked now."),
    "readonly": N_("This answer cannot be changed by hand."),
    "unknown-path": N_("This question is no longer there."),
    "repeat": N_("The form decides how many there are."),
    "finished": N_("This interview is over."),
}
_OF_TYPE: Final = {
    "int": N_("Write a whole number, for example 12."),
    "decimal": N_("Write a number, for example 2.5."),
    "time": NOT_A_TIME,
    "dateTime": NOT_A_MOMENT,
    "geopoint": NOT_A_PLACE,
    "geotrace": N_(
        "Write at least two places with a semicolon between them, for example 37.98 23.73; 38 24."
    ),
    "geoshape": N_(
        "Write at least three places with semicolons between them, for example "
        "37.98 23.73; 38 24; 38 23."
    ),
    "string": N_("The answer has characters that cannot be stored."),
}
_OUT_OF_RANGE: Final = N_("This number is outside the range of the question.")
# Refusals of what was typed; the others are about when and where, and leave nothing in the field.
_OF_WHAT_WAS_TYPED: Final = frozenset({"type", "choice", "constraint"})


@dataclass(frozen=True)
class Refused:
    """What was typed at a question and not stored. `own` are the form's words by language;
    `fields` as in NotRead."""

    typed: str = field(repr=False)
    message: str = ""
    own: Mapping[str, Words] = field(default_factory=dict[str, Words], repr=False)
    fields: tuple[int, ...] = ()

    def problem(self, languages: Languages) -> Bilingual:
        """Why, in both languages where the form says it, else in the window's words."""
        if not self.own:
            return window_words(self.message)
        second = self.own.get(languages.second) if languages.second else None
        return Bilingual(self.own[languages.lead], second)


def stays_typed(refusal: AnswerRefused) -> bool:
    """Whether what was typed stays in the field, beside its problem."""
    return refusal.code in _OF_WHAT_WAS_TYPED


def message_of(refusal: AnswerRefused, node: NodeDefinition | None, *, was_sent: bool) -> str:
    """The window's words for a refusal, at a question if there is one, marked for translation."""
    if refusal.code == "gate":
        return _GATE_WAS_SENT if was_sent else _GATE_STAYS
    if refusal.code == "type" and node is not None:
        if node.control == "range":
            return _OUT_OF_RANGE
        return _OF_TYPE.get(node.type, _OTHER)
    return _OF_CODE.get(refusal.code, _OTHER)


def refused_by_form(
    refusal: DoesNotFit, session: FormSession, place: Place, typed: str, entry: Entry
) -> Refused:
    """An answer that breaks a constraint, with the form's own message in all its languages.

    The message may quote answers, the refused one among them, and the session has taken that back:
    a session of its own, made for this question alone, still has it.
    """
    message = place.node.bind.constraint_message
    if message is None:
        return Refused(typed, _OF_KIND[CONSTRAINT])
    trial = FormSession(
        session.definition, session.moment, record=session.record, draft=session.draft()
    )
    trial.answer(place.path, entry)
    own: dict[str, Words] = {}
    for code in session.definition.languages or [""]:
        problem = trial.problem(place.path, code) or refusal.problem
        own[code] = _own_words(session, message, problem, code)
    return Refused(typed, _OF_KIND[CONSTRAINT], own)


def problem_of(wording: Wording, session: FormSession, place: Place, kind: str) -> Bilingual:
    """What is wrong with an answer that is stored, or missing: its standing says which kind."""
    bind = place.node.bind
    message = bind.required_message if kind == REQUIRED else bind.constraint_message
    if message is None or kind == CALCULATION:
        return window_words(_OF_KIND[kind])

    def say(code: str) -> Words:
        problem = session.problem(place.path, code)
        return Words("") if problem is None else _own_words(session, message, problem, code)

    return wording.both(say)


def _own_words(session: FormSession, message: Text, problem: Problem, code: str) -> Words:
    if problem.message == words(problem.kind, ""):  # the form has none after all
        return Words(_OF_KIND[problem.kind])
    found = ""
    if message.itext:
        found, _ = session.definition.translations.found(message.itext, code, message.form)
    return form_words(problem.message, code, found)
