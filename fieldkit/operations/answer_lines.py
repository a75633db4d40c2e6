"""The lines that answer a form from a file: one JSON object each (architecture section 6).

`{"answer": path, "value": v}`, `{"add_repeat": path}`, `{"remove_repeat": path}`,
`{"language": code}`, `{"finish": true}`.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import cast

from fieldkit.forms import Entry
from fieldkit.model.errors import FieldKitError


class BadLine(FieldKitError):
    """A line that is none of the five. The message never quotes it."""

    code = "syntax"


@dataclass(frozen=True)
class AnswerLine:
    """Answer the question at `path`; a value of None clears it. The repr hides the value."""

    path: str
    value: Entry

    def __repr__(self) -> str:
        return f"AnswerLine({self.path!r})"


@dataclass(frozen=True)
class AddRepeatLine:
    """Append an instance to the repeat at `path`."""

    path: str


@dataclass(frozen=True)
class RemoveRepeatLine:
    """Remove the instance at `path`."""

    path: str


@dataclass(frozen=True)
class LanguageLine:
    """Go on in another language."""

    code: str


@dataclass(frozen=True)
class FinishLine:
    """The record is complete."""


Line = AnswerLine | AddRepeatLine | RemoveRepeatLine | LanguageLine | FinishLine


def read_line(line: str | bytes) -> Line:
    """The instruction in one line of UTF-8. Raises BadLine, without quoting it."""
    try:
        said: object = json.loads(line)
        json.dumps(said, ensure_ascii=False).encode("utf-8")  # half a surrogate pair is no text
    except (ValueError, RecursionError):  # bad UTF-8, bad JSON, endless digits, endless nesting
        raise BadLine("This line is no JSON object.") from None
    match cast("dict[str, object]", said) if isinstance(said, dict) else {}:
        case {"answer": str(path), "value": value, **rest} if not rest:
            return AnswerLine(path, _value(value))
        case {"add_repeat": str(path), **rest} if not rest:
            return AddRepeatLine(path)
        case {"remove_repeat": str(path), **rest} if not rest:
            return RemoveRepeatLine(path)
        case {"language": str(code), **rest} if not rest:
            return LanguageLine(code)
        case {"finish": True, **rest} if not rest:
            return FinishLine()
        case _:
            raise BadLine(
                "This line is no instruction.",
                next_step="A line names one of: answer with value, add_repeat, remove_repeat, "
                "language, finish.",
            )


def _value(value: object) -> Entry:
    if value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, float) and math.isfinite(value):
        return value  # JSON has no infinities; Python's reader lets them pass
    if isinstance(value, list):
        codes = cast("list[object]", value)
        if all(isinstance(code, str) for code in codes):
            return cast("list[str]", codes)
    raise BadLine("A value is a text, a number, true, false, null or a list of codes.")
