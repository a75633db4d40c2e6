"""Folders as people choose them: on a stick that may be gone by now."""

from __future__ import annotations

from pathlib import Path

from fieldkit.model.errors import FieldKitError


def folder_there(chosen: Path) -> Path:
    """The chosen folder. Raises FieldKitError (`no-drop`) when it is not there."""
    if not chosen.is_dir():
        raise FieldKitError(
            "There is no such folder; nothing was written.",
            code="no-drop",
            next_step="Check that the stick is in, and choose its folder again.",
        )
    return chosen
