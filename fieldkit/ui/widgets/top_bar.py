"""The bar at the top of the window: the way home, the title, the page's own controls, the lock."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from fieldkit.ui.language import bind
from fieldkit.ui.preferences import PreferencesFile
from fieldkit.ui.theme import set_role
from fieldkit.ui.widgets.display_menu import DisplayMenu
from fieldkit.ui.widgets.elided_title import ElidedTitle
from fieldkit.ui.widgets.icon_button import IconButton


class TopBar(QFrame):
    """Emits what is wanted of the window; the page's own controls are the page's."""

    home_wanted = Signal()
    lock_wanted = Signal()
    cover_wanted = Signal()

    def __init__(self, preferences: PreferencesFile) -> None:
        super().__init__()
        set_role(self, "topbar")
        self.display = DisplayMenu(preferences)
        self._home = IconButton("home", "Home")
        self._cover = IconButton("cover", "Cover the screen (F9)")
        self._lock = IconButton("lock", "Lock (Ctrl+L)")
        self.title_label = ElidedTitle()
        self._slot: QWidget | None = None
        self._lay_out()
        self._home.clicked.connect(self.home_wanted)
        self._cover.clicked.connect(self.cover_wanted)
        self._lock.clicked.connect(self.lock_wanted)
        self.show_unlocked(unlocked=False)

    def show_page(self, render: Callable[[], str], controls: QWidget | None) -> None:
        """Show the title and the controls of a page."""
        self.show_title(render)
        if self._slot is not None:
            self._row.removeWidget(self._slot)
            self._slot.hide()
            self._slot.deleteLater()
        self._slot = controls
        self.display.show_short(is_short=controls is not None)
        if self._slot is not None:
            self._row.insertWidget(self._row.indexOf(self.display), self._slot)
            self._slot.show()

    def show_title(self, render: Callable[[], str]) -> None:
        """Show the title alone."""
        bind(self.title_label, "setText", render)

    def show_unlocked(self, *, unlocked: bool) -> None:
        """Home, cover and lock are there when something is open."""
        for button in (self._home, self._cover, self._lock):
            button.setVisible(unlocked)

    def _lay_out(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 8, 16, 8)
        self._row.setSpacing(8)
        self._row.addWidget(self._home)
        self._row.addWidget(self.title_label, 1)
        for widget in (self.display, self._cover, self._lock):
            self._row.addWidget(widget)
