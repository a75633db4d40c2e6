"""Messages of the window where words of a form could stand: translated when they are shown."""

from __future__ import annotations

from dataclasses import replace

from fieldkit.ui.language import language, text
from fieldkit.ui.models.interview import Bilingual
from fieldkit.ui.models.words import Words


def in_window(label: Bilingual) -> Bilingual:
    """The label with messages of the window in its present language; a form's words stay."""
    second = label.second
    return Bilingual(_spoken(label.lead), second and _spoken(second))


def _spoken(words: Words) -> Words:
    if words.language:
        return words
    return replace(words, text=text(words.text), language=language().code)
