"""What the source says: every message, where it stands, and what its author tells translators."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from installers.catalogues.calls import KEYWORDS, Call, Module, literals

COMMENT_TAG: Final = "Translators:"


@dataclass(frozen=True)
class Found:
    """A message in the source; `plural` is empty for a message without a number."""

    singular: str
    plural: str
    file: str
    line: int
    comment: str


def messages_in(module: Module) -> list[Found]:
    """The messages that a module names itself, in the order of its source."""
    comments = Comments(module)
    return [
        Found(singular, plural, module.name, line, comments.above(line))
        for call in module.calls
        for singular, plural, line in _messages_of(call)
    ]


def _messages_of(call: Call) -> Iterable[tuple[str, str, int]]:
    found = [literals(node) for node in call.messages]
    if not KEYWORDS[call.keyword].is_plural:
        for constant in found[0] if found else []:
            yield str(constant.value), "", constant.lineno
    elif len(found) == 2 and all(isinstance(node, ast.Constant) for node in call.messages):
        [(singular,), (plural,)] = found
        yield str(singular.value), str(plural.value), singular.lineno


class Comments:
    """The comment lines of a module, for finding the ones directly above a message."""

    def __init__(self, module: Module) -> None:
        self._lines: dict[int, str] = {}
        self._starts: dict[int, int] = {}
        if COMMENT_TAG in module.source:
            self._lines = _comment_lines(module.source)
            self._starts = _first_lines(module)

    def above(self, line: int) -> str:
        """The comment that starts with the tag, directly above a line or above its statement."""
        return self._ending_at(line - 1) or self._ending_at(self._starts.get(line, line) - 1)

    def _ending_at(self, line: int) -> str:
        words: list[str] = []
        while line in self._lines:
            words.insert(0, self._lines[line])
            if words[0].startswith(COMMENT_TAG):
                return " ".join(words)
            line -= 1
        return ""


def _comment_lines(source: str) -> dict[int, str]:
    return {
        token.start[0]: token.string.lstrip("# ").rstrip()
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT and not token.line[: token.start[1]].strip()
    }


def _first_lines(module: Module) -> dict[int, int]:
    """For each line inside a statement the line on which its innermost statement starts."""
    starts: dict[int, int] = {}
    for node in module.nodes:
        if isinstance(node, ast.stmt):
            end = node.end_lineno or node.lineno
            starts.update(dict.fromkeys(range(node.lineno, end + 1), node.lineno))
    return starts
