"""Forms written as tables of Markdown, the way people show each other small forms in a forum."""

from __future__ import annotations

import re

_TABLE_LINE = re.compile(r"\s*\|(.*)\|\s*")
_RULE = re.compile(r"[\s|:=-]+")
_BETWEEN = re.compile(r"(?<!\\)\|")


def markdown_rows(text: str) -> list[list[str]]:
    """The cells of each line of `text`; a line that belongs to no table has none.

    The name of a sheet stands in the first cell of a row of its own, as in an XLSForm of one csv.
    """
    return [_cells(line) for line in text.splitlines()]


def _cells(line: str) -> list[str]:
    found = _TABLE_LINE.fullmatch(line)
    if found is None or (_RULE.fullmatch(found[1]) and re.search("[-=]", found[1])):
        return []
    return [cell.replace(r"\|", "|").strip() for cell in _BETWEEN.split(found[1])]
