"""The lines that answer a form from a file: one JSON object each (architecture section 6).

`{"answer": path, "value": v}`, `{"add_repeat": path}`, `{"remove_repeat": path}`,
`{"language": code}`, `{"finish": true}`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import cast

from fieldkit.forms import Entry
from fieldkit.model.errors import FieldKitError


class BadLine(FieldKitError):
    """A line that is none of the five. The message never quotes it."""

    code = "line"


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


def read_line(text: str) -> Line:
    """The instruction in one line. Raises BadLine."""
    fields = _object(text)
    if "answer" in fields and "value" in fields:
        return AnswerLine(_text(fields, "answer"), _value(fields["value"]))
    if "add_repeat" in fields:
        return AddRepeatLine(_text(fields, "add_repeat"))
    if "remove_repeat" in fields:
        return RemoveRepeatLine(_text(fields, "remove_repeat"))
    if "language" in fields:
        return LanguageLine(_text(fields, "language"))
    if fields.get("finish") is True:
        return FinishLine()
    raise BadLine(
        "This line is no instruction.",
        next_step="A line names one of: answer with value, add_repeat, remove_repeat, language, "
        "finish.",
    )


def _object(text: str) -> dict[str, object]:
    try:
        fields: object = json.loads(text)
    except ValueError:
        raise BadLine("This line is no JSON.") from None
    if not isinstance(fields, dict):
        raise BadLine("This line is no JSON object.")
    return cast("dict[str, object]", fields)


def _text(fields: dict[str, object], key: str) -> str:
    value = fields[key]
    if not isinstance(value, str):
        raise BadLine(f"“{key}” must be a text.")
    return value


def _value(value: object) -> Entry:
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, list):
        codes = cast("list[object]", value)
        if all(isinstance(code, str) for code in codes):
            return cast("list[str]", codes)
    raise BadLine("A value is a text, a number, true, false, null or a list of codes.")
