"""Ranking tables of KoboToolbox (`begin_rank`): a first, a second, a third choice of one list."""

from __future__ import annotations

from collections.abc import Iterator

from fieldkit.forms.workbook.drafting import Draft, Made, kobo_cell, kobo_cells
from fieldkit.forms.workbook.kobo_blocks import Block, closed, name_of, opened

LIST = "kobo--rank-items"
_MESSAGE = "kobo--rank-constraint-message"


def rank_rows(draft: Draft, block: Block) -> Iterator[Made]:
    """A group with the question as a note and one select_one a level.

    Kobo's rules: every level is required and differs from those before it; the condition goes to
    the group.
    """
    relevant = block.begin.text("relevant")
    yield opened(draft, block.begin, block.name, "field-list", relevant=relevant)
    head = draft.without(block.begin, "required", "relevant")
    yield Made(block.begin.number, draft.put(head, {"type": "note", "name": f"{block.name}_label"}))
    before: list[str] = []
    for row in block.rows:
        name = name_of(row)
        texts = draft.put(
            dict(row.texts),
            {
                "type": f"select_one {kobo_cell(block.begin, LIST)}",
                "name": name,
                "required": "true",
                "appearance": row.text("appearance") or "minimal",
                "constraint": " and ".join(f"${{{name}}} != ${{{each}}}" for each in before)
                or row.text("constraint"),
            },
        )
        # The first level can clash with nothing: a message there would never be shown.
        if before:
            for language, message in kobo_cells(block.begin, _MESSAGE):
                texts[draft.index("constraint_message", language)] = message
        before.append(name)
        yield Made(row.number, texts)
    yield closed(draft, block.begin)
