"""The sheet fk_translations: which languages are drafts, who wrote them, what does not fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fieldkit.forms.findings import Finding, Place, did_you_mean, error, warning
from fieldkit.forms.translation_states import DRAFT, REVIEWED, TranslationState
from fieldkit.forms.workbook.columns import missing_columns
from fieldkit.forms.workbook.tables import Row, Table

STATES = (DRAFT, REVIEWED)


def translation_states(sheet: Table, languages: Sequence[str]) -> list[TranslationState]:
    """The state of every language of the form; nothing where the workbook has no such sheet.

    A language that the sheet leaves out is a draft: nobody has said otherwise.
    """
    if not sheet.columns:
        return []
    rows = {row.text("language"): row for row in sheet.rows}
    return [
        _state(language, rows[language]) if language in rows else TranslationState(language)
        for language in languages
        if language
    ]


def _state(language: str, row: Row) -> TranslationState:
    return TranslationState(
        language,
        row.text("state"),
        row.text("origin"),
        row.text("form_title"),
        row.text("date"),
    )


def state_findings(sheet: Table, languages: Sequence[str]) -> Iterator[Finding]:
    """Languages that the form does not have, that are missing or there twice; unknown states."""
    if not sheet.columns:
        return
    yield from missing_columns(sheet, ("language", "state"))
    first: dict[str, Row] = {}
    for row in filter(None, sheet.rows):
        language = row.text("language")
        if language in first:
            yield error(
                "duplicate-language",
                row.place("language"),
                f"{language} already stands in row {first[language].number}.",
                "Keep one of the two rows.",
            )
        first.setdefault(language, row)
        yield from _row_findings(row, languages)
    for language in languages:
        if language and language not in first:
            yield warning(
                "no-translation-state",
                Place(sheet.name, sheet.header_row),
                f"{language} is not in this sheet, so it counts as a draft.",
                "Add a row for it.",
            )


def _row_findings(row: Row, languages: Sequence[str]) -> Iterator[Finding]:
    language, state = row.text("language"), row.text("state")
    if language not in languages:
        yield warning(
            "unknown-language",
            row.place("language"),
            f"No column is written in the language “{language}”.",
            did_you_mean(language, languages, otherwise="Write it as in the column headers."),
        )
    if state not in STATES:
        yield error(
            "bad-translation-state",
            row.place("state"),
            f"“{state}” does not say how far a translation is.",
            did_you_mean(state, STATES, otherwise=f"Write one of: {', '.join(STATES)}."),
        )
    elif state == REVIEWED and not (row.text("reviewer") and row.text("date")):
        yield warning(
            "unsigned-review",
            row.place("state"),
            f"{language} is marked as reviewed, but not by whom and when.",
            "Fill in reviewer and date, or write draft.",
        )
