"""What a new deployment is called, where it is, and which teams it has."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit

from fieldkit.ui.models.first_run import DeploymentStep as DeploymentModel
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.card import Card
from fieldkit.ui.widgets.field import Field
from fieldkit.ui.widgets.line_edit import LineEdit
from fieldkit.ui.widgets.step import Step

_LINES = 3


class DeploymentStep(Step):
    """`founded` carries name, municipality and teams as they were typed."""

    founded = Signal(str, str, tuple)

    def __init__(self) -> None:
        super().__init__(
            "Your deployment",
            "A deployment is what your laptops take part in together. The three forms that come"
            " with FieldKit are put into its kit.",
        )
        self.name = Field("Name of the deployment", LineEdit())
        self.name.set_hint("As people know it, in any language.")
        self.municipality = Field("Municipality", LineEdit())
        self.municipality.set_hint("Its name, or its code in your reference list.")
        self.teams = Field("Teams, one on each line", _Lines())
        self.teams.set_hint("May stay empty. Each laptop chooses one of them when it joins.")
        card = Card()
        for field in (self.name, self.municipality, self.teams):
            card.add(field)
        self.column.addWidget(card)
        self._name = _line_of(self.name)
        self._municipality = _line_of(self.municipality)

    def show_model(self, model: DeploymentModel) -> None:
        """Show what was said before; what is missing is told only after it was asked for."""
        self._name.show_text(model.name)
        self._municipality.show_text(model.municipality)
        self._teams.setPlainText("\n".join(model.teams))

    def focus_first(self) -> None:
        """On the name."""
        self.name.setFocus()

    def go_on(self) -> None:
        """Name and municipality are needed."""
        missing = [
            field
            for field, line in (
                (self.name, self._name),
                (self.municipality, self._municipality),
            )
            if not line.text().strip()
        ]
        self.name.clear_problem()
        self.municipality.clear_problem()
        for field in missing:
            field.show_problem("This is needed.")
        if missing:
            missing[0].setFocus()
            return
        teams = tuple(self._teams.toPlainText().splitlines())
        self.founded.emit(self._name.text(), self._municipality.text(), teams)

    @property
    def _teams(self) -> QPlainTextEdit:
        assert isinstance(self.teams.widget, QPlainTextEdit)
        return self.teams.widget


class _Lines(QPlainTextEdit):
    """A few lines; the Tab key leaves."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(_LINES * tokens().touch)


def _line_of(field: Field) -> LineEdit:
    assert isinstance(field.widget, LineEdit)
    return field.widget
