"""Words of a form in one of its languages, as a page shows them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Words:
    """A text and the language it stands in: its code, "und" for a text of the form that does not
    say its language, "" for a message of the window, which who shows it translates with `text`.

    A label can quote answers, so a text is not printed.
    `fallback`: the language asked for has no such text, and `language` is what is shown instead.
    """

    text: str = field(repr=False)
    language: str = ""
    fallback: bool = False
