"""How a person likes the window: language, colours, size of text, minutes until it locks itself.

A small plain file in the configuration folder; it holds nothing about anybody.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Final, cast

from fieldkit.languages import catalogues
from fieldkit.platform import StorageError, replace_durably

SCALES: Final = (100, 115, 130, 150)
MODES: Final = ("system", "light", "dark", "contrast")
MOST_LOCK_MINUTES: Final = 60
FILE_NAME: Final = "window.json"


@dataclass(frozen=True)
class Preferences:
    """`last_vault` is the folder that was unlocked last, so that it is offered first; `drop` the
    folder or stick that was sent to, received from or imported from last; `statistics_folder` and
    `case_folder` those that were published into last: two kinds never share one."""

    language: str = ""
    mode: str = "system"
    scale: int = 100
    lock_minutes: int = 5
    last_vault: str = ""
    drop: str = ""
    statistics_folder: str = ""
    case_folder: str = ""
    worker_language: str = ""
    respondent_language: str = ""


class PreferencesFile:
    """Reads the preferences once and writes them at each change."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE_NAME
        self.present = _read(self._file)

    def change(self, **changes: Any) -> None:
        """Set some preferences. A disk that does not take them costs a preference, not a record."""
        changed = replace(self.present, **changes)
        if changed == self.present:
            return
        self.present = changed
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            replace_durably(self._file, json.dumps(asdict(changed), indent=1).encode())
        except (OSError, StorageError):
            self.unsaved = True

    unsaved = False
    """Whether the last change could not be written: it holds until the window closes."""


def _read(file: Path) -> Preferences:
    try:
        stored: object = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return Preferences()
    if not isinstance(stored, dict):
        return Preferences()
    return _sound(cast("dict[str, object]", stored))


def _sound(stored: dict[str, object]) -> Preferences:
    """What of a file can be believed; a strange value is the default one."""
    standard = Preferences()
    known = {
        each.name: stored[each.name]
        for each in fields(Preferences)
        if isinstance(stored.get(each.name), type(getattr(standard, each.name)))
    }
    if known.get("mode") not in MODES:
        known.pop("mode", None)
    if known.get("scale") not in SCALES:
        known.pop("scale", None)
    if known.get("language") not in catalogues.available():
        known.pop("language", None)
    if known.get("lock_minutes") not in range(1, MOST_LOCK_MINUTES + 1):
        known.pop("lock_minutes", None)
    return replace(standard, **cast("dict[str, Any]", known))
