"""The type select_one_external: a list in the sheet external_choices, or in the file itemsets.csv.

ODK Collect keeps such a list in a database of its own, because it was made for long lists; here it
becomes a list as every other one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fieldkit.forms.findings import Finding, UnreadableForm, did_you_mean, error
from fieldkit.forms.workbook.cells import Workbook, csv_sheet
from fieldkit.forms.workbook.choices import ChoiceList, choice_lists
from fieldkit.forms.workbook.columns import can_be_element
from fieldkit.forms.workbook.drafting import with_sheet
from fieldkit.forms.workbook.externals import find_file
from fieldkit.forms.workbook.made_lists import MadeList, label_cells, label_columns
from fieldkit.forms.workbook.outline import Outline
from fieldkit.forms.workbook.tables import Row, choices_table

TYPE = "select_one_external"
_FILE = "itemsets.csv"
_OWN = frozenset({"list_name", "name", "label"})


def external_lists(workbook: Workbook, built: Outline) -> dict[str, ChoiceList]:
    """The lists for select_one_external, by name; none where no question asks for them."""
    if not any(entry.type == TYPE for entry in built.questions):
        return {}
    return lists_of(workbook)


def lists_of(workbook: Workbook) -> dict[str, ChoiceList]:
    """The lists of the sheet external_choices, else of the file itemsets.csv beside the form."""
    sheet = workbook.sheet("external_choices")
    if not sheet.lines and (file := find_file(workbook.path, _FILE)):
        try:
            sheet = csv_sheet(file)
        except UnreadableForm:
            return {}  # `external_findings` says that the lists are in no readable file
    return choice_lists(choices_table(with_sheet(workbook, "choices", sheet)))


def external_findings(built: Outline, lists: Mapping[str, ChoiceList]) -> Iterator[Finding]:
    """Questions whose list stands nowhere."""
    for entry in built.questions:
        if entry.type == TYPE and entry.list_name not in lists:
            yield error(
                "unknown-list",
                entry.row.place("type"),
                f"The list {entry.list_name} of the question {entry.name} does not exist.",
                did_you_mean(
                    entry.list_name,
                    lists,
                    otherwise="Add it to the sheet external_choices, or to the file "
                    f"{_FILE} beside the form, saved as “CSV UTF-8”.",
                ),
            )


def external_columns(choice_list: ChoiceList) -> frozenset[str]:
    """The columns that a choice_filter may read."""
    headers = {name for row in choice_list.rows for name in _plain(row)}
    known = {column.header for row in choice_list.rows[:1] for column in row.table.columns}
    return frozenset(headers | {name for name in known if can_be_element(name)} | _OWN)


def made_list(name: str, choice_list: ChoiceList) -> MadeList:
    """The list as a file of its own."""
    said = [_labels(row) for row in choice_list.rows]
    languages = dict.fromkeys(language for labels in said for language in labels)
    columns, order = label_columns(
        {language: [labels.get(language, "") for labels in said] for language in languages}
    )
    items = [
        {
            "name": [row.text("name")],
            **label_cells(labels, columns, order),
            **{header: [text] for header, text in _plain(row).items()},
        }
        for row, labels in zip(choice_list.rows, said, strict=True)
    ]
    return MadeList(name, items, columns)


def _labels(row: Row) -> dict[str, str]:
    return {column.language: text for column, text in row.cells("label")}


def _plain(row: Row) -> dict[str, str]:
    """The cells that only a filter reads, by header."""
    return {
        column.header: row.texts[column.index]
        for column in row.table.columns
        if column.index in row.texts and column.name not in _OWN and can_be_element(column.header)
    }
