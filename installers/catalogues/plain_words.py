"""Words put on a widget of Qt directly: they would stay English in every language.

`label.setText("Saved")` never meets a keyword, and neither does `QLabel("Saved")`. Both are
findings in the rooms of the window; signs without letters (`×`, `14`) are not words.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Final

from installers.catalogues.calls import Module
from installers.catalogues.findings import Finding

_SETTERS: Final = {
    "addAction", "addItem", "addItems", "addTab", "setAccessibleDescription", "setAccessibleName",
    "setLabelText", "setPlaceholderText", "setPlainText", "setPrefix", "setStatusTip", "setSuffix",
    "setText", "setTitle", "setToolTip", "setWhatsThis", "setWindowTitle",
}  # fmt: skip
_WIDGETS: Final = {
    "QAction", "QCheckBox", "QCommandLinkButton", "QDockWidget", "QGroupBox", "QLabel", "QLineEdit",
    "QMenu", "QPlainTextEdit", "QPushButton", "QRadioButton", "QTextEdit",
}  # fmt: skip
_WORD: Final = re.compile(r"[^\W\d_]{2}")


def words_without_text(module: Module) -> Iterator[Finding]:
    """Every call that puts a literal with words in it on a widget."""
    for node in module.nodes:
        if isinstance(node, ast.Call) and _takes_words(node.func):
            for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
                if _has_words(argument):
                    words = "these words are in no catalogue: bind them, or give a text(…)"
                    yield Finding(module.name, argument.lineno, words)


def _takes_words(function: ast.expr) -> bool:
    match function:
        case ast.Attribute(attr=attr):
            return attr in _SETTERS
        case ast.Name(id=name):
            return name in _WIDGETS
        case _:
            return False


def _has_words(node: ast.expr) -> bool:
    match node:
        case ast.Constant(value=str(words)):
            return bool(_WORD.search(words))
        case ast.JoinedStr(values=parts) | ast.List(elts=parts) | ast.Tuple(elts=parts):
            return any(_has_words(part) for part in parts)
        case ast.BinOp(left=left, right=right):
            return _has_words(left) or _has_words(right)
        case ast.IfExp(body=body, orelse=orelse):
            return _has_words(body) or _has_words(orelse)
        case _:
            return False
