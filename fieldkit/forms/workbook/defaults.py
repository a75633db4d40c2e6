"""Fixed defaults that do not fit their question, which would then begin blank or unanswerable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC

from fieldkit.forms.computed import computed_text
from fieldkit.forms.findings import Finding, did_you_mean, warning
from fieldkit.forms.lexical import bind_type
from fieldkit.forms.workbook.choices import ChoiceList
from fieldkit.forms.workbook.expressions import is_logic
from fieldkit.forms.workbook.outline import Entry, Outline
from fieldkit.forms.workbook.search_lists import chooses_from_sheet

_WANTED = {
    "int": "a whole number (12)",
    "decimal": "a number (12.5)",
    "date": "a date (2026-11-22)",
    "time": "a time (15:00)",
    "dateTime": "a date with a time (2026-11-22T15:00)",
}


def default_findings(built: Outline, lists: Mapping[str, ChoiceList]) -> Iterator[Finding]:
    """Defaults that the question could not take as an answer; ODK drops them without a word."""
    for entry in built.questions:
        text = entry.row.text("default")
        if not text or is_logic(entry, "default", text):
            continue
        if entry.is_select and chooses_from_sheet(entry, lists):
            yield from _choice(entry, text, lists[entry.list_name])
        elif (wanted := _WANTED.get(bind_type(entry.type))) and not _fits(entry, text):
            yield warning(
                "bad-default",
                entry.row.place("default"),
                f"The default “{text}” is not {wanted}, so {entry.name} begins blank.",
                "Write it as in the brackets.",
            )


def _choice(entry: Entry, text: str, choice_list: ChoiceList) -> Iterator[Finding]:
    codes = [code for row in choice_list.rows if (code := row.text("name"))]
    if entry.or_other:
        codes.append("other")
    chosen = [text] if entry.type == "select_one" else text.split()
    for code in chosen:
        if code not in codes:
            yield warning(
                "bad-default",
                entry.row.place("default"),
                f"The default “{code}” is no choice of the list {choice_list.name}.",
                did_you_mean(code, codes, otherwise=f"The codes are: {', '.join(codes[:10])}."),
            )


def _fits(entry: Entry, text: str) -> bool:
    return bool(computed_text(bind_type(entry.type), text, UTC))
