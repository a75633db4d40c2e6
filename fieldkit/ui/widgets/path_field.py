"""A place on the computer: typed, or chosen from a list of folders that opens below."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.line_edit import LineEdit
from fieldkit.ui.widgets.path_kind import PathKind as PathKind
from fieldkit.ui.widgets.place_browser import PlaceBrowser


class PathField(QWidget):
    """`chosen` is emitted when a path has been typed (Enter, or the focus leaves) or picked."""

    chosen = Signal(object)  # Path

    def __init__(self, kind: PathKind, *, name_filter: str = "") -> None:
        """`name_filter` limits the files that are listed, such as `*.fkb`."""
        super().__init__()
        self._kind = kind
        self._name_filter = name_filter
        self._browser: PlaceBrowser | None = None
        self._told: Path | None = None
        self.line = LineEdit()
        self.line.set_language("en")  # paths run from left to right everywhere
        self._browse = ActionButton("Browse…", icon="folder")
        self._lay_out()
        self.line.editingFinished.connect(self._typed)
        self._browse.clicked.connect(self._toggle_browser)

    def path(self) -> Path | None:
        """What stands in the field; None for nothing."""
        typed = self.line.text().strip()
        return Path(typed).expanduser() if typed else None

    def show_path(self, path: Path | None) -> None:
        """Put a path into the field without telling anybody."""
        self._told = path
        self.line.show_text("" if path is None else str(path))

    @property
    def browser(self) -> PlaceBrowser | None:
        """The list of folders, while it is open."""
        return self._browser

    def _typed(self) -> None:
        self._tell(self.path())

    def _tell(self, path: Path | None) -> None:
        if path is not None and path != self._told:
            self._told = path
            self.chosen.emit(path)

    def _toggle_browser(self) -> None:
        if self._browser is not None:
            self._close_browser()
            return
        browser = PlaceBrowser(self._kind, self.path() or Path.home(), self._name_filter)
        browser.picked.connect(self._picked)
        browser.dismissed.connect(self._close_browser)
        self._browser = browser
        self._column.addWidget(browser)
        browser.show()
        browser.focus_first()

    def _picked(self, picked: Path) -> None:
        self._close_browser()
        if self._kind is PathKind.SAVE_FILE:
            picked = picked / self._file_name()
        self.line.show_text(str(picked))
        self._tell(picked)

    def _file_name(self) -> str:
        typed = self.path()
        return typed.name if typed is not None and not typed.is_dir() else ""

    def _close_browser(self) -> None:
        browser, self._browser = self._browser, None
        if browser is not None:
            self._browse.setFocus()
            browser.hide()
            browser.deleteLater()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self._browse)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addLayout(row)
        self.setFocusProxy(self.line)
