"""The one stylesheet: what a control looks like is said here and by its `role`, nowhere else.

Roles are dynamic properties (`set_role`). No rule depends on a parent's role, so that changing
one re-polishes one widget only. Borders grow from 1 to 2 px with the focus; padding gives back.
"""

from __future__ import annotations

from dataclasses import asdict
from functools import lru_cache
from string import Template
from typing import Final

from fieldkit.ui.theme import indicators
from fieldkit.ui.theme.fonts import FAMILIES, MONOSPACE, NASTALIQ
from fieldkit.ui.theme.tokens import Tokens

_GROUNDS: Final = """
QMainWindow, QWidget[role="canvas"] { background: $canvas; }
QScrollArea { background: transparent; border: none; }
QScrollArea > #qt_scrollarea_viewport, QWidget[role="column"] { background: transparent; }
QFrame[role="topbar"], QFrame[role="bottombar"], QFrame[role="sidebar"] {
    background: $surface; border: 0 solid $line;
}
QFrame[role="topbar"] { border-bottom-width: 1px; }
QFrame[role="bottombar"] { border-top-width: 1px; }
QFrame[role="card"], QFrame[role="row"] {
    background: $surface; border: 1px solid $line; border-radius: ${radius_card}px;
}
QFrame[role="row"] { border-radius: ${radius}px; }
QFrame[role="card-flat"] { background: $hover; border: none; border-radius: ${radius_card}px; }
QFrame[role="sample-band"] {
    background: $warn_soft; border: none; border-bottom: 1px solid $warn_line;
}
QFrame[role="line"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame[role="toast"] { background: $toast; border: none; border-radius: ${radius}px; }
QFrame[role^="banner"] {
    background: $accent_soft; border: 1px solid $accent_line; border-radius: ${radius}px;
}
QFrame[role="banner-ok"] { background: $ok_soft; border-color: $ok_line; }
QFrame[role="banner-warn"] { background: $warn_soft; border-color: $warn_line; }
QFrame[role="banner-danger"] { background: $danger_soft; border-color: $danger_line; }
"""

_TEXTS: Final = """
QLabel { background: transparent; }
QLabel[role="title"] { font-size: ${title}px; font-weight: bold; }
QLabel[role="heading"] { font-size: ${heading}px; font-weight: bold; }
QLabel[role="question"] { font-size: ${question}px; font-weight: bold; }
QLabel[role="second"] { font-size: ${question}px; color: $accent; }
QLabel[role="display"] { font-size: ${display}px; font-weight: bold; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="small"] { color: $muted; font-size: ${small}px; }
QLabel[role="label"] { font-weight: bold; }
QLabel[role="problem"] { color: $danger; font-size: ${small}px; font-weight: bold; }
QLabel[role="toast"] { color: $toast_ink; }
QLabel[role="code"] { font-family: "$monospace"; font-size: ${code}px; }
QLabel[role^="chip"] {
    background: $hover; color: $ink; border: 1px solid $line; border-radius: ${chip_radius}px;
    padding: ${chip_pad}px 10px; font-size: ${small}px;
}
QLabel[role="chip-ok"] { background: $ok_soft; color: $ok; border-color: $ok_line; }
QLabel[role="chip-warn"] { background: $warn_soft; color: $warn; border-color: $warn_line; }
QLabel[role="chip-danger"] {
    background: $danger_soft; color: $danger; border-color: $danger_line;
}
QLabel[role="chip-accent"] {
    background: $accent_soft; color: $accent; border-color: $accent_line;
}
QFrame[role^="pill"] {
    background: $hover; border: 1px solid $line; border-radius: ${chip_radius}px;
}
QFrame[role="pill-ok"] { background: $ok_soft; border-color: $ok_line; }
QFrame[role="pill-warn"] { background: $warn_soft; border-color: $warn_line; }
QFrame[role="pill-danger"] { background: $danger_soft; border-color: $danger_line; }
QFrame[role="pill-accent"] { background: $accent_soft; border-color: $accent_line; }
QLabel[role="chip-words"] { background: transparent; border: none; padding: 0; }
QLabel[role="sample-band"] {
    color: $warn; font-size: ${small}px; font-weight: bold; background: transparent; border: none;
}
QLabel[role="cover-clock"] { color: $muted; font-size: ${clock}px; }
QLabel[tone="ok"] { color: $ok; }
QLabel[tone="warn"] { color: $warn; }
QLabel[tone="danger"] { color: $danger; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="muted"] { color: $muted; }
*[script="nastaliq"] { font-family: "$nastaliq", $families; }
"""

