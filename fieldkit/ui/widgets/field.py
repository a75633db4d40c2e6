"""A labelled field: what it is called, the field itself, a hint, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fieldkit.ui.language import bind, text
from fieldkit.ui.theme import set_tone, tokens
from fieldkit.ui.widgets.icon_label import IconLabel
from fieldkit.ui.widgets.texts import label, small


class Field(QWidget):
    """Names its widget for a screen reader; the hint and the problem become its description."""

    def __init__(self, message: str | Callable[[], str], widget: QWidget, **fields: object) -> None:
        super().__init__()
        self.widget = widget
        self._focused = widget.focusProxy() or widget
        self._label = label("label", message, **fields)
        self._label.setBuddy(self._focused)
        bind(self._focused, "setAccessibleName", message, **fields)
        self._hint = small()
        self._problem = _ProblemLine()
        self._hinted = self._told = _nothing
        self._lay_out()

    def set_hint(self, message: str | Callable[[], str], **fields: object) -> None:
        """Say below the field what to write in it."""
        self._hinted = _render(message, fields)
        bind(self._hint, "setText", self._hinted)
        self._hint.show()
        bind(self._focused, "setAccessibleDescription", self._description)

    def show_problem(self, message: str | Callable[[], str], **fields: object) -> None:
        """Say what is wrong, at the place where it can be put right."""
        self._told = _render(message, fields)
        bind(self._problem.words, "setText", self._told)
        self._problem.show()
        set_tone(self._focused, "danger")
        bind(self._focused, "setAccessibleDescription", self._description)

    def clear_problem(self) -> None:
        """Nothing is wrong any more."""
        self._told = _nothing
        self._problem.hide()
        set_tone(self._focused, "")
        bind(self._focused, "setAccessibleDescription", self._description)

    @property
    def problem(self) -> str:
        """What is said to be wrong, in the present language; "" for nothing."""
        return "" if self._problem.isHidden() else self._problem.words.text()

    @property
    def label(self) -> QLabel:
        """The label above."""
        return self._label

    def _description(self) -> str:
        # Not what the labels show: when the language changes, they may be asked after this.
        return " ".join(filter(None, (self._told(), self._hinted())))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self._label, self.widget, self._problem, self._hint):
            column.addWidget(widget)
        self._hint.hide()
        self._problem.hide()
        self.setFocusProxy(self._focused)


def _nothing() -> str:
    return ""


def _render(message: str | Callable[[], str], fields: dict[str, object]) -> Callable[[], str]:
    return message if callable(message) else lambda: text(message, **fields)


class _ProblemLine(QWidget):
    """An icon and words; the icon so that it is not the colour alone that tells."""

    def __init__(self) -> None:
        super().__init__()
        self.words = label("problem")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens().space_s)
        row.addWidget(IconLabel("problem", "danger", factor=0.9))
        row.addWidget(self.words, 1)
