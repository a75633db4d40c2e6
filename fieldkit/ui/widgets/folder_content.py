"""What lies in a folder, and the places where walking through folders begins."""

from __future__ import annotations

import os
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCollator, QStorageInfo

from fieldkit.ui.language import language
from fieldkit.ui.widgets.path_kind import PathKind

# File systems on which nobody keeps a file: they live in memory or belong to the computer.
_NOT_FOR_PEOPLE: Final = frozenset(
    {"autofs", "devtmpfs", "efivarfs", "overlay", "proc", "ramfs", "squashfs", "sysfs", "tmpfs"}
)


def places() -> list[tuple[str, Path]]:
    """Where to begin: the home folder (without a name), then the sticks and shares there are."""
    volumes = [
        volume
        for volume in QStorageInfo.mountedVolumes()
        if volume.isReady()
        and not volume.isRoot()
        and bytes(volume.fileSystemType().data()).decode() not in _NOT_FOR_PEOPLE
        and not volume.rootPath().startswith("/boot")
    ]
    named = [(volume.displayName(), Path(volume.rootPath())) for volume in volumes]
    return [("", Path.home()), *named]


def listed(folder: Path, kind: PathKind, name_filter: str = "") -> list[Path]:
    """What of `folder` is shown: folders, then files that may be picked, in the order of the
    present language; nothing hidden. Raises OSError if it cannot be read."""
    folders: list[str] = []
    files: list[str] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                folders.append(entry.name)
            elif kind is PathKind.OPEN_FILE and fnmatch(entry.name, name_filter or "*"):
                files.append(entry.name)
    order = QCollator(language().locale)
    order.setNumericMode(True)
    return [
        folder / name for names in (folders, files) for name in sorted(names, key=order.sortKey)
    ]
