"""How a draft begins with what it does not know yet: questions and repeats of a newer version.

Outside rows they begin as in a new record; in rows that the draft has, with the default written in
the form. Dynamic defaults come after these (`FormSession.begin_questions`), from the answers that
the draft has.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo

from fieldkit.forms.computed import computed_text
from fieldkit.forms.draft import Draft, DraftRow, row_key, rows_of
from fieldkit.forms.form import FormDefinition
from fieldkit.forms.places import definition_path


@dataclass(frozen=True)
class Beginning:
    """Rows of new repeats, and values by key of new questions."""

    rows: tuple[DraftRow, ...]
    values: dict[str, str] = field(repr=False)


def beginning(
    form: FormDefinition,
    fresh: Draft,
    rows: Sequence[DraftRow],
    new: Collection[str],
    zone: tzinfo,
) -> Beginning:
    """What begins in a draft of `form` that has `rows` already.

    `new` are the definition paths the draft knows nothing of; `fresh` is the draft of a new record,
    `zone` the one in which dates are written.
    """
    begun = {row.repeat for row in rows}
    there = {"", *(row.key for row in rows)}
    made: list[DraftRow] = []
    for row in rows_of(fresh):
        if row.repeat in new and row.repeat not in begun and row_key(row.parent) in there:
            there.add(row.key)
            made.append(row)
    values = {
        key: text
        for row in rows
        for key, text in _written_defaults(form, row, zone).items()
        if definition_path(key) in new
    }
    for key, text in fresh.values.items():
        if definition_path(key) in new and row_key(key) in there:
            values[key] = text
    return Beginning(tuple(made), values)


def _written_defaults(form: FormDefinition, row: DraftRow, zone: tzinfo) -> dict[str, str]:
    found: dict[str, str] = {}
    waiting = [(row.key, form.patterns[row.repeat])]
    while waiting:
        key, node = waiting.pop()
        for child in node.children:
            path = f"{key}/{child.qualified_name}"
            definition = form.nodes.get(definition_path(path))
            if definition is None or definition.repeat != row.repeat:
                continue
            if definition.is_leaf:
                found[path] = computed_text(definition.type, child.text, zone)
            elif definition.path not in form.patterns:
                waiting.append((path, child))
    return {key: text for key, text in found.items() if text}
