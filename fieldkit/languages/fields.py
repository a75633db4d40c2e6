"""The `{fields}` of a message. A translation carries those of its source, all and no others."""

from __future__ import annotations

from string import Formatter
from typing import Final

COUNT: Final = "count"


def fields_of(message: str) -> frozenset[str]:
    """The names in braces. Raises ValueError where the braces do not pair or hold no plain name."""
    names: set[str] = set()
    for _, name, specification, conversion in Formatter().parse(message):
        if name is None:
            continue
        if not name.isidentifier() or specification or conversion:
            raise ValueError(f"{{{name}}} is no plain field")
        names.add(name)
    return frozenset(names)


def has_plain_fields(message: str) -> bool:
    """Whether `fields_of` can read a message."""
    try:
        fields_of(message)
    except ValueError:
        return False
    return True


def keeps_fields(source: str, translation: str, *, may_omit: frozenset[str] = frozenset()) -> bool:
    """Whether `translation` has exactly the fields of `source`; `may_omit` names may be left out.

    A plural form for one number alone may say it in words and leave `{count}` out.
    """
    if not has_plain_fields(translation):
        return False
    wanted, given = fields_of(source), fields_of(translation)
    return wanted - may_omit <= given <= wanted
