"""Draws every page of the window, in several languages and looks, into a folder for people.

`python tests/support/screenshots.py FOLDER`; without a display too. Beside the pictures lies a
contact sheet for each language and look. The folder is emptied first.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
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
ON_A_SHEET: Final = 20


def main(out: Path) -> int:
    """Draw everything into a folder, each look in a process of its own: changing between them takes
    longer than walking through the window once more. 0 when all pictures are there."""
    started = time.monotonic()
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as scratch:
        sample = make_sample(Path(scratch) / "sample")
        drawing = [
            subprocess.Popen([sys.executable, __file__, out, mode, str(scale), sample])
            for mode, scale in LOOKS
        ]
        failed = sum(process.wait() != 0 for process in drawing)
    count = sum(1 for _ in out.rglob("*.png"))
    print(f"{count} pictures in {out}, {time.monotonic() - started:.0f} s")
    return failed


def draw(out: Path, mode: str, scale: int, template: Path) -> None:
    """Draw every page in one look, in every language."""
    application = QApplication(sys.argv[:1])
    collector = Collector(application)  # a widget that is collected on another thread aborts us
    theme().apply(mode, scale)
    thumbs: dict[str, list[tuple[str, QImage]]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as scratch:
        sample = Path(shutil.copytree(template, Path(scratch) / "sample"))
        for number, stop in enumerate(whole_tour(sample, Path(scratch) / "scratch")):
            name = f"{number:02d}-{stop.name}"
            for code in LANGUAGES:
                image = _picture(stop, code)
                _save(image, out / f"{code}-{mode}-{scale}" / f"{name}.png")
                thumbs[code].append((name, _thumb(image)))
    for code, pictures in thumbs.items():
        for at in range(0, len(pictures), ON_A_SHEET):
            file = out / f"sheet-{code}-{mode}-{scale}-{at // ON_A_SHEET + 1}.png"
            _save(contact_sheet(pictures[at : at + ON_A_SHEET]), file)
    collector.deleteLater()


def _picture(stop: Stop, code: str) -> QImage:
    stop.speak(code)
    settle(stop.app)
    return stop.window.grab().toImage()


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
    if len(sys.argv) > 2:
        draw(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))
    else:
        sys.exit(main(Path(sys.argv[1])))
