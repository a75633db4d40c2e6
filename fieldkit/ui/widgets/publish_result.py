"""What was published, where it lies, and what in it wants attention."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldkit.ui.language import bind, language, ntext, text
from fieldkit.ui.models.publish import Published
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets import publish_words
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.banner import Banner
from fieldkit.ui.widgets.card import Card
from fieldkit.ui.widgets.data_table import DataTable, TableRow
from fieldkit.ui.widgets.line_edit import LineEdit
from fieldkit.ui.widgets.texts import title

Notice = tuple[str, Callable[[], str]]


class PublishResult(QWidget):
    """Shows `Published`. `open_wanted` asks to see the folder in the computer's own window."""

    open_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._done: Published | None = None
        self._notices: list[Banner] = []
        self.path = LineEdit()
        self.open = ActionButton("Open the folder", icon="folder")
        self.table = DataTable("What was published", publish_words.RESULT_COLUMNS)
        self._lay_out()
        self.open.clicked.connect(self._want_open)
        language().changed.connect(self._write)

    @property
    def notices(self) -> list[str]:
        """What wants attention, in order."""
        return [banner.text() for banner in self._notices]

    def show_result(self, done: Published) -> None:
        """Show what was published."""
        self._done = done
        self.path.show_text(done.asked.folder)
        self.path.setCursorPosition(0)
        self._write()
        for banner in self._notices:
            banner.hide()
            banner.deleteLater()
        self._notices = [Banner(tone, words) for tone, words in _notices(done)]
        for banner in self._notices:
            self._below.addWidget(banner)

    def focus_first(self) -> None:
        """The way to the files."""
        self.open.setFocus()

    def _write(self, *_: object) -> None:
        if self._done is not None:
            rows = [TableRow(publish_words.result(form)) for form in self._done.forms]
            self.table.show_rows(rows)
            self.table.setVisible(bool(rows))

    def _want_open(self) -> None:
        if self._done is not None:
            self.open_wanted.emit(self._done.asked.folder)

    def _lay_out(self) -> None:
        space = tokens()
        # To be read, copied and gone through by keys, however long it is.
        self.path.setReadOnly(True)
        self.path.set_language("en")
        bind(self.path, "setAccessibleName", "Folder with the files")
        card = Card("Here it lies")
        row = QHBoxLayout()
        row.setSpacing(space.space_m)
        row.addWidget(self.path, 1)
        row.addWidget(self.open)
        card.add(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.space_m)
        column.addWidget(title("Published"))
        column.addWidget(card)
        column.addWidget(self.table)
        self._below = QVBoxLayout()
        self._below.setSpacing(space.space_m)
        column.addLayout(self._below)


def _notices(done: Published) -> Iterator[Notice]:
    conflicts = sum(form.conflicts for form in done.forms)
    waiting = sum(form.waiting for form in done.forms)
    pending = [file for form in done.forms for file in form.pending]
    if pending:
        yield "warn", lambda: publish_words.pending(pending)
    if conflicts:
        yield "warn", lambda: _conflicts(conflicts)
    if waiting:
        yield "", lambda: _waiting(waiting)
    if done.unpublished:
        yield "", lambda: _unpublished(done)
    yield "", _files


def _files() -> str:
    return text(
        "Each form has a folder: the Excel workbook is for people, the CSV files in latest are for"
        " programs. The sheet README in the workbook says what everything means."
    )


def _conflicts(count: int) -> str:
    return ntext(
        "{count} record has several latest versions. One of them is shown, and the column _heads"
        " says how many there are.",
        "{count} records have several latest versions. One of each is shown, and the column _heads"
        " says how many there are.",
        count,
    )


def _waiting(count: int) -> str:
    return ntext(
        "{count} record could not be shown: its form version is not here. It is listed in the sheet"
        " _issues.",
        "{count} records could not be shown: their form versions are not here. They are listed in"
        " the sheet _issues.",
        count,
    )


def _unpublished(done: Published) -> str:
    said = [
        text("{form}: {number}", form=publish_words.form(name), number=count)
        for name, count in done.unpublished
    ]
    intro = text("Of these forms nothing can be shown yet; their records are kept:")
    return "\n".join([intro, *said])
