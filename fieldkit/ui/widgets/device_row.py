"""A device that takes part or took part; revoking it asks once more, in its place."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldkit.languages.bidi import isolate
from fieldkit.languages.marking import N_
from fieldkit.ui.language import bind, text
from fieldkit.ui.models.devices import DeviceLine, DeviceState
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.card import Card
from fieldkit.ui.widgets.chip import Chip
from fieldkit.ui.widgets.icon_label import IconLabel
from fieldkit.ui.widgets.texts import body, label, small

# state -> (words, tone)
_STATES: Final = {
    DeviceState.SELF: (N_("Coordinator"), "accent"),
    DeviceState.APPROVED: (N_("Approved"), "ok"),
    DeviceState.REVOKED: (N_("Revoked"), "danger"),
}


class DeviceRow(Card):
    """`revoke_wanted` carries the id, after it was asked twice."""

    revoke_wanted = Signal(str)

    def __init__(self, device: DeviceLine) -> None:
        super().__init__(role="row")
        self.device = device
        self.revoke = ActionButton("Revoke …", role="quiet")
        bind(self.revoke, "setAccessibleName", "Revoke {device}", device=device.label)
        self.sure = ActionButton("Revoke it", role="danger")
        self.keep = ActionButton("Keep it")
        self._question = self._asked_once_more()
        self.add(self._line())
        self.add(self._question)
        self._question.hide()
        self.revoke.setVisible(device.state is DeviceState.APPROVED)
        self.revoke.clicked.connect(self._ask)
        self.keep.clicked.connect(self._withdraw)
        self.sure.clicked.connect(lambda: self.revoke_wanted.emit(self.device.id))

    @property
    def is_asking(self) -> bool:
        """Whether the question is open."""
        return not self._question.isHidden()

    def _ask(self) -> None:
        self._question.show()
        self.revoke.hide()
        self.keep.setFocus()

    def _withdraw(self) -> None:
        self._question.hide()
        self.revoke.show()
        self.revoke.setFocus()

    def _line(self) -> QHBoxLayout:
        device = self.device
        words, tone = _STATES[device.state]
        name, about = label("label"), small()
        bind(name, "setText", lambda: _name(device))
        bind(about, "setText", lambda: _about(device))
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(name)
        column.addWidget(about)
        row = QHBoxLayout()
        row.setSpacing(tokens().space_m)
        row.addWidget(IconLabel("laptop", "muted", factor=1.2))
        row.addLayout(column, 1)
        row.addWidget(Chip(lambda: text(words), tone=tone), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.revoke, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _asked_once_more(self) -> QWidget:
        question = QWidget()
        column = QVBoxLayout(question)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(
            body(
                "Nothing from this laptop is imported any more, and it cannot come back under its"
                " key. What was imported before stays."
            )
        )
        row = QHBoxLayout()
        row.addWidget(self.keep)
        row.addWidget(self.sure)
        row.addStretch(1)
        column.addLayout(row)
        return question


def _name(device: DeviceLine) -> str:
    return text("This computer") if device.state is DeviceState.SELF else isolate(device.label)


def _about(device: DeviceLine) -> str:
    if not device.team:
        return text("Person {author}", author=device.author)
    return text("Team {team} · person {author}", team=device.team, author=device.author)
