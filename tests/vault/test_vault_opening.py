"""Who gets in, what everybody else is told, and that a refusal changes nothing."""

from __future__ import annotations

import stat
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from vault_world import PASSPHRASE, RESEARCHER, SECOND, Made, clock, reopen

from fieldkit import vault
from fieldkit.model.answers import HiddenBytes
from fieldkit.model.errors import FieldKitError
from fieldkit.platform import StorageError
from fieldkit.vault import Vault, audit, kdf
from fieldkit.vault.errors import (
    BadRecoveryCode,
    KeystoreMissing,
    NewerVault,
    NoIdentifierKey,
    VaultDamaged,
    VaultError,
    WeakPassphrase,
    WrongPassphrase,
)


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize(
    ("user", "passphrase", "name"),
    [
        (None, PASSPHRASE, "amina"),
        ("amina", PASSPHRASE, "amina"),
        ("bashir", SECOND, "bashir"),
        ("eleni", RESEARCHER, "eleni"),
    ],
)
def test_each_user_opens_with_her_own_passphrase(
    made: Made, user: str | None, passphrase: HiddenBytes, name: str
) -> None:
    with reopen(made.folder, user, passphrase) as opened:
        assert opened.user == name
        assert opened.author != name
        assert [entry.action for entry in audit.entries(opened.connection)][-1] == "opened"


@pytest.mark.parametrize(
    ("user", "passphrase"),
    [(None, SECOND), ("amina", SECOND), ("bashir", PASSPHRASE), ("nobody", PASSPHRASE)],
)
def test_a_wrong_name_or_passphrase_opens_nothing_and_changes_nothing(
    made: Made, user: str | None, passphrase: HiddenBytes
) -> None:
    before = content(made.folder)
    with pytest.raises(WrongPassphrase) as refusal:
        reopen(made.folder, user, passphrase)
    assert "wrong" in str(refusal.value)
    assert content(made.folder) == before


def test_the_same_accent_typed_in_two_ways_is_the_same_passphrase(tmp_path: Path) -> None:
    words = "ένα δύο τρία τέσσερα"
    composed = HiddenBytes(unicodedata.normalize("NFC", words).encode())
    decomposed = HiddenBytes(unicodedata.normalize("NFD", words).encode())
    assert composed != decomposed
    folder = tmp_path / "v"
    vault.create(folder, user="a", passphrase=composed, clock=clock(), kdf=kdf.FLOOR).vault.close()
    reopen(folder, "a", decomposed).close()


def test_a_short_passphrase_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(WeakPassphrase):
        vault.create(tmp_path / "v", user="a", passphrase=HiddenBytes(b"short"), clock=clock())
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(VaultError, match="not empty"):
        vault.create(tmp_path, user="a", passphrase=PASSPHRASE, clock=clock(), kdf=kdf.FLOOR)
    assert content(tmp_path) == {"notes.txt": b"mine"}


def test_a_missing_keystore_is_named(made: Made) -> None:
    (made.folder / "keystore.json").unlink()
    before = content(made.folder)
    with pytest.raises(KeystoreMissing, match=r"keystore\.json is missing"):
        reopen(made.folder)
    assert content(made.folder) == before


def test_a_folder_without_a_vault_gets_no_lock_file(tmp_path: Path) -> None:
    with pytest.raises(KeystoreMissing, match="no vault"):
        reopen(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_database_is_not_replaced_by_an_empty_one(made: Made) -> None:
    (made.folder / "vault.db").unlink()
    with pytest.raises(FieldKitError) as refusal:
        reopen(made.folder)
    assert "missing" in str(refusal.value)
    assert not (made.folder / "vault.db").exists()


def test_another_vaults_database_does_not_open(made: Made, tmp_path: Path) -> None:
    other = tmp_path / "other"
    vault.create(other, user="x", passphrase=PASSPHRASE, clock=clock(), kdf=kdf.FLOOR).vault.close()
    (made.folder / "vault.db").write_bytes((other / "vault.db").read_bytes())
    with pytest.raises(VaultDamaged):
        reopen(made.folder)


def test_a_second_instance_is_told_at_once(made: Made, opened: Vault) -> None:
    script = (
        "import sys, pathlib\n"
        "from fieldkit import vault\n"
        "from fieldkit.model.answers import HiddenBytes\n"
        "from fieldkit.model.clock import SystemClock\n"
        "try:\n"
        "    vault.open_vault(pathlib.Path(sys.argv[1]), user=None,"
        " passphrase=HiddenBytes(b'whatever'), clock=SystemClock())\n"
        "except Exception as error:\n"
        "    print(error.code, error)\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", script, str(made.folder)], capture_output=True, text=True, check=True
    ).stdout
    assert said.startswith("locked Another FieldKit window")
    with opened.transaction():
        opened.set_setting("still", "works")


def test_only_the_owner_can_read_the_files_of_a_vault(made: Made, opened: Vault) -> None:
    with opened.transaction():
        opened.set_setting("team", "north")  # brings the log and the shared memory to life
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in made.folder.iterdir()}
    assert set(modes) >= {"vault.db", "vault.db-wal", "keystore.json", "lock"}
    assert set(modes.values()) == {0o600}


