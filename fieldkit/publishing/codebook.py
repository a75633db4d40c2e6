"""The codebook and the list of choices of a form's published tables, as rows of plain text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from fieldkit.publishing.columns import Column, Contract, Part, Question, choice_codes
from fieldkit.publishing.datapackage import OUR_COLUMNS
from fieldkit.publishing.exports import in_words
from fieldkit.publishing.labels import drafts, label_of, language_of

_LEADING: Final = ("table", "column", "what", "type", "sensitivity", "list", "versions")
_CHOICE_LEADING: Final = ("list", "code", "versions")


def languages(planned: Contract, wanted: str) -> list[str]:
    """Every language of every version: the wanted one, then the newest version's."""
    known = dict.fromkeys(
        code
        for definition in reversed(planned.definitions)
        for code in (language_of(definition, wanted), *definition.languages)
    )
    return list(known)


def codebook_rows(planned: Contract, language: str) -> Iterator[list[str]]:
    """A header, then one row for each column of each table."""
    names = languages(planned, language)
    yield [*_LEADING, *_label_headers(planned, names)]
    lists = choice_lists(planned)
    for table in planned.tables:
        for column in table.columns:
            yield [table.name, column.name, *_about(column, lists), *_labels(column, names)]


def choice_rows(planned: Contract, language: str) -> Iterator[list[str]]:
    """A header, then one row for each code of each list of choices."""
    names = languages(planned, language)
    yield [*_CHOICE_LEADING, *_label_headers(planned, names)]
    seen: set[str] = set()
    lists = choice_lists(planned)
    for question in _questions(planned):
        name = lists.get(question.identity, "")
        if name and name not in seen:
            seen.add(name)
            yield from _choices(name, question, names)


def _label_headers(planned: Contract, names: list[str]) -> Iterator[str]:
    """One header a language, with a warning where its words are drafts."""
    unreviewed = drafts(planned.definitions)
    for name in names:
        header = f"label ({name})" if name else "label"
        yield f"{header}, {unreviewed[name]}" if name in unreviewed else header


def choice_lists(planned: Contract) -> dict[str, str]:
    """A name for the choices of each question that has some: questions with the same codes and
    labels, published by the same rules, share the name of the first of them."""
    names: dict[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], str] = {}
    found: dict[str, str] = {}
    for question in _questions(planned):
        content = tuple(
            (code, tuple(labels.values())) for code, labels in _labelled(question).items()
        )
        if content:
            key = (str(question.rules), content)
            found[question.identity] = names.setdefault(key, question.column)
    return found


def _questions(planned: Contract) -> Iterator[Question]:
    for table in planned.tables:
        for column in table.columns:
            if column.question is not None and column.part is Part.WHOLE:
                yield column.question


def _about(column: Column, lists: dict[str, str]) -> list[str]:
    question = column.question
    if question is None:
        return [OUR_COLUMNS[column.name], column.type.value, "", "", ""]
    what = {
        Part.WHOLE: "; ".join(["answer", *in_words(question.rules)]),
        Part.CHOICE: f"1 = {column.choice} ticked, 0 = not ticked, blank = not answered",
        Part.UTC: "the same instant in UTC",
    }[column.part]
    versions = " ".join(use.definition.version for use in question.uses)
    listed = lists.get(question.identity, "")
    return [what, _type(column), question.sensitivity.value, listed, versions]


def _type(column: Column) -> str:
    question = column.question
    if question is None or column.part is not Part.WHOLE:
        return column.type.value
    asked = question.newest.node.type
    return asked if column.type.value == asked else f"{asked} ({column.type.value})"


def _labels(column: Column, names: list[str]) -> list[str]:
    question = column.question
    if question is None:
        return ["" for _ in names]
    if column.part is Part.CHOICE:
        labels = _labelled(question).get(column.choice, {})
        return [labels.get(name, "") for name in names]
    return [_label_in(question, name) for name in names]


def _label_in(question: Question, language: str) -> str:
    """The label of the newest version that speaks `language`, else "": no silent other language."""
    for use in reversed(question.uses):
        if language in (use.definition.languages or [use.definition.default_language]):
            return label_of(use, language)
    return ""


def _labelled(question: Question) -> dict[str, dict[str, str]]:
    """Code -> language -> label; newer versions have the last word.

    A code that is published as another one lends it no label.
    """
    labels: dict[str, dict[str, str]] = {code: {} for code in choice_codes(question)}
    for use in question.uses:
        for code, texts in use.definition.choices(use.node.path):
            if code in labels:
                labels[code].update(texts)
    return labels


def _choices(name: str, question: Question, names: list[str]) -> Iterator[list[str]]:
    offered = [
        (use.definition.version, {code for code, _ in use.definition.choices(use.node.path)})
        for use in question.uses
    ]
    for code, labels in _labelled(question).items():
        versions = [version for version, codes in offered if code in codes]
        yield [name, code, " ".join(versions), *(labels.get(each, "") for each in names)]
