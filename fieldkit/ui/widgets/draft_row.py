"""A draft in the list: whose it is, how far it is, and what can be done with it.

Deleting asks once more, in the same place: what is deleted cannot be brought back.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldkit.languages.bidi import isolate
from fieldkit.ui.instants import day_and_time
from fieldkit.ui.language import bind, language, nbind, text
from fieldkit.ui.models.home import DraftLine
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.card import Card
from fieldkit.ui.widgets.chip import Chip
from fieldkit.ui.widgets.icon_button import IconButton
from fieldkit.ui.widgets.keep_or_remove import KeepOrRemove
from fieldkit.ui.widgets.tab_order import lead_through
from fieldkit.ui.widgets.texts import body, label, small
from fieldkit.ui.widgets.version_offers import VersionOffers
from fieldkit.ui.widgets.words_label import WordsLabel


class DraftRow(Card):
    """Emits the id of its record."""

    continue_wanted = Signal(str)
    delete_wanted = Signal(str)
    move_wanted = Signal(str)
    move_back_wanted = Signal(str)

    def __init__(self, line: DraftLine) -> None:
        super().__init__(role="row")
        self.line = line
        self._person = label("label")
        self._form = WordsLabel(own_side=False)
        self._times = small()
        self._missing = _missing_chip(line.missing)
        self._continue = ActionButton("Continue", icon="next")
        self._delete = IconButton("trash", "Delete this draft", ink="muted")
        self._question: _DeleteQuestion | None = None
        self._versions = VersionOffers(line)
        self._lay_out()
        self._connect()
        bind(self, "show_form", lambda: language().code)
        bind(self._person, "setText", self._whose)
        bind(self._times, "setText", self._written_times)

    def show_form(self, code: str) -> None:
        """Show the title of the form for who reads `code`."""
        self._form.show_words(self.line.form.within(code))
        whose, form = self._whose(), self._form.words.text
        for button, name in (
            (self._continue, text("Continue: {person}, {form}", person=whose, form=form)),
            (self._delete, text("Delete the draft: {person}, {form}", person=whose, form=form)),
        ):
            button.setAccessibleName(name)
        self._versions.say_whose(whose, form)

    @property
    def stops(self) -> list[QWidget]:
        """Where the Tab key stops, in the order of reading."""
        return self._question.stops if self._question is not None else self._usual

    @property
    def _usual(self) -> list[QWidget]:
        return [self._continue, self._delete, *self._versions.stops]

    def _whose(self) -> str:
        return isolate(self.line.person) if self.line.person else text("No person code yet")

    def _written_times(self) -> str:
        started, changed = day_and_time(self.line.started_at), day_and_time(self.line.changed_at)
        if changed in ("", started):
            return text("Started {started}", started=started) if started else ""
        return text("Started {started} · changed {changed}", started=started, changed=changed)

    def _ask(self) -> None:
        question = _DeleteQuestion()
        question.kept.connect(self._take_back)
        question.confirmed.connect(lambda: self.delete_wanted.emit(self.line.record))
        self._question = question
        self.add(question)
        lead_through([self._delete, *question.stops])
        question.show()
        question.focus_first()
        self._actions.hide()
        self._versions.hide()

    def _take_back(self) -> None:
        question, self._question = self._question, None
        self._actions.show()
        self._versions.setVisible(bool(self._versions.stops))
        self._delete.setFocus()
        if question is not None:
            question.hide()
            question.deleteLater()

    def _connect(self) -> None:
        record = self.line.record
        self._continue.clicked.connect(lambda: self.continue_wanted.emit(record))
        self._delete.clicked.connect(self._ask)
        self._versions.move_wanted.connect(lambda: self.move_wanted.emit(record))
        self._versions.back_wanted.connect(lambda: self.move_back_wanted.emit(record))

    def _lay_out(self) -> None:
        look = tokens()
        words = QVBoxLayout()
        words.setSpacing(2)
        for widget in (self._person, self._form, self._times):
            words.addWidget(widget)
        self._actions = QWidget()
        actions = QHBoxLayout(self._actions)
        actions.setContentsMargins(0, 0, 0, 0)
        actions.setSpacing(look.space_s)
        actions.addWidget(self._missing)
        actions.addWidget(self._continue)
        actions.addWidget(self._delete)
        if not self.line.is_new:
            self._delete.hide()
        row = QHBoxLayout()
        row.setSpacing(look.space_m)
        row.addLayout(words, 1)
        row.addWidget(self._actions, 0, Qt.AlignmentFlag.AlignVCenter)
        self.add(row)
        self.add(self._versions)
        self._versions.setVisible(bool(self._versions.stops))


def _missing_chip(missing: int) -> Chip:
    """How many answers are missing before it can be finished."""
    if not missing:
        return Chip("Nothing missing", tone="ok")
    chip = Chip(tone="warn")
    nbind(chip, "set_text", "{count} answer missing", "{count} answers missing", missing)
    return chip


class _DeleteQuestion(KeepOrRemove):
    """Asked below the draft it is about."""

    def __init__(self) -> None:
        super().__init__(
            ActionButton("Keep it"), ActionButton("Delete for good", icon="trash", role="danger")
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens().space_s)
        row.addWidget(body("Delete this draft with all its answers? It cannot be brought back."), 1)
        row.addWidget(self._keep)
        row.addWidget(self._remove)
