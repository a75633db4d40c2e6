"""Keeps a name, a number or a foreign label from reordering the sentence around it.

Unicode's isolates (UAX #9): what stands between FSI and PDI finds its own direction and counts as
one neutral character outside.
"""

from __future__ import annotations

import re
from typing import Final

FSI: Final = "\u2068"
PDI: Final = "\u2069"

_OPENING: Final = "\u2066\u2067\u2068"
# An isolate ends with its paragraph, so that each paragraph gets its own.
_PARAGRAPHS: Final = re.compile("(\r\n|[\n\r\x1c-\x1e\x85\u2029])")


def isolate(text: str) -> str:
    """`text` between FSI and PDI, each of its paragraphs by itself; empty text stays empty.

    Isolates inside that are complete are kept (a message can be the field of another message);
    a stray one is dropped, because it would close ours or swallow what follows.
    """
    pieces = _PARAGRAPHS.split(text)
    return "".join(
        f"{FSI}{_without_strays(piece)}{PDI}" if at % 2 == 0 and piece else piece
        for at, piece in enumerate(pieces)
    )


def strip_isolates(text: str) -> str:
    """`text` without any isolate: for comparing and for plain-text files."""
    return text.translate(dict.fromkeys(map(ord, _OPENING + PDI)))


def _without_strays(text: str) -> str:
    opened: list[int] = []
    strays: set[int] = set()
    for at, character in enumerate(text):
        if character in _OPENING:
            opened.append(at)
        elif character == PDI:
            if opened:
                opened.pop()
            else:
                strays.add(at)
    strays.update(opened)
    return "".join(character for at, character in enumerate(text) if at not in strays)
