"""Where batches are left: today a folder (a stick, a share, a synced folder)."""

from __future__ import annotations

from pathlib import Path

from fieldkit.sync.drop.base import Drop
from fieldkit.sync.drop.folder import FolderDrop


def folder_drop(folder: Path) -> Drop:
    """The drop in `folder`. Raises DropRefused when the folder is not there."""
    return FolderDrop(folder)
