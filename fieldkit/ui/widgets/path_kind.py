"""What kind of place on the computer is asked for."""

from __future__ import annotations

from enum import Enum


class PathKind(Enum):
    """A folder, a file that is there, or a file that will be written."""

    FOLDER = "folder"
    OPEN_FILE = "open file"
    SAVE_FILE = "save file"
