"""The first run: joins its page to its presenter, and leads on from there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from fieldkit.ui.flows.desk import Desk
from fieldkit.ui.models.first_run import FirstRunView, MakingStep, Road, Welcome
from fieldkit.ui.pages.first_run import FirstRunPage
from fieldkit.ui.presenters.first_run import FirstRunPresenter
from fieldkit.ui.presenters.passphrases import secret
from fieldkit.ui.presenters.sample import SamplePresenter
from fieldkit.ui.runner import Failure, ProgressReport


class FirstRunFlow(QObject):
    """The presenters may be given, when they are to work more cheaply than they would."""

    def __init__(
        self,
        desk: Desk,
        *,
        presenter: FirstRunPresenter | None = None,
        sample: SamplePresenter | None = None,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._presenter = presenter or FirstRunPresenter(desk.access, desk.root)
        self._sample = sample or SamplePresenter(desk.access, desk.root)
        self._road = Road.JOIN
        self._content: object = Welcome()
        self._page = FirstRunPage()
        self._connect()

    def begin(self) -> None:
        """Show the welcome."""
        self._desk.runner.run(self._presenter.arrive, self._arrive)

    # --- inside

    def _arrive(self, view: FirstRunView) -> None:
        self._show(view)
        self._desk.shell.show_page(self._page)

    def _connect(self) -> None:
        page, does = self._page, self._presenter
        page.back_wanted.connect(self._back)
        page.stop_wanted.connect(self._desk.runner.cancel)
        page.welcome.road_wanted.connect(self._asks(does.begin))
        page.welcome.sample_wanted.connect(self._make_sample)
        page.kit.file_chosen.connect(self._asks(does.read_kit))
        page.kit.accepted.connect(self._asks(does.accept_kit))
        page.deployment.founded.connect(self._asks(does.found))
        page.person.introduced.connect(self._asks(does.introduce))
        page.passphrase.other_words_wanted.connect(self._asks(does.other_words))
        page.passphrase.chosen.connect(self._choose)
        page.code.written.connect(self._asks(does.written_down))
        page.code_back.typed.connect(self._type_back)
        page.hand_out.kit_wanted.connect(self._asks(does.copy_kit))
        page.hand_out.drop_wanted.connect(self._asks(does.prepare_drop))
        page.hand_out.finished.connect(self._asks(does.finish))
        page.done.next_wanted.connect(self._go_on)
        page.done.home_wanted.connect(self._desk.go.home)
        self._desk.runner.progressed.connect(self._progressed)

    def _asks(self, operation: Callable[..., FirstRunView]) -> Callable[..., None]:
        """A slot that runs a step of the presenter with what the signal carries."""

        def asked(*said: Any) -> None:
            self._run(lambda: operation(*said))

        return asked

    def _choose(self, typed: str) -> None:
        self._run(lambda: self._presenter.choose(secret(typed)))

    def _type_back(self, typed: str) -> None:
        self._run(lambda: self._presenter.type_back(secret(typed)))

    def _run(self, operation: Callable[[], FirstRunView]) -> None:
        self._page.set_waiting(waiting=True)
        self._desk.runner.run(operation, self._show, failed=self._page.show_failure)

    def _show(self, view: FirstRunView) -> None:
        self._content = view.content
        self._road = view.road
        self._page.show_model(view)
        if isinstance(view.content, MakingStep):
            self._desk.runner.task(self._presenter.make, self._made, failed=self._not_made)

    def _made(self, view: FirstRunView) -> None:
        if view.folder is not None:
            self._desk.preferences.change(last_vault=str(view.folder))
        self._desk.shell.show_sample_band(visible=False)
        self._desk.shell.show_unlocked(unlocked=True)
        self._show(view)

    def _not_made(self, failure: Failure) -> None:
        """Back to the code; the reason stands above it."""
        self._desk.runner.run(self._presenter.back, lambda view: self._tell(view, failure))

    def _tell(self, view: FirstRunView, failure: Failure) -> None:
        self._show(view)
        self._page.show_failure(failure)

    def _make_sample(self) -> None:
        self._page.show_sample_made()
        self._desk.runner.task(self._sample.make, self._sample_made, failed=self._no_sample)

    def _sample_made(self, first: Path) -> None:
        self._desk.preferences.change(last_vault=str(first))
        self._desk.go.unlock()

    def _no_sample(self, failure: Failure) -> None:
        self._desk.runner.run(self._presenter.arrive, lambda view: self._tell(view, failure))

    def _progressed(self, report: ProgressReport) -> None:
        self._page.show_progress(report.done, report.total, report.what)

    def _back(self) -> None:
        if isinstance(self._content, Welcome):
            self._desk.go.unlock()
        else:
            self._run(self._presenter.back)

    def _go_on(self) -> None:
        if self._road is Road.JOIN:
            self._desk.go.join()
        else:
            self._desk.go.home()
