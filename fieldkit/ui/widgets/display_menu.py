"""How the window looks and speaks: its language, its colours, the size of its text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup

from fieldkit.languages.marking import N_
from fieldkit.ui.language import bind, language, text
from fieldkit.ui.preferences import MODES, SCALES, PreferencesFile
from fieldkit.ui.widgets.menu_button import MenuButton

MODE_WORDS: Final = {
    "system": N_("Colours of the computer"),
    "light": N_("Light"),
    "dark": N_("Dark"),
    "contrast": N_("High contrast"),
}


class DisplayMenu(MenuButton):
    """A button that shows the present language and opens the three choices."""

    language_wanted = Signal(str)
    mode_wanted = Signal(str)
    scale_wanted = Signal(int)

    def __init__(self, preferences: PreferencesFile) -> None:
        super().__init__("language")
        self._preferences = preferences
        self._groups: list[QActionGroup] = []
        self._fill()
        bind(self, "setText", self._present)
        bind(self, "setAccessibleName", "Language, colours and size of text")
        bind(self, "setToolTip", "Language, colours and size of text")

    def _fill(self) -> None:
        languages = [(each.code, _language_line(each.code)) for each in language().available()]
        self._section(languages, language().code, self.language_wanted.emit)
        language().changed.connect(self._tick_language)
        modes = [(mode, _spoken(MODE_WORDS[mode])) for mode in MODES]
        self._section(modes, self._preferences.present.mode, self.mode_wanted.emit)
        scales = [(scale, _percent(scale)) for scale in SCALES]
        self._section(scales, self._preferences.present.scale, self.scale_wanted.emit)

    def _section(
        self,
        choices: Sequence[tuple[Any, Callable[[], str]]],
        present: object,
        chosen: Callable[[Any], None],
    ) -> None:
        """One group of choices of which one is ticked."""
        if self._groups:
            self._menu.addSeparator()
        group = QActionGroup(self._menu)
        for value, render in choices:
            action = QAction(self._menu, checkable=True, checked=value == present)
            action.setData(value)
            bind(action, "setText", render)
            group.addAction(action)
            self._menu.addAction(action)

        def choose(action: QAction) -> None:
            chosen(action.data())

        group.triggered.connect(choose)
        self._groups.append(group)

    def _present(self) -> str:
        return next(
            (each.own_name for each in language().available() if each.code == language().code), ""
        )

    def _tick_language(self, code: str) -> None:
        for action in self._groups[0].actions():
            action.setChecked(action.data() == code)


def _language_line(code: str) -> Callable[[], str]:
    """The language's own name; one that no person has reviewed says so in the present language."""
    spoken = next(each for each in language().available() if each.code == code)
    if not spoken.is_draft:
        return lambda: spoken.own_name
    return lambda: text("{language} (draft, not reviewed yet)", language=spoken.own_name)


def _spoken(message: str) -> Callable[[], str]:
    return lambda: text(message)


def _percent(scale: int) -> Callable[[], str]:
    return lambda: text("Text {percent} %", percent=scale)
