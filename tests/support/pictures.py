"""A widget against the picture of it that somebody looked at and kept.

Another font library draws the edges of letters a little differently. Both pictures are therefore
compared from some distance, where edges blend, and a word, a colour or a frame does not.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest
from PIL import Image, ImageChops
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtWidgets import QWidget

KEPT: Final = Path(__file__).parents[1] / "ui" / "pictures"
_DISTANCE: Final = 6  # that many pixels blend into one
_NOTICED: Final = 24  # of 255
_MOST: Final = 0.004  # of the blended pixels


def portrait(widget: QWidget) -> Image.Image:
    """A widget as it is painted now."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    widget.grab().save(buffer, "PNG")
    return Image.open(BytesIO(buffer.data().data())).convert("RGB")


def keep(picture: Image.Image, name: str) -> None:
    """Make a picture the one to compare with, once somebody has looked at it."""
    KEPT.mkdir(exist_ok=True)
    picture.quantize(128).save(KEPT / f"{name}.png", optimize=True)


def kept(name: str) -> Image.Image:
    """The picture that was kept. Raises FileNotFoundError."""
    with Image.open(KEPT / f"{name}.png") as file:
        return file.convert("RGB")


def differing(picture: Image.Image, other: Image.Image) -> float:
    """Which part of a picture is noticeably not as in another; all of it if the size is not."""
    if picture.size != other.size:
        return 1.0
    red, green, blue = ImageChops.difference(
        picture.reduce(_DISTANCE), other.reduce(_DISTANCE)
    ).split()
    strongest = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return sum(strongest.histogram()[_NOTICED:]) / (strongest.width * strongest.height)


def are_alike(picture: Image.Image, other: Image.Image) -> bool:
    """Whether somebody would call them the same."""
    return differing(picture, other) <= _MOST


@pytest.fixture
def is_as_kept(request: pytest.FixtureRequest) -> Callable[[QWidget, str], bool]:
    """Whether a widget looks as it did; keeps its picture instead if that was asked for."""

    def compared(widget: QWidget, name: str) -> bool:
        picture = portrait(widget)
        if request.config.getoption("--image-snapshot-update"):
            keep(picture, name)
        return are_alike(picture, kept(name))

    return compared
