"""The import: choose a drop, look what is there, import it, read what became of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldkit.ui.language import ntext, text
from fieldkit.ui.models.import_batches import ImportStage, ImportView
from fieldkit.ui.pages.page import Page
from fieldkit.ui.runner import ProgressReport
from fieldkit.ui.widgets.action_bar import ActionBar
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.card import Card
from fieldkit.ui.widgets.field import Field
from fieldkit.ui.widgets.import_report import ImportReport
from fieldkit.ui.widgets.path_field import PathField, PathKind
from fieldkit.ui.widgets.progress_panel import ProgressPanel
from fieldkit.ui.widgets.scroll_column import ScrollColumn
from fieldkit.ui.widgets.texts import body


class ImportPage(Page):
    """Nothing is written before `import_wanted`."""

    look_wanted = Signal(object)  # Path
    import_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.folder = PathField(PathKind.FOLDER)
        self.look = ActionButton("Look what is there", icon="search", role="primary")
        self.progress = ProgressPanel()
        self.report = ImportReport()
        self.another = ActionButton("Another folder", icon="folder")
        self.take_in = ActionButton(icon="receive", role="primary")
        self.home = ActionButton("Home", icon="home")
        self.done = ActionButton("Done", icon="check", role="primary")
        self._choice = self._made_choice()
        self._lay_out()
        self._connect()

    def title(self) -> str:
        """The title in the present language."""
        return text("Import")

    def focus_first(self) -> None:
        """The folder, the way to stop, the first batch, or after an import the way on; where there
        is no batch, the way to another folder."""
        if self._choice.isVisibleTo(self):
            self.folder.setFocus()
        elif self.progress.isVisibleTo(self):
            self.progress.focus_first()
        elif self.done.isVisibleTo(self):
            self.done.setFocus()
        elif not self.report.focus_first():
            self.another.setFocus()

    # --- what is shown

    def show_choice(self, folder: Path | None) -> None:
        """Ask for the folder."""
        self.folder.show_path(folder)
        self._show(self._choice)

    def show_looking(self) -> None:
        """The folder is being looked through."""
        self.progress.start("Looking through the batches; nothing is written")
        self._show(self.progress)

    def show_importing(self) -> None:
        """The batches are being imported."""
        self.progress.start("Importing")
        self._show(self.progress)

    def show_progress(self, report: ProgressReport) -> None:
        """How far it is."""
        self.progress.show_progress(report.done, report.total, report.what)

    def show_model(self, view: ImportView) -> None:
        """Show what a look found, or what the import did."""
        self.report.show_view(view)
        self._offer(view)
        self._show(self.report)

    # --- inside

    def _made_choice(self) -> Card:
        card = Card("Where are the batches?")
        card.add(
            body(
                "Choose the stick or folder that the laptops send to. FieldKit looks first and"
                " shows what is there; nothing is written before you confirm."
            )
        )
        field = Field("Stick or folder", self.folder)
        card.add(field)
        return card

    def _lay_out(self) -> None:
        self._scroll = ScrollColumn()
        for part in (self._choice, self.progress, self.report):
            self._scroll.add(part)
        self._scroll.end()
        self._bar = ActionBar()
        self._bar.lead(self.home, self.another)
        self._bar.trail(self.look, self.take_in, self.done)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._bar)

    def _connect(self) -> None:
        self.folder.line.returnPressed.connect(self._want_look)
        self.look.clicked.connect(self._want_look)
        self.take_in.clicked.connect(self.import_wanted)
        self.another.clicked.connect(lambda: self._show(self._choice))
        for button in (self.home, self.done):
            button.clicked.connect(self.leave_wanted)
        self.progress.cancel_wanted.connect(self.stop_wanted)

    def _want_look(self) -> None:
        folder = self.folder.path()
        if folder is None:
            self.folder.setFocus()
        else:
            self.look_wanted.emit(folder)

    def _offer(self, view: ImportView) -> None:
        """What can be done next with this view; the words carry the number."""
        total = view.totals
        if total.importable:
            self.take_in.set_message(
                lambda: ntext("Import {count} batch", "Import {count} batches", total.importable)
            )
        else:
            self.take_in.set_message("Leave the receipts again")
        receipts_wanted = view.stage is ImportStage.LOOKED and total.already > 0
        self._may_import = total.importable > 0 or receipts_wanted
        self._is_done = view.stage is ImportStage.IMPORTED and not self._may_import

    _may_import = False
    _is_done = False

    def _show(self, part: QWidget) -> None:
        """One part at a time, with the buttons that belong to it."""
        for each in (self._choice, self.progress, self.report):
            each.setVisible(each is part)
        self.look.setVisible(part is self._choice)
        self.take_in.setVisible(part is self.report and self._may_import)
        self.another.setVisible(part is self.report)
        self.done.setVisible(part is self.report and self._is_done)
        self.home.setVisible(part is not self.progress and not self.done.isVisibleTo(self))
        self.focus_first()
        self._scroll.verticalScrollBar().setValue(0)  # not where the focus would have led
