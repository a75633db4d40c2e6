"""Line icons, drawn in a colour of the tokens and kept up to date with theme and direction.

An icon that points (back, next, send) is mirrored where the interface reads from right to left.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import Final, Protocol, cast

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap, QTransform
from PySide6.QtSvg import QSvgRenderer

from fieldkit.ui.theme.theme import theme, tokens
from fieldkit.ui.theme.tokens import Tokens

POINTING: Final = frozenset({"back", "next", "send", "undo", "list"})
# Rendered ahead for each of these screen scalings, so that no icon is ever stretched.
_PIXEL_RATIOS: Final = (1.0, 1.5, 2.0)
_INK_IN_FILES: Final = '"#000"'


class HasIcon(Protocol):
    """What `bind_icon` dresses: a button, an action."""

    def setIcon(self, icon: QIcon, /) -> None:
        """Show `icon`."""
        ...


def icon(name: str, role: str = "ink") -> QIcon:
    """The icon `name` in the colour `role` of the present theme and direction.

    It does not follow later changes; `bind_icon` does. Raises FileNotFoundError for no such icon.
    """
    mirrored = name in POINTING and _is_right_to_left()
    return _made(name, role, tokens(), mirrored)


def bind_icon(target: QObject, name: str, role: str = "ink") -> None:
    """Give `target` (something with setIcon) an icon now and after every change of the look.

    Binding again replaces the earlier icon.
    """
    for earlier in target.findChildren(_IconKeeper, options=_ONLY_OWN):
        earlier.show_icon(name, role)
        return
    _IconKeeper(target, name, role)


def names() -> list[str]:
    """The names of all icons there are."""
    folder = resources.files("fieldkit.ui.theme").joinpath("icons")
    return sorted(entry.name[:-4] for entry in folder.iterdir() if entry.name.endswith(".svg"))


def paint_icon(painter: QPainter, area: QRectF, name: str, colour: str) -> None:
    """Draw the icon `name` into `area` in `colour`, mirrored if it points."""
    renderer = _renderer(name, colour)
    painter.save()
    if name in POINTING and _is_right_to_left():
        painter.translate(area.center().x() * 2, 0)
        painter.scale(-1, 1)
    renderer.render(painter, area)
    painter.restore()


_ONLY_OWN: Final = Qt.FindChildOption.FindDirectChildrenOnly


class _IconKeeper(QObject):
    """Lives in the widget it dresses, and dies with it: no list of icons outlives a page."""

    def __init__(self, target: QObject, name: str, role: str) -> None:
        super().__init__(target)
        self._name = name
        self._role = role
        self._refresh()
        theme().changed.connect(self._refresh)
        application = cast(QGuiApplication, QGuiApplication.instance())
        application.layoutDirectionChanged.connect(self._turn)

    def show_icon(self, name: str, role: str) -> None:
        """Another icon for the same widget."""
        if (name, role) != (self._name, self._role):
            self._name, self._role = name, role
            self._refresh()

    def _refresh(self) -> None:
        cast(HasIcon, self.parent()).setIcon(icon(self._name, self._role))

    def _turn(self) -> None:
        if self._name in POINTING:
            self._refresh()


def _is_right_to_left() -> bool:
    return QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft


@lru_cache(maxsize=512)
def _made(name: str, role: str, present: Tokens, mirrored: bool) -> QIcon:
    made = QIcon()
    faint = present.faint
    for ratio in _PIXEL_RATIOS:
        made.addPixmap(_drawn(name, present.colour(role), present.icon, ratio, mirrored))
        off = _drawn(name, faint, present.icon, ratio, mirrored)
        made.addPixmap(off, QIcon.Mode.Disabled)
    return made


def _drawn(name: str, colour: str, size: int, ratio: float, mirrored: bool) -> QPixmap:
    renderer = _renderer(name, colour)
    pixels = QSize(size, size) * ratio
    pixmap = QPixmap(pixels)
    pixmap.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, pixels.width(), pixels.height()))
    painter.end()
    if mirrored:
        pixmap = pixmap.transformed(QTransform.fromScale(-1, 1))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    source = resources.files("fieldkit.ui.theme").joinpath("icons", f"{name}.svg")
    drawing = source.read_text(encoding="utf-8").replace(_INK_IN_FILES, f'"{colour}"')
    return QSvgRenderer(QByteArray(drawing.encode("utf-8")))
