"""Constructs of a workbook that do not run yet, each refused by name with its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fieldkit.forms import constructs
from fieldkit.forms.constructs import appearance_construct, refusal
from fieldkit.forms.findings import Finding, Place, warning
from fieldkit.forms.workbook.cells import Workbook
from fieldkit.forms.workbook.outline import KOBO_BLOCK, Entry, Kind, Outline
from fieldkit.forms.workbook.settings import Settings
from fieldkit.forms.workbook.tables import Table

_TYPES = {
    "audit": constructs.AUDIT,
    "background-audio": constructs.BACKGROUND,
    "background-geopoint": constructs.PLACE,
    "include": constructs.INCLUDE,
    "osm": constructs.PLACE,
    "select_one_external": constructs.EXTERNAL_SELECT,
    "start-geopoint": constructs.PLACE,
    "xml-external": constructs.XML_DATA,
}
_KOBO = {
    "score": constructs.KOBO_RATING,
    "rank": constructs.KOBO_RANKING,
    "kobomatrix": constructs.KOBO_MATRIX,
}
_COLUMNS = {
    "save_to": constructs.ENTITIES,
    "intent": constructs.EXTERNAL_APP,
    "image": constructs.MEDIA_LABEL,
    "big-image": constructs.MEDIA_LABEL,
    "audio": constructs.MEDIA_LABEL,
    "video": constructs.MEDIA_LABEL,
}
_APP_PARAMETER = re.compile(r"(^|[\s;,])app\s*=")
_IDLE_SETTINGS = {
    "submission_url": "records travel in sealed batches, not to a server",
    "auto_send": "records travel in sealed batches, when a person sends them",
    "auto_delete": "a laptop forgets a record only after the coordinator's receipt",
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
    """Everything in the workbook that FieldKit would have to ignore, and therefore refuses."""
    if workbook.sheet("entities").lines[1:]:
        yield refusal(
            constructs.ENTITIES, Place("entities", workbook.sheet("entities").lines[1].number)
        )
    for entry in built.entries:
        if entry.kind is not Kind.OTHER:
            yield from _entry(entry)
    for row in (*survey.rows, *choices.rows):
        for name, construct in _COLUMNS.items():
            if row.text(name):
                yield refusal(construct, row.place(name))
        for column in survey.columns if row.table is survey else ():
            if "${last-saved#" in row.texts.get(column.index, ""):
                yield refusal(constructs.LAST_SAVED, row.place_of(column))
    yield from _settings(settings)


def type_construct(written: str) -> str:
    """The construct a question type stands for that does not run yet, or ""."""
    from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

    if written in _TYPES:
        return _TYPES[written]
    if found := KOBO_BLOCK.fullmatch(written):
        # Said once, at the row that opens the table.
        return _KOBO[found["table"]] if found["edge"] == "begin" else ""
    known = QUESTION_TYPE_DICT.get(written, {})
    return constructs.BIND_TYPES.get(known.get("bind", {}).get("type", ""), "")


def _entry(entry: Entry) -> Iterator[Finding]:
    row = entry.row
    if entry.kind is Kind.QUESTION and (construct := type_construct(entry.type)):
        yield refusal(f"{construct} (type {entry.type})", row.place("type"))
    if entry.type == "select_multiple" and "${" in entry.list_name:
        yield refusal(
            constructs.SEVERAL_ROWS,
            row.place("type"),
            remedy="Use select_one, inside a repeat of its own where several may be chosen.",
        )
    if _APP_PARAMETER.search(row.text("parameters")):
        yield refusal(constructs.EXTERNAL_APP, row.place("parameters"))
    appearance = row.text("appearance")
    if construct := appearance_construct(appearance):
        yield refusal(construct, row.place("appearance"))
        return
    for word in appearance.split():
        if "${" not in appearance and not _LOOKS.fullmatch(word.lower()):
            yield warning(
                "unknown-appearance",
                row.place("appearance"),
                f"The appearance “{word}” is not known and has no effect.",
            )


def _settings(settings: Settings) -> Iterator[Finding]:
    if settings.text("public_key"):
        yield refusal(
            constructs.ENCRYPTION,
            settings.place("public_key"),
            remedy="Remove the key: FieldKit seals every batch for the coordinator anyway.",
        )
    if settings.text("omit_instanceID").lower() in ("yes", "true", "true()"):
        yield refusal(
            "forms without an instanceID",
            settings.place("omit_instanceID"),
            remedy="Remove the setting: the instanceID is how a record is known.",
        )
    for name, reason in _IDLE_SETTINGS.items():
        if settings.text(name):
            yield warning("idle-setting", settings.place(name), f"{name} has no effect: {reason}.")
