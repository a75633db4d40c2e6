"""Small forms and records for the publishing tests, and two readers for what was written."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

from fieldkit.forms.definition import definition_from_package
from fieldkit.forms.form import FormDefinition
from fieldkit.forms.package import FormPackage
from fieldkit.forms.translation_states import TranslationState, states_to_metadata
from fieldkit.model.clock import SteppingClock
from fieldkit.model.protocols import CurrentRecord
from fieldkit.model.records import Record, Refusal
from fieldkit.publishing.profiles import CASE, Profile
from fieldkit.publishing.publish import PublicationReport, publish
from fieldkit.publishing.replace import Patience
from fieldkit.publishing.settings import Settings

IMPATIENT = Patience(pauses=(0.001, 0.001), sleep=lambda _seconds: None)


@dataclass(frozen=True)
class Q:
    """A question: bind type, name, sensitivity; `choices` makes it a select, and one that is not
    `asked` has no control."""

    type: str
    name: str
    tag: str = "ordinary"
    choices: Sequence[str] = ()
    many: bool = False
    was: str = ""
    export: str = ""
    asked: bool = True


@dataclass(frozen=True)
class G:
    """A group, or with `repeat` a repeat."""

    name: str
    children: Sequence[Q | G]
    repeat: bool = False


def form(
    form_id: str,
    version: str,
    children: Sequence[Q | G],
    states: Sequence[TranslationState] = (),
) -> FormDefinition:
    """A form of these questions, labelled in Greek and English."""
    binds: list[str] = []
    texts: dict[str, list[str]] = {"el": [], "en": []}
    body = "".join(_control(child, "/data", binds, texts) for child in children)
    instance = "".join(_node(child) for child in children)
    translations = "".join(
        f'<translation lang="{language}">{"".join(lines)}</translation>'
        for language, lines in texts.items()
    )
    xform = f"""<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:fk="https://fieldkit.gr/ns/xforms"
 xmlns:orx="http://openrosa.org/xforms">
