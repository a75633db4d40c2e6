"""Draws every basic widget in every look into a folder, for people to look at.

`python tests/support/gallery.py FOLDER` (with QT_QPA_PLATFORM=offscreen where there is no display).
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QHBoxLayout,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from fieldkit.ui.language import language
from fieldkit.ui.models.words import Words
from fieldkit.ui.theme import set_role, theme
from fieldkit.ui.theme.tokens import MODES
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.banner import Banner
from fieldkit.ui.widgets.card import Card
from fieldkit.ui.widgets.chip import Chip
from fieldkit.ui.widgets.choice_card import ChoiceCard
from fieldkit.ui.widgets.data_table import DataTable, TableRow
from fieldkit.ui.widgets.field import Field
from fieldkit.ui.widgets.icon_button import IconButton
from fieldkit.ui.widgets.line_edit import LineEdit
from fieldkit.ui.widgets.passphrase_edit import PassphraseEdit
from fieldkit.ui.widgets.path_field import PathField, PathKind
from fieldkit.ui.widgets.place_browser import PlaceBrowser
from fieldkit.ui.widgets.progress_panel import ProgressPanel
from fieldkit.ui.widgets.scroll_column import ScrollColumn
from fieldkit.ui.widgets.texts import body, code, muted, title
from fieldkit.ui.widgets.toast import Toast
from fieldkit.ui.widgets.words_label import WordsLabel

GREEK = Words("Ποιες ανάγκες έχετε αυτή τη στιγμή;", "el")
ARABIC = Words("ما هي احتياجاتك حاليًا؟", "ar")
URDU = Words("آپ کی خاندانی حیثیت کیا ہے؟", "ur")
MISSING = Words("Does the household have a stove?", "en", fallback=True)


def row(*widgets: QWidget) -> QWidget:
    """Widgets side by side."""
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(12)
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch(1)
    return holder


def buttons() -> Card:
    """All roles of buttons, switched on and off."""
    card = Card("Save")
    off = ActionButton("Continue", role="primary")
    off.setEnabled(False)
    card.add(
        row(
            ActionButton("Next", icon="next", role="primary"),
            ActionButton("Back", icon="back"),
            ActionButton("Lock", icon="lock", role="quiet"),
            ActionButton("Remove", icon="trash", role="danger"),
            off,
        )
    )
    icons = [IconButton(name, "Lock") for name in ("lock", "cover", "home", "text-size", "swap")]
    card.add(row(*icons))
    chips = [Chip("Draft", tone=tone) for tone in ("", "accent", "warn", "danger")]
    card.add(row(*chips, Chip("Saved", tone="ok", icon="check")))
    return card


def fields() -> Card:
    """Fields with hints and problems."""
    card = Card()
    name = Field("Your name", LineEdit("As colleagues know you"))
    name.set_hint("It stands beside what you have entered.")
    card.add(name)
    passphrase = PassphraseEdit()
    passphrase.line.setText("sample")
    secret = Field("Passphrase", passphrase)
    secret.show_problem("This passphrase does not open the vault. Try again.")
    card.add(secret)
    card.add(Field("Folder", PathField(PathKind.FOLDER)))
    return card


def browser() -> PlaceBrowser:
    """The list of folders, at the sources of the project."""
    return PlaceBrowser(PathKind.OPEN_FILE, Path(__file__).parents[2], "*.toml")


def texts() -> Card:
    """Texts of a form in several directions."""
    card = Card()
    card.add(title("Send"))
    card.add(body("Choose the folder or the stick that goes to the coordinator."))
    card.add(muted("Nothing leaves this computer before you confirm."))
    for words in (GREEK, ARABIC, MISSING):
        card.add(WordsLabel(words, role="question"))
    card.add(WordsLabel(ARABIC, role="second"))
    card.add(WordsLabel(URDU, role="second"))
    card.add(code("FK-7QXM-3ZKD"))
    return card


def marks() -> Card:
    """Radio buttons, check boxes and a longer text."""
    card = Card()
    for make in (QRadioButton, QCheckBox):
        on, off, disabled = make("Στέγη"), make("Τροφή"), make("Γιατρός")
        on.setChecked(True)
        on.setAutoExclusive(False)
        disabled.setEnabled(False)
        card.add(row(on, off, disabled))
    long_text = QPlainTextEdit("Σημείωση")
    long_text.setMaximumHeight(90)
    card.add(long_text)
    return card


def choices() -> QWidget:
    """The cards of the first run."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    first = ChoiceCard(
        "Join a team",
        "With the kit that your coordinator gave you, on a stick or in a folder.",
        icon="people",
    )
    first.setChecked(True)
    column.addWidget(first)
    column.addWidget(
        ChoiceCard("Look at the sample", "Everything in it is invented.", icon="table")
    )
    return holder


def table() -> DataTable:
    """An import that would bring something of everything."""
    made = DataTable("Import", ("State", "Record", "Device", "Reason"))
    made.show_rows(
        [
            TableRow(("New", "FK-7QXM-3ZKD", "laptop-1", ""), "ok"),
            TableRow(("Changed", "FK-2ABC-9QRS", "laptop-2", "4 answers differ"), "accent"),
            TableRow(("Conflict", "FK-2ABC-9QRS", "laptop-1", "Both changed the answer"), "warn"),
            TableRow(
                ("Refused", "batch-0007.fkb", "", "The seal is broken: the file was altered or cut"
                 " short on its way. Ask for the stick again."),
                "danger",
            ),
        ]
    )  # fmt: skip
    return made


def first_page() -> QWidget:
    """Buttons, fields, texts."""
    return _page([buttons(), fields(), texts()])


def second_page() -> QWidget:
    """Banners, cards to choose from, tables, progress."""
    parts: list[QWidget] = []
    for tone in ("", "ok", "warn", "danger"):
        banner = Banner(tone, "Two answers are missing before this record can be finished.")
        if tone == "warn":
            banner.set_action("Show", banner.hide)
        parts.append(banner)
    progress = ProgressPanel("Writing the batch")
    progress.show_progress(7, 24, "FK-7QXM-3ZKD")
    parts += [choices(), table(), progress, marks(), browser()]
    return _page(parts)


def _page(parts: list[QWidget]) -> QWidget:
    page = QWidget()
    set_role(page, "canvas")
    column = ScrollColumn()
    for part in parts:
        column.add(part)
    column.end()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(column)
    return page


def draw(folder: Path) -> list[Path]:
    """Write the pictures; returns them."""
    pictures: list[Path] = []
    for code_ in ("el", "ar", "en"):
        language().set(code_)
        for mode in MODES:
            for scale in (100, 150):
                theme().apply(mode, scale)
                for number, make in enumerate((first_page, second_page), 1):
                    picture = folder / f"gallery-{number}-{code_}-{mode}-{scale}.png"
                    _draw_one(make(), picture)
                    pictures.append(picture)
    return pictures


def _draw_one(page: QWidget, picture: Path) -> None:
    page.resize(1366, 2000 if theme().tokens.scale > 100 else 1400)
    page.show()
    toast = Toast(page)
    toast.offer_undo(lambda: "Νίκος")
    for _ in range(4):
        QApplication.processEvents()
    toast.place()
    focused = page.findChildren(PassphraseEdit) or page.findChildren(ChoiceCard)
    focused[0].setFocus()
    page.activateWindow()
    QApplication.processEvents()
    page.grab().save(str(picture))
    page.deleteLater()


def main() -> None:
    """Draw into the folder given as the argument."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication([])
    application.setApplicationName("FieldKit")
    for picture in draw(folder):
        print(picture)


if __name__ == "__main__":
    main()
