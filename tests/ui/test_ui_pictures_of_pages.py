"""What whole pages look like in the window, against pictures that were looked at and kept.

Kept and renewed as those of `test_ui_pictures` are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import home_models
import pytest
from interview_pages import settle
from pictures import is_as_kept
from pytestqt.qtbot import QtBot

from fieldkit.ui.language import language
from fieldkit.ui.models.import_batches import BatchRow, BatchState, GapRow, ImportStage, ImportView
from fieldkit.ui.models.unlock import UnlockView, VaultChoice
from fieldkit.ui.pages.home import HomePage
from fieldkit.ui.pages.import_batches import ImportPage
from fieldkit.ui.pages.page import Page
from fieldkit.ui.pages.unlock import UnlockPage
from fieldkit.ui.preferences import PreferencesFile
from fieldkit.ui.runner import Runner
from fieldkit.ui.theme import theme
from fieldkit.ui.window import Window

__all__ = ["is_as_kept"]
LONG_AGO: Final = "2024-11-21T08:02:00.000Z"  # so that no day is called yesterday
LOOKS: Final = (("en", "light", 100), ("qps-rtl", "dark", 150))


def unlock() -> Page:
    page = UnlockPage()
    names = ("laptop-1", "Νέο θησαυροφυλάκιο")
    page.show_model(UnlockView(tuple(VaultChoice(Path("/", each), each) for each in names)))
    return page


def home() -> Page:
    page = HomePage()
    page.show_model(home_models.full())
    return page


def looked_at_batches() -> Page:
    """Each outcome once."""
    page = ImportPage()
    row = BatchRow("in/a/1.fkb", "laptop-1", "6d14", 1, LONG_AGO, BatchState.NEW, 5, new=5)
    refused = BatchRow(
        "in/a/4.fkb", "laptop-1", "6d14", 4, "", BatchState.REFUSED, is_proven=False,
        reason="signature", message="",
    )  # fmt: skip
    rows = (
        row,
        BatchRow(
            "in/b/2.fkb", "laptop-2", "fb1a", 2, LONG_AGO, BatchState.NEW, 2, changed=1, conflict=1
        ),
        BatchRow("in/b/1.fkb", "laptop-2", "fb1a", 1, "", BatchState.ALREADY),
        refused,
    )
    gaps = (GapRow("laptop-1", ((2, 3),), ()),)
    page.show_model(ImportView(ImportStage.LOOKED, "/media/stick", rows, gaps))
    return page


PAGES: Final[dict[str, Callable[[], Page]]] = {
    "unlock": unlock,
    "home": home,
    "import": looked_at_batches,
}


@pytest.fixture
def window(qtbot: QtBot, runner: Runner, preferences: PreferencesFile) -> Iterator[Window]:
    made = Window(runner, preferences)
    made.show_unlocked(unlocked=True)
    made.show()
    yield made
    made.close()
    made.deleteLater()


@pytest.mark.parametrize(("code", "mode", "scale"), LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_it_did(
    name: str,
    code: str,
    mode: str,
    scale: int,
    window: Window,
    is_as_kept: Callable[[Window, str], bool],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(home_models, "AT", LONG_AGO)
    language().set(code)
    theme().apply(mode, scale)
    window.show_page(PAGES[name]())
    window.top_bar.display.setFocus()  # no cursor that blinks
    settle()
    assert is_as_kept(window, f"page-{name}-{code}-{mode}-{scale}")
