"""The part of a record that may be read without the identifier key.

Answers to identifier questions, and to any question the form does not know, are left out; so is
the person code. What is left still holds special categories: profiles decide about those later.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from fieldkit.model.records import Record
from fieldkit.model.sensitivity import Sensitivity

_POSITION = re.compile(r"\[\d+\]")


def definition_path(path: str) -> str:
    """The path of the question behind an answer's path: without the positions of repeats."""
    return _POSITION.sub("", path)


def without_identifiers(record: Record, sensitivities: Mapping[str, Sensitivity]) -> Record:
    """`record` without identifier answers and person code; `sensitivities` by definition path."""
    open_paths = {path for path in record.answers if _is_open(path, sensitivities)}
    return msgspec.structs.replace(
        record,
        subject="",
        answers={path: text for path, text in record.answers.items() if path in open_paths},
        languages={path: code for path, code in record.languages.items() if path in open_paths},
    )


def _is_open(path: str, sensitivities: Mapping[str, Sensitivity]) -> bool:
    sensitivity = sensitivities.get(definition_path(path), Sensitivity.IDENTIFIER)
    return sensitivity is not Sensitivity.IDENTIFIER
