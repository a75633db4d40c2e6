"""The library of functions, by family. A new function is one row in the table of its file."""

from __future__ import annotations

from fieldkit.forms.xpath.functions import (
    chance,
    core,
    crossings,
    dates,
    digest,
    geo,
    lists,
    numbers,
    record,
    repeats,
    selections,
    signed,
    strings,
)
from fieldkit.forms.xpath.functions.signature import Function

_FAMILIES = (
    chance,
    core,
    crossings,
    dates,
    digest,
    geo,
    lists,
    numbers,
    record,
    repeats,
    selections,
    signed,
    strings,
)

FUNCTIONS: dict[str, Function] = {
    function.name: function for family in _FAMILIES for function in family.FUNCTIONS
}


def known_functions() -> frozenset[str]:
    """The names of all functions an expression may call."""
    return frozenset(FUNCTIONS)
