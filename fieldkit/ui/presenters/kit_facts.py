"""What a kit says, as pages show it."""

from __future__ import annotations

from fieldkit.sync.kit import Kit
from fieldkit.ui.models.kit import KitFacts


def facts_of(kit: Kit) -> KitFacts:
    """The facts of a kit that was verified."""
    content = kit.content
    return KitFacts(
        deployment=content.name,
        municipality=content.municipality,
        version=content.version,
        forms=tuple(form.title or form.form_id for form in content.forms),
        teams=tuple(content.teams),
    )
