"""Tokens as a QPalette, for everything that the stylesheet does not name."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QColor, QPalette

from fieldkit.ui.theme.tokens import Tokens

_Role = QPalette.ColorRole
_Group = QPalette.ColorGroup

_ROLES: Final = {
    _Role.Window: "canvas",
    _Role.WindowText: "ink",
    _Role.Base: "surface",
    _Role.AlternateBase: "hover",
    _Role.Text: "ink",
    _Role.PlaceholderText: "muted",
    _Role.Button: "surface",
    _Role.ButtonText: "ink",
    _Role.BrightText: "danger",
    _Role.Highlight: "accent",
    _Role.HighlightedText: "accent_ink",
    _Role.Accent: "accent",
    _Role.Link: "accent",
    _Role.LinkVisited: "accent",
    _Role.Light: "surface",
    _Role.Midlight: "line",
    _Role.Mid: "control",
    _Role.Dark: "control",
    _Role.Shadow: "line",
    _Role.ToolTipBase: "toast",
    _Role.ToolTipText: "toast_ink",
}
_SWITCHED_OFF: Final = (_Role.WindowText, _Role.Text, _Role.ButtonText, _Role.PlaceholderText)


def palette_for(tokens: Tokens) -> QPalette:
    """The palette of these tokens."""
    palette = QPalette()
    for role, name in _ROLES.items():
        palette.setColor(role, QColor(tokens.colour(name)))
    for role in _SWITCHED_OFF:
        palette.setColor(_Group.Disabled, role, QColor(tokens.faint))
    return palette
