"""Words of a form in one of its languages, as a page shows them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """A text and the language it stands in.

    `fallback`: the language asked for has no such text, and `language` is what is shown instead.
    """

    text: str
    language: str = ""
    fallback: bool = False
