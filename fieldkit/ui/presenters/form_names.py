"""Titles of forms as view models carry them."""

from __future__ import annotations

from fieldkit.operations.form_titles import FormTitle
from fieldkit.ui.models.form_name import FormName


def form_name(title: FormTitle) -> FormName:
    """The same title for pages."""
    return FormName(title.title, title.language, title.by_language)
