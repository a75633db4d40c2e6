"""Publishing: choose what and where, look what would be in it, publish, read what became of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldkit.ui.failure_words import happened, next_step
from fieldkit.ui.language import text
from fieldkit.ui.models.publish import (
    Asked,
    Profile,
    PublishChoices,
    Published,
    PublishPreview,
    StoppedByScan,
)
from fieldkit.ui.pages.page import Page
from fieldkit.ui.runner import Failure, ProgressReport
from fieldkit.ui.widgets import publish_words
from fieldkit.ui.widgets.action_bar import ActionBar
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.progress_panel import ProgressPanel
from fieldkit.ui.widgets.publish_look import PublishLook
from fieldkit.ui.widgets.publish_result import PublishResult
from fieldkit.ui.widgets.publish_setup import PublishSetup
from fieldkit.ui.widgets.scan_stop import ScanStop
from fieldkit.ui.widgets.scroll_column import ScrollColumn


class PublishPage(Page):
    """Nothing is written before `publish_wanted`."""

    look_wanted = Signal(object)  # Asked
    publish_wanted = Signal(object)  # Asked
    stop_wanted = Signal()
    open_wanted = Signal(str)
    profile_chosen = Signal(object)  # Profile

    def __init__(self) -> None:
        super().__init__()
        self._asked: Asked | None = None
        self._names: dict[str, str] = {}
        self.setup = PublishSetup()
        self.progress = ProgressPanel()
        self.looked = PublishLook()
        self.result = PublishResult()
        self.stop = ScanStop()
        self._parts = (self.setup, self.progress, self.looked, self.result, self.stop)
        self.home = ActionButton("Home", icon="home")
        self.change = ActionButton("Change", icon="edit")
        self.look = ActionButton("Look what would be in it", icon="search", role="primary")
        self.publish = ActionButton("Publish", icon="table", role="primary")
        self.done = ActionButton("Done", icon="check", role="primary")
        self._lay_out()
        self._connect()

    def title(self) -> str:
        """The title in the present language."""
        return text("Publish")

    def focus_first(self) -> None:
        """Where the present part begins."""
        part = self._part
        if part is self.looked and not self.looked.has_forms:
            self.change.setFocus()  # nothing to look at: the way back to what was chosen
            return
        if isinstance(part, PublishSetup | ProgressPanel | PublishLook | PublishResult | ScanStop):
            part.focus_first()

    # --- what is shown

    def show_choices(self, choices: PublishChoices, folder: Path | None) -> None:
        """Ask what to publish, and where to."""
        self.setup.show_choices(choices)
        self.setup.show_folder(folder)
        self._show(self.setup)

    @property
    def folder(self) -> Path | None:
        """The folder that stands in the field."""
        return self.setup.folder.path()

    def show_folder(self, folder: Path | None) -> None:
        """The folder of another kind."""
        self.setup.show_folder(folder)

    def show_setup(self) -> None:
        """Back to what was chosen."""
        self._show(self.setup)

    def show_refusal(self, failure: Failure) -> None:
        """Say at the folder why it may take no publication."""
        self._show(self.setup)
        self.setup.show_problem(
            lambda: " ".join(filter(None, (happened(failure), next_step(failure))))
        )

    def show_preview(self, view: PublishPreview) -> None:
        """Show what would be published."""
        self._asked = view.asked
        self._names = {each.form_id: publish_words.form(each.name) for each in view.forms}
        self.looked.show_view(view)
        self._show(self.looked)
        self.publish.setVisible(bool(view.forms))

    def show_publishing(self) -> None:
        """It is being published."""
        self.progress.start("Publishing")
        self._show(self.progress)

    def show_progress(self, report: ProgressReport) -> None:
        """How far it is; a form is called by its name."""
        what = self._names.get(report.what, report.what)
        self.progress.show_progress(report.done, report.total, what)

    def show_outcome(self, outcome: Published | StoppedByScan) -> None:
        """Show what was published, or what stopped it."""
        if isinstance(outcome, Published):
            self.result.show_result(outcome)
            self._show(self.result)
        else:
            self.stop.show_stop(outcome)
            self._show(self.stop)

    # --- inside

    def _lay_out(self) -> None:
        self._scroll = ScrollColumn()
        for part in self._parts:
            self._scroll.add(part)
        self._scroll.end()
        bar = ActionBar()
        bar.lead(self.home, self.change)
        bar.trail(self.look, self.publish, self.done)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addWidget(bar)
        self._show(self.setup)

    def _connect(self) -> None:
        self.setup.profile_chosen.connect(self._profile_chosen)
        self.setup.folder.line.returnPressed.connect(self._want_look)
        self.look.clicked.connect(self._want_look)
        self.publish.clicked.connect(self._want_publish)
        self.change.clicked.connect(self.show_setup)
        self.progress.cancel_wanted.connect(self.stop_wanted)
        self.result.open_wanted.connect(self.open_wanted)
        for button in (self.home, self.done):
            button.clicked.connect(self.leave_wanted)

    def _profile_chosen(self, profile: Profile) -> None:
        self.profile_chosen.emit(profile)

    def _want_look(self) -> None:
        asked = self.setup.asked()
        if asked is not None:
            self.look_wanted.emit(asked)

    def _want_publish(self) -> None:
        if self._asked is not None:
            self.publish_wanted.emit(self._asked)

    def _show(self, part: QWidget) -> None:
        """One part at a time, with the buttons that belong to it."""
        self._part = part
        for each in self._parts:
            each.setVisible(each is part)
        self.look.setVisible(part is self.setup)
        self.publish.setVisible(part is self.looked)
        self.change.setVisible(part in (self.looked, self.stop))
        self.done.setVisible(part is self.result)
        self.home.setVisible(part not in (self.progress, self.result))
        self.focus_first()
        self._scroll.verticalScrollBar().setValue(0)  # not where the focus would have led
