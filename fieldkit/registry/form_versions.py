"""The form versions this registry holds: what tells identifiers from other answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from fieldkit.forms import FormDefinition, FormPackage, definition_from_package
from fieldkit.model.sensitivity import Sensitivity
from fieldkit.vault import forms_store
from fieldkit.vault.forms_store import StoredForm
from fieldkit.vault.vault import Vault

_NUMBERS: Final = re.compile(r"([0-9]{1,18})")


class FormVersions:
    """The forms of a vault as the registry needs them; definitions are built once."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._definitions: dict[str, FormDefinition] = {}
        self._sensitivities: dict[str, Mapping[str, Sensitivity]] = {}

    def knows(self, form_hash: str) -> bool:
        """Whether that form version is here."""
        return any(form.form_hash == form_hash for form in forms_store.forms(self._vault))

    def definition(self, form_hash: str) -> FormDefinition:
        """The form version of that hash. Raises UnknownForm when it is not here."""
        if form_hash not in self._definitions:
            package = FormPackage.from_bytes(forms_store.package(self._vault, form_hash))
            self._definitions[form_hash] = definition_from_package(package)
        return self._definitions[form_hash]

    def sensitivities(self, form_hash: str) -> Mapping[str, Sensitivity]:
        """The sensitivity of each question of a form version, by definition path."""
        if form_hash not in self._sensitivities:
            nodes = self.definition(form_hash).nodes.values()
            tagged = {node.path: node.sensitivity for node in nodes}
            self._sensitivities[form_hash] = MappingProxyType(tagged)
        return self._sensitivities[form_hash]

    def hashes(self, form_id: str) -> list[str]:
        """The hashes of the versions of a form, oldest version first."""
        return [form.form_hash for form in self._versions(form_id)]

    def packages(self, form_id: str) -> list[bytes]:
        """The packages of the versions of a form, oldest version first."""
        return [forms_store.package(self._vault, name) for name in self.hashes(form_id)]

    def _versions(self, form_id: str) -> list[StoredForm]:
        held = [form for form in forms_store.forms(self._vault) if form.form_id == form_id]
        return sorted(held, key=_age)


def _age(form: StoredForm) -> tuple[bool, list[int | str], str, str]:
    """Orders versions by what they say (`2026102001`, `1.10` after `1.9`), not by when they came
    to this computer."""
    said = _NUMBERS.split(form.version)  # words and numbers in turn, beginning with a word
    parts = [int(part) if place % 2 else part for place, part in enumerate(said)]
    return (form.version.isdecimal(), parts, form.version, form.form_hash)
