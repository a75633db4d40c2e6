"""Export rules: what a publication writes in the place of some values of a question.

The text stands in the column `fk_export` of a workbook and in the `fk:export` attribute of a bind:
`blank -1; merge no_doc appeal dk as other`. Rules end at a semicolon or a line end; values hold no
space. Records keep what was answered: only publications follow the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from fieldkit.model.errors import FieldKitError

BLANK = ""
_END = re.compile(r"[;\r\n]")


class BadExportRule(FieldKitError):
    """Text that is no export rule. The message quotes the rule, which is part of the form."""

    code = "export"


@dataclass(frozen=True, slots=True)
class ExportRules:
    """`written` maps a value to what is published for it: another value, or BLANK.

    What is published is never itself a value that the rules take away.
    """

    written: Mapping[str, str] = field(default_factory=dict[str, str])

    def __bool__(self) -> bool:
        return bool(self.written)

    def __str__(self) -> str:
        """The rules as one writes them."""
        blanked = " ".join(self.blanked)
        said = [f"blank {blanked}"] if blanked else []
        merges = [f"merge {' '.join(values)} as {instead}" for instead, values in self.merged()]
        return "; ".join([*said, *merges])

    @property
    def blanked(self) -> list[str]:
        """The values that are published as a blank."""
        return [value for value, instead in self.written.items() if instead == BLANK]

    def merged(self) -> list[tuple[str, list[str]]]:
        """(value that is published, the values it is published for), in the order of the rules."""
        found: dict[str, list[str]] = {}
        for value, instead in self.written.items():
            if instead != BLANK:
                found.setdefault(instead, []).append(value)
        return list(found.items())


NO_RULES = ExportRules()


def read_export_rules(text: str) -> ExportRules:
    """The rules in `text`; none for a blank text. Raises BadExportRule."""
    written: dict[str, str] = {}
    for rule in _END.split(text):
        for value, instead in _pairs(rule.split()):
            if value in written:
                raise _bad(rule, f"{value} stands in two rules.")
            written[value] = instead
    for value, instead in written.items():
        if instead in written:
            raise BadExportRule(
                f"{value} would be published as {instead}, which is itself never published.",
                next_step=f"Leave {instead} out of the values that are blanked or merged.",
            )
    return ExportRules(written)


def _pairs(words: list[str]) -> Iterator[tuple[str, str]]:
    """(value, what is published for it) of one rule."""
    rule = " ".join(words)
    if "${" in rule:
        raise _bad(rule, "It names values; it cannot look at answers.")
    match words:
        case []:
            return
        case ["blank", _, *_]:
            yield from ((value, BLANK) for value in words[1:])
        case ["merge", _, *_, "as", instead]:
            yield from ((value, instead) for value in words[1:-2])
        case _:
            raise _bad(rule, "Such a rule does not exist.")


def _bad(rule: str, why: str) -> BadExportRule:
    return BadExportRule(
        f"“{' '.join(rule.split())}” is no export rule. {why}",
        next_step="Write “blank -1” or “merge no_doc dk as other”, with a semicolon between rules.",
    )
