"""The rows of a list of choices that can be searched: which are offered, and how one is painted."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fieldkit.ui.models.interview import ChoiceView
from fieldkit.ui.theme import tokens
from fieldkit.ui.theme.icons import paint_icon
from fieldkit.ui.widgets.bilingual_text import BilingualText
from fieldkit.ui.widgets.form_text import spoken

Index = QModelIndex | QPersistentModelIndex
_AROUND: Final = 9


class ChoiceRows(QAbstractListModel):
    """The choices that match what is searched for, in the order of the form."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._choices: tuple[ChoiceView, ...] = ()
        self._searchable: tuple[str, ...] = ()
        self._texts: dict[str, BilingualText] = {}
        self._sought = ""
        self._rows: list[ChoiceView] = []
        self.chosen: Collection[str] = ()

    def show_choices(self, choices: Sequence[ChoiceView]) -> None:
        """Offer these choices."""
        if tuple(choices) == self._choices:
            return
        self._choices = tuple(choices)
        self._searchable = tuple(folded(spoken(choice.label)) for choice in choices)
        self._texts = {}
        self._filter()

    def show_chosen(self, chosen: Collection[str]) -> None:
        """Tick these."""
        self.chosen = chosen
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def search(self, sought: str) -> None:
        """Offer only what has all the words of `sought` in it, in either language."""
        if folded(sought) != self._sought:
            self._sought = folded(sought)
            self._filter()

    def choice(self, index: Index) -> ChoiceView:
        """The choice of a row."""
        return self._rows[index.row()]

    def text(self, index: Index) -> BilingualText:
        """The label of a row, measured once."""
        choice = self._rows[index.row()]
        known = self._texts.get(choice.value)
        if known is None:
            known = self._texts[choice.value] = BilingualText(choice.label)
        return known

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many are offered."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The label as plain text; it is painted by the delegate."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(self._rows[index.row()].label)
        return None

    def _filter(self) -> None:
        words = self._sought.split()
        self.beginResetModel()
        self._rows = [
            choice
            for choice, text in zip(self._choices, self._searchable, strict=True)
            if all(word in text for word in words)
        ]
        self.endResetModel()


class ChoiceRowPainter(QStyledItemDelegate):
    """Paints a row: the label in both languages, a tick where it is chosen."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | Index
    ) -> None:
        """Ground, label, tick."""
        rows = index.model()
        assert isinstance(rows, ChoiceRows)
        # PySide6's stubs leave out the fields of the style options.
        area = QRect(option.rect)  # pyright: ignore[reportAttributeAccessIssue]
        direction = option.direction  # pyright: ignore[reportAttributeAccessIssue]
        look = tokens()
        chosen = rows.choice(index).value in rows.chosen
        if ground := _ground(option, chosen=chosen):
            painter.fillRect(area, QColor(ground))
        inside = area.adjusted(look.space_l, 0, -look.space_l - look.icon, 0)
        rows.text(index).paint(painter, QStyle.visualRect(direction, area, inside), direction)
        if chosen:
            side = look.icon
            place = QRect(area.right() - look.space_m - side, 0, side, side)
            place.moveTop(area.center().y() - side // 2)
            visible = QStyle.visualRect(direction, area, place)
            paint_icon(painter, visible.toRectF(), "check", look.accent)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | Index) -> QSize:
        """A target's height, or more for a label of several lines."""
        rows = index.model()
        assert isinstance(rows, ChoiceRows)
        look = tokens()
        view = option.widget  # pyright: ignore[reportAttributeAccessIssue]
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else look.column
        room = max(1, width - 2 * look.space_l - look.icon)
        return QSize(width, max(look.touch, rows.text(index).height(room) + 2 * _AROUND))


def folded(text: str) -> str:
    """`text` without case and accents, so that `ελλαδα` finds `Ελλάδα` and `ا` finds `أ`."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in split if not unicodedata.combining(each))


def _ground(option: QStyleOptionViewItem, *, chosen: bool) -> str:
    state = option.state  # pyright: ignore[reportAttributeAccessIssue]
    if state & QStyle.StateFlag.State_Selected:
        return tokens().hover
    if state & QStyle.StateFlag.State_MouseOver:
        return tokens().hover
    return tokens().accent_soft if chosen else ""
