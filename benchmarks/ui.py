"""The window: its start, a page of thirty questions, typing, saving, and what it keeps in memory.

The baselines are what Qt needs from Python for something of the same size, and a save without a
window. A row's name says its bar; a bar for the worst of a hundred is held against `p99`.
"""

from __future__ import annotations

import contextlib
import gc
import itertools
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from benchmarks.measure import Baseline, Clock, Row, compared, main, resident_memory, timed_in_turn
from benchmarks.ui_form import PAGE_FORM, QUESTIONS, page_form
from benchmarks.ui_plain import PlainPage, let_go
from benchmarks.ui_start import PAINTED
from fieldkit.forms import FormPackage, package_from_file
from fieldkit.forms.library import LIBRARY
from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import SystemClock, SystemRandomness
from fieldkit.operations import interview
from fieldkit.ui.app import FieldKitApp
from fieldkit.ui.language import language
from fieldkit.ui.models.interview import InterviewView
from fieldkit.ui.pages.home import HomePage
from fieldkit.ui.pages.interview import InterviewPage
from fieldkit.ui.preferences import PreferencesFile
from fieldkit.ui.widgets.answer_card import RadioCard
from fieldkit.ui.widgets.question_card import QuestionCard
from fieldkit.ui.widgets.saved_mark import Keeping
from fieldkit.vault import create, forms_store, open_vault
from fieldkit.vault.kdf import FLOOR

INTAKE: Final = "intake_household"
_PASSPHRASE: Final = HiddenBytes(b"a passphrase for benchmarks only")
_ROOT: Final = Path(__file__).parents[1]
_LETTERS: Final = "abcdefghij"


@dataclass(frozen=True)
class Size:
    """How often each thing is done, how many interviews, and how long each figure may take."""

    starts: int
    pages: int
    keys: int
    saves: int
    interviews: int
    seconds: float


FULL: Final = Size(starts=15, pages=60, keys=1000, saves=500, interviews=200, seconds=30.0)
QUICK: Final = Size(starts=3, pages=10, keys=200, saves=50, interviews=20, seconds=4.0)


def measure(size: Size, *, beside: Path | None = None) -> list[Row]:
    """All rows of this area; `beside` is where to put the folder (None: the temporary folder)."""
    _application = QApplication.instance() or QApplication(["benchmark"])
    with tempfile.TemporaryDirectory(prefix="fieldkit-bench-", dir=beside) as made:
        folder = Path(made)
        for name in ("window", "plain"):
            _make_vault(folder / name)
        rows = _starts(folder / "window", size)
        with _window(folder / "window") as app:
            rows += [*_pages(app, size), *_typing(app, size)]
            rows += [*_saves(app, folder / "plain", size), *_memory(app, size)]
        return rows


def _make_vault(folder: Path) -> None:
    packages = {PAGE_FORM: page_form(), INTAKE: _intake()}
    created = create(
        folder,
        user="benchmark",
        passphrase=_PASSPHRASE,
        clock=SystemClock(),
        sample=True,
        kdf=FLOOR,
    )
    with created.vault as vault, vault.transaction():
        for form, package in packages.items():
            forms_store.add_form(vault, form, "1", package.hash, package.to_bytes())


def _intake() -> FormPackage:
    if not _made:
        _made.append(package_from_file(LIBRARY / f"{INTAKE}.xlsx"))
    return _made[0]


_made: list[FormPackage] = []


@contextlib.contextmanager
def _window(folder: Path) -> Generator[FieldKitApp]:
    """FieldKit's window in front of an open vault, in English."""
    likes = PreferencesFile(folder / "preferences")
    likes.change(language="en", mode="light")
    app = FieldKitApp(folder, likes)
    app.open()
    app.window.activateWindow()
    app.runner.wait_idle()
    app.runner.run(lambda: app.access.unlock(folder, None, _PASSPHRASE))
    _settle(app)
    gc.disable()  # as in a window that people use: see fieldkit/ui/collector.py
    try:
        yield app
    finally:
        gc.enable()
        language().set("en")
        app.window.close()
        app.window.deleteLater()
        let_go()


