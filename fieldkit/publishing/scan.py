"""The identifier scan before a publication without names (requirement PR-22).

Looks through free text for what only a person has: telephone and tax numbers, person codes, e-mail
addresses, and the identifying answers of the same record. Findings name the cell, never what is in
it. A false alarm costs a look; a missed number cannot be taken back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

# 12345678-1234-…, 2026-11-22, 22/11/2026 and 11/2026 are ids and dates, not telephone numbers.
_OURS: Final = re.compile(
    r"(?<![\w])(uuid:)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?!\w)"
    r"|(?<!\d)(19|20)\d\d-(0\d|1[0-2])-[0-3]\d"
    r"(t[0-2]\d:[0-5]\d(:[0-5]\d(\.\d+)?)?(z|[+-]\d\d:?\d\d)?)?(?!\d)"
    r"|(?<!\d)(19|20)\d\d(?P<first>[/.])[01]?\d(?P=first)[0-3]?\d(?!\d)"
    r"|(?<!\d)[0-3]?\d(?P<mark>[/.\-])[01]?\d(?P=mark)(19|20)\d\d(?!\d)"
    r"|(?<![\d/])(0?[1-9]|1[0-2])/(19|20)\d\d(?![\d/])"
)
_DIGIT_RUN: Final = re.compile(r"\+?\d(?:[ ().\-/]{0,3}\d)*")
_FRACTION: Final = re.compile(r"-?\d{1,7}\.\d+")
_YEARS: Final = re.compile(r"(19|20)\d\d([ ().\-/]+(19|20)\d\d)*")
_PERSON_CODE: Final = re.compile(
    r"(?<![0-9a-z])fk[\s\-_]*[0-9a-hjkmnp-tv-z]{4}[\s\-_]*[0-9a-hjkmnp-tv-z]{4}(?![0-9a-z])"
)
_EMAIL: Final = re.compile(r"[^\s@<>(),;:]+@[^\s@<>(),;:]+\.[^\W\d_]{2,}")
_DASHES: Final = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")

# A reference code (`kallithea`) may well be the whole of somebody's address; it names nobody.
_CODE: Final = re.compile(r"[a-z0-9_.\-]+")

_PHONE_DIGITS: Final = 8  # and more: two numbers in a row, an IBAN
_SHORTEST_NAME: Final = 3


@dataclass(frozen=True)
class Finding:
    """A cell that looks as if it named somebody. `kind`: phone, afm, amka, person-code, e-mail,
    same-as-identifier. `record` is where to correct it: the workbook was never written."""

    form_id: str
    table: str
    column: str
    row: str
    cell: str
    kind: str
    record: str

    def __str__(self) -> str:
        where = f"{self.form_id}, sheet {self.table}, cell {self.cell} ({self.column})"
        return f"{where}: {self.kind}, in record {self.record}"


def kinds_in(text: str, identifiers: Iterable[str] = ()) -> list[str]:
    """The kinds of identifier in `text`, sorted, each once.

    `identifiers` are the identifying answers of the same record, folded by `folded`.
    """
    plain = folded(text)
    if not plain:
        return []
    kinds = set(_number_kinds(plain))
    if "fk" in plain and _PERSON_CODE.search(plain):
        kinds.add("person-code")
    if "@" in plain and _EMAIL.search(plain):
        kinds.add("e-mail")
    if not _CODE.fullmatch(text) and any(_holds(plain, word) for word in identifiers):
        kinds.add("same-as-identifier")
    return sorted(kinds)


def is_fraction(text: str) -> bool:
    """Whether `text` is one decimal number, such as a division gives (0.333333333333333)."""
    return _FRACTION.fullmatch(text) is not None


def folded(text: str) -> str:
    """Text as the scan sees it: one digit system, one dash, one case, nothing invisible, and no
    accents: Greek capitals are written without them, Arabic vowel signs are mostly left out."""
    if text.isascii():
        return text.casefold()
    return unicodedata.normalize("NFKD", text).translate(_FOLDING).casefold()


class _Folding(dict[int, str]):
    """What a character becomes, worked out when `str.translate` first meets it."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if unicodedata.category(character) in ("Cf", "Mn"):
            character = ""
        elif character.isdecimal():
            character = str(unicodedata.decimal(character))
        elif _DASHES.match(character):
            character = "-"
        self[code] = character
        return character


_FOLDING: Final = _Folding()


def telling(answers: Iterable[str]) -> list[str]:
    """Those identifying answers, folded, that would name somebody in a sentence too.

    Left out: what is too short, and bare small numbers (a birth year is in many sentences).
    """
    words = (folded(answer).strip() for answer in answers)
    return [
        word
        for word in words
        if len(word) >= _SHORTEST_NAME
        and (any(c.isalpha() for c in word) or len(word) >= _PHONE_DIGITS)
    ]


def _number_kinds(plain: str) -> Iterator[str]:
    for match in _DIGIT_RUN.finditer(_OURS.sub(" ", plain)):
        run = match[0]
        digits = [int(c) for c in run if c.isdigit()]
        if _is_afm(digits):
            yield "afm"
        elif _is_amka(digits):
            yield "amka"
        elif len(digits) >= _PHONE_DIGITS and not _YEARS.fullmatch(run):
            yield "phone"


def _is_afm(digits: Sequence[int]) -> bool:
    """The Greek tax number: nine digits, the last a check digit (sum of 2^k weights mod 11)."""
    if len(digits) != 9 or not any(digits):
        return False
    total = sum(digit << (8 - place) for place, digit in enumerate(digits[:8]))
    return total % 11 % 10 == digits[8]


def _is_amka(digits: Sequence[int]) -> bool:
    """The Greek social security number: DDMMYY, four digits and a Luhn check digit."""
    if len(digits) != 11:
        return False
    day, month = digits[0] * 10 + digits[1], digits[2] * 10 + digits[3]
    doubled = [digit * 2 if place % 2 else digit for place, digit in enumerate(digits)]
    luhn = sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10
    return luhn == 0 and 1 <= day <= 31 and 1 <= month <= 12


def _holds(plain: str, word: str) -> bool:
    """Whether `word` stands in `plain` as a whole word."""
    start = plain.find(word)
    while start >= 0:
        before = plain[start - 1 : start]
        after = plain[start + len(word) : start + len(word) + 1]
        if not before.isalnum() and not after.isalnum():
            return True
        start = plain.find(word, start + 1)
    return False
