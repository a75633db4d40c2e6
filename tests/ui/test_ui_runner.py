"""The door to operations: off the GUI thread, in order, told, cancelled, taken back."""

from __future__ import annotations

import threading

import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from fieldkit.model.errors import FieldKitError
from fieldkit.model.progress import Progress
from fieldkit.platform import StorageError
from fieldkit.ui.runner import Failure, ProgressReport, Runner, UndoOffer


def test_operations_run_off_the_gui_thread_and_answer_on_it(runner: Runner) -> None:
    seen: list[threading.Thread] = []
    runner.run(threading.current_thread, lambda where: seen.extend([where, _here()]))
    runner.wait_idle()
    assert seen[0] is not threading.main_thread()
    assert seen[1] is threading.main_thread()


def _here() -> threading.Thread:
    return threading.current_thread()


def test_operations_keep_their_order(runner: Runner) -> None:
    done: list[int] = []
    for number in range(50):
        runner.run(lambda number=number: number, done.append)
    runner.wait_idle()
    assert done == list(range(50))


def test_a_refusal_comes_back_with_its_words(runner: Runner) -> None:
    def refuse() -> None:
        raise FieldKitError("Nothing was done.", code="no", next_step="Try again.")

    failures: list[Failure] = []
    runner.run(refuse, failed=failures.append)
    runner.wait_idle()
    assert failures == [Failure("no", "Nothing was done.", "Try again.")]


def test_a_full_disk_is_a_refusal_too(runner: Runner, qtbot: QtBot) -> None:
    def refuse() -> None:
        raise StorageError("The disk is full.", code="disk-full")

    with qtbot.waitSignal(runner.failed) as caught:
        runner.run(refuse)
    assert caught.args == [Failure("disk-full", "The disk is full.")]


def test_a_fault_is_told_by_its_places_and_never_by_its_values(runner: Runner) -> None:
    def break_down() -> None:
        raise ValueError("Zahra")

    failures: list[Failure] = []
    runner.run(break_down, failed=failures.append)
    runner.wait_idle()
    assert failures[0].unexpected
    assert "Zahra" not in repr(failures[0])
    assert "break_down" in failures[0].detail


def test_what_comes_after_a_fault_still_runs(runner: Runner) -> None:
    def break_down() -> None:
        raise ValueError

    done: list[str] = []
    runner.run(break_down, failed=lambda _: done.append("failed"))
    runner.run(lambda: "next", done.append)
    runner.wait_idle()
    assert done == ["failed", "next"]


class Panic(BaseException):
    """What a library in another language may raise."""


def test_nothing_that_is_raised_ends_the_thread(runner: Runner, qtbot: QtBot) -> None:
    def panics() -> None:
        raise Panic

    met: list[Failure] = []
    done: list[str] = []
    runner.run(panics, failed=met.append)
    runner.run(lambda: "next", done.append)
    qtbot.waitUntil(lambda: runner.idle)
    assert [failure.code for failure in met] == ["unexpected"]
    assert done == ["next"]


def test_a_task_tells_how_far_it_is(runner: Runner, qtbot: QtBot) -> None:
    def count(progress: Progress) -> str:
        for number in range(3):
            progress.step(number, 3, "batch")
        return "done"

    told: list[ProgressReport] = []
    busy: list[bool] = []
    done: list[str] = []
    runner.progressed.connect(told.append)
    runner.busy_changed.connect(busy.append)
    runner.task(count, done.append)
    assert runner.busy
    runner.wait_idle()
    assert [each.done for each in told] == [0, 1, 2]
    assert busy == [True, False]
    assert done == ["done"]


def test_a_task_stops_at_the_next_safe_place(runner: Runner) -> None:
    begun = threading.Event()
    go_on = threading.Event()
    steps: list[int] = []

    def long(progress: Progress) -> None:
        for number in range(100):
            progress.step(number, 100)
            steps.append(number)
            begun.set()
            go_on.wait()

    failures: list[Failure] = []
    runner.task(long, failed=failures.append)
    assert begun.wait(10)
    runner.cancel()
    go_on.set()
    runner.wait_idle()
    assert steps == [0]
    assert failures[0].code == "cancelled"
    assert not runner.busy


def test_the_next_task_is_not_cancelled_by_the_last_one(runner: Runner) -> None:
    done: list[str] = []

    def task(progress: Progress) -> str:
        progress.step(0, 1)
        return "done"

    runner.cancel()
    runner.task(task, done.append)
    runner.wait_idle()
    assert done == ["done"]


def test_the_last_thing_can_be_taken_back_once(runner: Runner) -> None:
    offers: list[UndoOffer | None] = []
    back: list[str] = []
    runner.undo_offered.connect(offers.append)
    runner.offer_undo(lambda: "Member removed", lambda: "back", back.append)
    runner.undo()
    runner.undo()
    runner.wait_idle()
    assert back == ["back"]
    assert [offer and offer.words() for offer in offers] == ["Member removed", None]


def test_closing_finishes_what_was_asked_for(qapp: object) -> None:
    runner = Runner()
    done: list[int] = []
    for number in range(10):
        runner.run(lambda number=number: number, done.append)
    runner.close()
    assert done == list(range(10))


def test_what_is_forgotten_is_done_and_not_shown(runner: Runner) -> None:
    done: list[str] = []
    shown: list[str] = []
    runner.run(lambda: done.append("before"), lambda _: shown.append("before"))
    runner.forget()
    runner.run(lambda: done.append("after"), lambda _: shown.append("after"))
    runner.wait_idle()
    assert done == ["before", "after"]
    assert shown == ["after"]


def test_a_result_for_a_page_that_is_gone_is_not_delivered(runner: Runner, qtbot: QtBot) -> None:
    class Page(QObject):
        def show_result(self, _: object) -> None:
            shown.append(_)

    def refuse() -> None:
        raise FieldKitError("Nothing was done.", code="no")

    shown: list[object] = []
    gone, there = Page(), Page()
    for page in (gone, there):
        runner.run(lambda: 1, page.show_result)
    shiboken6.delete(gone)
    runner.wait_idle()
    assert shown == [1]
    with qtbot.waitSignal(runner.failed) as caught:  # a refusal is told all the same
        runner.run(refuse, gone.show_result, failed=gone.show_result)
    assert caught.args == [Failure("no", "Nothing was done.")]
    assert shown == [1]
