"""Rating tables of KoboToolbox (`begin_score`): several questions with one list of choices."""

from __future__ import annotations

from collections.abc import Iterator

from fieldkit.forms.workbook.drafting import Draft, Made, kobo_cell
from fieldkit.forms.workbook.kobo_blocks import Block, closed, is_yes, name_of, opened

LIST = "kobo--score-choices"


def score_rows(draft: Draft, block: Block) -> Iterator[Made]:
    """A group with the question itself, which only labels the choices, and one select_one a row.

    Kobo's rules: the condition goes to the group, `required` to every row.
    """
    asked = f"select_one {kobo_cell(block.begin, LIST)}"
    relevant = block.begin.text("relevant")
    yield opened(draft, block.begin, block.name, "field-list", relevant=relevant)
    head = draft.without(block.begin, "required", "relevant")
    own = {"type": asked, "name": f"{block.name}_header", "appearance": "label"}
    yield Made(block.begin.number, draft.put(head, own))
    required = is_yes(block.begin.text("required")) or "${" in block.begin.text("required")
    for row in block.rows:
        cells = {
            "type": asked,
            "name": name_of(row),
            "appearance": row.text("appearance") or "list-nolabel",
        }
        if required:
            cells["required"] = "true"
        yield Made(row.number, draft.put(dict(row.texts), cells))
    yield closed(draft, block.begin)
