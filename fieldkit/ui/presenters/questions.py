"""One question as a page shows it: how it is answered, in which words, with which answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from fieldkit.forms import FormSession, NodeDefinition
from fieldkit.forms.problems import REQUIRED
from fieldkit.operations.drafts import SUBJECT_QUESTION
from fieldkit.ui.models.interview import (
    AsideLine,
    Bilingual,
    ChoiceView,
    Languages,
    Limits,
    QuestionKind,
    QuestionView,
)
from fieldkit.ui.presenters.places import Place
from fieldkit.ui.presenters.refusals import Refused, problem_of
from fieldkit.ui.presenters.standings import Standing
from fieldkit.ui.presenters.wording import Wording

_BY_CONTROL: Final = {
    "select1": QuestionKind.SELECT_ONE,
    "select": QuestionKind.SELECT_MULTIPLE,
    "trigger": QuestionKind.ACKNOWLEDGE,
    "textarea": QuestionKind.MULTILINE,
    "upload": QuestionKind.FILE,
    "rank": QuestionKind.RANK,
}
# A range is a number with bounds, which the form checks.
_TYPED_CONTROLS: Final = frozenset({"input", "range"})
_BY_TYPE: Final = {
    "string": QuestionKind.TEXT,
    "int": QuestionKind.INTEGER,
    "decimal": QuestionKind.DECIMAL,
    "date": QuestionKind.DATE,
    "time": QuestionKind.TIME,
    "dateTime": QuestionKind.MOMENT,
    "geopoint": QuestionKind.PLACE,
    "barcode": QuestionKind.TEXT,  # what is printed below the bars, or a reader on the USB port
}


def kind_of(node: NodeDefinition) -> QuestionKind:
    """How a question is answered. What has no widget of its own is OTHER, typed as text, where its
    answer is a text that a person can write."""
    if node.is_note:
        return QuestionKind.NOTE
    if node.control in _BY_CONTROL:
        return _BY_CONTROL[node.control]
    if node.control == "input" and node.names[-1] == SUBJECT_QUESTION and not node.readonly:
        return QuestionKind.SUBJECT
    if _is_hidden(node):
        return QuestionKind.HIDDEN
    kind = _BY_TYPE.get(node.type) if node.control in _TYPED_CONTROLS else None
    if kind is QuestionKind.TEXT and "multiline" in node.body.appearance.split():
        return QuestionKind.MULTILINE
    return kind or QuestionKind.OTHER


def _is_hidden(node: NodeDefinition) -> bool:
    """Whether an answer is a text that nobody may read over a shoulder: the control of XForms for
    it, or the appearance of ODK."""
    masked = node.control == "input" and "masked" in node.body.appearance.split()
    return node.type == "string" and (masked or node.control == "secret")


@dataclass(frozen=True)
class Asking:
    """What a question is shown with: the session, the words, and what else is known of the record.

    `answered_in` are the languages of the answers, `refused` what was typed and not taken, both by
    key; `shows_missing`: the person has seen the review, and a required question says so. `aside`
    is what moves kept aside.
    """

    session: FormSession
    languages: Languages
    wording: Wording
    answered_in: Mapping[str, str]
    refused: Mapping[str, Refused]
    shows_missing: bool
    aside: tuple[AsideLine, ...] = ()

    def kept_aside_at(self, key: str) -> AsideLine | None:
        """What a move kept aside of a question that nobody answered since."""
        return next((each for each in self.waiting_aside() if each.key == key), None)

    def waiting_aside(self) -> Iterator[AsideLine]:
        """What moves kept aside and nobody answered anew."""
        return (each for each in self.aside if not each.is_answered)


def question_view(
    asking: Asking, place: Place, standing: Standing, choices: tuple[ChoiceView, ...]
) -> QuestionView:
    """The view of a question that is asked now."""
    node = place.node
    refused = asking.refused.get(place.key)
    return QuestionView(
        key=place.key,
        path=place.path,
        kind=kind_of(node),
        label=asking.wording.label(place),
        hint=asking.wording.hint(place),
        value=standing.value,
        typed=None if refused is None else refused.typed,
        choices=choices,
        required=standing.required,
        readonly=standing.readonly,
        problem=_problem(asking, place, standing, refused),
        answered_in=asking.answered_in.get(place.key, "") if standing.value else "",
        appearance=node.body.appearance,
        is_gate=node.path == asking.session.definition.gate,
        limits=_limits(node),
        wrong_fields=() if refused is None else refused.fields,
        aside=asking.kept_aside_at(place.key),
    )


def _limits(node: NodeDefinition) -> Limits | None:
    """The bounds of a range, the lower one first; None where the form gives none that are numbers,
    and the engine checks none."""
    if node.control != "range":
        return None
    said = node.body.parameters
    try:
        low, high = sorted((Decimal(said["start"]), Decimal(said["end"])))
        step = abs(Decimal(said.get("step", "0")))
    except (KeyError, InvalidOperation):
        return None
    every = not step or (node.type == "int" and step == 1)
    return Limits(_plain(low), _plain(high), "" if every else _plain(step))


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f")


def _problem(
    asking: Asking, place: Place, standing: Standing, refused: Refused | None
) -> Bilingual | None:
    if refused is not None:
        return refused.problem(asking.languages)
    if not standing.problem or (standing.problem == REQUIRED and not asking.shows_missing):
        return None
    return problem_of(asking.wording, asking.session, place, standing.problem)
