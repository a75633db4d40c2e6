"""The fonts that come with FieldKit, so that every language of a form shows on every computer.

"Noto Sans Arabic UI" keeps the line height of Noto Sans: with the plain Arabic face a page would
jump when the language is switched. Nastaliq is tall, and only for texts of a form in Urdu.
"""

from __future__ import annotations

import logging
from functools import lru_cache
from importlib import resources
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase

from fieldkit.ui.theme.tokens import Tokens

FAMILIES: Final = (
    "Noto Sans",
    "Noto Sans Arabic UI",
    "Noto Sans Bengali UI",
    "Noto Sans Ethiopic",
    "Noto Sans Georgian",
)
MONOSPACE: Final = "Noto Sans Mono"
NASTALIQ: Final = "Noto Nastaliq Urdu"

_log = logging.getLogger(__name__)


@lru_cache(maxsize=1)
def load_fonts() -> tuple[str, ...]:
    """Hand the bundled fonts to Qt once; needs a QGuiApplication. Returns their families."""
    families: set[str] = set()
    for entry in resources.files("fieldkit.ui.theme").joinpath("fonts").iterdir():
        if entry.name.endswith(".ttf"):
            families.update(_load(entry.name, str(entry)))
    return tuple(sorted(families))


def _load(name: str, path: str) -> list[str]:
    number = QFontDatabase.addApplicationFont(path)
    if number < 0:  # texts still show, in the computer's own fonts
        _log.warning("The bundled font %s could not be loaded.", name)
        return []
    return QFontDatabase.applicationFontFamilies(number)


def application_font(tokens: Tokens) -> QFont:
    """The font of the window: our families in order, at the size of body text."""
    font = QFont(list(FAMILIES))
    font.setPixelSize(tokens.body)
    font.setStyleHint(QFont.StyleHint.SansSerif)
    return font


def script_for(language: str) -> str:
    """The value of the `script` property for a text of a form in `language`; "" for most."""
    return "nastaliq" if language.split("-")[0] == "ur" else ""


def families_for(language: str) -> list[str]:
    """The font families for a text of a form in `language`, for those who paint it themselves."""
    return [NASTALIQ, *FAMILIES] if script_for(language) else list(FAMILIES)
