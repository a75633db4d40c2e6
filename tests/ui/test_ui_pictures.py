"""What the parts of a page look like, against pictures that were looked at and kept.

After a change that is meant, look at the new ones: `pytest tests/ui/test_ui_pictures.py
--image-snapshot-update` writes them to `tests/ui/pictures`. The words are those of the source or
of a pseudo-language, so that no translation changes a picture.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import gallery
import interview_views as views
import pictures
import pytest
from interview_pages import Sitting, settle
from pictures import is_as_kept
from PIL import Image, ImageChops
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from fieldkit.ui.language import language
from fieldkit.ui.models.interview import QuestionKind
from fieldkit.ui.theme import set_role, theme

__all__ = ["is_as_kept"]
RIGHT_TO_LEFT: Final = "qps-rtl"
WIDTH: Final = 720
PARTS: Final[dict[str, Callable[[], QWidget]]] = {
    "buttons": gallery.buttons,
    "choices": gallery.choices,
    "fields": gallery.fields,
    "marks": gallery.marks,
    "texts": gallery.texts,
}
LOOKS: Final = (
    ("en", "light", 100),
    (RIGHT_TO_LEFT, "dark", 100),
    (RIGHT_TO_LEFT, "contrast", 150),
)
QUESTIONS: Final = (
    views.question("name", value="Νίκος", hint=views.both("Μια υπόδειξη", "ملاحظة"), required=True),
    views.select_one("stay", 5, "c2"),
    views.question(
        "age",
        QuestionKind.INTEGER,
        typed="134",
        problem=views.both("Όχι πάνω από 120.", "ليس أكثر من 120."),
    ),
)
MEMBERS: Final = views.roster(
    views.row("m1", 1, "Μαρία"), views.row("m2", 2, "أحمد", 2), views.row("m3", 3)
)


def on_canvas(part: QWidget) -> QWidget:
    """A part on the ground of a page, as high as it needs."""
    page = QWidget()
    set_role(page, "canvas")
    column = QVBoxLayout(page)
    column.addWidget(part)
    column.addStretch(1)
    page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    page.resize(WIDTH, 10)
    page.show()
    page.setFocus()  # no ring that comes and goes with the window, no cursor that blinks
    settle()
    page.resize(WIDTH, column.totalHeightForWidth(WIDTH))
    settle()
    return page


@pytest.mark.parametrize(("code", "mode", "scale"), LOOKS)
@pytest.mark.parametrize("part", PARTS)
def test_a_part_looks_as_it_did(
    part: str,
    code: str,
    mode: str,
    scale: int,
    qtbot: QtBot,
    is_as_kept: Callable[[QWidget, str], bool],
) -> None:
    language().set(code)
    theme().apply(mode, scale)
    page = on_canvas(PARTS[part]())
    qtbot.addWidget(page)
    assert is_as_kept(page, f"{part}-{code}-{mode}-{scale}")


@pytest.mark.parametrize(("code", "mode", "scale"), LOOKS[:2])
def test_an_interview_looks_as_it_did(
    code: str, mode: str, scale: int, qtbot: QtBot, is_as_kept: Callable[[QWidget, str], bool]
) -> None:
    language().set(code)
    theme().apply(mode, scale)
    sitting = Sitting(views.view(*QUESTIONS, MEMBERS), size=(1100, 1250))
    qtbot.addWidget(sitting.window)
    sitting.window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    sitting.window.setFocus()
    settle()
    assert is_as_kept(sitting.window, f"interview-{code}-{mode}-{scale}")


def test_a_moved_word_another_colour_and_another_size_are_noticed() -> None:
    kept = pictures.kept("buttons-en-light-100")
    red, green, blue = kept.split()
    assert pictures.are_alike(kept, kept.copy())
    assert not pictures.are_alike(kept, ImageChops.offset(kept, 4, 0))
    assert not pictures.are_alike(kept, Image.merge("RGB", (blue, green, red)))
    assert not pictures.are_alike(kept, kept.resize((kept.width, kept.height - 1)))
