"""Constructs of a workbook that do not run in full, each named with its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fieldkit.forms import constructs
from fieldkit.forms.constructs import Construct, appearance_construct, notice
from fieldkit.forms.findings import Finding, Place, warning
from fieldkit.forms.workbook.cells import Workbook
from fieldkit.forms.workbook.elsewhere import elsewhere_findings
from fieldkit.forms.workbook.outline import Entry, Kind, Outline
from fieldkit.forms.workbook.search_calls import CALL
from fieldkit.forms.workbook.settings import Settings
from fieldkit.forms.workbook.tables import Table

_TYPES = {
    "audit": constructs.AUDIT,
    "background-audio": constructs.BACKGROUND,
    "background-geopoint": constructs.PLACE_ACTION,
    "osm": constructs.FILE,
    "start-geopoint": constructs.PLACE_ACTION,
}
_MEDIA_COLUMNS = ("image", "big-image", "audio", "video")
_APP_PARAMETER = re.compile(r"(^|[\s;,])app\s*=")
_IDLE_SETTINGS = {
    "submission_url": "records travel in sealed batches, not to a server",
    "auto_send": "records travel in sealed batches, when a person sends them",
    "auto_delete": "a laptop forgets a record only after the coordinator's receipt",
    "client_editable": "a finished record is opened and corrected the same way for every form",
}
_LOOKS = re.compile(
    r"(field-list|table-list|minimal|quick|quickcompact|compact(-\d+)?|columns(-\d+|-pack|-flex)?"
    r"|likert|label|list|list-nolabel|autocomplete|autocomplete_chars|search|horizontal"
    r"|horizontal-compact|multiline|numbers|thousands-sep|bearing|counter|picker|vertical"
    r"|no-ticks|rating|no-calendar|month-year|year|ethiopian|coptic|islamic|persian|buddhist"
    r"|bikram-sambat|myanmar|no-buttons|image-map|url|masked|hidden-answer|printer|draw|annotate"
    r"|signature|new|new-front|selfie|placement-map|maps?|streets|satellite|terrain|hide-input"
    r"|analog-scale|distress|no-collapse|summary|comment|printer|front|w\d+|h\d+|randomized)"
)


def construct_findings(
    workbook: Workbook, survey: Table, choices: Table, settings: Settings, built: Outline
) -> Iterator[Finding]:
    """Everything in the workbook that FieldKit does not run in full, with what it does instead."""
    if workbook.sheet("entities").lines[1:]:
        yield notice(
            constructs.ENTITIES, Place("entities", workbook.sheet("entities").lines[1].number)
        )
    for entry in built.entries:
        if entry.kind is not Kind.OTHER:
            yield from _entry(entry)
    yield from _spaces(built)
    yield from elsewhere_findings(built)
    yield from _media(survey)
    yield from _media(choices)
    yield from _last_saved(survey)
    yield from _settings(settings)


def _media(table: Table) -> Iterator[Finding]:
    """Said once for a column: a form with pictures has them in every row."""
    for name in _MEDIA_COLUMNS:
        for column in table.by_name.get(name, ()):
            if any(row.texts.get(column.index) for row in table.rows):
                yield notice(constructs.MEDIA_LABEL, table.header_place(column))


def _last_saved(survey: Table) -> Iterator[Finding]:
    for row in survey.rows:
        for column in survey.columns:
            if "${last-saved#" in row.texts.get(column.index, ""):
                yield notice(constructs.LAST_SAVED, row.place_of(column))


def type_construct(written: str) -> Construct | None:
    """The construct a question type stands for that does not run in full."""
    from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

    if written in _TYPES:
        return _TYPES[written]
    known = QUESTION_TYPE_DICT.get(written, {})
    return constructs.BIND_TYPES.get(known.get("bind", {}).get("type", ""))


def _entry(entry: Entry) -> Iterator[Finding]:
    row = entry.row
    if entry.kind is Kind.QUESTION and (construct := type_construct(entry.type)):
        yield notice(construct, row.place("type"), f"type {entry.type}")
    if row.text("intent"):
        yield notice(constructs.EXTERNAL_APP, row.place("intent"))
    if _APP_PARAMETER.search(row.text("parameters")):
        yield notice(constructs.EXTERNAL_APP, row.place("parameters"))
    yield from _appearance(entry)


def _spaces(built: Outline) -> Iterator[Finding]:
    """Questions that offer several rows of a repeat by what was typed there."""
    texts = {entry.name for entry in built.questions if entry.type == "text"}
    for entry in built.questions:
        asked = entry.list_name.removeprefix("${").removesuffix("}").strip()
        if entry.type in ("select_multiple", "rank") and "${" in entry.list_name and asked in texts:
            yield warning(
                "choice-space",
                entry.row.place("type"),
                f"An answer to {asked} that holds a space cannot be chosen here, because in "
                "questions with several answers a space separates two answers.",
                f"Ask in {asked} for a word without spaces, or add a constraint to it.",
            )


def _appearance(entry: Entry) -> Iterator[Finding]:
    row, appearance = entry.row, entry.row.text("appearance")
    if entry.type in ("select_one", "select_multiple") and CALL.search(appearance):
        return  # search_lists.py looks into it
    if construct := appearance_construct(appearance):
        yield notice(construct, row.place("appearance"))
        return
    for word in appearance.split():
        if "${" not in appearance and not _LOOKS.fullmatch(word.lower()):
            yield warning(
                "unknown-appearance",
                row.place("appearance"),
                f"The appearance “{word}” is not known and has no effect.",
                "Correct or remove it; the answers are the same either way.",
            )


def _settings(settings: Settings) -> Iterator[Finding]:
    if settings.text("public_key"):
        yield notice(constructs.ENCRYPTION, settings.place("public_key"))
    if settings.text("omit_instanceID").lower() in ("yes", "true", "true()"):
        yield notice(constructs.NO_INSTANCE_ID, settings.place("omit_instanceID"))
    for name, reason in _IDLE_SETTINGS.items():
        if settings.text(name):
            yield warning(
                "idle-setting",
                settings.place(name),
                f"{name} has no effect: {reason}.",
                "Remove it, or keep it for the other tools that read this workbook.",
            )
