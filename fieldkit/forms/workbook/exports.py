"""The column fk_export: rules that cannot be read, that name no value, or that have no effect."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from fieldkit.forms.export_rules import BadExportRule, ExportRules, read_export_rules
from fieldkit.forms.findings import Finding, Place, did_you_mean, error, warning
from fieldkit.forms.workbook.choices import ChoiceList
from fieldkit.forms.workbook.outline import Entry, Kind, Outline
from fieldkit.forms.workbook.search_lists import chooses_from_sheet

_NUMBERS = frozenset({"integer", "int", "decimal", "range"})
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_OTHER = "other"  # the code that or_other adds to a list


def export_findings(built: Outline, lists: Mapping[str, ChoiceList]) -> Iterator[Finding]:
    """What is wrong with the export rules: a rule that misses a value would let it leave."""
    for entry in built.entries:
        if entry.kind is not Kind.OTHER and entry.row.text("fk_export"):
            yield from _of_row(entry, lists)


def _of_row(entry: Entry, lists: Mapping[str, ChoiceList]) -> Iterator[Finding]:
    place = entry.row.place("fk_export")
    if entry.kind is not Kind.QUESTION or entry.type == "note":
        yield warning(
            "idle-export",
            place,
            f"An export rule on a {entry.type} has no effect.",
            "Write it in the row of a question.",
        )
        return
    try:
        rules = read_export_rules(entry.row.text("fk_export"))
    except BadExportRule as fault:
        yield error("bad-export", place, fault.message, fault.next_step)
        return
    if entry.is_select:
        yield from _codes(entry, rules, lists, place)
    elif entry.type in _NUMBERS:
        yield from _numbers(entry, rules, place)


def _codes(
    entry: Entry, rules: ExportRules, lists: Mapping[str, ChoiceList], place: Place
) -> Iterator[Finding]:
    if not chooses_from_sheet(entry, lists):
        yield warning(
            "unchecked-export",
            place,
            f"The choices of {entry.name} are not in the sheet choices, so nobody has checked "
            "that its export rules name the right codes.",
            "Compare them letter by letter.",
        )
        return
    codes = [row.text("name") for row in lists[entry.list_name].rows]
    if entry.or_other:
        codes.append(_OTHER)
    for value in _named(rules):
        if value not in codes:
            yield error(
                "unknown-export-code",
                place,
                f"The list {entry.list_name} has no choice {value}.",
                did_you_mean(value, codes, otherwise=f"Its codes are: {', '.join(codes)}."),
            )


def _numbers(entry: Entry, rules: ExportRules, place: Place) -> Iterator[Finding]:
    for value in _named(rules):
        if not _NUMBER.fullmatch(value):
            yield error(
                "unknown-export-code",
                place,
                f"{value} is no number, so {entry.name} can never be answered with it.",
                "Write the number as it is stored, for example -1.",
            )


def _named(rules: ExportRules) -> list[str]:
    """Every value the rules speak of, each once; a blank is none."""
    return [value for value in dict.fromkeys((*rules.written, *rules.written.values())) if value]
