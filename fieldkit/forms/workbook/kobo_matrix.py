"""Question matrices of KoboToolbox: the same questions about each choice of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fieldkit.forms.workbook.choices import ChoiceList
from fieldkit.forms.workbook.drafting import Draft, Made, Texts, kobo_cell
from fieldkit.forms.workbook.kobo_blocks import Block, closed, name_of, opened
from fieldkit.forms.workbook.tables import Row

LIST = "kobo--matrix_list"
_WIDTH = re.compile(r"w(\d+)")
_FIRST_COLUMN = "w1"


def matrix_rows(draft: Draft, block: Block, items: ChoiceList) -> Iterator[Made]:
    """A group of notes that head the columns, then a group of questions for each item.

    Names and widths are Kobo's. The labels of the questions name item and column, because nothing
    but the theme “grid” of a web form shows them as a table.
    """
    widths = {row.number: _width(row) for row in block.rows}
    total = f"w{1 + sum(widths.values())}"
    head = f"{block.name}_header"
    relevant = block.begin.text("relevant")
    yield opened(draft, block.begin, head, total, relevant=relevant)
    yield _note(draft, block.begin, f"{head}_note", _FIRST_COLUMN, block.begin)
    for row in block.rows:
        yield _note(draft, row, f"{head}_{name_of(row)}", f"w{widths[row.number]}", row)
    yield closed(draft, block.begin)
    for item in items.rows:
        base = f"{block.name}_{item_name(item)}"
        yield opened(draft, block.begin, base, total, relevant=relevant)
        yield _note(draft, block.begin, f"{base}_note", _FIRST_COLUMN, item)
        for row in block.rows:
            texts = _question(draft, row, base, f"w{widths[row.number]}", block)
            yield Made(row.number, {**texts, **_labels(draft, row, item)})
        yield closed(draft, block.begin)


def item_name(item: Row) -> str:
    """The code of a choice, else the one KoboToolbox gave it."""
    return item.text("name") or kobo_cell(item, "$autovalue")


def _note(draft: Draft, row: Row, name: str, appearance: str, labelled: Row) -> Made:
    texts = draft.put({}, {"type": "note", "name": name, "appearance": appearance})
    said = _said(draft, labelled) or {"": name_of(labelled)}
    labels = {draft.index("label", language): text for language, text in said.items()}
    return Made(row.number, {**texts, **labels})


def _question(draft: Draft, row: Row, base: str, width: str, block: Block) -> Texts:
    own = {name_of(each): f"{base}_{name_of(each)}" for each in block.rows}
    texts = {
        index: re.sub(r"\$\{\s*([^}]*?)\s*\}", lambda found: _reference(found[1], own), text)
        for index, text in row.texts.items()
    }
    looks = f"{width} horizontal-compact" if row.text("type").startswith("select") else width
    return draft.put(texts, {"name": own[name_of(row)], "appearance": looks})


def _reference(name: str, own: dict[str, str]) -> str:
    return f"${{{own.get(name, name)}}}"


def _labels(draft: Draft, row: Row, item: Row) -> Texts:
    """What is asked about what, in every language in which the question is written."""
    of_item = _said(draft, item)
    named = item_name(item)
    return {
        draft.index("label", column.language): f"{of_item.get(column.language, named)}: {text}"
        for column, text in row.cells("label")
    }


def _said(draft: Draft, row: Row) -> dict[str, str]:
    """The label of a row by language.

    A choice whose sheet knows a language of the survey not at all has the same label in it.
    """
    own = {column.language: text for column, text in row.cells("label")}
    known = {column.language for column in row.table.by_name.get("label", ())}
    other = row.text("label")
    lacking = {
        column.language: other
        for column in draft.table.by_name.get("label", ())
        if other and column.language not in known
    }
    return {**own, **lacking} if row.table is draft.table else _in(draft, {**own, **lacking})


def _in(draft: Draft, said: dict[str, str]) -> dict[str, str]:
    wanted = {column.language for column in draft.table.by_name.get("label", ())} or {""}
    return {language: text for language, text in said.items() if language in wanted}


def _width(row: Row) -> int:
    found = _WIDTH.fullmatch(row.text("appearance"))
    return int(found[1]) if found else 2
