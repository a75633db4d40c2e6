"""Pseudo-translations: English made long, accented and, if wanted, reversed; for tests, pictures.

What stays plain on the screen was never marked for translation; what is cut off will be cut off in
French; what does not mirror will not mirror in Arabic. `{fields}`, tags and mnemonics stay intact.
"""

from __future__ import annotations

import re
from typing import Final

# Fields, doubled braces, tags, entities, Qt's %1 and the letter of a mnemonic are never touched.
_KEPT: Final = re.compile(r"(\{\{|\}\}|\{[^{}]*\}|</?[A-Za-z][^<>]*>|&[a-z]+;|&\w|%\d)")
_WORD: Final = re.compile(r"\S+")
_DOUBLED_VOWELS: Final = {
    "a": "àá", "e": "èé", "i": "ìí", "o": "òó", "u": "ùú", "y": "ýÿ",
    "A": "ÀÁ", "E": "ÈÉ", "I": "ÌÍ", "O": "ÒÓ", "U": "ÙÚ", "Y": "ÝŸ",
}  # fmt: skip
_CONSONANTS: Final = dict(zip("cdgklnrstzCDGKLNRSTZ", "çďğķľñřšťžÇĎĞĶĽÑŘŠŤŽ", strict=True))
_TABLE: Final = str.maketrans(_DOUBLED_VOWELS | _CONSONANTS)
_GROWTH: Final = 1.4
_PADDING: Final = "·"
# RLM + RLO … PDF + RLM around each word: what Arabic does to a line, done to English.
_REVERSED: Final = "\u200f\u202e{}\u202c\u200f"


def lengthened(message: str) -> str:
    """`message` at least 40 % longer, accented, between brackets that show where it is cut off."""
    body = "".join(
        piece if at % 2 else piece.translate(_TABLE) for at, piece in enumerate(_pieces(message))
    )
    missing = int(len(message) * _GROWTH) + 1 - len(body) - 2
    return f"[{body}{_PADDING * missing}]"


def mirrored(message: str) -> str:
    """`lengthened`, with every word running from right to left."""
    return "".join(
        piece if at % 2 else _WORD.sub(lambda word: _REVERSED.format(word[0]), piece)
        for at, piece in enumerate(_pieces(lengthened(message)))
    )


def _pieces(message: str) -> list[str]:
    """Text and kept pieces in turn, text first."""
    return _KEPT.split(message)
