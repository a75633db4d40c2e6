"""The request to join: what the laptop is called, its team, and where the file goes."""

from __future__ import annotations

from PySide6.QtCore import Signal

from fieldkit.languages.marking import N_
from fieldkit.ui.language import bind
from fieldkit.ui.models.join import JoinView
from fieldkit.ui.widgets.card import Card
from fieldkit.ui.widgets.field import Field
from fieldkit.ui.widgets.line_edit import LineEdit
from fieldkit.ui.widgets.path_field import PathField, PathKind
from fieldkit.ui.widgets.step import Step
from fieldkit.ui.widgets.team_choice import TeamChoice
from fieldkit.ui.widgets.texts import label

_AT_THE_FOLDER = ("no-drop", "name-taken", "storage", "disk-full")


class AskStep(Step):
    """`asked` carries the folder, the name of the laptop and the team."""

    asked = Signal(object, str, str)  # Path, label, team

    def __init__(self) -> None:
        super().__init__(
            "Ask to join",
            "FieldKit writes a small file for your coordinator and shows you six words to read out."
            " You hear six words back: so both of you know that nobody stands between you.",
        )
        self.next_message = N_("Write the request")
        self.back_message = N_("Home")
        self.deployment = label("label")
        self._name = LineEdit()
        self.name = Field("Name of this laptop", self._name)
        self.name.set_hint("Your coordinator sees it. Not a person's name.")
        self.path = PathField(PathKind.FOLDER)
        self.folder = Field("Folder or stick for the request", self.path)
        self.folder.set_hint("Give the file to your coordinator, on a stick or by mail.")
        self.teams = TeamChoice()
        card = Card()
        card.add(self.name)
        card.add(self.folder)
        for widget in (self.deployment, card, self.teams):
            self.column.addWidget(widget)

    def show_model(self, model: JoinView) -> None:
        """Show what is known of this laptop."""
        bind(
            self.deployment,
            "setText",
            "You join {deployment} in {municipality}.",
            deployment=model.deployment,
            municipality=model.municipality,
        )
        self._name.show_text(model.label)
        self.name.clear_problem()
        self.folder.clear_problem()
        self.teams.show_teams(model.teams, model.team)

    def focus_first(self) -> None:
        """On the folder: the rest is filled in."""
        self.folder.setFocus()

    def field_for(self, code: str) -> Field | None:
        """What is wrong with the stick is told at the folder."""
        return self.folder if code in _AT_THE_FOLDER else None

    def go_on(self) -> None:
        """A name, a team and a folder are needed."""
        self.name.clear_problem()
        self.folder.clear_problem()
        path = self.path.path()
        if not self._name.text().strip():
            self.name.show_problem("Type a name for this laptop.")
            self.name.setFocus()
        elif not self.teams.is_chosen():
            return
        elif path is None:
            self.folder.show_problem("Choose a folder first.")
            self.folder.setFocus()
        else:
            self.asked.emit(path, self._name.text(), self.teams.team)
