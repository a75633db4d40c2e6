"""The sheets of an XLSForm as tables whose columns carry their XLSForm names.

Authors write `relevance`, `bind::relevant`, `label::English (en)` or `label:English`; which of
these mean the same is asked of pyxform, so that our findings speak about what pyxform will read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from fieldkit.forms.findings import Place
from fieldkit.forms.translation_states import SHEET
from fieldkit.forms.workbook.cells import Sheet, Workbook, column_letter

# pyxform's nested names -> the column as the XLSForm reference calls it.
_XLSFORM_NAMES: Mapping[tuple[str, ...], str] = {
    ("bind", "relevant"): "relevant",
    ("bind", "constraint"): "constraint",
    ("bind", "jr:constraintMsg"): "constraint_message",
    ("bind", "required"): "required",
    ("bind", "jr:requiredMsg"): "required_message",
    ("bind", "readonly"): "read_only",
    ("bind", "calculate"): "calculation",
    ("bind", "entities:saveto"): "save_to",
    ("control", "appearance"): "appearance",
    ("control", "jr:count"): "repeat_count",
    ("control", "autoplay"): "autoplay",
    ("control", "rows"): "rows",
    ("media", "image"): "image",
    ("media", "big-image"): "big-image",
    ("media", "audio"): "audio",
    ("media", "video"): "video",
    ("list name",): "list_name",
    ("id_string",): "form_id",
    ("title",): "form_title",
}
TRANSLATED = frozenset(
    {
        "label", "hint", "guidance_hint", "constraint_message", "required_message",
        "image", "big-image", "audio", "video",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Column:
    """A column: its place in the sheet, its header as written, what it means, its language."""

    index: int
    letter: str
    header: str
    tokens: tuple[str, ...]
    name: str
    language: str = ""


@dataclass(frozen=True)
class Row:
    """A row of a table. `texts` holds what is filled in, by the index of the column."""

    table: Table
    number: int
    texts: Mapping[int, str]

    def __bool__(self) -> bool:
        return bool(self.texts)

    def text(self, name: str) -> str:
        """The first filled cell under the column `name` (in any language), or ""."""
        return next((text for _, text in self.cells(name)), "")

    def cells(self, name: str) -> Iterator[tuple[Column, str]]:
        """The filled cells under the columns called `name`, one per language."""
        for column in self.table.by_name.get(name, ()):
            if column.index in self.texts:
                yield column, self.texts[column.index]

    def place(self, name: str = "") -> Place:
        """The place of the cell under `name`: the filled one if any; without name, the row."""
        columns = self.table.by_name.get(name, ())
        filled = [column for column in columns if column.index in self.texts]
        if not columns:
            return Place(self.table.name, self.number)
        return self.place_of((filled or columns)[0])

    def place_of(self, column: Column) -> Place:
        """The place of the cell under `column`."""
        return Place(self.table.name, self.number, column.letter, column.header)


class Table:
    """A sheet with its header understood."""

    def __init__(self, sheet: Sheet, *, uses_double_colon: bool, columns: list[Column]) -> None:
        self.name = sheet.name
        self.columns = columns
        self.uses_double_colon = uses_double_colon
        self.header_row = sheet.lines[0].number if sheet.lines else 0
        self.lines = sheet.lines
        known = {column.index for column in columns}
        self.rows = [
            Row(
                self,
                line.number,
                {index: text for index, text in enumerate(line.texts) if text and index in known},
            )
            for line in sheet.lines[1:]
        ]

    @cached_property
    def by_name(self) -> dict[str, list[Column]]:
        """The columns by what they mean; a translated one has several."""
        found: dict[str, list[Column]] = {}
        for column in self.columns:
            found.setdefault(column.name, []).append(column)
        return found

    def header_place(self, column: Column) -> Place:
        """The place of the column's header."""
        return Place(self.name, self.header_row, column.letter, column.header)


def survey_table(workbook: Workbook) -> Table:
    """The survey sheet."""
    from pyxform import aliases
    from pyxform.question import MultipleChoiceQuestion

    known = set(MultipleChoiceQuestion.get_slot_names())
    return _table(workbook.sheet("survey"), aliases.survey_header, known)


def choices_table(workbook: Workbook) -> Table:
    """The choices sheet."""
    from pyxform import aliases
    from pyxform.question import Option

    return _table(workbook.sheet("choices"), aliases.list_header, set(Option.get_slot_names()))


def settings_table(workbook: Workbook) -> Table:
    """The settings sheet."""
    from pyxform import aliases
    from pyxform.survey import Survey

    known = set(Survey.get_slot_names())
    return _table(workbook.sheet("settings"), aliases.settings_header, known)


def entities_table(workbook: Workbook) -> Table:
    """The sheet entities: the declarations of what a submission creates or changes."""
    return _plain_table(workbook.sheet("entities"))


def translations_table(workbook: Workbook) -> Table:
    """The sheet fk_translations, which only we read."""
    return _plain_table(workbook.sheet(SHEET))


def _plain_table(sheet: Sheet) -> Table:
    """A table whose headers mean themselves."""
    headers = sheet.lines[0].texts if sheet.lines else ()
    columns = [
        Column(index, column_letter(sheet.first_column + index), header, (header,), header.lower())
        for index, header in enumerate(headers)
        if header
    ]
    return Table(sheet, uses_double_colon=False, columns=columns)


def _table(sheet: Sheet, names: Mapping[str, str | tuple[str, ...]], known: set[str]) -> Table:
    headers = sheet.lines[0].texts if sheet.lines else ()
    double = any("::" in header for header in headers)
    columns = [
        _column(index, _letter(sheet, index), " ".join(header.split()), double, names, known)
        for index, header in enumerate(headers)
        if header
    ]
    return Table(sheet, uses_double_colon=double, columns=columns)


def _letter(sheet: Sheet, index: int) -> str:
    """The letter the author sees above a column; a column that we added has none."""
    added = sheet.own_columns and index >= sheet.own_columns
    return "" if added else column_letter(sheet.first_column + index)


def _column(
    index: int,
    letter: str,
    header: str,
    double: bool,
    names: Mapping[str, str | tuple[str, ...]],
    known: set[str],
) -> Column:
    from pyxform.parsing.sheet_headers import process_header

    _, tokens = process_header(header, double, names, known)
    name, language = _meaning(tokens)
    return Column(index, letter, header, tokens, name, language)


def _meaning(tokens: tuple[str, ...]) -> tuple[str, str]:
    """What a column means and in which language, from pyxform's reading of its header."""
    size = len(tokens[:2]) if tokens[:2] in _XLSFORM_NAMES else 1
    name = _XLSFORM_NAMES.get(tokens[:size], tokens[0])
    if name in TRANSLATED:
        return name, "::".join(tokens[size:])
    return (name, "") if len(tokens) == size else ("::".join(tokens), "")
