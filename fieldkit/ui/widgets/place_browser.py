"""A list of folders inside the page, to walk through to a folder or a file.

Our own and not QFileDialog: that one is another window, speaks other words, has small targets, and
writes the folders it has been in to a file in the home folder.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout

from fieldkit.languages.bidi import PDI, isolate
from fieldkit.ui.language import bind
from fieldkit.ui.theme import set_role, tokens
from fieldkit.ui.theme.icons import icon
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.folder_content import listed, places
from fieldkit.ui.widgets.icon_button import IconButton
from fieldkit.ui.widgets.path_kind import PathKind
from fieldkit.ui.widgets.texts import label, small

_FROM_THE_LEFT: Final = "\u2066"  # a path runs from the left even when a folder is in Arabic
_ROWS_IN_SIGHT: Final = 5
_PATH: Final = Qt.ItemDataRole.UserRole


class PlaceBrowser(QFrame):
    """Enter opens a folder, Backspace goes up, Esc closes. `picked` carries a Path."""

    picked = Signal(object)
    dismissed = Signal()

    def __init__(self, kind: PathKind, start: Path, name_filter: str = "") -> None:
        """`name_filter` limits the files that are listed, such as `*.fkb`."""
        super().__init__()
        set_role(self, "card-flat")
        self._kind = kind
        self._name_filter = name_filter
        self._folder = Path()
        self._list = QListWidget()
        self._where = label("body")
        self._remark = small()
        self._up = IconButton("up", "One folder up")
        choosing = "Choose this file" if kind is PathKind.OPEN_FILE else "Choose this folder"
        self._choose = ActionButton(choosing, icon="check")
        self._lay_out()
        self._connect()
        self.show_folder(start)

    @property
    def folder(self) -> Path:
        """The folder whose content is listed."""
        return self._folder

    def focus_first(self) -> None:
        """Begin in the list."""
        self._list.setFocus()

    def show_folder(self, folder: Path) -> None:
        """List what is in `folder`, or the nearest folder above it that is there."""
        there = [folder, *folder.absolute().parents]
        self._folder = next((each for each in there if each.is_dir()), Path.home())
        self._where.setText(f"{_FROM_THE_LEFT}{self._folder}{PDI}")
        self._up.setEnabled(self._folder != self._folder.parent)
        self._fill()
        bind(self._list, "setAccessibleName", "Content of {folder}", folder=self._folder)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the list and not the page; Backspace goes up."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
        elif event.key() == Qt.Key.Key_Backspace:
            self._go_up()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()  # an Enter that opened a folder is not the Enter of the page
        else:
            super().keyPressEvent(event)

    def _fill(self) -> None:
        self._list.clear()
        try:
            found = listed(self._folder, self._kind, self._name_filter)
        except OSError:
            found = []
            bind(self._remark, "setText", "This folder cannot be read.")
        else:
            bind(self._remark, "setText", "There is nothing to choose in this folder.")
        self._remark.setVisible(not found)
        for path in found:
            shape = "folder" if path.is_dir() else "file"
            item = QListWidgetItem(icon(shape, "muted"), isolate(path.name))
            item.setData(_PATH, str(path))
            item.setSizeHint(QSize(0, tokens().touch))
            self._list.addItem(item)
        if found:
            self._list.setCurrentRow(0)
        self._offer()

    def _open(self, item: QListWidgetItem) -> None:
        path = Path(str(item.data(_PATH)))
        if path.is_dir():
            self.show_folder(path)
        else:
            self.picked.emit(path)

    def _go_up(self) -> None:
        came_from = str(self._folder)
        self.show_folder(self._folder.parent)
        for row in range(self._list.count()):
            if self._list.item(row).data(_PATH) == came_from:
                self._list.setCurrentRow(row)

    def _offer(self, _row: int = 0) -> None:
        self._choose.setEnabled(self._kind is not PathKind.OPEN_FILE or self._file() is not None)

    def _file(self) -> Path | None:
        item = self._list.currentItem()
        path = Path(str(item.data(_PATH))) if item else None
        return path if path is not None and path.is_file() else None

    def _pick(self) -> None:
        self.picked.emit(self._file() if self._kind is PathKind.OPEN_FILE else self._folder)

    def _connect(self) -> None:
        self._list.itemActivated.connect(self._open)
        self._list.currentRowChanged.connect(self._offer)
        self._up.clicked.connect(self._go_up)
        self._choose.clicked.connect(self._pick)

    def _lay_out(self) -> None:
        space = tokens()
        self._list.setMinimumHeight(_ROWS_IN_SIGHT * space.touch)
        column = QVBoxLayout(self)
        column.setContentsMargins(space.space_m, space.space_s, space.space_m, space.space_m)
        column.setSpacing(space.space_s)
        where = QHBoxLayout()
        where.addWidget(self._up)
        where.addWidget(self._where, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self._choose)
        buttons.addStretch(1)
        column.addLayout(self._places())
        column.addLayout(where)
        column.addWidget(self._list)
        column.addWidget(self._remark)
        column.addLayout(buttons)

    def _places(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for name, place in places():
            shown = ActionButton("Home", icon="home", role="quiet")
            if name:
                shown.set_message(lambda name=name: name)
                shown.show_icon("stick")
            shown.clicked.connect(lambda _=False, place=place: self.show_folder(place))
            row.addWidget(shown)
        row.addStretch(1)
        close = IconButton("close", "Close the list of folders")
        close.clicked.connect(self.dismissed)
        row.addWidget(close)
        return row
