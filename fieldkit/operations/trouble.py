"""Trouble with a disk, in our words, for who keeps a vault open and shows what went wrong.

`with vault:` says the same by itself when the block ends; a window has no such block.
"""

from __future__ import annotations

from fieldkit.vault import driver


def in_our_words(error: BaseException) -> BaseException:
    """VaultDamaged or StorageError for what a damaged, full or missing disk made the database say;
    any other error as it is, our own mistakes included."""
    if isinstance(error, driver.DatabaseError) and driver.is_storage_trouble(error):
        return driver.as_vault_error(error)
    return error
