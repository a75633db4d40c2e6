"""What can go wrong with a vault, in words for the person at the screen."""

from __future__ import annotations

from fieldkit.model.errors import FieldKitError


class VaultError(FieldKitError):
    """The vault refuses, or cannot do, what was asked; nothing was changed."""

    code = "vault"


class WrongPassphrase(VaultError):
    """No slot of the keystore opens with what was typed."""

    code = "wrong-passphrase"


class WeakPassphrase(VaultError):
    """A new passphrase that is too short to protect anything."""

    code = "weak-passphrase"


class BadRecoveryCode(VaultError):
    """A recovery code that was mistyped or belongs to another vault."""

    code = "recovery-code"


class KeystoreMissing(VaultError):
    """The folder has no keystore file (or no vault at all)."""

    code = "keystore-missing"


class KeystoreAltered(VaultError):
    """The keystore file is not what FieldKit wrote."""

    code = "keystore-altered"


class VaultDamaged(VaultError):
    """The database does not hold together: a damaged or altered page, a broken chain."""

    code = "vault-damaged"


class NewerVault(VaultError):
    """The vault was written by a newer FieldKit."""

    code = "newer-schema"


class NoIdentifierKey(VaultError):
    """This user's key opens the database, but not names and other identifying answers."""

    code = "no-identifier-key"


class UnknownRecord(VaultError):
    """No record with that id in this vault."""

    code = "unknown-record"


class UnknownForm(VaultError):
    """No form with that id (or of that version) in this vault."""

    code = "unknown-form"
