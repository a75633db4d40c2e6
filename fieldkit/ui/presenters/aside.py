"""What moves to other versions of a form kept aside, in words, with the way to answer it anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from fieldkit.forms import FormDefinition, FormSession
from fieldkit.forms.draft import row_key
from fieldkit.forms.places import definition_path
from fieldkit.forms.structure import QUESTION
from fieldkit.model.errors import AnswerRefused
from fieldkit.operations.kept_aside import KeptAside
from fieldkit.ui.models.interview import (
    AsideLine,
    Bilingual,
    ChoiceView,
    QuestionKind,
    RowTitle,
)
from fieldkit.ui.models.words import Words
from fieldkit.ui.presenters.answer_words import in_words
from fieldkit.ui.presenters.places import Place, place_at, rows_of
from fieldkit.ui.presenters.questions import kind_of
from fieldkit.ui.presenters.wording import UNDETERMINED, Wording, form_words, plain


def aside_lines(
    kept: Sequence[KeptAside], session: FormSession, wording: Wording
) -> tuple[AsideLine, ...]:
    """Each answer with the question as it was asked, and the one that asks for it now."""
    return tuple(_line(each, session, wording) for each in kept)


def _line(kept: KeptAside, session: FormSession, wording: Wording) -> AsideLine:
    place = _asked_now(session, kept.key)
    kind, question, choices = _as_it_was(kept, wording)
    return AsideLine(
        key="" if place is None else place.key,
        question=question,
        shown=in_words(kind, kept.text, choices) or plain(kept.text),
        kind=kind,
        row=_row(session, kept.key, wording),
        is_answered=kept.is_answered,
    )


def _as_it_was(
    kept: KeptAside, wording: Wording
) -> tuple[QuestionKind, Bilingual, list[ChoiceView]]:
    form, path = kept.asked, kept.path
    if form is None:  # that version is gone: its name is all that is known
        return QuestionKind.OTHER, plain(definition_path(kept.key).rpartition("/")[2]), []
    node = form.nodes[path]

    def say(code: str) -> Words:
        label = form.label(path, code)
        return (
            form_words(label, code, form.spoken(path, code)) if label else _undetermined(node.name)
        )

    choices = (
        _choices(form, path, [kept.text, *kept.text.split()], wording) if node.is_select else []
    )
    return kind_of(node), wording.both(say), choices


def _choices(
    form: FormDefinition, path: str, chosen: Sequence[str], wording: Wording
) -> list[ChoiceView]:
    """The choices of a question that were chosen: there may be thousands of others."""
    offered = {value: labels for value, labels in form.choices(path) if value in chosen}
    return [
        ChoiceView(
            value, wording.both(partial(_choice_words, form.default_language, value, labels))
        )
        for value, labels in offered.items()
    ]


def _choice_words(default: str, value: str, labels: Mapping[str, str], code: str) -> Words:
    for found in (code, default):
        if labels.get(found):
            return form_words(labels[found], code, found)
    return _undetermined(value)


def _undetermined(text: str) -> Words:
    return Words(text, UNDETERMINED)


def _asked_now(session: FormSession, key: str) -> Place | None:
    """The question at a key, where somebody is asked there now."""
    node = session.definition.nodes.get(definition_path(key))
    if node is None or node.kind != QUESTION or node.is_note:
        return None
    try:
        place = place_at(session, key)
    except AnswerRefused:  # its row is gone
        return None
    asked = session.relevant(place.path) and not session.readonly(place.path)
    return place if asked else None


def _row(session: FormSession, key: str, wording: Wording) -> RowTitle | None:
    """The row that an answer was in, as long as it is there."""
    inside = row_key(key)
    if not inside or definition_path(inside) not in session.definition.nodes:
        return None
    try:
        row = place_at(session, inside)
    except AnswerRefused:
        return None
    repeat = Place(row.node, row.path.rpartition("[")[0], inside.rpartition("[")[0])
    rows = [each.key for each in rows_of(session, repeat) if session.relevant(each.path)]
    if row.key not in rows:
        return None
    return RowTitle(row.key, wording.label(repeat), rows.index(row.key) + 1, "")
