"""What somebody who cannot see, or cannot use a mouse, would meet on a page."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QRadioButton,
    QScrollBar,
    QWidget,
)

from fieldkit.ui.widgets.answer_card import CheckCard, RadioCard
from fieldkit.ui.widgets.questions.rank_card import RankCard
from fieldkit.ui.widgets.section_row import SectionRow
from fieldkit.ui.widgets.step_button import StepButton

CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)
WALKED_BY_ARROWS = (QRadioButton, RadioCard, CheckCard, RankCard, SectionRow)
TARGET = 44
_DEEP = 100_000


def findings(root: QWidget, *, scale: int = 100) -> list[str]:
    """Everything that is wrong with what is visible below `root`, one line each."""
    found: list[str] = []
    for widget in visible(root):
        found += unnamed(widget)
        found += unreachable(widget)
        found += too_small(widget, scale)
        found += cut_off(widget)
    return found


def visible(root: QWidget) -> Iterator[QWidget]:
    """What is shown below `root` and made by us, not by Qt for its own use."""
    for widget in root.findChildren(QWidget):
        if widget.isVisibleTo(root) and not _of_qt(widget):
            yield widget


def _of_qt(widget: QWidget) -> bool:
    return widget.objectName().startswith("qt_") or isinstance(
        widget, QScrollBar | QMenu | QHeaderView
    )


def unnamed(widget: QWidget) -> list[str]:
    """A control without a name for a screen reader."""
    if not isinstance(widget, (*CONTROLS, QProgressBar)):
        return []
    interface = QAccessible.queryAccessibleInterface(widget)
    name = interface.text(QAccessible.Text.Name) if interface is not None else ""
    return [] if name.strip() else [f"{described(widget)} has no name"]


def unreachable(widget: QWidget) -> list[str]:
    """A control that the keyboard does not come to; of a group with arrow keys one is enough."""
    if not isinstance(widget, CONTROLS) or not widget.isEnabled():
        return []
    if isinstance(widget, StepButton) or _is_led_by_a_field(widget):
        return []  # the arrow keys of the field beside it do the same
    group = [widget]
    if isinstance(widget, WALKED_BY_ARROWS):
        parent = widget.parentWidget()
        options = Qt.FindChildOption.FindDirectChildrenOnly
        group = parent.findChildren(type(widget), options=options)
    if any(each.focusPolicy() & Qt.FocusPolicy.TabFocus for each in group):
        return []
    return [f"{described(widget)} cannot be reached by Tab"]


def _is_led_by_a_field(widget: QWidget) -> bool:
    """A list of what was found: one searches, and goes through it, in the field above."""
    beside = widget.parentWidget().findChild(QLineEdit)
    return isinstance(widget, QAbstractItemView) and beside is not None


def too_small(widget: QWidget, scale: int) -> list[str]:
    """A control that a finger or an unsteady mouse misses."""
    if not isinstance(widget, (QAbstractButton, QLineEdit, QComboBox)):
        return []
    least = TARGET * scale // 100
    if widget.height() >= least and widget.width() >= least:
        return []
    return [f"{described(widget)} is {widget.width()} x {widget.height()}, not {least}"]


def cut_off(widget: QWidget) -> list[str]:
    """Words that do not fit where they stand."""
    if isinstance(widget, QLabel):
        return _label_cut_off(widget)
    if isinstance(widget, QAbstractButton) and widget.text():
        short = widget.width() < widget.minimumSizeHint().width()
        low = widget.height() < widget.minimumSizeHint().height()
        return [f"{described(widget)} is cut off"] if short or low else []
    return []


def _label_cut_off(label: QLabel) -> list[str]:
    if not label.text() or label.pixmap().width():
        return []
    room = label.contentsRect()
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        if label.height() + 2 < needed or _wrapped_width(label, room.width()) > room.width() + 2:
            return [f"{described(label)} is cut off"]
        return []
    if label.sizePolicy().horizontalPolicy().name == "Ignored":
        return []  # gives way on purpose; its whole text is its accessible name
    needed = max((_width(label, line) for line in label.text().split("\n")), default=0)
    return [f"{described(label)} is cut off"] if needed > room.width() + 2 else []


def _wrapped_width(label: QLabel, width: int) -> int:
    """How wide the widest line is once Qt has broken it where it may: a path at its slashes."""
    room = QRect(0, 0, width, _DEEP)
    wrapped = QFontMetrics(label.font()).boundingRect(room, Qt.TextFlag.TextWordWrap, label.text())
    return wrapped.width()


def _width(label: QLabel, words: str) -> int:
    return QFontMetrics(label.font()).horizontalAdvance(words)


def described(widget: QWidget) -> str:
    """A widget as a developer finds it: its class and what is on it."""
    text = getattr(widget, "text", None)
    words = text() if callable(text) else widget.accessibleName()
    return f"{type(widget).__name__} {str(words)[:60]!r} in {type(widget.parent()).__name__}"


def scroll_areas(root: QWidget) -> list[QAbstractScrollArea]:
    """What scrolls on a page."""
    return [each for each in root.findChildren(QAbstractScrollArea) if each.isVisibleTo(root)]


def too_wide(root: QWidget) -> list[str]:
    """What makes a page scroll sideways."""
    return [
        f"{described(area)} scrolls sideways"
        for area in scroll_areas(root)
        if not isinstance(area, QPlainTextEdit | QAbstractItemView)
        and area.horizontalScrollBar().maximum() > 0
    ]
