"""What is said about a column of a publication: whether it goes out, and why."""

from __future__ import annotations

from typing import Final

from fieldkit.languages.marking import N_
from fieldkit.languages.names import own_name
from fieldkit.model.sensitivity import Sensitivity
from fieldkit.ui.language import ntext, text
from fieldkit.ui.models.publish import ColumnRow, Fate
from fieldkit.ui.widgets.explained_table import ExplainedRow

NOTHING: Final = "–"

COLUMNS: Final = (
    N_("What becomes of it"),
    N_("Column"),
    N_("Question"),
    N_("Sensitivity"),
    N_("Sheet"),
)
SENSITIVITIES: Final = {
    Sensitivity.IDENTIFIER: N_("Identifier"),
    Sensitivity.SPECIAL: N_("Special category"),
    Sensitivity.SPECIAL_BY_POLICY: N_("Special by policy"),
    Sensitivity.ORDINARY: N_("Ordinary"),
}
FATES: Final = {
    Fate.PUBLISHED: N_("Published"),
    Fate.MONTH: N_("Published as month"),
    Fate.OURS: N_("Published"),
    Fate.LEFT_OUT: N_("Left out"),
}
TONES: Final = {Fate.PUBLISHED: "ok", Fate.MONTH: "ok", Fate.OURS: "muted", Fate.LEFT_OUT: "warn"}

_MEANINGS: Final = {
    Sensitivity.IDENTIFIER: N_("The answer says who somebody is."),
    Sensitivity.SPECIAL: N_(
        "The answer tells of health, religion, origin or the like, which the law protects most."
    ),
    Sensitivity.SPECIAL_BY_POLICY: N_(
        "The law does not name this, but a person could be harmed by it, so it is protected too."
    ),
    Sensitivity.ORDINARY: N_("An ordinary answer."),
}
_OURS: Final = {
    "_record": N_("The number of the record; it is random and names nobody."),
    "_form_version": N_("The version of the form that was filled in."),
    "_language": N_("The language in which the interview was held."),
    "_heads": N_("How many latest versions the record has: 2 and more is a conflict."),
    "_subject": N_("The person code."),
    "_author": N_("Who wrote the record, by pseudonym."),
    "_created_at": N_("When the record was written."),
    "_row": N_("The number of the row; it is random and names nobody."),
    "_parent": N_("The row or record that this row belongs to."),
    "_position": N_("The place of the row among its neighbours."),
}


def line(row: ColumnRow) -> ExplainedRow:
    """A column as a row of the table, with its explanation."""
    return ExplainedRow(
        cells=lambda: cells(row),
        tone=TONES[row.fate],
        heading=lambda: heading(row),
        explanation=lambda: explanation(row),
    )


def cells(row: ColumnRow) -> tuple[str, ...]:
    """The words of one column's line: fate, column, question, sensitivity, sheet."""
    return (
        text(FATES[row.fate]),
        row.name,
        question(row),
        text(SENSITIVITIES[row.sensitivity]) if row.sensitivity else NOTHING,
        row.sheet,
    )


def question(row: ColumnRow) -> str:
    """What was asked; a question whose label is in another language than wanted says in which."""
    said = row.label
    if not said.text:
        return NOTHING
    if said.fallback:
        return text("{words} ({language})", words=said.text, language=own_name(said.language))
    return said.text


def explanation(row: ColumnRow) -> str:
    """What a column is, and why it is published or not."""
    if row.fate is Fate.OURS:
        return text(_OURS[row.name]) if row.name in _OURS else text("A column of FieldKit's own.")
    said = [text(_MEANINGS[row.sensitivity])] if row.sensitivity else []
    if row.fate is Fate.LEFT_OUT:
        said.append(text("Statistics have no such column."))
    elif row.fate is Fate.MONTH:
        said.append(text("Statistics show the month only, never the day."))
    if row.choices:
        said.append(
            ntext(
                "{count} more column stands beside it, one for each choice.",
                "{count} more columns stand beside it, one for each choice.",
                row.choices,
            )
        )
    return "\n".join(said)


def heading(row: ColumnRow) -> str:
    """What a column is called where it is explained."""
    return text("{column} in the sheet {sheet}", column=row.name, sheet=row.sheet)
