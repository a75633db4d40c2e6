"""The look of FieldKit: tokens, one stylesheet, icons and fonts."""

from fieldkit.ui.theme.theme import (
    Theme,
    set_role,
    set_script,
    set_tone,
    theme,
    tokens,
)
from fieldkit.ui.theme.tokens import Tokens

__all__ = [
    "Theme",
    "Tokens",
    "set_role",
    "set_script",
    "set_tone",
    "theme",
    "tokens",
]
