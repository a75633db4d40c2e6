"""The small drawings inside controls that only a stylesheet can place: radio, check, arrow.

A stylesheet takes them from files, so each mode has its own in `indicators/`. They are written by
`python -m fieldkit.ui.theme.indicators` from the tokens; a test tells when they have fallen behind.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Final

from fieldkit.ui.theme.tokens import MODES, Tokens, tokens_for

_SVG: Final = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none">{}</svg>\n'
_RING: Final = '<circle cx="12" cy="12" r="10" fill="{ground}" stroke="{edge}" stroke-width="2"/>'
_BOX: Final = (
    '<rect x="2" y="2" width="20" height="20" rx="5" fill="{ground}" stroke="{edge}"'
    ' stroke-width="2"/>'
)
_DOT: Final = '<circle cx="12" cy="12" r="5.5" fill="{mark}"/>'
_TICK: Final = (
    '<path d="M7 12.4l3.4 3.4L17 9" stroke="{mark}" stroke-width="2.5" stroke-linecap="round"'
    ' stroke-linejoin="round"/>'
)
_ARROW: Final = (
    '<path d="M6 9.5l6 6 6-6" stroke="{mark}" stroke-width="2" stroke-linecap="round"'
    ' stroke-linejoin="round"/>'
)

# name -> (drawing, token of the ground, of the edge, of the mark)
_DRAWINGS: Final = {
    "radio": (_RING, "surface", "control", "control"),
    "radio-on": (_RING + _DOT, "surface", "accent", "accent"),
    "radio-off": (_RING, "canvas", "faint", "faint"),
    "radio-on-off": (_RING + _DOT, "canvas", "faint", "faint"),
    "check": (_BOX, "surface", "control", "control"),
    "check-on": (_BOX + _TICK, "accent", "accent", "accent_ink"),
    "check-off": (_BOX, "canvas", "faint", "faint"),
    "check-on-off": (_BOX + _TICK, "canvas", "faint", "faint"),
    "arrow": (_ARROW, "surface", "control", "muted"),
}


def drawings(tokens: Tokens) -> dict[str, str]:
    """File name -> SVG, for the mode of `tokens`."""
    return {
        file_name(name, tokens.mode): _SVG.format(
            drawing.format(
                ground=tokens.colour(ground), edge=tokens.colour(edge), mark=tokens.colour(mark)
            )
        )
        for name, (drawing, ground, edge, mark) in _DRAWINGS.items()
    }


def file_name(name: str, mode: str) -> str:
    """How the file of a drawing is called."""
    return f"{name}-{mode}.svg"


def folder() -> Path:
    """Where the files lie."""
    return Path(str(resources.files("fieldkit.ui.theme").joinpath("indicators")))


def write_all() -> None:
    """Write every drawing of every mode anew."""
    for mode in MODES:
        for name, drawing in drawings(tokens_for(mode, 100)).items():
            (folder() / name).write_text(drawing, encoding="utf-8")


if __name__ == "__main__":
    write_all()
