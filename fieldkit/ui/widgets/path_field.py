"""A place on the computer: typed, or chosen from a list of folders that opens beside the window."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from fieldkit.languages.marking import N_
from fieldkit.ui.language import bind
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.line_edit import LineEdit


class PathKind(Enum):
    """What may be chosen."""

    FOLDER = "folder"
    OPEN_FILE = "open file"
    SAVE_FILE = "save file"


class PathField(QWidget):
    """`chosen` is emitted when a path has been typed (Enter, or the focus leaves) or picked."""

    chosen = Signal(object)  # Path

    def __init__(self, kind: PathKind, *, name_filter: str = "") -> None:
        super().__init__()
        self._kind = kind
        self._name_filter = name_filter
        self._dialog: QFileDialog | None = None
        self._told: Path | None = None
        self.line = LineEdit()
        self.line.set_language("en")  # paths run from left to right everywhere
        self._browse = ActionButton("Browse…", icon="folder")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self._browse)
        self.setFocusProxy(self.line)
        self.line.editingFinished.connect(self._typed)
        self._browse.clicked.connect(self._open_dialog)

    def path(self) -> Path | None:
        """What stands in the field; None for nothing."""
        typed = self.line.text().strip()
        return Path(typed).expanduser() if typed else None

    def show_path(self, path: Path | None) -> None:
        """Put a path into the field without telling anybody."""
        self._told = path
        self.line.show_text("" if path is None else str(path))

    @property
    def dialog(self) -> QFileDialog | None:
        """The list of folders, while it is open."""
        return self._dialog

    def _typed(self) -> None:
        self._tell(self.path())

    def _tell(self, path: Path | None) -> None:
        if path is not None and path != self._told:
            self._told = path
            self.chosen.emit(path)

    def _open_dialog(self) -> None:
        if self._dialog is None:
            self._dialog = self._new_dialog()
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    def _new_dialog(self) -> QFileDialog:
        dialog = QFileDialog(self)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setModal(False)
        bind(dialog, "setWindowTitle", _TITLES[self._kind])
        _set_kind(dialog, self._kind)
        if self._name_filter:
            dialog.setNameFilter(self._name_filter)
        start = self.path()
        if start is not None:
            dialog.setDirectory(str(start if start.is_dir() else start.parent))
        dialog.fileSelected.connect(self._picked)
        dialog.finished.connect(self._dialog_closed)
        return dialog

    def _picked(self, picked: str) -> None:
        self.line.show_text(picked)
        self._tell(Path(picked))

    def _dialog_closed(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.destroyed.connect(_forget_visited_folders)
            dialog.deleteLater()
        self.line.setFocus()


_TITLES = {
    PathKind.FOLDER: N_("Choose a folder"),
    PathKind.OPEN_FILE: N_("Choose a file"),
    PathKind.SAVE_FILE: N_("Choose where to write the file"),
}


def _set_kind(dialog: QFileDialog, kind: PathKind) -> None:
    if kind is PathKind.FOLDER:
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    elif kind is PathKind.OPEN_FILE:
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    else:
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)


def _forget_visited_folders() -> None:
    """Qt writes the folders a dialog has been in to a file of its own; nobody asked it to."""
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    settings.remove("FileDialog")
