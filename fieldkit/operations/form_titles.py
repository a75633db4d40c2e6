"""What a form of a vault is called, in each of its languages."""

from __future__ import annotations

from dataclasses import dataclass

from fieldkit.forms import FormDefinition
from fieldkit.forms.itext import language_code
from fieldkit.forms.translation_states import states_from_metadata
from fieldkit.model.errors import FieldKitError
from fieldkit.operations.replay import definition_of
from fieldkit.vault import Vault


@dataclass(frozen=True)
class FormTitle:
    """`title` stands where a language has none of its own; `language` is the code it is in ("":
    the form does not say); `by_language` are pairs of code and title, in form order."""

    title: str
    language: str = ""
    by_language: tuple[tuple[str, str], ...] = ()


def title_of(definition: FormDefinition) -> FormTitle:
    """The titles of a form version; its id where it has none."""
    translations = definition.translations
    titles = [
        (translations.code(each.language) or language_code(each.language), each.title)
        for each in states_from_metadata(definition.package.metadata)
        if each.title
    ]
    title = definition.title or definition.form_id
    said_in = [code for code, own in titles if own == title]
    return FormTitle(title, said_in[0] if said_in else "", tuple(titles))


def title_in_vault(vault: Vault, form_id: str, form_hash: str) -> FormTitle:
    """The titles of a version that records of this vault have; the form's id where that version is
    not here, or cannot be read any more."""
    try:
        return title_of(definition_of(vault, form_hash))
    except FieldKitError:
        return FormTitle(form_id)  # a list of records must open whatever became of their forms
