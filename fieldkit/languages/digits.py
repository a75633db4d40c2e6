"""Digits of any script, read as numbers. Pure: text in, text out.

People type ۱۲ or १२ for 12; a number is stored in ASCII, as XForms wants it.
"""

from __future__ import annotations

import unicodedata

ARABIC_DECIMAL_SEPARATOR = "\u066b"
ARABIC_THOUSANDS_SEPARATOR = "\u066c"
_MINUS_SIGNS = "\u2212\ufe63\uff0d"
_INVISIBLE = "\u200e\u200f\u061c\u2066\u2067\u2068\u2069"


def to_ascii(text: str) -> str:
    """`text` with every decimal digit (Unicode category Nd) replaced by its ASCII digit."""
    if text.isascii():
        return text
    return "".join(_ascii_digit(character) for character in text)


def number_text(text: str) -> str:
    """What was typed as a number, in ASCII: digits, minus sign and decimal point; trimmed.

    A single comma stands for the decimal point, as in Greek and French. What is no number comes
    back as some text that is no number either: the caller checks.
    """
    plain = to_ascii(text.strip())
    for mark in (ARABIC_THOUSANDS_SEPARATOR, *_INVISIBLE):
        plain = plain.replace(mark, "")
    for mark in _MINUS_SIGNS:
        plain = plain.replace(mark, "-")
    plain = plain.replace(ARABIC_DECIMAL_SEPARATOR, ".")
    return plain.replace(",", ".") if plain.count(",") == 1 and "." not in plain else plain


def _ascii_digit(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)
