"""Finds words that no translator was ever asked for: they stay plain in a pseudo-language.

What the window does not say itself is taken away first: fields (names, numbers, places), words of
forms, codes, files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from accessible import visible
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)
from tour_fields import FIELD_WORDS
from tour_sample import SHELTER_WORDS

from fieldkit.languages.names import own_name
from fieldkit.operations.kits import shipped_forms
from fieldkit.ui.language import language
from fieldkit.ui.widgets.code_label import CodeLabel

_FIELD = re.compile("\u2068[^\u2068\u2069]*\u2069")
_SAID = re.compile(r"\[[^\[\]]*\]")
_CODES = re.compile(
    r"\b(?:FK|W)-[A-Z0-9-]+|\b(?=\w*\d)[A-Z0-9]{3,}\b|\bbuiltins\.\w+"
    r"|(?:/[\w.\-]+)+|[\w\-]+\.(?:fk\w|xlsx|csv|json)\b"
)
_DATES = re.compile(r"\b(?:[A-Z][a-z]+day, )?\d{1,2} [A-Z][a-z]+ \d{4}\b")
_ENGLISH = re.compile(r"[A-Za-z]{2,}")
_NAMES = (
    "FieldKit", "Excel", "CSV", "Ctrl", "north", "south", "dimos_deigma", "Sample", "coordinator",
    "worker", "data",
)  # fmt: skip
_QUOTES = str.maketrans("“”‘’", "\"\"''")
_A_PHRASE = 12  # letters: shorter ones are taken away only where nothing else stands beside them
_SEAMS = re.compile(r"[·:()\n,\t]|\s\s+|\*")
_MARKS = " 0123456789\u2066\u2067\u2068\u2069\u200e\u200f·."
_NUMBERED = re.compile(r"\b(?:laptop|worker)-\d\b|\bF\d{1,2}\b")


def plain_words(root: QWidget) -> list[str]:
    """Every visible text below `root` in which English is left, one line each."""
    return [
        f"{type(widget).__name__}: {words[:80]!r}"
        for widget in visible(root)
        for words in dict.fromkeys(_texts(widget))
        if words and left_over(words)
    ]


def left_over(words: str) -> str:
    """The English in a text that neither the catalogue nor a form nor a person has said."""
    before = ""
    while before != words:
        before, words = words, _FIELD.sub(" ", words)
    words = _SAID.sub(" ", words).translate(_QUOTES)
    known = _known()
    if _ENGLISH.search(words):
        for phrase in known:
            if len(phrase) >= _A_PHRASE and phrase in words:
                words = words.replace(phrase, " ")
    for pattern in (_DATES, _CODES, _NUMBERED):
        words = pattern.sub(" ", words)
    others = (each.strip(_MARKS) for each in _SEAMS.split(words))
    return " ".join(each for each in others if each not in known and _ENGLISH.search(each))


def _texts(widget: QWidget) -> Iterator[str]:
    """What is written on a widget, and what a screen reader says of it."""
    if isinstance(widget, CodeLabel) or widget.property("role") == "display":
        return
    yield widget.toolTip()
    yield widget.accessibleDescription()
    if isinstance(widget, QLabel):
        yield widget.text()
        return
    yield widget.accessibleName()
    if isinstance(widget, QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QLineEdit | QPlainTextEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(at) for at in range(widget.count()))
    elif isinstance(widget, QTableView):
        yield from _headers(widget)
    if isinstance(widget, QAbstractItemView):
        yield from _cells(widget)


def _headers(table: QTableView) -> Iterator[str]:
    model = table.model()
    for at in range(model.columnCount()):
        yield str(model.headerData(at, Qt.Orientation.Horizontal) or "")


def _cells(view: QAbstractItemView) -> Iterator[str]:
    """Without the isolates around a whole cell, which say nothing about whose words they are."""
    model = view.model()
    for row in range(min(model.rowCount(), 20)):
        for column in range(model.columnCount()):
            cell = str(model.index(row, column).data() or "")
            yield cell.removeprefix("\u2068").removesuffix("\u2069")


@cache
def _known() -> tuple[str, ...]:
    """Words of the forms and of the sample, the longest first."""
    names = [*_NAMES, *map(own_name, ("en", "fr"))]
    offered = [each.own_name for each in language().available()]
    words = {*names, *offered, *_said_by_forms(), *SHELTER_WORDS, *FIELD_WORDS}
    said = {each.translate(_QUOTES) for each in words}
    return tuple(sorted(filter(_ENGLISH.search, said), key=len, reverse=True))


def _said_by_forms() -> Iterable[str]:
    for file in shipped_forms():
        for sheet in load_workbook(file, read_only=True).worksheets:
            for row in sheet.iter_rows(values_only=True):
                for cell in row:
                    yield from re.split(r"\s*\$\{\w+\}\s*", str(cell or ""))