def test_the_lock_ends_with_the_vault(made: Made) -> None:
    reopen(made.folder).close()
    reopen(made.folder).close()
    with pytest.raises(WrongPassphrase):
        reopen(made.folder, None, SECOND)
    reopen(made.folder).close()


def test_the_keys_go_even_if_the_database_does_not_close(made: Made) -> None:
    opened = reopen(made.folder)
    with ThreadPoolExecutor(1) as elsewhere, pytest.raises(Exception, match="thread"):
        elsewhere.submit(opened.close).result()  # a connection is closed by its own thread only
    assert not any(opened.keys.database)
    reopen(made.folder).close()
    opened.close()


def test_a_newer_schema_is_refused(made: Made) -> None:
    with reopen(made.folder) as opened, opened.transaction():
        opened.connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('vault', '99', '')"
        )
    with pytest.raises(NewerVault, match="newer FieldKit"):
        reopen(made.folder)


def test_a_dropped_trigger_is_noticed(made: Made) -> None:
    with reopen(made.folder) as opened:
        opened.connection.execute("DROP TRIGGER journal_no_update")
    with pytest.raises(VaultDamaged, match="structure"):
        reopen(made.folder)


def test_the_database_key_alone_opens_but_seals_nothing(made: Made) -> None:
    with reopen(made.folder) as full:
        sealed, public = full.seal(b"a name", b"place"), full.device
    with reopen(made.folder, "eleni", RESEARCHER) as opened:
        assert not opened.has_identifier_key
        assert opened.device_keys().signing
        assert opened.device == public
        with pytest.raises(NoIdentifierKey):
            _ = opened.device_keys().receiving  # it would open batches, names included
        with pytest.raises(NoIdentifierKey, match="without names"):
            opened.unseal(sealed, b"place")
        with pytest.raises(NoIdentifierKey):
            opened.seal(b"a name", b"place")


def test_a_sealed_value_opens_only_in_its_place(opened: Vault) -> None:
    sealed = opened.seal(b"a name", b"here")
    assert opened.unseal(sealed, b"here").data == b"a name"
    with pytest.raises(VaultDamaged):
        opened.unseal(sealed, b"there")
    with pytest.raises(VaultDamaged):
        opened.unseal(sealed[:-1] + bytes([sealed[-1] ^ 1]), b"here")


def test_recovery_gives_a_new_passphrase_and_ends_the_old_one(made: Made) -> None:
    fresh = HiddenBytes(b"quite another passphrase")
    with vault.open_with_recovery(made.folder, code=made.code, clock=clock()) as opened:
        vault.set_passphrase(opened, opened.user, fresh, kdf=kdf.FLOOR)
    reopen(made.folder, "amina", fresh).close()
    reopen(made.folder, "bashir", SECOND).close()
    with pytest.raises(WrongPassphrase):
        reopen(made.folder, "amina", PASSPHRASE)


def test_the_first_user_stays_the_first_after_a_recovery(made: Made) -> None:
    """A second recovery must not hand both keys to the researcher."""
    for fresh in (HiddenBytes(b"quite another passphrase"), HiddenBytes(b"and one more of them")):
        with vault.open_with_recovery(made.folder, code=made.code, clock=clock()) as opened:
            assert opened.user == "amina"
            vault.set_passphrase(opened, opened.user, fresh, kdf=kdf.FLOOR)
    with reopen(made.folder, "eleni", RESEARCHER) as opened:
        assert not opened.has_identifier_key


def test_a_recovery_code_works_only_after_it_was_typed_back(tmp_path: Path) -> None:
    folder = tmp_path / "v"
    created = vault.create(folder, user="a", passphrase=PASSPHRASE, clock=clock(), kdf=kdf.FLOOR)
    with created.vault, pytest.raises(BadRecoveryCode):
        created.confirm_recovery(HiddenBytes(b"something else"))
    with pytest.raises(BadRecoveryCode):
        vault.open_with_recovery(folder, code=created.recovery_code, clock=clock())


def test_a_transaction_is_all_or_nothing_and_does_not_nest(opened: Vault) -> None:
    def half() -> None:
        with opened.transaction():
            opened.set_setting("half", "done")
            raise KeyError

    with pytest.raises(KeyError):
        half()
    assert opened.get_setting("half", "absent") == "absent"
    with opened.transaction(), pytest.raises(RuntimeError), opened.transaction():
        pass


@pytest.mark.parametrize(
    "statement",
    [
        "ATTACH 'x' AS y",
        "PRAGMA temp_store = FILE",
        "PRAGMA synchronous = OFF",
        "PRAGMA secure_delete = OFF",
        "PRAGMA rekey = 'x'",
        "PRAGMA cipher_use_hmac = OFF",
    ],
)
def test_the_connection_cannot_be_weakened(opened: Vault, statement: str) -> None:
    with pytest.raises(Exception, match="not authorized"):
        opened.connection.execute(statement)


def test_a_storage_error_is_raised_in_plain_words(opened: Vault) -> None:
    opened.connection.execute("PRAGMA max_page_count = 1")
    with pytest.raises(StorageError, match="disk is full"), opened.transaction():
        opened.set_setting("large", "x" * 1_000_000)
    assert opened.get_setting("large") == ""