def _settle(app: FieldKitApp) -> None:
    """Everything that was asked for is done, laid out and painted, and what was let go is gone."""
    app.runner.wait_idle()
    QCoreApplication.processEvents()
    QCoreApplication.processEvents()
    let_go()


def _compared(
    name: str,
    bar: str,
    baseline: str,
    steps: tuple[Callable[[], object], Callable[[], object]],
    most: int,
    seconds: float,
    processor: Clock = time.process_time_ns,
) -> list[Row]:
    """Time of ours and of the baseline, in turn; then the processor's share of it, which a busy
    computer does not stretch."""
    ours, bare = timed_in_turn(*steps, most=most, seconds=seconds)
    share, bare_share = timed_in_turn(*steps, most=most, seconds=seconds, clock=processor)
    return [
        compared(f"{name} ({bar})", ours, Baseline(baseline, bare)),
        compared(f"{name}, processor time", share, Baseline(baseline, bare_share)),
    ]


# --- the start


def _starts(folder: Path, size: Size) -> list[Row]:
    return _compared(
        "cold start to the page that unlocks",
        "bar 1000 ms",
        "a process with QApplication and QLabel",
        (lambda: _start("window", str(folder)), lambda: _start("bare")),
        size.starts,
        size.seconds,
        _processor_of_children,
    )


def _processor_of_children() -> int:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return round((used.ru_utime + used.ru_stime) * 1e9)


def _start(*arguments: str) -> None:
    program = [sys.executable, "-m", "benchmarks.ui_start", *arguments]
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        program, cwd=_ROOT, env=kept, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True
    )
    assert done.stdout.decode().strip() == PAINTED


# --- a page of thirty questions


def _pages(app: FieldKitApp, size: Size) -> list[Row]:
    page = _begin(app, PAGE_FORM)
    sections = itertools.cycle(reversed([line.id for line in _view(page).sections]))
    languages = itertools.cycle(("ar", "en"))
    plain = PlainPage(QUESTIONS)

    def show_section() -> None:
        page.section_wanted.emit(next(sections))
        _settle(app)

    def speak() -> None:
        page.respondent_language_wanted.emit(next(languages))
        _settle(app)

    def swap() -> None:
        page.swap_wanted.emit()
        _settle(app)

    shown = _compared(
        f"page of {QUESTIONS} questions shown",
        "bar 150 ms",
        f"{QUESTIONS} plain labels and fields shown",
        (show_section, plain.show_again),
        size.pages,
        size.seconds,
    )
    spoken = _compared(
        "another language for the respondent",
        "bar 100 ms",
        f"{QUESTIONS} plain labels set",
        (speak, plain.relabel),
        size.pages,
        size.seconds,
    )
    if _view(page).languages.respondent != "ar":
        speak()
    swapped = _compared(
        "languages swapped, the window's too",
        "bar 100 ms",
        f"{QUESTIONS} plain labels set, the window turned",
        (swap, plain.turn),
        size.pages,
        size.seconds,
    )
    plain.close()
    return [*shown, *spoken, *swapped]


def _begin(app: FieldKitApp, form: str) -> InterviewPage:
    app.navigation.start(form)
    _settle(app)
    page = app.window.page
    assert isinstance(page, InterviewPage)
    return page


def _view(page: InterviewPage) -> InterviewView:
    assert page.view is not None
    return page.view


# --- typing


def _typing(app: FieldKitApp, size: Size) -> list[Row]:
    page = _begin(app, PAGE_FORM)
    field = page.findChild(QLineEdit)
    plain = QLineEdit()
    plain.resize(600, 48)
    plain.show()
    app.window.activateWindow()
    assert field is not None
    field.setFocus()
    rows = _compared(
        "keystroke to paint",
        "bar 16 ms, p99",
        "a plain QLineEdit in a window of its own",
        (_typist(field), _typist(plain)),
        size.keys,
        size.seconds,
    )
    plain.close()
    return rows


