"""How a stored answer of any kind is written for people, in both languages of an interview."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from fieldkit.ui.models.interview import Bilingual, Languages, QuestionKind
from fieldkit.ui.models.words import Words
from fieldkit.ui.widgets.written import long_date, written_number
from fieldkit.ui.widgets.written_times import (
    moment_in_words,
    separator,
    typed_time,
    written_coordinates,
)


def written_answer(kind: QuestionKind, shown: Bilingual, languages: Languages) -> Bilingual:
    """Dates in words and numbers in native digits, for both; everything else as it is."""
    write = _WRITERS.get(kind)
    if write is None:
        return shown
    value = shown.lead.text
    lead = Words(write(value, languages.lead), languages.lead)
    if not languages.second:
        return Bilingual(lead)
    return Bilingual(lead, Words(write(value, languages.second), languages.second))


def _date_in_words(value: str, language: str) -> str:
    return long_date(value, language) or value


def _moment_in_words(value: str, language: str) -> str:
    return moment_in_words(value, language) or value


def _place(value: str, language: str) -> str:
    return separator(language).join(filter(None, written_coordinates(value, language))) or value


_WRITERS: Final[dict[QuestionKind, Callable[[str, str], str]]] = {
    QuestionKind.DATE: _date_in_words,
    QuestionKind.TIME: typed_time,
    QuestionKind.MOMENT: _moment_in_words,
    QuestionKind.PLACE: _place,
    QuestionKind.INTEGER: written_number,
    QuestionKind.DECIMAL: written_number,
}
