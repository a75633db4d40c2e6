"""Who reads what: the worker's language and the respondent's, with the keys that change them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fieldkit.languages.marking import N_
from fieldkit.ui.language import bind, text
from fieldkit.ui.models.interview import FormLanguage, Languages
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.chip import Chip
from fieldkit.ui.widgets.icon_button import IconButton
from fieldkit.ui.widgets.menu_button import MenuButton


class LanguageBar(QWidget):
    """The language that leads comes first; between the two the button that swaps them."""

    worker_wanted = Signal(str)
    respondent_wanted = Signal(str)
    swap_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: Languages | None = None
        self._worker = _Reader(N_("Worker's language: {language}"))
        self._respondent = _Reader(N_("Respondent's language: {language}"))
        self.swap = IconButton("swap", "Swap the languages (F6)")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(tokens().space_xs)
        for widget in (self._worker, self.swap, self._respondent):
            self._row.addWidget(widget)
        self.swap.clicked.connect(self.swap_wanted)
        self.worker.wanted.connect(self.worker_wanted)
        self.respondent.wanted.connect(self.respondent_wanted)

    @property
    def worker(self) -> LanguageButton:
        """The worker's language."""
        return self._worker.button

    @property
    def respondent(self) -> LanguageButton:
        """The respondent's language."""
        return self._respondent.button

    def show_languages(self, languages: Languages) -> None:
        """Show who reads what; with one language there is nothing to choose."""
        if languages == self._shown:
            return
        self._shown = languages
        for widget in (self._worker, self.swap, self._respondent):
            # Not the bar itself: that is the window's to show.
            widget.setVisible(len(languages.offered) > 1)
        self._worker.show_languages(languages.offered, languages.worker, with_keys=False)
        self._respondent.show_languages(languages.offered, languages.respondent, with_keys=True)
        self._order(first=self._respondent if languages.swapped else self._worker)

    def hide_all(self) -> None:
        """There is nothing to read any more."""
        for widget in (self._worker, self.swap, self._respondent):
            widget.hide()

    def _order(self, first: QWidget) -> None:
        if self._row.indexOf(first) != 0:
            other = self._worker if first is self._respondent else self._respondent
            for position, widget in enumerate((first, self.swap, other)):
                self._row.insertWidget(position, widget)


class _Reader(QWidget):
    """The language somebody reads, and a mark where no person has reviewed its translations."""

    def __init__(self, message: str) -> None:
        super().__init__()
        self.button = LanguageButton(message)
        self._draft = Chip("Draft", tone="warn")
        for setter in ("setToolTip", "setAccessibleDescription"):
            bind(self._draft, setter, "No person has reviewed these translations yet.")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens().space_xs)
        row.addWidget(self.button)
        row.addWidget(self._draft)

    def show_languages(
        self, offered: tuple[FormLanguage, ...], present: str, *, with_keys: bool
    ) -> None:
        """As the button."""
        self.button.show_languages(offered, present, with_keys=with_keys)
        self._draft.setVisible(any(each.is_draft for each in offered if each.code == present))


class LanguageButton(MenuButton):
    """Shows a language by its own name, and offers the others in a menu."""

    wanted = Signal(str)

    def __init__(self, message: str) -> None:
        super().__init__()
        self._message = message
        self._present = ""
        self._group = QActionGroup(self._menu)
        bind(self, "show_words", self._words)

    def show_languages(
        self, offered: tuple[FormLanguage, ...], present: str, *, with_keys: bool
    ) -> None:
        """Offer these; `with_keys` says in the menu which key chooses each."""
        self._menu.clear()
        for each in offered:
            action = QAction(self._menu, checkable=True, checked=each.code == present)
            action.setData(each.code)
            bind(action, "setText", _line(each, with_keys=with_keys))
            action.triggered.connect(self._chosen)
            self._group.addAction(action)
            self._menu.addAction(action)
        self._present = next((each.own_name for each in offered if each.code == present), present)
        self.show_words(self._words())

    def show_words(self, words: str) -> None:
        """`words` is what a screen reader says; the button itself shows the name alone."""
        self.setText(self._present)
        self.setAccessibleName(words)
        self.setToolTip(words)

    def _chosen(self) -> None:
        self.wanted.emit(self._group.checkedAction().data())

    def _words(self) -> str:
        return text(self._message, language=self._present)


def _line(language: FormLanguage, *, with_keys: bool) -> Callable[[], str]:
    """A line of the menu: name, whether it is a draft, the key (after a tab, as Qt wants it)."""

    def words() -> str:
        name = language.own_name
        if language.is_draft:
            name = text("{language} (draft, not reviewed yet)", language=name)
        if with_keys and language.number:
            return "\t".join((name, text("Ctrl+{number}", number=language.number)))
        return name

    return words