_BUTTONS: Final = """
QPushButton, QToolButton {
    background: $surface; color: $ink; border: 1px solid $control;
    border-radius: ${radius}px; min-height: ${touch_1}px; padding: 0 17px;
}
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed { background: $pressed; }
QPushButton:checked, QToolButton:checked {
    background: $accent_soft; color: $accent; border-color: $accent;
}
QPushButton:focus, QToolButton:focus {
    border: 2px solid $accent; min-height: ${touch_2}px; padding: 0 16px;
}
QPushButton:disabled, QToolButton:disabled { color: $faint; border-color: $line; }
QPushButton[role="primary"] {
    background: $accent; color: $accent_ink; border-color: $accent; font-weight: bold;
}
QPushButton[role="primary"]:hover, QPushButton[role="primary"]:pressed {
    background: $accent_strong; border-color: $accent_strong;
}
QPushButton[role="danger"] {
    background: $surface; color: $danger; border-color: $danger; font-weight: bold;
}
QPushButton[role="danger"]:hover, QPushButton[role="danger"]:pressed { background: $danger_soft; }
QPushButton[role="danger"]:focus { border-color: $accent; }
QPushButton[role="primary"]:disabled {
    background: $pressed; color: $faint; border-color: $pressed;
}
QPushButton[role="danger"]:disabled { color: $faint; border-color: $line; }
QPushButton[role="quiet"], QToolButton[role="quiet"], QToolButton[role="icon"] {
    background: transparent; color: $accent; border-color: transparent;
}
QPushButton[role="quiet"]:hover, QToolButton[role="quiet"]:hover, QToolButton[role="icon"]:hover {
    background: $hover;
}
QPushButton[role="quiet"]:focus, QToolButton[role="quiet"]:focus, QToolButton[role="icon"]:focus {
    border-color: $accent;
}
QPushButton[role="quiet"]:disabled, QToolButton[role="quiet"]:disabled { color: $faint; }
QPushButton[role="toast"] {
    background: transparent; color: $toast_accent; border-color: transparent; font-weight: bold;
}
QPushButton[role="toast"]:hover, QPushButton[role="toast"]:focus { border-color: $toast_accent; }
QToolButton[role="menu-button"] { border-color: $line; }
QToolButton[role="menu-button"]:focus { border-color: $accent; }
QToolButton::menu-indicator { image: none; }
QPushButton, QToolButton, QListView { icon-size: ${icon}px; }
QToolButton[role="icon"] { padding: 0; min-width: ${touch_1}px; }
QToolButton[role="icon"]:focus { min-width: ${touch_2}px; }
"""

_FIELDS: Final = """
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox {
    background: $surface; color: $ink; border: 1px solid $control; border-radius: ${radius}px;
    padding: 0 12px; placeholder-text-color: $muted;
    selection-background-color: $accent; selection-color: $accent_ink;
}
QLineEdit, QComboBox { min-height: ${touch_1}px; }
QLineEdit { lineedit-password-character: 8226; }
QPlainTextEdit, QTextEdit { padding: 8px 10px; }
QLineEdit:focus, QComboBox:focus {
    border: 2px solid $accent; min-height: ${touch_2}px; padding: 0 11px;
}
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent; padding: 7px 9px; }
QLineEdit[tone="danger"], QPlainTextEdit[tone="danger"], QComboBox[tone="danger"] {
    border-color: $danger;
}
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QComboBox:disabled {
    background: $canvas; color: $faint; border-color: $line;
}
QLineEdit:read-only, QPlainTextEdit[readOnly="true"] { background: $canvas; }
QLineEdit[role="code"] { font-family: "$monospace"; font-size: ${code}px; }
QComboBox::drop-down { border: none; width: ${touch}px; }
QComboBox::down-arrow { image: url("$arrow"); width: ${icon}px; height: ${icon}px; }
QComboBox QAbstractItemView { border: 1px solid $control; border-radius: 0; outline: none; }

QRadioButton, QCheckBox {
    background: $surface; color: $ink; border: 1px solid $line; border-radius: ${radius}px;
    min-height: ${touch_1}px; padding: 0 13px; spacing: 12px;
}
QRadioButton:hover, QCheckBox:hover { background: $hover; }
QRadioButton:checked, QCheckBox:checked { background: $accent_soft; border-color: $accent; }
QRadioButton:focus, QCheckBox:focus {
    border: 2px solid $accent; min-height: ${touch_2}px; padding: 0 12px;
}
QRadioButton:disabled, QCheckBox:disabled { color: $faint; border-color: $line; }
QRadioButton[role="plain"], QCheckBox[role="plain"] {
    background: transparent; border-color: transparent; padding: 0 3px;
}
QRadioButton[role="plain"]:focus, QCheckBox[role="plain"]:focus {
    border-color: $accent; padding: 0 2px;
}
QRadioButton::indicator, QCheckBox::indicator { width: ${mark}px; height: ${mark}px; }
QRadioButton::indicator { image: url("$radio"); }
QRadioButton::indicator:checked { image: url("$radio_on"); }
QRadioButton::indicator:disabled { image: url("$radio_off"); }
QRadioButton::indicator:checked:disabled { image: url("$radio_on_off"); }
QCheckBox::indicator { image: url("$check"); }
QCheckBox::indicator:checked { image: url("$check_on"); }
QCheckBox::indicator:disabled { image: url("$check_off"); }
QCheckBox::indicator:checked:disabled { image: url("$check_on_off"); }
"""

