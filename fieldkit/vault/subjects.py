"""Person codes: `FK-XXXX-XXXX`, random, never derived from a name (requirement PR-19)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from fieldkit.model.clock import Randomness
from fieldkit.vault import records
from fieldkit.vault.recovery import ALPHABET

if TYPE_CHECKING:
    from fieldkit.vault.vault import Vault

CODE: Final = re.compile(r"FK-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}")


def new_code(randomness: Randomness) -> str:
    """A random code of 40 bits in Crockford's alphabet."""
    text = "".join(ALPHABET[byte & 31] for byte in randomness.token(8))
    return f"FK-{text[:4]}-{text[4:]}"


def mint(vault: Vault, randomness: Randomness) -> str:
    """A code that no record of this vault carries. Nothing is stored: a code is kept with the
    first record that uses it, after its gate. Raises NoIdentifierKey."""
    while True:
        code = new_code(randomness)
        if not records.subject_is_known(vault, code):
            return code
