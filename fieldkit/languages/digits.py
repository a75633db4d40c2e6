"""Digits of any script: read as numbers, and written in the script of a language. Pure.

People type ۱۲ or १२ for 12; a number is stored in ASCII, as XForms wants it, and shown in the
digits of the language that it stands in.
"""

from __future__ import annotations

import unicodedata
from typing import Final

ARABIC_DECIMAL_SEPARATOR = "\u066b"
ARABIC_THOUSANDS_SEPARATOR = "\u066c"
_MINUS_SIGNS = "\u2212\ufe63\uff0d"
_INVISIBLE = "\u200e\u200f\u061c\u2066\u2067\u2068\u2069"

# The digits that people write with in each language (CLDR's default numbering system). Arabic has
# the digits of Egypt and the Levant: the base locale of CLDR follows the Maghreb, with 0-9.
_ARABIC_INDIC: Final = "٠١٢٣٤٥٦٧٨٩"
_PERSIAN: Final = "۰۱۲۳۴۵۶۷۸۹"
_DEVANAGARI: Final = "०१२३४५६७८९"
_BENGALI: Final = "০১২৩৪৫৬৭৮৯"
_NATIVE: Final = {
    "ar": _ARABIC_INDIC, "ckb": _ARABIC_INDIC, "sd": _ARABIC_INDIC, "sdh": _ARABIC_INDIC,
    "fa": _PERSIAN, "prs": _PERSIAN, "ps": _PERSIAN, "ks": _PERSIAN, "mzn": _PERSIAN,
    "lrc": _PERSIAN, "haz": _PERSIAN,
    "bn": _BENGALI, "as": _BENGALI, "ne": _DEVANAGARI, "mr": _DEVANAGARI, "my": "၀၁၂၃၄၅၆၇၈၉",
}  # fmt: skip


def to_ascii(text: str) -> str:
    """`text` with every decimal digit (Unicode category Nd) replaced by its ASCII digit."""
    if text.isascii():
        return text
    return "".join(_ascii_digit(character) for character in text)


def native(number: int | str, code: str) -> str:
    """`number` with its digits in the script that the language `code` writes them in.

    Also takes text with digits in it (`3/12`, `14:32`); everything but the digits is kept. Greek,
    English, French and every language not listed here use 0-9.
    """
    digits = _NATIVE.get(code.replace("_", "-").split("-")[0].lower())
    plain = to_ascii(str(number))
    if digits is None:
        return plain
    return plain.translate({ord("0") + value: digit for value, digit in enumerate(digits)})


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
