"""Content at rest: as a draft (everything, by key) or as a record (what is relevant)."""

from __future__ import annotations

from collections.abc import Mapping

from fieldkit.forms.draft import Draft, DraftRow
from fieldkit.forms.errors import BadDraft
from fieldkit.forms.form import FormDefinition
from fieldkit.forms.instance import Node
from fieldkit.forms.places import (
    copy,
    definition_of,
    find,
    insertion_index,
    key_of,
    path_of,
    with_descendants,
)
from fieldkit.forms.structure import REPEAT
from fieldkit.model.records import Record


def draft_of(root: Node, language: str, record: str) -> Draft:
    """All values and rows, hidden ones included."""
    rows: list[DraftRow] = []
    values: dict[str, str] = {}
    for node in with_descendants(root):
        definition = definition_of(node)
        if definition.kind == REPEAT and node.parent is not None:
            rows.append(DraftRow(definition.path, key_of(node.parent), node.row))
        elif definition.is_leaf and node.text:
            values[key_of(node)] = node.text
    return Draft(values, tuple(rows), language, record)


def lay_out(draft: Draft, root: Node, form: FormDefinition) -> None:
    """Make the instance at `root` hold exactly what the draft holds.

    Raises BadDraft, without content, when the draft is of another form.
    """
    _empty(root)
    for row in draft.rows:
        _lay_row(row if isinstance(row, DraftRow) else DraftRow(*row), root, form)
    for key, text in draft.values.items():
        node = find(root, key)
        if node is None or not definition_of(node).is_leaf:
            raise BadDraft("The draft has an answer to a question this form does not have.")
        node.write(text)


def _empty(top: Node) -> None:
    """Take away every value at and below `top`, and every row below it."""
    top.write("")
    for child in list(top.children):
        if definition_of(child).kind == REPEAT:
            top.remove(child)
        else:
            _empty(child)


def _lay_row(row: DraftRow, root: Node, form: FormDefinition) -> None:
    parent = find(root, row.parent)
    repeat = form.nodes.get(row.repeat)
    if parent is None or repeat is None or repeat.parent != definition_of(parent).path:
        raise BadDraft("The draft has a row of a repeat this form does not have.")
    made = copy(form.patterns[repeat.path])
    _empty(made)
    made.row = row.row
    parent.insert(insertion_index(parent, repeat), made)


def record_of(
    form: FormDefinition,
    root: Node,
    record: str,
    *,
    subject: str,
    language: str,
    languages: Mapping[str, str],
) -> Record:
    """The complete content of a record: relevant answers that are not blank, and all rows."""
    answers: dict[str, str] = {}
    spoken: dict[str, str] = {}
    rows: dict[str, str] = {}
    for node in with_descendants(root):
        definition = definition_of(node)
        if not node.relevant:
            continue
        if definition.kind == REPEAT:
            rows[path_of(node)] = node.row
        elif definition.is_leaf and node.text:
            path, own = path_of(node), languages.get(key_of(node))
            answers[path] = node.text
            if own is not None:
                spoken[path] = own
    return Record(
        record=record,
        form_id=form.form_id,
        form_version=form.version,
        form_hash=form.form_hash,
        subject=subject,
        language=language,
        answers=answers,
        languages=spoken,
        rows=rows,
    )
