"""What we have to say about a form: one finding per mistake, with the place and the remedy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from fieldkit.model.counting import counted
from fieldkit.model.errors import FieldKitError
from fieldkit.model.shortening import without_long_words


class Severity(Enum):
    """An error stops the form; a warning is worth reading."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Place:
    """A cell, a row (`column` ""), a sheet (`row` 0), or a path inside an XForm (`path`)."""

    sheet: str = ""
    row: int = 0
    column: str = ""
    header: str = ""
    path: str = ""

    def __str__(self) -> str:
        parts = [f"sheet {self.sheet}"] if self.sheet else []
        if self.row:
            parts.append(f"row {self.row}")
        if self.column:
            parts.append(f"column {self.column}" + (f" ({self.header})" if self.header else ""))
        if self.path:
            parts.append(self.path)
        return ", ".join(parts) or "whole form"


@dataclass(frozen=True)
class Finding:
    """One mistake or doubt: where, what is wrong, what to change. `code` is for machines."""

    severity: Severity
    code: str
    place: Place
    problem: str
    remedy: str = ""

    @property
    def is_error(self) -> bool:
        """True when the form cannot be used before this is changed."""
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        said = f"{self.place}: {self.severity.value}: {self.problem}"
        return without_long_words(f"{said} {self.remedy}" if self.remedy else said)

    def as_json(self) -> dict[str, str | int]:
        """The finding as `form check --json` prints it."""
        return {
            "severity": self.severity.value,
            "code": self.code,
            "sheet": self.place.sheet,
            "row": self.place.row,
            "column": self.place.column,
            "header": without_long_words(self.place.header),
            "path": self.place.path,
            "problem": without_long_words(self.problem),
            "remedy": without_long_words(self.remedy),
        }


class WorkbookErrors(FieldKitError):
    """A form with errors: `findings` holds every one of them, warnings included."""

    code = "form-errors"

    def __init__(self, name: str, findings: Sequence[Finding]) -> None:
        self.findings = list(findings)
        errors = [finding for finding in findings if finding.is_error]
        count = counted(len(errors), "mistake")
        lines = "\n".join(f"  {finding}" for finding in errors)
        super().__init__(f"The form {name} has {count} and was not loaded:\n{lines}")


class UnreadableForm(FieldKitError):
    """A file that is no workbook, XForm or form package at all."""

    code = "unreadable-form"


def error(code: str, place: Place, problem: str, remedy: str = "") -> Finding:
    """A mistake that stops the form."""
    return Finding(Severity.ERROR, code, place, problem, remedy)


def warning(code: str, place: Place, problem: str, remedy: str = "") -> Finding:
    """A doubt: the form works, though perhaps not as meant."""
    return Finding(Severity.WARNING, code, place, problem, remedy)


def did_you_mean(word: str, known: Iterable[str], *, otherwise: str = "") -> str:
    """A sentence that offers the known word nearest to `word`, or `otherwise`."""
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    spelled = {name.lower(): name for name in known}
    near = process.extractOne(
        word.lower(),
        list(spelled),
        scorer=DamerauLevenshtein.normalized_similarity,  # two letters swapped count once
        score_cutoff=0.6,
    )
    return f"Did you mean {spelled[near[0]]}?" if near else otherwise
