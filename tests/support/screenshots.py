"""Draws every page of the window, in several languages and looks, into a folder for people.

`python tests/support/screenshots.py FOLDER`; without a display too. Beside the pictures lies a
contact sheet for each language and look. The folder is emptied first.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from driving import settle
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from tour import whole_tour
from tour_sample import make_sample
from visitor import Stop

from fieldkit.ui.collector import Collector
from fieldkit.ui.theme import theme

LANGUAGES: Final = ("en", "el", "ar")
LOOKS: Final = (("light", 100), ("dark", 100), ("light", 150))
THUMB: Final = (455, 256)
_FAST: Final = 80  # of PNG: larger files, written in a third of the time
LABEL, GAP, COLUMNS = 22, 12, 4


def main(out: Path) -> None:
    """Draw everything into a folder."""
    application = QApplication(sys.argv[:1])
    collector = Collector(application)  # a widget that is collected on another thread aborts us
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    sheets: dict[str, list[tuple[str, QImage]]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as scratch:
        sample = make_sample(Path(scratch) / "sample")
        for number, stop in enumerate(whole_tour(sample, Path(scratch) / "scratch")):
            for look, image in pictures(stop):
                name = f"{number:02d}-{stop.name}"
                _save(image, out / look / f"{name}.png")
                sheets[look].append((name, _thumb(image)))
        for look, thumbs in sheets.items():
            for at in range(0, len(thumbs), 20):
                part = thumbs[at : at + 20]
                _save(contact_sheet(part), out / f"sheet-{look}-{at // 20 + 1}.png")
    print(f"{sum(map(len, sheets.values()))} pictures in {out}")
    collector.deleteLater()


def pictures(stop: Stop) -> Iterator[tuple[str, QImage]]:
    """A page in every look and language, named by both."""
    for mode, scale in LOOKS:
        theme().apply(mode, scale)
        for code in LANGUAGES:
            stop.speak(code)
            settle(stop.app)
            yield f"{code}-{mode}-{scale}", stop.window.grab().toImage()


def contact_sheet(thumbs: list[tuple[str, QImage]]) -> QImage:
    """Small pictures with their names, side by side."""
    width, height = THUMB
    rows = -(-len(thumbs) // COLUMNS)
    size = (COLUMNS * (width + GAP) + GAP, rows * (height + LABEL + GAP) + GAP)
    sheet = QImage(*size, QImage.Format.Format_RGB32)
    sheet.fill(Qt.GlobalColor.white)
    painter = QPainter(sheet)
    for at, (name, image) in enumerate(thumbs):
        x = GAP + (at % COLUMNS) * (width + GAP)
        y = GAP + (at // COLUMNS) * (height + LABEL + GAP)
        painter.drawText(QRect(x, y, width, LABEL), Qt.AlignmentFlag.AlignVCenter, name)
        painter.drawImage(QPoint(x, y + LABEL), image)
    painter.end()
    return sheet


def _thumb(image: QImage) -> QImage:
    smooth = Qt.TransformationMode.SmoothTransformation
    return image.scaled(*THUMB, Qt.AspectRatioMode.KeepAspectRatio, smooth)


def _save(image: QImage, file: Path) -> None:
    file.parent.mkdir(exist_ok=True)
    if not image.save(os.fspath(file), quality=_FAST):
        raise OSError(f"{file} could not be written")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
