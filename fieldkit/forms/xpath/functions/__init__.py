"""The library of functions, by family. A new function is one row in the table of its file."""

from __future__ import annotations

from fieldkit.forms.xpath.functions import (
    chance,
    core,
    dates,
    digest,
    geo,
    lists,
    numbers,
    repeats,
    selections,
    strings,
)
from fieldkit.forms.xpath.functions.signature import Function

_FAMILIES = (chance, core, dates, digest, geo, lists, numbers, repeats, selections, strings)

FUNCTIONS: dict[str, Function] = {
    function.name: function for family in _FAMILIES for function in family.FUNCTIONS
}


def known_functions() -> frozenset[str]:
    """The names of all functions an expression may call."""
    return frozenset(FUNCTIONS)
