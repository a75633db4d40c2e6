"""The page that shows what moving an interview to a newer version does, and asks once more."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout

from fieldkit.languages.bidi import isolate
from fieldkit.languages.digits import native
from fieldkit.languages.marking import N_
from fieldkit.ui.language import bind, language, nbind, text
from fieldkit.ui.models.move import MoveView, Part, Way
from fieldkit.ui.pages.page import Page
from fieldkit.ui.pages.told import told
from fieldkit.ui.runner import Failure
from fieldkit.ui.widgets.action_bar import ActionBar
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.banner import Banner
from fieldkit.ui.widgets.card import Card
from fieldkit.ui.widgets.move_part import MovePartCard
from fieldkit.ui.widgets.scroll_column import ScrollColumn
from fieldkit.ui.widgets.texts import body, label
from fieldkit.ui.widgets.words_label import WordsLabel

_SCROLLING: Final = (
    Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Up, Qt.Key.Key_Down,
    Qt.Key.Key_Home, Qt.Key.Key_End,
)  # fmt: skip

# way -> (title and way on, what it is, what is left as it is)
_WORDS: Final = {
    Way.FORTH: (
        N_("Move to the new version"),
        N_("This interview was begun with version {before} of its form, and version {after} is here"
           " now. Nothing changes before you confirm; until the interview is finished, the move can"
           " be taken back."),
        N_("Stay with the old version"),
    ),
    Way.BACK: (
        N_("Take the move back"),
        N_("This interview was moved to version {before} of its form. It would go on in version"
           " {after}, as it was before."),
        N_("Leave it moved"),
    ),
}  # fmt: skip


class MovePage(Page):
    """Shows a plan; emits `confirmed` when it is to be done."""

    confirmed = Signal()

    def __init__(self, view: MoveView) -> None:
        super().__init__()
        self.view = view
        name, meaning, stay = _WORDS[view.way]
        icon = "next" if view.way is Way.FORTH else "undo"
        self.confirm = ActionButton(name, icon=icon, role="primary")
        self.cancel = ActionButton(stay)
        self.problem = Banner("danger")
        self._form = WordsLabel(own_side=False)
        self._person = label("label")
        self._meaning = body(lambda: text(meaning, **self._versions()))
        self._kept = Banner("ok")
        self._column = ScrollColumn()
        self._lay_out()
        self.cancel.clicked.connect(self.leave_wanted)
        self.confirm.clicked.connect(self._confirm)
        bind(self, "show_form", lambda: language().code)
        bind(self._person, "setText", self._whose)
        self._say_what_stays()

    def title(self) -> str:
        """What would be done."""
        return text(_WORDS[self.view.way][0])

    def focus_first(self) -> None:
        """What changes nothing."""
        self.cancel.setFocus()

    def show_form(self, code: str) -> None:
        """Show the title of the form for who reads `code`."""
        self._form.show_words(self.view.form.within(code))

    def show_failure(self, failure: Failure) -> None:
        """It was not done."""
        self.problem.set_message(lambda: told(failure))
        self.problem.show()
        self.confirm.setEnabled(True)
        self.focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that scroll reach what is read here from the buttons below it, too."""
        if event.key() in _SCROLLING:
            QApplication.sendEvent(self._column.verticalScrollBar(), event)
            return
        super().keyPressEvent(event)

    # --- inside

    def _confirm(self) -> None:
        self.cancel.setFocus()  # a button that is off keeps no focus
        self.confirm.setEnabled(False)
        self.confirmed.emit()

    def _whose(self) -> str:
        return isolate(self.view.person) if self.view.person else text("No person code yet")

    def _versions(self) -> dict[str, str]:
        """Both versions, in the digits of the window."""
        code = language().code
        return {"before": native(self.view.before, code), "after": native(self.view.after, code)}

    def _say_what_stays(self) -> None:
        lost = any(part is Part.LOST for part, _ in self.view.parts)
        if self.view.way is Way.FORTH:
            self._kept.setVisible(self.view.kept > 0)
            nbind(
                self._kept,
                "set_text",
                "{count} answer stays as it is.",
                "{count} answers stay as they are.",
                self.view.kept,
            )
        elif lost:
            self._kept.set_tone("warn")
            self._kept.set_message("What was answered since the move does not go back with it.")
        else:
            self._kept.set_message("Nothing was answered since the move, so nothing is lost.")

    def _lay_out(self) -> None:
        column = self._column
        interview = Card()
        for line in (self._person, self._form, self._meaning):
            interview.add(line)
        for part in (self.problem, interview, self._kept):
            column.add(part)
        self.problem.hide()
        for part, lines in self.view.parts:
            column.add(MovePartCard(part, lines))
        column.end()
        bar = ActionBar()
        bar.lead(self.cancel)
        bar.trail(self.confirm)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(column, 1)
        page.addWidget(bar)