_VIEWS: Final = """
QListView, QTreeView, QTableView {
    background: $surface; color: $ink; border: 1px solid $line; border-radius: ${radius}px;
    gridline-color: $line; outline: none;
    selection-background-color: $accent_soft; selection-color: $ink;
}
QListView { padding: 3px; }
QListView:focus, QTreeView:focus, QTableView:focus { border: 2px solid $accent; }
QListView:focus { padding: 2px; }
QListView::item {
    min-height: ${touch_2}px; padding: 0 12px; color: $ink; border-radius: 6px;
}
QListView::item:hover { background: $hover; }
QListView::item:selected { background: $accent_soft; color: $accent; }
QListView[role="sidebar"] { background: transparent; border: none; padding: 0; }
QListView[role="sidebar"]:focus { border: none; padding: 0; }
QListView[role="sidebar"]::item {
    border: 2px solid transparent; border-radius: ${radius}px; margin: 1px 0;
}
QListView[role="sidebar"]::item:focus { border-color: $accent; }
QTableView::item { padding: 8px 12px; border: none; border-bottom: 1px solid $line; }
QTableView::item:selected { background: $accent_soft; color: $ink; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section {
    background: $surface; color: $muted; border: none; border-bottom: 1px solid $control;
    padding: 8px 16px; font-size: ${small}px; font-weight: bold;
}
QProgressBar {
    background: $pressed; border: none; border-radius: 4px; min-height: 8px; max-height: 8px;
}
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 14px; }
QScrollBar:horizontal { height: 14px; }
QScrollBar::handle { background: $control; border-radius: 4px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 44px; }
QScrollBar::handle:horizontal { min-width: 44px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QToolTip {
    background: $toast; color: $toast_ink; border: 1px solid $toast; padding: 6px 8px;
    font-size: ${small}px;
}
QMenu { background: $surface; color: $ink; border: 1px solid $control; padding: 4px; }
QMenu::item { padding: 10px 24px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; color: $accent; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QSplitter::handle { background: $line; }
"""

_TEMPLATE: Final = Template(_GROUNDS + _TEXTS + _BUTTONS + _FIELDS + _VIEWS)
_INDICATORS: Final = (
    "arrow", "radio", "radio-on", "radio-off", "radio-on-off",
    "check", "check-on", "check-off", "check-on-off",
)  # fmt: skip


@lru_cache(maxsize=16)
def stylesheet_for(tokens: Tokens) -> str:
    """The stylesheet of these tokens."""
    return _TEMPLATE.substitute(asdict(tokens), **_derived(tokens), **_files(tokens.mode))


def _derived(tokens: Tokens) -> dict[str, str | int]:
    """Sizes that follow from others: a content height is the target's less its borders."""
    return {
        "touch_1": tokens.touch - 2,
        "touch_2": tokens.touch - 4,
        "mark": round(tokens.icon * 1.15),
        "chip_pad": 2,
        "clock": tokens.display * 3,
        "chip_radius": tokens.small * 3 // 4,
        "families": ", ".join(f'"{family}"' for family in FAMILIES),
        "monospace": MONOSPACE,
        "nastaliq": NASTALIQ,
    }


def _files(mode: str) -> dict[str, str]:
    folder = indicators.folder()
    return {
        name.replace("-", "_"): (folder / indicators.file_name(name, mode)).as_posix()
        for name in _INDICATORS
    }
