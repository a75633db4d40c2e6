"""What a form covers: which texts exist in which language, and how sensitive each question is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from fieldkit.forms.findings import Finding, warning
from fieldkit.forms.workbook.outline import Outline
from fieldkit.forms.workbook.tables import Row, Table
from fieldkit.model.sensitivity import Sensitivity

TEXTS = {
    "labels": ("label",),
    "hints": ("hint", "guidance_hint"),
    "messages": ("constraint_message", "required_message"),
}
_SHOWN_ROWS = 8


@dataclass(frozen=True)
class Share:
    """How many of the texts that exist in some language exist in this one."""

    done: int
    of: int


@dataclass(frozen=True)
class LanguageCoverage:
    """One language of a form: its name as written ("" = columns without one) and its shares."""

    language: str
    shares: Mapping[str, Share]

    @property
    def complete(self) -> bool:
        """True when nothing is missing in this language."""
        return all(share.done == share.of for share in self.shares.values())


@dataclass(frozen=True)
class SensitivityReport:
    """The questions by what they are; `untagged` ones are treated as identifiers."""

    questions: Mapping[str, Sequence[str]]
    untagged: Sequence[str] = field(default_factory=list[str])


def languages(survey: Table, choices: Table) -> list[str]:
    """The languages of labels, in column order; "" where a label column names none."""
    columns = [*survey.by_name.get("label", []), *choices.by_name.get("label", [])]
    return list(dict.fromkeys(column.language for column in columns))


def translation_coverage(survey: Table, choices: Table) -> list[LanguageCoverage]:
    """Per language, how much is written."""
    spoken = languages(survey, choices)
    return [
        LanguageCoverage(
            language,
            {
                kind: _share(_wanted(kind, survey, choices), language)
                for kind in (*TEXTS, "choices")
            },
        )
        for language in spoken
    ]


def translation_findings(survey: Table, choices: Table) -> Iterator[Finding]:
    """One warning per column and language that has gaps, with the rows."""
    spoken = languages(survey, choices)
    if len(spoken) < 2:
        return
    for language in spoken:
        for kind in (*TEXTS, "choices"):
            missing = [
                (row, column)
                for row, column in _wanted(kind, survey, choices)
                if not _written(row, column, language)
            ]
            if missing:
                yield _gap(kind, language, missing)


def sensitivity_report(built: Outline) -> SensitivityReport:
    """Every question under its sensitivity. Words that mean nothing count as untagged here."""
    questions: dict[str, list[str]] = {tag.value: [] for tag in Sensitivity}
    untagged: list[str] = []
    for entry in built.questions:
        tag = entry.row.text("fk_sensitivity")
        if tag in questions:
            questions[tag].append(entry.name)
        elif entry.type != "note":
            untagged.append(entry.name)
            questions[Sensitivity.IDENTIFIER.value].append(entry.name)
    return SensitivityReport(questions, untagged)


def _wanted(kind: str, survey: Table, choices: Table) -> list[tuple[Row, str]]:
    """The texts that exist in at least one language: a row and a column's meaning each."""
    rows = choices.rows if kind == "choices" else survey.rows
    names = ("label",) if kind == "choices" else TEXTS[kind]
    return [(row, name) for row in rows for name in names if row.text(name)]


def _share(wanted: Iterable[tuple[Row, str]], language: str) -> Share:
    found = [_written(row, column, language) for row, column in wanted]
    return Share(sum(found), len(found))


def _written(row: Row, name: str, language: str) -> bool:
    return any(column.language == language for column, _ in row.cells(name))


def _gap(kind: str, language: str, missing: list[tuple[Row, str]]) -> Finding:
    row, name = missing[0]
    numbers = list(dict.fromkeys(str(found.number) for found, _ in missing))
    shown = ", ".join(numbers[:_SHOWN_ROWS]) + (" …" if len(numbers) > _SHOWN_ROWS else "")
    column = next(
        (column for column in row.table.by_name[name] if column.language == language), None
    )
    place = row.place_of(column) if column else row.place()
    return warning(
        "missing-translation",
        place,
        f"Not written in {language or 'the columns without a language'}: {kind} of "
        f"{'row' if len(numbers) == 1 else f'{len(numbers)} rows:'} {shown}.",
        "Write it there; until then the default language is shown instead.",
    )
