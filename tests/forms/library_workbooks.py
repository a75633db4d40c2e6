"""The shipped workbooks, read as plain rows, and the independent table of what they must say."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from openpyxl import load_workbook

import fieldkit.forms.library as library

FORMS = ("consent_rights", "intake_household", "integration_survey")
LANGUAGES = ("Ελληνικά (el)", "English (en)", "العربية (ar)", "فارسی (fa)", "Français (fr)")
EXPECTED = json.loads(Path(__file__).with_name("library_expected.json").read_text(encoding="utf-8"))

Row = dict[str, str]


def workbook_path(form: str) -> Path:
    """Where the workbook of a shipped form lies."""
    return Path(library.__path__[0]) / f"{form}.xlsx"


@cache
def sheet(form: str, name: str) -> tuple[Row, ...]:
    """The rows of a sheet by column header; blank cells are left out."""
    lines = load_workbook(workbook_path(form), read_only=True)[name].iter_rows(values_only=True)
    header = [str(cell) for cell in next(lines)]
    rows = (
        {h: str(v) for h, v in zip(header, line, strict=False) if v is not None} for line in lines
    )
    return tuple(row for row in rows if row)


def texts(row: Row, column: str) -> dict[str, str]:
    """The translations of one text of a row, by language."""
    start = f"{column}::"
    return {key.removeprefix(start): text for key, text in row.items() if key.startswith(start)}


def question(form: str, name: str) -> Row:
    """The survey row of that name."""
    return next(row for row in sheet(form, "survey") if row.get("name") == name)
