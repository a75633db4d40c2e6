"""Marks a message where it is written, when it is translated elsewhere.

A table of messages, a view model or a widget that takes its words from a caller cannot hold a call
of `text`: the language may change after it was made. `N_("…")` puts the literal into the catalogues
and gives it back unchanged; whoever shows it calls `text(message)`.
"""

from __future__ import annotations


def N_(message: str) -> str:
    """`message`, unchanged; gettext's usual name for this mark. The extractor reads it here."""
    return message
