"""What a row of a repeat is called, and what is known of it at a glance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from fieldkit.languages.bidi import isolate
from fieldkit.languages.digits import native
from fieldkit.ui.models.interview import (
    Bilingual,
    QuestionKind,
    QuestionView,
    RosterView,
    RowTitle,
    RowView,
)
from fieldkit.ui.models.words import Words
from fieldkit.ui.widgets.written import written_number

_MOST: Final = 4
_SEPARATOR: Final = " · "


def row_title(roster: RosterView, row: RowView) -> Words:
    """The name of the row, or what the repeat calls its rows with the row's number."""
    label = roster.label.lead
    return Words(row_name(label, row.position, row.name), label.language)


def row_name(label: Words, position: int, name: str) -> str:
    """`name`, or where there is none the label of the repeat with the number of the row."""
    # Not isolated: the label's own letters say in which direction the number follows it.
    return name or f"{label.text} {native(position, label.language)}"


def question_in_row(question: Bilingual, row: RowTitle | None) -> Bilingual:
    """A question after the name of the row it is in; as it is outside of repeats."""
    if row is None:
        return question
    lead = _after(row_name(row.roster.lead, row.position, row.name), question.lead)
    if question.second is None:
        return Bilingual(lead)
    label = row.roster.second or row.roster.lead
    return Bilingual(lead, _after(row_name(label, row.position, row.name), question.second))


def _after(name: str, question: Words) -> Words:
    return Words(f"{isolate(name)}: {question.text}", question.language, question.fallback)


def row_summary(row: RowView, language: str) -> Words:
    """The first answers of a row that are short enough to be told apart by, after its name."""
    told = [each for each in _answers(row, language) if each != row.name]
    return Words(_SEPARATOR.join(isolate(each) for each in told[:_MOST]), language)


def _answers(row: RowView, language: str) -> Iterator[str]:
    for item in row.items:
        if isinstance(item, QuestionView) and item.value:
            shown = _answer(item, language)
            if shown:
                yield shown


def _answer(question: QuestionView, language: str) -> str:
    if question.kind is QuestionKind.SELECT_ONE:
        labels = (each.label.lead.text for each in question.choices if each.value == question.value)
        return next(labels, "")
    if question.kind in (QuestionKind.INTEGER, QuestionKind.DECIMAL):
        return written_number(question.value, language)
    if question.kind is QuestionKind.TEXT:
        return question.value
    return ""
