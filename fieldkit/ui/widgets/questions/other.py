"""A question that has no widget of its own yet: typed as text."""

from __future__ import annotations

from fieldkit.ui.widgets.questions.text import TextEditor


class OtherEditor(TextEditor):
    """A line of text; the form says whether it fits."""