<h:head><h:title>Form {escape(form_id)}</h:title><model><itext>{translations}</itext>
<instance><data id="{escape(form_id)}" version="{version}">{instance}
<meta><instanceID/></meta></data></instance>
{"".join(binds)}<bind nodeset="/data/meta/instanceID" type="string" jr:preload="uid"/>
</model></h:head><h:body>{body}</h:body></h:html>"""
    metadata = {"form_id": form_id, "version": version, "title": f"Form {form_id}"}
    metadata |= states_to_metadata(states)
    return definition_from_package(FormPackage(xform.encode(), {}, metadata))


def _node(child: Q | G) -> str:
    if isinstance(child, Q):
        return f"<{child.name}/>"
    inner = "".join(_node(each) for each in child.children)
    template = ' jr:template=""' if child.repeat else ""
    return f"<{child.name}{template}>{inner}</{child.name}>"


def _control(child: Q | G, above: str, binds: list[str], texts: dict[str, list[str]]) -> str:
    path = f"{above}/{child.name}"
    if isinstance(child, G):
        inner = "".join(_control(each, path, binds, texts) for each in child.children)
        if child.repeat:
            return f'<group ref="{path}"><label/><repeat nodeset="{path}">{inner}</repeat></group>'
        return f'<group ref="{path}"><label/>{inner}</group>'
    tag = f' fk:sensitivity="{child.tag}"' if child.tag else ""
    was = f' fk:was="{child.was}"' if child.was else ""
    export = f' fk:export="{child.export}"' if child.export else ""
    binds.append(f'<bind nodeset="{path}" type="{child.type}"{tag}{was}{export}/>')
    if not child.asked:
        return ""
    _text(texts, f"{path}:label", child.name)
    items = ""
    for code in child.choices:
        _text(texts, f"{path}/{code}:label", code)
        items += (
            f"<item><label ref=\"jr:itext('{path}/{code}:label')\"/><value>{code}</value></item>"
        )
    element = ("select" if child.many else "select1") if child.choices else "input"
    return f'<{element} ref="{path}"><label ref="jr:itext(\'{path}:label\')"/>{items}</{element}>'


def _text(texts: dict[str, list[str]], key: str, word: str) -> None:
    for language, prefix in (("el", "Ερώτηση"), ("en", "Question")):
        texts[language].append(f'<text id="{key}"><value>{prefix} {word}</value></text>')


@dataclass
class Records:
    """A RecordSource in memory."""

    by_form: dict[str, list[CurrentRecord]] = field(default_factory=dict)
    refused: dict[str, list[Refusal]] = field(default_factory=dict)
    number: str = "0" * 64

    def revision(self) -> str:
        return self.number

    def form_ids(self) -> list[str]:
        return sorted({*self.by_form, *self.refused})

    def current(self, form_id: str) -> Iterator[CurrentRecord]:
        yield from sorted(self.by_form.get(form_id, []), key=lambda each: each.record.record)

    def refusals(self, form_id: str) -> list[Refusal]:
        return self.refused.get(form_id, [])

    def packages(self, form_id: str) -> list[bytes]:
        return []


@dataclass
class Ledger:
    """A ColumnLedger in memory that refuses to change a name."""

    names: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    def columns(self, form_id: str, table: str) -> list[tuple[str, str]]:
        return list(self.names.get((form_id, table), {}).items())

    def add(self, form_id: str, table: str, names: Iterable[tuple[str, str]]) -> None:
        held = self.names.setdefault((form_id, table), {})
        for question, column in names:
            assert held.get(question, column) == column
            assert question in held or column not in held.values()
            held[question] = column


def record(
    number: int,
    version: FormDefinition,
    answers: Mapping[str, str],
    rows: Mapping[str, str] | None = None,
    heads: int = 1,
    language: str = "ar",
) -> CurrentRecord:
    """A current record whose id is made of `number`."""
    content = Record(
        record=f"uuid:00000000-0000-4000-8000-{number:012d}",
        form_id=version.form_id,
        form_version=version.version,
        form_hash=version.form_hash,
        subject="FK-7Q4M-2XKD",
        language=language,
        answers=dict(answers),
        languages={},
        rows=dict(rows or {}),
    )
    return CurrentRecord(
        content, [f"{n:064x}" for n in range(heads)], "d" * 64, "w1", "2026-11-22T10:00:00.000Z"
    )


def published(
    out: Path,
    records: Records,
    forms: Sequence[FormDefinition],
    *,
    profile: Profile = CASE,
    ledger: Ledger | None = None,
    language: str = "el",
    rows_per_sheet: int = 1_000_000,
    sample: bool = False,
) -> PublicationReport:
    """Publish `records` of these forms (versions oldest first) into `out`."""
    versions: dict[str, list[FormDefinition]] = {}
    for each in forms:
        versions.setdefault(each.form_id, []).append(each)
    return publish(
        records,
        ledger or Ledger(),
        versions,
        out,
        settings=Settings(profile, language, rows_per_sheet, sample),
        clock=SteppingClock(datetime(2026, 11, 22, 12, tzinfo=UTC)),
        patience=IMPATIENT,
    )


def of_form(*records: CurrentRecord) -> Records:
    """A source holding these records of one form."""
    return Records({records[0].record.form_id: list(records)})


def read_csv(path: Path) -> list[list[str]]:
    """The rows of a canonical CSV, header first."""
    text = path.read_bytes().decode("utf-8")
    return list(csv.reader(io.StringIO(text, newline="")))


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a canonical CSV by column name."""
    header, *rows = read_csv(path)
    return [dict(zip(header, row, strict=True)) for row in rows]


def by_openpyxl(path: Path, sheet: str) -> list[list[object]]:
    """A sheet as openpyxl reads it, with the escapes undone that it (3.1.5) leaves in place."""
    import openpyxl
    from openpyxl.utils.escape import unescape

    book = openpyxl.load_workbook(path)
    rows: list[list[object]] = []
    for row in book[sheet].iter_rows():
        assert all(cell.data_type != "f" for cell in row), "a formula in a published sheet"
        rows.append([unescape(c.value) if isinstance(c.value, str) else c.value for c in row])
    book.close()
    return rows


def by_calamine(path: Path, sheet: str) -> list[list[object]]:
    """A sheet as calamine reads it; blank cells are None as with openpyxl."""
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_path(str(path))
    rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    return [[None if cell == "" else cell for cell in row] for row in rows]


READERS = (by_openpyxl, by_calamine)
