"""A draft as text: typed, pinned to its form version, the same bytes for the same draft.

Specified in `docs/formats/draft.md`. The reader takes nothing it does not know, and names the field
it does not take; it never quotes a value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, cast

from fieldkit.forms.draft import NOTHING_ASIDE, Aside, Draft, DraftRow, SetAside, rows_of, stands
from fieldkit.forms.errors import BadDraft
from fieldkit.forms.places import definition_path
from fieldkit.forms.structure import REPEAT, NodeDefinition
from fieldkit.model import canonical
from fieldkit.model.canonical import Json

if TYPE_CHECKING:
    from fieldkit.forms.form import FormDefinition

SCHEMA: Final = 1
_FIELDS: Final = ("schema", "form", "record", "language", "rows", "values", "aside")
_PIN: Final = ("id", "version", "hash")
_ROW: Final = ("repeat", "parent", "row")
_VALUE: Final = ("type", "value")
_ASIDE: Final = ("answers", "rows")
_SET_ASIDE: Final = ("key", "type", "value")
# What stands between the brackets of a key; a number of up to nine digits would be a position.
_ROW_ID: Final = re.compile(r"(?![0-9]{1,9}\Z)[^\[\]/]+\Z")
_HALF_A_CHARACTER: Final = re.compile("[\ud800-\udfff]")  # JSON can carry one, UTF-8 cannot


def draft_to_bytes(draft: Draft, form: FormDefinition, aside: Aside = NOTHING_ASIDE) -> bytes:
    """The canonical bytes of a draft of `form`, with what its moves set aside.

    Raises BadDraft where the draft is of another form.
    """
    said: dict[str, Json] = {
        "schema": SCHEMA,
        "form": {"id": form.form_id, "version": form.version, "hash": form.form_hash},
        "record": draft.record,
        "language": draft.language,
        "rows": [_row_to_json(row) for row in rows_of(draft)],
        "values": {
            key: {"type": _leaf(key, form).type, "value": text}
            for key, text in draft.values.items()
        },
        "aside": {
            "answers": [
                {"key": each.key, "type": each.type, "value": each.text} for each in aside.answers
            ],
            "rows": [_row_to_json(row) for row in aside.rows],
        },
    }
    return canonical.encode(said)


def draft_from_bytes(data: bytes, form: FormDefinition) -> tuple[Draft, Aside]:
    """The inverse of `draft_to_bytes`.

    Raises BadDraft, naming the field: no draft, of another form or version, or not canonical.
    """
    try:
        said = canonical.decode(data)
    except (ValueError, RecursionError):
        raise BadDraft("This is no draft: it is no JSON.") from None
    draft, aside = _read(said, form)
    if draft_to_bytes(draft, form, aside) != data:
        # A name given twice, say: whoever reads it another way would see another draft.
        raise BadDraft("This draft is not written the one way in which drafts are written.")
    return draft, aside


def _read(said: Json, form: FormDefinition) -> tuple[Draft, Aside]:
    fields = _object("the draft", said, _FIELDS)
    if type(fields["schema"]) is not int or fields["schema"] != SCHEMA:
        raise BadDraft("This draft was written by another version of FieldKit.")
    _check_pin(fields["form"], form)
    rows = _rows(fields["rows"], form)
    draft = Draft(
        values=_values(fields["values"], form, {row.key: row.repeat for row in rows}),
        rows=tuple(rows),
        language=_text("language", fields["language"]),
        record=_text("record", fields["record"]),
    )
    return draft, _aside(fields["aside"])


def _row_to_json(row: DraftRow) -> dict[str, Json]:
    return {"repeat": row.repeat, "parent": row.parent, "row": row.row}


def _leaf(key: str, form: FormDefinition) -> NodeDefinition:
    node = form.nodes.get(definition_path(key))
    if node is None or not node.is_leaf:
        raise BadDraft(f"The draft has a value at {key}, where this form asks nothing.")
    return node


def _check_pin(said: Json, form: FormDefinition) -> None:
    pin = _object("form", said, _PIN)
    form_id, version, form_hash = (_text(f"form.{name}", pin[name]) for name in _PIN)
    if form_id != form.form_id:
        raise BadDraft(f"This draft is of the form {form_id}, not of {form.form_id}.")
    if form_hash != form.form_hash:
        raise BadDraft(
            f"This draft is pinned to version {version} of its form, and this is another one.",
            next_step="Move it to the new version, or open it with its own.",
        )
    if version != form.version:
        raise BadDraft("In the draft, form.version is not the version of the form it names.")


def _values(said: Json, form: FormDefinition, rows: Mapping[str, str]) -> dict[str, str]:
    if not isinstance(said, Mapping):
        raise _wrong("values", "an object")
    found: dict[str, str] = {}
    for key, each in said.items():
        _text("the name of a value", key)
        node = _leaf(key, form)
        if not stands(key, node, rows):
            raise BadDraft(f"In the draft, the value at {key} is in no row that the draft has.")
        value = _object(key, each, _VALUE)
        if _text(f"the type of {key}", value["type"]) != node.type:
            raise BadDraft(f"In the draft, the type of {key} is not the one the form has there.")
        found[key] = _text(f"the value of {key}", value["value"])
    return found


def _rows(said: Json, form: FormDefinition) -> list[DraftRow]:
    known: dict[str, str] = {}
    found: list[DraftRow] = []
    for place, row in _listed_rows("rows", said):
        repeat = form.nodes.get(row.repeat)
        above = form.nodes.get(repeat.parent) if repeat and repeat.kind == REPEAT else None
        if above is None or not stands(row.parent, above, known):
            raise BadDraft(f"In the draft, {place} is in no place where this form has rows.")
        if row.key in known:
            raise BadDraft(f"In the draft, {place} has the id of a row before it.")
        known[row.key] = row.repeat
        found.append(row)
    return found


def _aside(said: Json) -> Aside:
    fields = _object("aside", said, _ASIDE)
    answers: list[SetAside] = []
    for at, each in enumerate(_list("aside.answers", fields["answers"])):
        place = f"aside.answers[{at}]"
        answer = _object(place, each, _SET_ASIDE)
        answers.append(SetAside(*(_text(f"{place}.{name}", answer[name]) for name in _SET_ASIDE)))
    return Aside(
        tuple(answers), tuple(row for _, row in _listed_rows("aside.rows", fields["rows"]))
    )


def _listed_rows(place: str, said: Json) -> list[tuple[str, DraftRow]]:
    places = [(f"{place}[{at}]", each) for at, each in enumerate(_list(place, said))]
    return [(at, _row(at, each)) for at, each in places]


def _row(place: str, said: Json) -> DraftRow:
    row = _object(place, said, _ROW)
    repeat, parent, mark = (_text(f"{place}.{name}", row[name]) for name in _ROW)
    if not _ROW_ID.match(mark):
        raise _wrong(f"{place}.row", "the id of a row")
    return DraftRow(repeat, parent, mark)


def _list(place: str, said: Json) -> Sequence[Json]:
    if isinstance(said, str) or not isinstance(said, Sequence):
        raise _wrong(place, "a list")
    return said


def _object(place: str, said: Json, names: Sequence[str]) -> Mapping[str, Json]:
    if not isinstance(said, Mapping):
        raise _wrong(place, "an object")
    for name in names:
        if name not in said:
            raise BadDraft(f"In the draft, {place} has no “{name}”.")
    if said.keys() - set(names):
        # The name itself may be somebody's answer, in a file that is no draft.
        raise BadDraft(f"In the draft, {place} has a field that no draft has.")
    return cast("Mapping[str, Json]", said)


def _text(place: str, said: Json) -> str:
    if not isinstance(said, str) or _HALF_A_CHARACTER.search(said):
        raise _wrong(place, "a text")
    return said


def _wrong(place: str, wanted: str) -> BadDraft:
    return BadDraft(f"In the draft, {place} is not {wanted}.")
