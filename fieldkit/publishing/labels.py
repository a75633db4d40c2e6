"""The words of a form in the language a publication was asked for."""

from __future__ import annotations

from collections.abc import Sequence

from fieldkit.forms.form import FormDefinition
from fieldkit.forms.translation_states import MACHINE
from fieldkit.publishing.columns import Question, Use


def language_of(definition: FormDefinition, wanted: str) -> str:
    """The form's language `wanted`, by code (`el`) or name (`Ελληνικά (el)`); else its default."""
    for code in definition.languages:
        if wanted in (code, definition.language_names.get(code)):
            return code
    return definition.default_language


def speaks(definition: FormDefinition, wanted: str) -> bool:
    """Whether the form has the language `wanted`, by code or name."""
    return wanted in definition.languages or wanted in definition.language_names.values()


def label(question: Question, wanted: str) -> str:
    """The question's label in its newest version, on one line."""
    use = question.newest
    return label_of(use, language_of(use.definition, wanted))


def label_of(use: Use, language: str) -> str:
    """The label of a question of one version in one of its languages, on one line."""
    return " ".join(use.definition.label(use.node.path, language).split())


def drafts(definitions: Sequence[FormDefinition]) -> dict[str, str]:
    """The languages whose labels nobody has reviewed: code -> `machine draft` or `draft`.

    `definitions` are oldest first; the newest version that speaks a language decides about it.
    """
    origins = {
        code: definition.draft_languages.get(code)
        for definition in definitions
        for code in definition.languages
    }
    return {
        code: "machine draft" if origin == MACHINE else "draft"
        for code, origin in origins.items()
        if origin is not None
    }
