"""Which version of a form is the newer one: what the versions say, whatever came first."""

from __future__ import annotations

from registry_world import MemoryVault

from fieldkit.registry.form_versions import FormVersions
from fieldkit.vault import forms_store

OLDEST_FIRST = [
    ("2026102001", "2026110101", "20261101011"),
    ("9", "10", "100"),
    ("1.9", "1.10", "1.10.1"),
    ("v1", "v2", "v10"),
    ("v3", "2026102001"),
    ("", "a", "1"),
]


def test_versions_are_ordered_by_their_numbers():
    vault = MemoryVault()
    vault.connection.executescript(forms_store.SCHEMA)
    for number, versions in enumerate(OLDEST_FIRST):
        for order in (versions, versions[::-1]):
            form_id = f"form-{number}-{order[0]}"
            names = {version: f"{form_id}/{9 - at}" for at, version in enumerate(versions)}
            for version in order:
                forms_store.add_form(vault, form_id, version, names[version], b"")
            assert FormVersions(vault).hashes(form_id) == [names[each] for each in versions]
