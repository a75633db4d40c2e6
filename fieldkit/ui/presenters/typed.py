"""From what was typed or chosen to what the form engine is given.

Digits of any script are taken wherever an answer is a number: in numbers and dates, and in text
that is nothing but digits and the marks between them (AMKA, AFM, a telephone number), because the
form's rules compare such text with 0-9. Text with a letter in it is free text and stays exactly as
it was written, digits included.
"""

from __future__ import annotations

import unicodedata
from datetime import tzinfo

from fieldkit.forms import Entry, NodeDefinition
from fieldkit.languages.digits import to_ascii
from fieldkit.ui.presenters.coordinates import several_places, written_place
from fieldkit.ui.presenters.dates import iso_date
from fieldkit.ui.presenters.moments import iso_moment, iso_time

Typed = str | tuple[str, ...] | None


def given(node: NodeDefinition, typed: Typed, zone: tzinfo) -> Entry:
    """The entry for a question; None clears it. `zone` is the session's. Raises NotRead."""
    if typed is None or isinstance(typed, tuple):
        return list(typed) if typed else None
    if not typed.strip():
        return None
    if node.is_select or node.control == "trigger":
        return typed
    return _typed_at(node, typed, zone)


def _typed_at(node: NodeDefinition, typed: str, zone: tzinfo) -> str:
    match node.type:
        case "date":
            return iso_date(typed)
        case "time":
            return iso_time(typed)
        case "dateTime":
            return iso_moment(typed, zone)
        case "geopoint":
            return written_place(typed)
        case "geotrace" | "geoshape":
            return several_places(typed)
        case "string" | "barcode":
            return number_like(typed)
        case _:
            return typed


def as_text(typed: Typed) -> str:
    """What was typed as one text, as it stays in a field; choices joined by spaces."""
    return " ".join(typed) if isinstance(typed, tuple) else typed or ""


def is_answer(node: NodeDefinition, entry: Entry, value: str) -> bool:
    """Whether an entry is the stored value of a question already, as far as can be told without
    the form."""
    if isinstance(entry, list):
        stored = value.split()
        return stored == entry if node.type == "rank" else set(stored) == set(entry)
    return value == ("" if entry is None else entry)


def number_like(text: str) -> str:
    """Text of nothing but digits and marks with its digits in 0-9, trimmed, without invisible
    marks of direction; any other text as it is."""
    kinds = {unicodedata.category(character) for character in text}
    if "Nd" not in kinds or not all(_is_mark(kind) for kind in kinds - {"Nd"}):
        return text
    visible = "".join(each for each in text if unicodedata.category(each) != "Cf")
    return to_ascii(visible).strip()


def _is_mark(kind: str) -> bool:
    # Spaces, punctuation, the plus of a telephone number, marks of direction.
    return kind[0] in "ZP" or kind in ("Sm", "Cf")