def _typist(field: QLineEdit) -> Callable[[], None]:
    letters = itertools.cycle(_LETTERS)

    def press() -> None:
        letter = next(letters)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(field, key)
        QCoreApplication.processEvents()

    return press


# --- saving


def _saves(app: FieldKitApp, plain: Path, size: Size) -> list[Row]:
    """A choice is clicked and the page says that it is saved; without a window, only saved."""
    page = _begin(app, INTAKE)
    _open_gate(app, page)
    _go_to(app, page, "dob_precision")
    cards = _choices(page, "dob_precision")
    turn = itertools.cycle(cards[:2])
    with open_vault(plain, passphrase=_PASSPHRASE, clock=SystemClock()) as vault:
        live = interview.start(vault, INTAKE, SystemClock(), SystemRandomness())
        live.answer("/data/gate/may_continue", "yes")
        values = itertools.cycle([card.value for card in cards[:2]])
        return _compared(
            "a choice clicked until it is shown as saved",
            "bar 60 ms, p99",
            "the same answer saved without a window",
            (
                lambda: _click_until_saved(page, next(turn)),
                lambda: live.answer("/data/all_block/birth_block/dob_precision", next(values)),
            ),
            size.saves,
            size.seconds,
        )


def _click_until_saved(page: InterviewPage, card: RadioCard) -> None:
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(20, card.height() // 2))
    mark = page.bar.mark
    assert mark.keeping is Keeping.SAVING
    while mark.keeping is not Keeping.SAVED:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    QCoreApplication.processEvents()


def _open_gate(app: FieldKitApp, page: InterviewPage) -> None:
    _go_to(app, page, "may_continue")
    page.answered.emit(_card(page, "may_continue").key, "yes")
    _settle(app)


def _go_to(app: FieldKitApp, page: InterviewPage, name: str) -> None:
    while not any(each.question.path.endswith(f"/{name}") for each in _cards(page)):
        page.next_wanted.emit()
        _settle(app)


def _cards(page: InterviewPage) -> list[QuestionCard]:
    return [each for each in page.findChildren(QuestionCard) if each.isVisible()]


def _card(page: InterviewPage, name: str) -> QuestionCard:
    return next(each for each in _cards(page) if each.question.path.endswith(f"/{name}"))


def _choices(page: InterviewPage, name: str) -> list[RadioCard]:
    return _card(page, name).editor.findChildren(RadioCard)


# --- memory


def _memory(app: FieldKitApp, size: Size) -> list[Row]:
    """Interviews one after another in one window: what grew after the first tenth of them."""
    first = max(1, size.interviews // 10)
    for _ in range(first):
        _short_interview(app)
    before = _resident()
    for _ in range(size.interviews - first):
        _short_interview(app)
    name = f"memory grown over {size.interviews} interviews (bar 5 MiB)"
    grown = max(0.0, _resident() - before)
    return [compared(name, [grown], Baseline(f"all of it after {first}", [before]), unit="MiB")]


def _short_interview(app: FieldKitApp) -> None:
    """Permission, a name, every section, home again; the draft goes, else its list would grow.

    A person needs minutes for it, in which the window's own timer collects garbage many times."""
    page = _begin(app, INTAKE)
    record = _view(page).record
    _open_gate(app, page)
    _go_to(app, page, "name_native")
    page.answered.emit(_card(page, "name_native").key, "Somebody")
    _settle(app)
    while not page.bar.next.isHidden():
        page.next_wanted.emit()
        _settle(app)
    app.navigation.home()
    _settle(app)
    home = app.window.page
    assert isinstance(home, HomePage)
    home.delete_wanted.emit(record)
    _settle(app)
    gc.collect()


def _resident() -> float:
    gc.collect()
    let_go()
    return resident_memory()


if __name__ == "__main__":
    main("ui", lambda quick: measure(QUICK if quick else FULL))
