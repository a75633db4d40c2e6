"""Which version of a form is the newer one: what the versions say, whatever came first."""

from __future__ import annotations

import itertools

import pytest
from drop_world import Places, at

from fieldkit.registry.form_versions import FormVersions
from fieldkit.vault import forms_store


@pytest.mark.parametrize(
    "oldest_first",
    [
        ("2026102001", "2026110101", "20261101011"),
        ("9", "10", "100"),
        ("1.9", "1.10", "1.10.1"),
        ("v1", "v2", "v10"),
        ("v3", "2026102001"),
        ("", "a", "1"),
    ],
)
def test_versions_are_ordered_by_their_numbers(places: Places, oldest_first: tuple[str, ...]):
    hashes = {version: f"{number:064x}" for number, version in enumerate(reversed(oldest_first))}
    with at(places, "coordinator") as chief:
        for came, order in enumerate(itertools.permutations(oldest_first)):
            form_id = f"form-{came}"
            with chief.transaction():
                for version in order:
                    name = f"{came:032x}{hashes[version][32:]}"
                    forms_store.add_form(chief, form_id, version, name, b"")
            found = [name[32:] for name in FormVersions(chief).hashes(form_id)]
            assert found == [hashes[version][32:] for version in oldest_first]
