"""How far a vault has come in joining its deployment."""

from __future__ import annotations

from fieldkit.operations.outgoing import NO_DEPLOYMENT, Outgoing
from fieldkit.ui.models.join import Standing


def standing_of(going: Outgoing) -> Standing:
    """The standing that the operation tells by its word."""
    if going.standing == NO_DEPLOYMENT:
        return Standing.NO_KIT
    return Standing(going.standing)
