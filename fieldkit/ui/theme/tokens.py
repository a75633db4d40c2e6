"""The design's values: colours of three modes and sizes at four text sizes, and nothing of Qt.

Every pair of text and ground used by the stylesheet keeps 4.5:1, every border that shows where a
control is keeps 3:1. `line` is decoration and never the only edge of a control.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any, Final

MODES: Final = ("light", "dark", "contrast")
SCALES: Final = (100, 115, 130, 150)


@dataclass(frozen=True)
class Colours:
    """The colours of one mode, as #RRGGBB."""

    canvas: str  # behind everything
    surface: str  # cards, bars, fields
    hover: str  # a control under the pointer
    pressed: str
    ink: str
    muted: str
    faint: str  # switched off; exempt from contrast, never carries meaning alone
    line: str
    control: str  # the edge of a control
    accent: str
    accent_strong: str  # accent under the pointer
    accent_ink: str  # text on accent
    accent_soft: str
    accent_line: str
    ok: str
    ok_soft: str
    ok_line: str
    warn: str
    warn_soft: str
    warn_line: str
    danger: str
    danger_strong: str
    danger_ink: str
    danger_soft: str
    danger_line: str
    toast: str  # the bar that says what was just done
    toast_ink: str
    toast_accent: str


@dataclass(frozen=True)
class Tokens(Colours):
    """Colours and sizes (pixels) of one mode at one text size."""

    mode: str
    scale: int
    small: int
    body: int
    question: int
    heading: int
    title: int
    display: int  # the respondent's view
    code: int
    icon: int
    touch: int  # the least height of anything to press
    choice: int  # the height of a choice in the respondent's view
    column: int  # the widest a page's text runs
    field: int  # the widest a one-line field runs
    radius: int = 8
    radius_card: int = 12
    focus: int = 2
    space_xs: int = 4
    space_s: int = 8
    space_m: int = 12
    space_l: int = 16
    space_xl: int = 24

    def colour(self, name: str) -> str:
        """The colour called `name`. Raises KeyError for a name that is no colour."""
        if name not in Colours.__dataclass_fields__:
            raise KeyError(name)
        return str(getattr(self, name))


_LIGHT: Final = Colours(
    canvas="#F3F5F7", surface="#FFFFFF", hover="#EDF1F5", pressed="#DFE6ED",
    ink="#17212B", muted="#52606D", faint="#8C98A4", line="#DBE1E7", control="#7B8794",
    accent="#0B5CAD", accent_strong="#084A8C", accent_ink="#FFFFFF",
    accent_soft="#E6F0FA", accent_line="#B5D2EE",
    ok="#1B6E45", ok_soft="#E4F4EB", ok_line="#B4DCC6",
    warn="#8A4B00", warn_soft="#FCF1DF", warn_line="#EBCF9F",
    danger="#B3261E", danger_strong="#8E1C16", danger_ink="#FFFFFF",
    danger_soft="#FCEBE9", danger_line="#EDBDB8",
    toast="#17212B", toast_ink="#F3F5F7", toast_accent="#8EC5F8",
)  # fmt: skip

_DARK: Final = Colours(
    canvas="#12181F", surface="#1B242D", hover="#26323D", pressed="#303E4B",
    ink="#E8EDF2", muted="#A7B3BF", faint="#6B7885", line="#2E3A45", control="#8291A0",
    accent="#7CBBF5", accent_strong="#A3D0F9", accent_ink="#0B1B2A",
    accent_soft="#1D3447", accent_line="#35587A",
    ok="#7FD3A7", ok_soft="#17332A", ok_line="#2C5A46",
    warn="#F0BE75", warn_soft="#372B17", warn_line="#5F4A26",
    danger="#F4A29B", danger_strong="#F8BFBA", danger_ink="#33110E",
    danger_soft="#3D2220", danger_line="#6B3A36",
    toast="#E8EDF2", toast_ink="#17212B", toast_accent="#0B5CAD",
)  # fmt: skip

_CONTRAST: Final = Colours(
    canvas="#000000", surface="#000000", hover="#262626", pressed="#404040",
    ink="#FFFFFF", muted="#E4E4E4", faint="#9A9A9A", line="#8C8C8C", control="#FFFFFF",
    accent="#FFD83D", accent_strong="#FFE88A", accent_ink="#000000",
    accent_soft="#2E2700", accent_line="#FFD83D",
    ok="#7BF0A8", ok_soft="#00210F", ok_line="#7BF0A8",
    warn="#FFC069", warn_soft="#2B1A00", warn_line="#FFC069",
    danger="#FFA8A0", danger_strong="#FFC9C4", danger_ink="#000000",
    danger_soft="#330A07", danger_line="#FFA8A0",
    toast="#FFFFFF", toast_ink="#000000", toast_accent="#4A3B00",
)  # fmt: skip

_COLOURS: Final[dict[str, Colours]] = dict(zip(MODES, (_LIGHT, _DARK, _CONTRAST), strict=True))

# Pixels at 100 %; they grow with the text. Space does not: it would only push text off the screen.
_SIZES: Final = {
    "small": 14, "body": 16, "question": 19, "heading": 19, "title": 24, "display": 32, "code": 22,
    "icon": 20, "touch": 44, "choice": 84, "column": 920, "field": 460,
}  # fmt: skip


@lru_cache(maxsize=len(MODES) * len(SCALES))
def tokens_for(mode: str, scale: int) -> Tokens:
    """The tokens of `mode` (light, dark, contrast) at `scale` per cent.

    Raises KeyError for another mode and ValueError for a text size that is not offered.
    """
    if scale not in SCALES:
        raise ValueError(scale)
    values: dict[str, Any] = asdict(_COLOURS[mode])
    values.update({name: round(pixels * scale / 100) for name, pixels in _SIZES.items()})
    return Tokens(mode=mode, scale=scale, **values)
