"""Passphrases between people and the vault: proposing one, and taking one as it was typed."""

from __future__ import annotations

import re
from typing import Final

from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import Randomness
from fieldkit.operations.passphrases import propose
from fieldkit.sync.words import CONSONANTS, VOWELS, WORDS
from fieldkit.ui.models.passphrases import Proposal

_WORD: Final = f"[{CONSONANTS}][{VOWELS}][{CONSONANTS}][{VOWELS}][{CONSONANTS}]"
_SIX_WORDS: Final = re.compile(rf"{_WORD}(?:[\s‐‑–—-]+{_WORD}){{{WORDS - 1}}}")
_BETWEEN: Final = re.compile(r"[\s‐‑–—-]+")


def proposal(randomness: Randomness) -> Proposal:
    """Six words that nobody could guess."""
    return Proposal(tuple(propose(randomness).data.decode("ascii").split("-")))


def secret(typed: str) -> HiddenBytes:
    """What was typed, as the vault takes it."""
    return HiddenBytes(typed.encode("utf-8"))


def spellings(typed: HiddenBytes) -> list[HiddenBytes]:
    """What somebody may mean: what she typed, and six words with hyphens where they look so.

    Capitals and spaces creep in when words are typed from paper.
    """
    plain = typed.data.decode("utf-8", "replace").strip().lower()
    if not _SIX_WORDS.fullmatch(plain):
        return [typed]
    joined = HiddenBytes(_BETWEEN.sub("-", plain).encode("ascii"))
    return [typed] if joined == typed else [joined, typed]
