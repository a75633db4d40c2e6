"""Lists that FieldKit makes when a form is loaded, for questions that pyxform leaves aside.

Each becomes a file of the form package, an XML list as `select_one_from_file` reads it, so that at
run time there is one kind of choice list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

LABEL = "label"
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Item = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class MadeList:
    """A list of choices: every item has cells by column, a column may have several in an item.

    `labels` are the columns of the labels by language; empty where `label` serves all languages.
    """

    name: str
    items: Sequence[Item]
    labels: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def file(self) -> str:
        """The name of the file that holds it."""
        return f"{self.name}.xml"

    @property
    def address(self) -> str:
        """The address under which an XForm asks for the file."""
        return f"jr://file/{self.file}"

    def to_bytes(self) -> bytes:
        """The file: `<root><item>…</item></root>`."""
        written = f"<root>{''.join(map(_item, self.items))}</root>"
        return _UNWRITABLE.sub("", written).encode()


def label_columns(by_language: Mapping[str, Sequence[str]]) -> tuple[dict[str, str], list[str]]:
    """How the labels of items are stored: (column by language, language by column).

    `by_language` holds the labels of all items for each language. One column is enough where they
    are the same in all.
    """
    distinct = list(dict.fromkeys(tuple(labels) for labels in by_language.values()))
    if len(distinct) <= 1:
        return {}, [next(iter(by_language), "")]
    languages = list(by_language)
    return {language: f"{LABEL}_{at}" for at, language in enumerate(languages)}, languages


def label_cells(
    said: Mapping[str, str], columns: Mapping[str, str], languages: Sequence[str]
) -> dict[str, list[str]]:
    """The cells of one item's labels, as `label_columns` decided to store them."""
    if not columns:
        return {LABEL: [said.get(languages[0], "")]}
    return {column: [said.get(language, "")] for language, column in columns.items()}


def choose_label(document: Any, path: str, made: MadeList) -> None:
    """Let the question at `path` read the label column of the active language.

    A text of the form, written in each language, names the column. `document` is pyxform's tree.
    """
    translations = document.getElementsByTagName("translation")
    if not made.labels:
        return
    first = next(iter(made.labels.values()))
    named = f"{made.name}:{LABEL}"
    reference = f"*[local-name() = jr:itext('{named}')]" if translations else first
    for translation in translations:
        language = translation.getAttribute("lang")
        _add_text(translation, named, made.labels.get(language, made.labels.get("", first)))
    for label in _label_of(document, path):
        label.setAttribute("ref", reference)


def select_at(document: Any, path: str) -> Iterator[Any]:
    """The select elements of the question at `path`."""
    for tag in ("select1", "select"):
        for element in document.getElementsByTagName(tag):
            if element.getAttribute("ref") == path:
                yield element


def _label_of(document: Any, path: str) -> Iterator[Any]:
    for element in select_at(document, path):
        for itemset in element.getElementsByTagName("itemset"):
            yield from itemset.getElementsByTagName("label")


def _add_text(translation: Any, named: str, words: str) -> None:
    from pyxform.utils import node

    translation.appendChild(node("text", node("value", words), id=named))


def _item(item: Item) -> str:
    cells = [f"<{name}>{escape(text)}</{name}>" for name, texts in item.items() for text in texts]
    return f"<item>{''.join(cells)}</item>"
