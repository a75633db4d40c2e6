"""Person codes, for the slip a person is given."""

from __future__ import annotations

from fieldkit.model.clock import Randomness
from fieldkit.vault import subjects
from fieldkit.vault.vault import Vault


def mint_subject(vault: Vault, randomness: Randomness) -> str:
    """A new person code that no record of this vault carries. Raises NoIdentifierKey."""
    return subjects.mint(vault, randomness)
