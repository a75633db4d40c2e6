"""Loops over a list (`begin loop over LIST`): the same rows once for each choice.

As in pyxform, each choice becomes a group with its code and label, `%(name)s` and `%(label)s` in
the rows stand for them, and a choice called none is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from fieldkit.forms.findings import Finding, did_you_mean, error
from fieldkit.forms.workbook.choices import ChoiceList
from fieldkit.forms.workbook.drafting import Draft, Made, Texts
from fieldkit.forms.workbook.tables import Row

BEGIN_LOOP = re.compile(r"begin[ _]loop( (over )?(?P<list>\S+))?")
_END = re.compile(r"end[ _]loop")
_DEEPEST = 10
_PLACE = re.compile(r"%\((name|label)\)s")


def too_deep(rows: Sequence[Row]) -> Row | None:
    """The row that opens one loop too many inside others, None where none does."""
    depth = 0
    for row in rows:
        written = _type(row)
        depth += bool(BEGIN_LOOP.fullmatch(written)) - bool(_END.fullmatch(written))
        if depth > _DEEPEST:
            return row
    return None


def loop_rows(draft: Draft, rows: Sequence[Row], lists: Mapping[str, ChoiceList]) -> Iterator[Made]:
    """The rows with every loop written out; a loop inside a loop runs for each pair of choices."""
    return _written_out(draft, [(row, draft.copy(row)) for row in rows], lists)


def loop_findings(rows: Sequence[Row], lists: Mapping[str, ChoiceList]) -> Iterator[Finding]:
    """Loops that name no list, or one that does not exist."""
    for row in rows:
        found = BEGIN_LOOP.fullmatch(_type(row))
        if found is None:
            continue
        if not found["list"]:
            yield error(
                "no-list",
                row.place("type"),
                f"The loop {row.text('name')} does not say which choices it goes through.",
                "Write “begin loop over” and the name of a choice list.",
            )
        elif found["list"] not in lists:
            yield error(
                "unknown-list",
                row.place("type"),
                f"The list {found['list']} of the loop {row.text('name')} does not exist.",
                did_you_mean(found["list"], lists, otherwise="Add it to the sheet choices."),
            )


def _written_out(
    draft: Draft, rows: Sequence[tuple[Row, Made]], lists: Mapping[str, ChoiceList]
) -> Iterator[Made]:
    at = 0
    while at < len(rows):
        row, made = rows[at]
        found = BEGIN_LOOP.fullmatch(_type(row))
        at += 1
        if found is None:
            yield made
            continue
        end = _end(rows, at)
        inside = rows[at:end]
        at = end + 1
        chosen = lists.get(found["list"] or "", ChoiceList("", ()))
        yield Made(made.number, draft.put(made.texts, {"type": "begin_group"}))
        for choice in chosen.rows:
            if choice.text("name") != "none":
                yield from _for_choice(draft, row, inside, choice, lists)
        yield Made(made.number, draft.put({}, {"type": "end_group"}))


def _for_choice(
    draft: Draft,
    begin: Row,
    inside: Sequence[tuple[Row, Made]],
    choice: Row,
    lists: Mapping[str, ChoiceList],
) -> Iterator[Made]:
    head = draft.put({}, {"type": "begin_group", "name": choice.text("name")})
    for column, text in choice.cells("label"):
        head[draft.index("label", column.language)] = text
    yield Made(begin.number, head)
    filled = [(row, Made(made.number, _filled(row, made.texts, choice))) for row, made in inside]
    yield from _written_out(draft, filled, lists)
    yield Made(begin.number, draft.put({}, {"type": "end_group"}))


def _filled(row: Row, texts: Texts, choice: Row) -> Texts:
    languages = {column.index: column.language for column in row.table.columns}
    labels = {column.language: text for column, text in choice.cells("label")}
    filled: Texts = {}
    for index, text in texts.items():
        label = labels.get(languages.get(index, ""), choice.text("label"))
        of_choice = {"name": choice.text("name"), "label": label}
        filled[index] = _PLACE.sub(lambda found, of=of_choice: of[found[1]], text)
    return filled


def _end(rows: Sequence[tuple[Row, Made]], at: int) -> int:
    """Where the loop whose rows begin at `at` ends; a loop that is never closed ends the sheet."""
    depth = 1
    for index in range(at, len(rows)):
        written = _type(rows[index][0])
        depth += bool(BEGIN_LOOP.fullmatch(written)) - bool(_END.fullmatch(written))
        if not depth:
            return index
    return len(rows)


def _type(row: Row) -> str:
    return " ".join(row.text("type").split())
