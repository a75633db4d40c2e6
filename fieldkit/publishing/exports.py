"""Export rules at work: one set of rules for a question over all versions of its form.

Rules protect, so one that any version of the form ever had counts for every record, as with
sensitivity. Where versions disagree about a value, the newer one is followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from fieldkit.forms.export_rules import BLANK, ExportRules

_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,30}(\.[0-9]{0,30})?")


def combined(versions: Iterable[ExportRules]) -> ExportRules:
    """The rules of all versions (oldest first) as one, in which nothing is replaced twice."""
    written: dict[str, str] = {}
    for rules in reversed(list(versions)):
        kept = set(written.values())  # what newer versions publish, an older one cannot take away
        for value, instead in rules.written.items():
            if value not in written and value not in kept:
                written[value] = written.get(instead, instead)
    return ExportRules(written)


def written_value(rules: ExportRules, text: str) -> str:
    """What is published for an answer that is one value."""
    return rules.written.get(text, text)


def written_number(rules: ExportRules, text: str) -> str:
    """The same for a number, however many zeros it is written with."""
    if text in rules.written or not _NUMBER.fullmatch(text):
        return written_value(rules, text)
    number = Decimal(text)
    for value, instead in rules.written.items():
        if _NUMBER.fullmatch(value) and Decimal(value) == number:
            return instead
    return text


def written_list(rules: ExportRules, text: str) -> str:
    """What is published for several ticked codes: each once, in the order they were given."""
    codes = (written_value(rules, code) for code in text.split())
    return " ".join(dict.fromkeys(code for code in codes if code != BLANK))


def written_codes(rules: ExportRules, codes: Iterable[str]) -> list[str]:
    """The codes that can stand in a publication of a question offering `codes`."""
    found = (written_value(rules, code) for code in codes)
    return list(dict.fromkeys(code for code in found if code != BLANK))


def in_words(rules: ExportRules) -> list[str]:
    """The rules as sentences for a codebook."""
    said = [f"{_values(rules.blanked)} published as a blank"] if rules.blanked else []
    merges = [f"{_values(values)} published as {instead}" for instead, values in rules.merged()]
    return [*said, *merges]


def _values(values: list[str]) -> str:
    return f"value {values[0]} is" if len(values) == 1 else f"values {', '.join(values)} are"
