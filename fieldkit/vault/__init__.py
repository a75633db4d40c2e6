"""The vault: one encrypted folder per computer, in which everything said is kept.

It knows nothing of forms: keys of questions and their sensitivity come from the caller.
"""

from fieldkit.vault.opening import (
    Created,
    add_user,
    create,
    open_vault,
    open_with_recovery,
    set_passphrase,
)
from fieldkit.vault.vault import Vault

__all__ = [
    "Created",
    "Vault",
    "add_user",
    "create",
    "open_vault",
    "open_with_recovery",
    "set_passphrase",
]
