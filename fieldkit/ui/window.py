"""The one window: a bar at the top, the page, and what lies over it (toast, cover).

It shows pages and knows nothing of what they are about.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from fieldkit.model.progress import Cancelled
from fieldkit.ui.language import bind, language
from fieldkit.ui.pages.cover import CoverPage
from fieldkit.ui.pages.page import Page
from fieldkit.ui.preferences import PreferencesFile
from fieldkit.ui.presenters.access import Locked
from fieldkit.ui.runner import Failure, Runner, UndoOffer
from fieldkit.ui.theme import set_role
from fieldkit.ui.widgets.failure_banner import FailureBanner
from fieldkit.ui.widgets.idle_watch import IdleWatch
from fieldkit.ui.widgets.sample_band import SampleBand
from fieldkit.ui.widgets.toast import Toast
from fieldkit.ui.widgets.top_bar import TopBar

# What was asked just before locking, and a stop that was asked for.
NO_NEWS: Final = frozenset({Locked.code, Cancelled.code})
NO_TITLE: Final = "–"  # of a covered window: it names neither the tool nor a form


class Window(QMainWindow):
    """Shows one page at a time. Emits what people want of the window itself."""

    home_wanted = Signal()
    lock_wanted = Signal()
    closing = Signal()
    page_came = Signal()

    def __init__(self, runner: Runner, preferences: PreferencesFile) -> None:
        super().__init__()
        self._runner = runner
        self._page: Page | None = None
        self.top_bar = TopBar(preferences)
        self.band = SampleBand()
        self.failure = FailureBanner()
        self.toast = Toast(self)
        self.cover = CoverPage()
        self.idle = IdleWatch(preferences, self)
        self._lay_out()
        self._connect()
        bind(self, "setWindowTitle", self._window_title)

    # --- pages

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        return self._page

    def show_page(self, page: Page) -> None:
        """Put a page in the window; the one before hands over what was half typed and goes."""
        before, self._page = self._page, page
        if not self._expects_page:
            self.failure.hide()
        self._expects_page = False
        if before is not None and before is not page:
            self._let_words_go()
            before.commit_pending()
            self._body.removeWidget(before)
        self._body.addWidget(page, 1)
        self.top_bar.show_page(page.title, page.header())
        bind(self, "setWindowTitle", self._window_title)
        if before is not page:
            page.title_changed.connect(self._show_title)
        page.show()
        self._come_forward(page)
        if before is not None and before is not page:
            before.hide()
            before.deleteLater()
        self.page_came.emit()

    def expect_page(self) -> None:
        """Another page was asked for: what fails from now on is told above that one."""
        self.failure.hide()
        self._expects_page = True

    def _let_words_go(self) -> None:
        """What was said in passing goes with the page that it was about."""
        if not self._told_of_next:
            self.toast.pass_by()
        self._told_of_next = False

    def _come_forward(self, page: Page) -> None:
        """Let the page be seen, unless somebody has covered the screen."""
        if self.is_covered and not self._is_locking:
            self._focused = None
            return
        self._is_locking = False
        self._layers.setCurrentWidget(self._surface)
        self._show_title()
        page.focus_first()

    def show_sample_band(self, *, visible: bool) -> None:
        """The band that says that everything here is invented."""
        self.band.setVisible(visible)

    def show_unlocked(self, *, unlocked: bool) -> None:
        """Whether there is anything to lock or to go home to."""
        self.top_bar.show_unlocked(unlocked=unlocked)
        self.idle.watch(active=unlocked)

    def tell(self, render: Callable[[], str]) -> None:
        """Say something in passing, of the page that is on its way, else of the one that is shown;
        under the cover there is nobody to be told."""
        if not self.is_covered:
            self._told_of_next = self._expects_page
            self.toast.tell(render)

    # --- covering

    def toggle_cover(self) -> None:
        """Hide everything at once, or show it again; nothing is closed."""
        if self._is_locking:
            return
        covered = self._layers.currentWidget() is self.cover
        self._layers.setCurrentWidget(self._surface if covered else self.cover)
        self.toast.setVisible(False)
        self._show_title()
        if covered and self._page is not None:
            self._return_focus()
        elif not covered:
            self._focused = self.focusWidget()
            self.cover.focus_first()

    def hide_content(self) -> None:
        """Show the cover until the next page comes; until then nobody can lift it."""
        self._is_locking = True
        self._layers.setCurrentWidget(self.cover)
        self._show_title()
        self.toast.setVisible(False)
        self.expect_page()
        while (popup := QApplication.activePopupWidget()) is not None:
            if not popup.close():
                break

    @property
    def is_locking(self) -> bool:
        """Whether the cover stays until the page comes that unlocks."""
        return self._is_locking

    @property
    def is_covered(self) -> bool:
        """Whether the cover hides the page."""
        return self._layers.currentWidget() is self.cover

    def _return_focus(self) -> None:
        focused, self._focused = self._focused, None
        if focused is not None and isValid(focused):  # it may have gone under the cover
            focused.setFocus()
        elif self._page is not None:
            self._page.focus_first()

    _focused: QWidget | None = None
    _is_locking = False
    _expects_page = False
    _told_of_next = False
    _must_close = False

    # --- inside

    def _lay_out(self) -> None:
        root = QWidget()
        set_role(root, "canvas")
        self._layers = QStackedLayout(root)
        self._surface = QWidget()
        self._body = QVBoxLayout(self._surface)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(0)
        for widget in (self.top_bar, self.band, self.failure):
            self._body.addWidget(widget)
        self._layers.addWidget(self._surface)
        self._layers.addWidget(self.cover)
        self.band.hide()
        self.failure.hide()
        self.setCentralWidget(root)
        self.resize(1366, 768)

    def _connect(self) -> None:
        for keys, slot in (
            ("Ctrl+L", self.lock_wanted.emit),
            ("F9", self.toggle_cover),
            ("Ctrl+Z", self._undo),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(slot)
        self.top_bar.home_wanted.connect(self.home_wanted)
        self.top_bar.lock_wanted.connect(self.lock_wanted)
        self.top_bar.cover_wanted.connect(self.toggle_cover)
        self.cover.uncover_wanted.connect(self.toggle_cover)
        self.idle.idle.connect(self.lock_wanted)
        self._runner.failed.connect(self._show_failure)
        self._runner.undo_offered.connect(self._offer_undo)
        self.toast.undo_wanted.connect(self._runner.undo)
        language().changed.connect(self._language_changed)

    def _show_failure(self, failure: Failure) -> None:
        if failure.code not in NO_NEWS:
            self.failure.show_failure(failure)

    def _undo(self) -> None:
        if not self.is_covered:  # nobody takes back what they cannot see
            self._runner.undo()

    def _offer_undo(self, offer: UndoOffer | None) -> None:
        if offer is None:
            self.toast.withdraw()
        elif not self.is_covered:  # the words may name somebody
            self.toast.offer_undo(offer.words)

    def _language_changed(self, _code: str) -> None:
        self.toast.place()

    def _show_title(self) -> None:
        if self._page is not None:
            self.top_bar.show_title(self._page.title)
            bind(self, "setWindowTitle", self._window_title)

    def _window_title(self) -> str:
        if self.is_covered:
            return NO_TITLE
        title = self._page.title() if self._page is not None else ""
        return f"{title} · FieldKit" if title else "FieldKit"

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The toast keeps its place."""
        super().resizeEvent(event)
        self.toast.place()

    def closeEvent(self, event: QCloseEvent) -> None:
        """What was half typed is handed over before the window goes. Where it could not be saved
        the window stays and says so, once; nothing new is found when it is closed again."""
        if self._has_handed_over() or self._must_close:
            self.closing.emit()
            super().closeEvent(event)
        else:
            event.ignore()

    def close_now(self) -> None:
        """Hand over what is half typed and close, whatever becomes of it."""
        self._must_close = True
        self.close()

    def _has_handed_over(self) -> bool:
        page = self._page
        if page is None:
            return True
        before = page.unsaved
        page.commit_pending()
        if self.is_covered:
            return True  # nothing could be shown
        self._runner.cancel()
        self._runner.wait_idle()
        return page is not self._page or page.unsaved <= before
