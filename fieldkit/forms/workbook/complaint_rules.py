"""What pyxform 4.5 complains of, in our words: its sentence, the cell it means, and what to do.

Most mistakes are found before pyxform sees the workbook; these are the ones that only it knows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """`said` is found in pyxform's sentence; its groups fill in `problem` and `remedy`.

    `column` is the cell that is meant. A group `name` names the question where pyxform gives no
    row, a group `parameter` the parameter that stands in it.
    """

    said: re.Pattern[str]
    column: str
    problem: str
    remedy: str
    sheet: str = "survey"


def rule(said: str, column: str, problem: str, remedy: str, sheet: str = "survey") -> Rule:
    """A rule whose pattern is written as text; `.` in it stands for line ends, too."""
    return Rule(re.compile(said, re.DOTALL), column, problem, remedy, sheet)


# pyxform 4.5.0 trips over some malformed sheets; no rule can say which cell it was.
UNEXPLAINED = rule(
    "stopped without an explanation",
    "",
    "The converter of XLSForms stopped without an explanation.",
    "Take half of the rows out and check again, until the row that it cannot read is found.",
)
