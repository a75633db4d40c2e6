"""What is said about a publication: its forms, what was published, what stopped it."""

from __future__ import annotations

from typing import Final

from fieldkit.languages.bidi import isolate
from fieldkit.languages.marking import N_
from fieldkit.ui.language import language, ntext, number, text
from fieldkit.ui.models.form_name import FormName
from fieldkit.ui.models.publish import (
    FindingRow,
    FormPreview,
    Profile,
    PublishedForm,
    PublishPreview,
)
from fieldkit.ui.widgets.explained_table import ExplainedRow

NOTHING: Final = "–"

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

_KINDS: Final = {
    "phone": N_("A telephone number, or one as long"),
    "afm": N_("A tax number (AFM)"),
    "amka": N_("A social security number (AMKA)"),
    "person-code": N_("A person code"),
    "e-mail": N_("An e-mail address"),
    "same-as-identifier": N_("A name or number of the same record"),
}


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
    repeats = [
        text("{sheet}: {number}", sheet=sheet, number=count) for sheet, count in done.repeats
    ]
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
