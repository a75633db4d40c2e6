"""Publishing: what may be chosen, a look, the publication when it is confirmed."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from fieldkit.ui.flows.desk import Desk
from fieldkit.ui.models.publish import (
    Asked,
    Profile,
    PublishChoices,
    Published,
    PublishPreview,
    StoppedByScan,
)
from fieldkit.ui.pages.publish import PublishPage
from fieldkit.ui.presenters.publish import PublishPresenter
from fieldkit.ui.runner import Failure

# What can be put right by another folder is told at the folder.
_ABOUT_THE_FOLDER: Final = frozenset({"folder", "other-profile", "storage", "locked", "disk-full"})


class PublishFlow(QObject):
    """Connects the publish page to its presenter."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._presenter = PublishPresenter(desk.access)
        self._page = PublishPage()
        self._page.look_wanted.connect(self._look)
        self._page.publish_wanted.connect(self._publish)
        self._page.stop_wanted.connect(desk.runner.cancel)
        self._page.open_wanted.connect(self._open)
        self._page.profile_chosen.connect(self._offer_folder)
        self._page.leave_wanted.connect(self._leave)
        desk.runner.progressed.connect(self._page.show_progress)

    def begin(self) -> None:
        """Ask what to publish; the page comes when it is known what can be chosen."""
        self._desk.runner.run(self._presenter.choices, self._begin)

    def _begin(self, choices: PublishChoices) -> None:
        self._page.show_choices(choices, self._last_folder(Profile.STATISTICS))
        self._desk.shell.show_page(self._page)

    def _look(self, asked: Asked) -> None:
        presenter = self._presenter
        self._desk.runner.run(
            lambda: presenter.preview(asked), self._show_preview, failed=self._failed
        )

    def _show_preview(self, view: PublishPreview) -> None:
        self._remember(view.asked)
        self._page.show_preview(view)

    def _publish(self, asked: Asked) -> None:
        self._page.show_publishing()
        presenter = self._presenter
        self._desk.runner.task(
            lambda progress: presenter.publish(asked, progress),
            self._show_outcome,
            failed=self._failed,
        )

    def _show_outcome(self, outcome: Published | StoppedByScan) -> None:
        self._page.show_outcome(outcome)

    def _failed(self, failure: Failure) -> None:
        """Back to what was chosen; a stop that was asked for needs no words."""
        if failure.code in _ABOUT_THE_FOLDER:
            self._page.show_refusal(failure)
            return
        self._page.show_setup()
        if failure.code != "cancelled":
            self._desk.runner.failed.emit(failure)

    def _offer_folder(self, profile: Profile) -> None:
        """Each kind has its folder; one that was just typed stays."""
        others = [self._last_folder(each) for each in Profile if each is not profile]
        if self._page.folder in (None, *others):
            self._page.show_folder(self._last_folder(profile))

    def _last_folder(self, profile: Profile) -> Path | None:
        present = self._desk.preferences.present
        last = present.case_folder if profile is Profile.CASE else present.statistics_folder
        return Path(last) if last else None

    def _remember(self, asked: Asked) -> None:
        if asked.profile is Profile.CASE:
            self._desk.preferences.change(case_folder=asked.folder)
        else:
            self._desk.preferences.change(statistics_folder=asked.folder)

    def _open(self, folder: str) -> None:
        """Show the folder in the computer's own window."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(folder))

    def _leave(self) -> None:
        """Nobody leaves a running publication without having seen what became of it."""
        if self._desk.runner.busy:
            self._desk.runner.cancel()
        else:
            self._desk.go.home()
