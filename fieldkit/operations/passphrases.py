"""Passphrases a computer proposes: six pronounceable words, 96 bits from the operating system."""

from __future__ import annotations

from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import Randomness
from fieldkit.sync.words import WORDS, spell


def propose(randomness: Randomness) -> HiddenBytes:
    """A new passphrase, words joined by hyphens (docs/decisions/0003)."""
    words = [spell(randomness.token(2)) for _ in range(WORDS)]
    return HiddenBytes("-".join(words).encode("ascii"))
