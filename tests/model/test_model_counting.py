"""Counts in sentences agree with what they count."""

from __future__ import annotations

import re
from pathlib import Path

import fieldkit
from fieldkit.forms.problems import Problem
from fieldkit.model.counting import counted
from fieldkit.operations.steps import Incomplete

ROOT = Path(fieldkit.__file__).parent
# A number written before a plural word, in a sentence for people: 1 comes before it, too.
_PLAIN = re.compile(r"\{(?:len\([^{}]*\)|count|\w+\.\w+)\} (records|questions|rows|versions)\b")


def test_one_is_one() -> None:
    assert [counted(number, "record") for number in (0, 1, 2)] == [
        "0 records",
        "1 record",
        "2 records",
    ]
    assert counted(1, "batch", "batches") == "1 batch"
    assert counted(3, "batch", "batches") == "3 batches"


def test_a_record_with_one_question_left_says_so() -> None:
    one, other = (Problem(f"/data/{name}", name, "required", "") for name in "ab")
    assert Incomplete([one]).message == "1 question still needs attention: /data/a."
    assert Incomplete([one, other]).message.startswith("2 questions still need attention: ")


def test_no_command_counts_by_hand() -> None:
    by_hand = {
        f"{path.relative_to(ROOT)}: {found[0]}"
        for folder in ("cli", "operations", "publishing")
        for path in (ROOT / folder).glob("*.py")
        for found in _PLAIN.finditer(path.read_text(encoding="utf-8"))
        if "def __repr__" not in path.read_text(encoding="utf-8")[: found.start()][-200:]
    }
    assert by_hand == set()
