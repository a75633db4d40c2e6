"""Titles of forms as view models carry them."""

from __future__ import annotations

from fieldkit.forms import FormDefinition
from fieldkit.operations.form_titles import FormTitle, title_of
from fieldkit.ui.models.form_name import FormName


def form_name(title: FormTitle) -> FormName:
    """The same title for pages."""
    return FormName(title.title, title.language, title.by_language)


def title_for(definition: FormDefinition, code: str) -> str:
    """The title of an open form for who reads `code`, else its default title."""
    return form_name(title_of(definition)).within(code).text
