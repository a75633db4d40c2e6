"""The look of the window: mode and text size, applied to the whole application at once."""

from __future__ import annotations

from typing import Final, cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from fieldkit.ui.theme.fonts import application_font, load_fonts
from fieldkit.ui.theme.palette import palette_for
from fieldkit.ui.theme.stylesheet import stylesheet_for
from fieldkit.ui.theme.tokens import Tokens, tokens_for

SYSTEM: Final = "system"


class Theme(QObject):
    """The present look. `changed` is emitted after another one has been applied."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mode = "light"
        self._tokens = tokens_for("light", 100)
        self._applied: Tokens | None = None

    @property
    def mode(self) -> str:
        """The mode asked for: light, dark, contrast or system."""
        return self._mode

    @property
    def tokens(self) -> Tokens:
        """Colours and sizes of the present look."""
        return self._tokens

    def apply(self, mode: str, scale: int) -> None:
        """Show `mode` (light, dark, contrast, system) with texts of `scale` per cent.

        Does nothing when that is how it looks already. Raises KeyError or ValueError for a mode or
        a size that is not offered.
        """
        wanted = tokens_for(_resolved(mode), scale)
        self._mode = mode
        if wanted == self._applied:
            return
        if self._applied is None:
            self._prepare()
        self._tokens = self._applied = wanted
        self._dress(wanted)
        self.changed.emit()

    def _prepare(self) -> None:
        load_fonts()
        QApplication.setStyle("Fusion")
        for effect in (Qt.UIEffect.UI_AnimateCombo, Qt.UIEffect.UI_AnimateMenu):
            QApplication.setEffectEnabled(effect, False)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def _dress(self, wanted: Tokens) -> None:
        application = cast(QApplication, QApplication.instance())
        QApplication.setFont(application_font(wanted))
        QApplication.setPalette(palette_for(wanted))
        application.setStyleSheet(stylesheet_for(wanted))

    def _follow_system(self) -> None:
        if self._mode == SYSTEM:
            self.apply(SYSTEM, self._tokens.scale)


_themes: list[Theme] = []


def theme() -> Theme:
    """The theme of this application."""
    if not _themes:
        _themes.append(Theme(QApplication.instance()))
    return _themes[0]


def tokens() -> Tokens:
    """The present tokens, for those who paint."""
    return theme().tokens


def set_role(widget: QWidget, role: str) -> None:
    """Give `widget` the look of `role`; the roles are those of the stylesheet."""
    _set_property(widget, "role", role)


def set_tone(widget: QWidget, tone: str) -> None:
    """Colour `widget` by meaning: "", ok, warn, danger, accent or muted."""
    _set_property(widget, "tone", tone)


def set_script(widget: QWidget, script: str) -> None:
    """Let `widget` write in the typeface of `script` (`fonts.script_for`)."""
    _set_property(widget, "script", script)


def _set_property(widget: QWidget, name: str, value: str) -> None:
    if widget.property(name) == value or (not value and widget.property(name) is None):
        return
    widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)
        widget.updateGeometry()
        widget.update()


def _resolved(mode: str) -> str:
    if mode != SYSTEM:
        return mode
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"
