"""Answers in words: choices by their labels, an order with its numbers, what is hidden as dots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fieldkit.languages.digits import native
from fieldkit.languages.marking import N_
from fieldkit.ui.models.interview import Bilingual, ChoiceView, QuestionKind
from fieldkit.ui.models.words import Words
from fieldkit.ui.presenters.wording import UNDETERMINED, plain, window_words

_ACKNOWLEDGED = N_("Acknowledged")
_CHOICES = (QuestionKind.SELECT_ONE, QuestionKind.SELECT_MULTIPLE, QuestionKind.RANK)
_HIDDEN = "••••••"  # of one length: the number of letters is part of a secret
_COMMAS = {"ar": "، ", "fa": "، ", "ur": "، ", "ckb": "، ", "ps": "، "}


def in_words(kind: QuestionKind, value: str, choices: Sequence[ChoiceView]) -> Bilingual | None:
    """An answer in words; None where there is none."""
    if not value:
        return None
    if kind is QuestionKind.ACKNOWLEDGE:
        return window_words(_ACKNOWLEDGED)
    if kind is QuestionKind.HIDDEN:
        return plain(_HIDDEN)
    if kind not in _CHOICES:
        return plain(value)
    chosen = [value] if kind is QuestionKind.SELECT_ONE else value.split()
    label_of = {choice.value: choice.label for choice in choices}
    labels = [label_of[each] for each in chosen if each in label_of]
    if not labels:
        return plain(value)
    if kind is QuestionKind.RANK:
        labels = [_at_place(label, place) for place, label in enumerate(labels, start=1)]
    seconds = [label.second for label in labels if label.second is not None]
    return Bilingual(
        _listed([label.lead for label in labels]),
        _listed(seconds) if len(seconds) == len(labels) else None,
    )


def _at_place(label: Bilingual, place: int) -> Bilingual:
    """A choice with its place in an order: its own words may have commas in them."""
    second = None if label.second is None else _with_place(label.second, place)
    return Bilingual(_with_place(label.lead, place), second)


def _with_place(words: Words, place: int) -> Words:
    return replace(words, text=f"{native(str(place), words.language)}. {words.text}")


def _listed(words: list[Words]) -> Words:
    language = next((each.language for each in words if each.language != UNDETERMINED), "")
    comma = _COMMAS.get(language.partition("-")[0], ", ")
    return Words(
        comma.join(each.text for each in words),
        language or UNDETERMINED,
        fallback=any(each.fallback for each in words),
    )
