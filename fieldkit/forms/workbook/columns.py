"""Sheets and columns: unknown ones, ones that are there twice, ones that are missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from fieldkit.forms.findings import Finding, Place, did_you_mean, error, warning
from fieldkit.forms.workbook.cells import HOUSE_SHEETS, SHEETS, Workbook
from fieldkit.forms.workbook.formulas import Unworked
from fieldkit.forms.workbook.tables import TRANSLATED, Column, Table
from fieldkit.model.counting import counted

HOUSE_COLUMNS = frozenset({"fk_sensitivity", "fk_standard", "fk_was", "fk_export"})
HOUSE_SETTINGS = frozenset({"fk_gate", "fk_retention_days", "fk_purpose"})

# Columns that KoboToolbox and the XLSForm tools write beside the ones that make the form.
_KOBO = frozenset({"kuid", "tags", "hxl", "file", "select_from_list_name", "score", "oc"})
# How far down a title and remarks above the headers may push them.
_TITLES = 10
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IDENTITY = {"form_id", "id_string"}
_PRIVATE = re.compile(r"[_$#]|kobo(--|–|—)|oc_")

_SURVEY = (
    TRANSLATED
    | HOUSE_COLUMNS
    | _KOBO
    | {
        "type", "name", "relevant", "constraint", "required", "read_only", "calculation",
        "appearance", "repeat_count", "choice_filter", "default", "parameters", "trigger",
        "disabled", "save_to", "autoplay", "rows", "intent", "query", "bind::jr:noAppErrorString",
    }
)  # fmt: skip
_CHOICES = TRANSLATED | {"list_name", "name", "geometry"}
_SETTINGS = HOUSE_SETTINGS | {
    "form_id", "form_title", "version", "default_language", "style", "instance_name", "public_key",
    "submission_url", "auto_send", "auto_delete", "allow_choice_duplicates", "clean_text_values",
    "namespaces", "omit_instanceID", "client_editable", "add_none_option", "name", "instance_id",
    "instance_xmlns", "xml_root", "flat", "sms_keyword", "sms_separator", "sms_allow_media",
    "sms_date_format", "sms_datetime_format", "sms_response", "prefix", "delimiter",
    "set form title", "set form id",
}  # fmt: skip
_PASSED_ON = ("bind::", "control::", "instance::", "media::", "body::", "attribute::", "sms_")


def sheet_findings(workbook: Workbook) -> Iterator[Finding]:
    """A missing survey sheet, and sheets whose name is nearly one of XLSForm."""
    if "survey" not in workbook.sheets:
        yield error(
            "no-survey",
            Place(),
            "The workbook has no sheet called survey.",
            did_you_mean("survey", workbook.sheets, otherwise="The questions go there."),
        )
    for name, sheet in workbook.sheets.items():
        near = did_you_mean(name, HOUSE_SHEETS if name.startswith("fk_") else SHEETS)
        if name not in (*SHEETS, *HOUSE_SHEETS) and not name.startswith("_") and near:
            yield warning(
                "unknown-sheet",
                Place(sheet.name),
                "This sheet is not read as part of the form.",
                near,
            )


def column_findings(survey: Table, choices: Table, settings: Table) -> Iterator[Finding]:
    """Unknown, doubled and missing columns of the three sheets."""
    yield from missing_columns(survey, ("type", "name"))
    if any(choices.rows):
        yield from missing_columns(choices, ("list_name", "name"))
    for table in (survey, choices, settings):
        yield from _doubled(table)
    yield from _unknown(survey, _SURVEY)
    yield from _unknown(settings, _SETTINGS)
    yield from _unknown_choices(choices)


def missing_columns(table: Table, names: tuple[str, ...]) -> Iterator[Finding]:
    """Columns that a sheet cannot do without."""
    for name in names:
        if name not in table.by_name:
            yield error(
                "missing-column",
                Place(table.name, table.header_row),
                f"The sheet has no column {name}.",
                _header_remedy(table, name),
            )


def _header_remedy(table: Table, name: str) -> str:
    below = table.lines[1:_TITLES]
    row = next((line.number for line in below if name in map(str.lower, line.texts)), 0)
    if row:
        return f"The headers seem to stand in row {row}: remove the rows above it."
    return f"Write {name} in the first row, above the cells it describes."


def _doubled(table: Table) -> Iterator[Finding]:
    first: dict[tuple[str, str], Column] = {}
    for column in table.columns:
        key = (column.name, column.language)
        if key in first:
            # A form's identity under both its names is common; pyxform goes by form_id.
            report = warning if {column.header, first[key].header} == _IDENTITY else error
            yield report(
                "duplicate-column",
                table.header_place(column),
                f"This column says the same as column {first[key].letter} ({first[key].header}).",
                "Keep one of the two.",
            )
        first.setdefault(key, column)


def _unknown(table: Table, known: frozenset[str]) -> Iterator[Finding]:
    for column in table.columns:
        if column.name in known or _PRIVATE.match(column.header):
            continue
        if column.name.startswith(_PASSED_ON) and not column.name.startswith("bind::fk"):
            continue
        yield warning(
            "unknown-column",
            table.header_place(column),
            f"The column “{column.header}” is not part of an XLSForm and is not read.",
            did_you_mean(
                column.name.split("::")[0],
                known,
                otherwise="Remove it; a column for remarks begins with an underscore.",
            ),
        )


def _unknown_choices(choices: Table) -> Iterator[Finding]:
    """Any column may stand in the choices sheet (choice_filter reads it), so only near misses."""
    for column in choices.columns:
        if column.name in _CHOICES or _PRIVATE.match(column.header):
            continue
        if not can_be_element(column.header):
            yield warning(
                "bad-column",
                choices.header_place(column),
                f"The column “{column.header}” is not read: its name begins with no letter.",
                "Rename it if a choice_filter needs it.",
            )
        if near := did_you_mean(column.name.split("::")[0], _CHOICES):
            yield warning(
                "unknown-column",
                choices.header_place(column),
                f"The column “{column.header}” is read as data of the choices, not as a text.",
                near,
            )


def character_findings(tables: Iterable[Table]) -> Iterator[Finding]:
    """Characters that cannot stand in XML; they come along when text is pasted from elsewhere."""
    for table in tables:
        for row in table.rows:
            for column in table.columns:
                if _UNWRITABLE.search(row.texts.get(column.index, "")):
                    yield error(
                        "bad-character",
                        row.place_of(column),
                        "The cell holds an invisible control character.",
                        "Type the text again instead of pasting it.",
                    )


def formula_findings(workbook: Workbook, tables: Iterable[Table]) -> Iterator[Finding]:
    """Cells whose formula gives no text: they read as an error, or as blank.

    Said at the first cell of a column, however many there are.
    """
    for table in tables:
        letters = {column.letter: column for column in table.columns}
        found: dict[tuple[str, str], list[Unworked]] = {}
        for cell in workbook.unworked.get(table.name, ()):
            found.setdefault((cell.column, cell.shows), []).append(cell)
        for (letter, shows), cells in found.items():
            column = letters.get(letter)
            if column is None or _PRIVATE.match(column.header):
                continue
            more = len(cells) - 1
            others = f" The same holds for {counted(more, 'cell')} below." if more else ""
            yield warning(
                "no-formula-value",
                Place(table.name, cells[0].row, column.letter, column.header),
                f"The formula in this cell gives {shows}, and is read so.{others}"
                if shows
                else f"The formula in this cell has not been worked out, so it is blank.{others}",
                "Correct the formula, or write the text itself."
                if shows
                else "Open the workbook in a spreadsheet program and save it there.",
            )


def can_be_element(header: str) -> bool:
    """True when a column of the choices can become an element of each item."""
    return re.match(r"[^\W\d]", header) is not None


def language_findings(tables: Iterable[Table]) -> Iterator[Finding]:
    """Languages written in two ways, which would become two languages."""
    first: dict[str, Column] = {}
    for table in tables:
        for column in table.columns:
            if column.name not in TRANSLATED or not column.language:
                continue
            bare = re.sub(r"\W+", "", column.language).lower()
            known = first.setdefault(bare, column)
            if known.language != column.language:
                yield warning(
                    "two-spellings",
                    table.header_place(column),
                    f"“{column.language}” and “{known.language}” look like one language written "
                    "in two ways; the form would have both.",
                    f"Write “{known.language}” in every column.",
                )
