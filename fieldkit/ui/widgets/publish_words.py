"""What is said about a publication: columns and why they go out or not, forms, what stopped it."""

from __future__ import annotations

from typing import Final

from fieldkit.languages.bidi import isolate
from fieldkit.languages.marking import N_
from fieldkit.languages.names import own_name
from fieldkit.model.sensitivity import Sensitivity
from fieldkit.ui.language import language, ntext, number, text
from fieldkit.ui.models.form_name import FormName
from fieldkit.ui.models.publish import (
    ColumnRow,
    Fate,
    FindingRow,
    FormPreview,
    Profile,
    PublishedForm,
    PublishPreview,
)
from fieldkit.ui.widgets.explained_table import ExplainedRow

NOTHING: Final = "–"

COLUMNS: Final = (
    N_("What becomes of it"),
    N_("Column"),
    N_("Question"),
    N_("Sensitivity"),
    N_("Sheet"),
)
RESULT_COLUMNS: Final = (
    N_("Form"),
    N_("Records"),
    N_("Rows of repeats"),
    N_("Refusals"),
    N_("Conflicts"),
)
FINDING_COLUMNS: Final = (
    N_("What it looks like"),
    N_("Form"),
    N_("Sheet"),
    N_("Column"),
    N_("Cell"),
)

PROFILES: Final = {Profile.STATISTICS: N_("Statistics"), Profile.CASE: N_("Case work")}

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
_KINDS: Final = {
    "phone": N_("A telephone number, or one as long"),
    "afm": N_("A tax number (AFM)"),
    "amka": N_("A social security number (AMKA)"),
    "person-code": N_("A person code"),
    "e-mail": N_("An e-mail address"),
    "same-as-identifier": N_("A name or number of the same record"),
}


def column_line(row: ColumnRow) -> ExplainedRow:
    """A column as a row of the table, with its explanation."""
    return ExplainedRow(
        cells=lambda: column(row),
        tone=TONES[row.fate],
        heading=lambda: heading(row),
        explanation=lambda: explanation(row),
    )


def finding_line(found: FindingRow) -> ExplainedRow:
    """A cell that stopped a publication, as a row of the table."""
    return ExplainedRow(
        cells=lambda: finding(found),
        tone="danger",
        heading=lambda: text("Record {record}", record=found.record),
        explanation=lambda: text(
            "The answer in the column {column} looks as if it named somebody; it is not shown here."
            " Have it corrected in this record.",
            column=found.column,
        ),
    )


def form(name: FormName) -> str:
    """The name of a form for who reads the window's language."""
    return name.within(language().code).text


def column(row: ColumnRow) -> tuple[str, ...]:
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


def offered(form_: FormPreview) -> str:
    """A form where one is chosen from several: its name and how much there is of it."""
    return ntext(
        "{name} · {count} record", "{name} · {count} records", form_.records, name=form(form_.name)
    )


def counted(view: PublishPreview) -> list[tuple[str, str]]:
    """The totals of a look as short remarks, each with its tone."""
    records = sum(each.records for each in view.forms)
    refusals = sum(each.refusals for each in view.forms)
    waiting = sum(each.waiting for each in view.forms)
    published = sum(each.published for each in view.forms)
    left_out = sum(each.left_out for each in view.forms)
    said = [
        (records, ntext("{count} record", "{count} records", records), "accent"),
        (refusals, ntext("{count} refusal", "{count} refusals", refusals), ""),
        (
            published,
            ntext("{count} question published", "{count} questions published", published),
            "ok",
        ),
        (left_out, ntext("{count} left out", "{count} left out", left_out), "warn"),
        (waiting, ntext("{count} waits", "{count} wait", waiting), "warn"),
    ]
    return [(words, tone) for count, words, tone in said if count]


def result(done: PublishedForm) -> tuple[str, ...]:
    """The words of one published form: name, records, rows of repeats, refusals, conflicts."""
    repeats = [text("{sheet}: {count}", sheet=sheet, count=count) for sheet, count in done.repeats]
    return (
        form(done.name),
        number(done.records),
        language().locale.createSeparatedList(repeats) if repeats else NOTHING,
        number(done.refusals),
        number(done.conflicts),
    )


def finding(found: FindingRow) -> tuple[str, ...]:
    """The words of one cell that stopped a publication: what it looks like, and where it is."""
    return (
        text(_KINDS[found.kind]) if found.kind in _KINDS else found.kind,
        form(found.name),
        found.sheet,
        found.column,
        found.cell,
    )


def pending(files: list[str]) -> str:
    """Files that another program held open."""
    said = ntext(
        "{count} file is open in another program and was left as it was. Close it there and"
        " publish again:",
        "{count} files are open in another program and were left as they were. Close them there"
        " and publish again:",
        len(files),
    )
    return "\n".join([said, *map(isolate, files)])
