"""What to publish, where to, and in which language its labels are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldkit.languages.bidi import isolate
from fieldkit.languages.marking import N_
from fieldkit.ui.language import language, text
from fieldkit.ui.models.publish import Asked, Barrier, LabelLanguage, Profile, PublishChoices
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.card import Card
from fieldkit.ui.widgets.choice_box import ChoiceBox, Option
from fieldkit.ui.widgets.choice_card import ChoiceCard
from fieldkit.ui.widgets.field import Field
from fieldkit.ui.widgets.path_field import PathField, PathKind
from fieldkit.ui.widgets.texts import heading

_CASE: Final = N_(
    "Everything, names included. Only for the people who work on these cases; keep it as you would"
    " keep the paper files."
)
_CASE_WORDS: Final = {
    Barrier.NONE: _CASE,
    Barrier.NOT_COORDINATOR: N_("Everything, names included. Only the coordinator may publish it."),
    Barrier.NO_IDENTIFIER_KEY: N_(
        "Everything, names included. Your passphrase does not open names and numbers, so you cannot"
        " publish it."
    ),
}


class PublishSetup(QWidget):
    """`profile_chosen` tells that another kind was chosen: each kind has a folder of its own."""

    profile_chosen = Signal(object)  # Profile

    def __init__(self) -> None:
        super().__init__()
        self._barrier = Barrier.NONE
        self.statistics = ChoiceCard(
            "Statistics",
            "No names and numbers, nothing about health, religion or origin, dates only as months."
            " Colleagues and partners may have it. Free text is searched for telephone numbers and"
            " names first.",
            icon="chart",
            value=Profile.STATISTICS,
        )
        self.case = ChoiceCard("Case work", self._case_words, icon="key", value=Profile.CASE)
        self.folder = PathField(PathKind.FOLDER)
        self.place = Field("Folder for the files", self.folder)
        self.place.set_hint(
            "A folder of its own, not one with records; for names also not one that travels. Excel"
            " workbooks and CSV files go there; what was published before is replaced."
        )
        self.language = ChoiceBox()
        self._lay_out()
        for card in (self.statistics, self.case):
            card.toggled.connect(self._toggled)
        self.statistics.setChecked(True)

    @property
    def profile(self) -> Profile:
        """The kind that is chosen."""
        return Profile.CASE if self.case.isChecked() else Profile.STATISTICS

    def asked(self) -> Asked | None:
        """What was chosen; None, and the field says why, while there is no folder."""
        folder = self.folder.path()
        self.place.clear_problem()
        if folder is None:
            self.show_problem(lambda: text("Choose a folder."))
            return None
        return Asked(self.profile, str(folder), str(self.language.value or ""))

    def show_choices(self, choices: PublishChoices) -> None:
        """Offer what this person may choose; labels in the window's language where there are."""
        self._barrier = choices.barrier
        self.case.set_explanation(self._case_words())
        self.case.setEnabled(choices.barrier is Barrier.NONE)
        options: list[Option] = [("", lambda: text("Each form's own"))]
        options += [(each.code, _named(each)) for each in choices.languages]
        self.language.show_options(options, language().code)

    def show_folder(self, folder: Path | None) -> None:
        """The folder that was published into last."""
        self.place.clear_problem()
        self.folder.show_path(folder)

    def show_problem(self, words: Callable[[], str]) -> None:
        """Say what is wrong with the folder, at the folder."""
        self.place.show_problem(words)
        self.folder.setFocus()

    def focus_first(self) -> None:
        """The kind that is chosen."""
        (self.case if self.case.isChecked() else self.statistics).setFocus()

    def _case_words(self) -> str:
        return text(_CASE_WORDS[self._barrier])

    def _toggled(self, checked: bool) -> None:
        if checked:
            self.place.clear_problem()
            self.profile_chosen.emit(self.profile)

    def _lay_out(self) -> None:
        space = tokens()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.space_s)
        column.addWidget(heading("What may be in it?"))
        column.addWidget(self.statistics)
        column.addWidget(self.case)
        column.addSpacing(space.space_m)
        card = Card()
        card.add(self.place)
        card.column.addSpacing(space.space_s)
        card.add(Field("Language of the labels", self.language))
        column.addWidget(card)


def _named(offered: LabelLanguage) -> Callable[[], str]:
    return lambda: isolate(offered.own_name)
