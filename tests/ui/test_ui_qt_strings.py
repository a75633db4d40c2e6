"""What Qt's own widgets say is in our catalogues, spelled as Qt asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSettings, Qt, QTimer, QTranslator
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollBar,
    QSpinBox,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from fieldkit.languages.catalogues import catalogue
from fieldkit.languages.qt_strings import QT_STRINGS
from fieldkit.ui.language import language

# Names of keys are as they stand on keyboards; a shortcut is no text; "Show " is put before the
# name of a column in a menu that nobody opens.
LEFT_OUT = {
    "QFileDialog": {"Alt+Left", "Alt+Right", "Alt+Up", "Show "},
    "QGuiApplication": None,
    "QShortcut": None,
    "QProgressBar": {"%p%"},
}

pytestmark = [
    # Windows of the offscreen platform cannot be raised, and Qt says so every time.
    pytest.mark.qt_log_ignore("This plugin does not support"),
]


class Asked(QTranslator):
    """Notes what Qt asks for, and knows nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.strings: set[tuple[str, str]] = set()

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        self.strings.add((context, source))
        return None


@pytest.fixture
def asked(qapp: QApplication) -> Iterator[Asked]:
    spy = Asked()
    qapp.installTranslator(spy)
    yield spy
    qapp.removeTranslator(spy)


@pytest.fixture
def dialog(qapp: QApplication, asked: Asked, tmp_path: Path) -> Iterator[QFileDialog]:
    """Qt's own file dialog, which leaves no file about the folders it was in."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "kit.txt").write_text("kit")
    made = QFileDialog(None, "", str(tmp_path))
    made.setOption(QFileDialog.Option.DontUseNativeDialog)
    yield made
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    settings = Path(QSettings(QSettings.Scope.UserScope, "QtProject").fileName())
    settings.unlink(missing_ok=True)


def unlisted(asked: Asked) -> set[tuple[str, str]]:
    known = {(context, source) for context, sources in QT_STRINGS.items() for source in sources}
    left_out = {
        (context, source)
        for context, source in asked.strings
        if context in LEFT_OUT and source in (LEFT_OUT[context] or {source})
    }
    return asked.strings - known - left_out


def open_menu(widget: QWidget) -> None:
    """Ask a widget for its context menu, and close it again: these menus wait for a choice."""

    def close() -> None:
        for menu in QApplication.topLevelWidgets():
            if isinstance(menu, QMenu):
                menu.close()

    QTimer.singleShot(0, close)
    place = QPoint(3, 3)
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, place, widget.mapToGlobal(place), Qt.KeyboardModifier(0)
    )
    QApplication.sendEvent(widget, event)


def test_context_menus_say_what_we_translate(qtbot: QtBot, asked: Asked) -> None:
    line, words, number = QLineEdit("words"), QPlainTextEdit("words"), QSpinBox()
    upright, lying = QScrollBar(Qt.Orientation.Vertical), QScrollBar(Qt.Orientation.Horizontal)
    for widget in (line, words, number, upright, lying):
        qtbot.addWidget(widget)
        widget.show()
    for widget in (line, words.viewport(), number, upright, lying):
        open_menu(widget)
    contexts = {context for context, _ in asked.strings}
    assert {"QLineEdit", "QWidgetTextControl", "QAbstractSpinBox", "QScrollBar"} <= contexts
    assert unlisted(asked) == set()


def test_buttons_and_lists_say_what_we_translate(qtbot: QtBot, asked: Asked) -> None:
    every_button = QDialogButtonBox.StandardButton(0x0FFFFC00)
    for widget in (QDialogButtonBox(every_button), QComboBox()):
        qtbot.addWidget(widget)
        widget.show()
    assert ("QPlatformTheme", "Cancel") in asked.strings
    assert unlisted(asked) == set()


@pytest.mark.parametrize("mode", list(QFileDialog.FileMode))
@pytest.mark.parametrize("purpose", list(QFileDialog.AcceptMode))
def test_the_file_dialog_says_what_we_translate(
    dialog: QFileDialog,
    asked: Asked,
    mode: QFileDialog.FileMode,
    purpose: QFileDialog.AcceptMode,
) -> None:
    dialog.setFileMode(mode)
    dialog.setAcceptMode(purpose)
    dialog.setViewMode(QFileDialog.ViewMode.Detail)
    dialog.open()
    tree = dialog.findChild(QTreeView, "treeView")
    assert isinstance(tree, QTreeView)
    headings = [tree.model().headerData(at, Qt.Orientation.Horizontal) for at in range(4)]
    assert headings == ["Name", "Size", "Type", "Date Modified"]
    assert ("QFileDialog", "Parent Directory") in asked.strings
    assert unlisted(asked) == set()


def test_the_catalogues_know_every_one_of_them() -> None:
    english = catalogue("en")
    strings = {source for sources in QT_STRINGS.values() for source in sources}
    assert {source for source in strings if not english.has(source)} == set()


def test_qt_speaks_through_our_catalogue(qtbot: QtBot) -> None:
    language().set("qps")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Discard)
    qtbot.addWidget(box)
    wanted = catalogue("qps").text("Discard")
    assert box.button(QDialogButtonBox.StandardButton.Discard).text() == wanted
