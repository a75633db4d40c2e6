"""The one door through which the window starts operations.

Everything that touches a vault runs here, one after another, on one thread of its own, which owns
the vault's connection. What comes back is delivered on the GUI thread. An operation may not touch a
widget; a page may not call an operation.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, Signal
from shiboken6 import isValid

from fieldkit.model.errors import FieldKitError
from fieldkit.model.progress import Cancelled, Progress
from fieldkit.operations.diagnostics import describe_fault
from fieldkit.operations.trouble import in_our_words
from fieldkit.platform import StorageError

T = TypeVar("T")
Operation = Callable[[], T]
Task = Callable[[Progress], T]
Then = Callable[[T], None]


@dataclass(frozen=True)
class Failure:
    """Why something was not done, for people. `detail` has places in our code, never values."""

    code: str
    message: str
    next_step: str = ""
    detail: str = ""

    @property
    def unexpected(self) -> bool:
        """Whether this is a fault of ours rather than a refusal."""
        return self.code == "unexpected"


@dataclass(frozen=True)
class ProgressReport:
    """How far the running task is. `total` 0: nobody knows yet."""

    done: int
    total: int
    what: str = ""


@dataclass(frozen=True)
class UndoOffer:
    """What can be taken back: `words` says it in the present language."""

    words: Callable[[], str]


@dataclass(frozen=True)
class _Job:
    """What was asked for. Lives and dies on the GUI thread: its functions may hold widgets, and a
    widget whose last reference goes on another thread takes the process with it."""

    operation: Callable[[], Any]
    then: Callable[[Any], None] | None
    failed: Callable[[Failure], None] | None
    is_task: bool


Undoing = tuple[Operation[Any], Then[Any] | None]


class Runner(QObject):
    """Runs operations in order; `then` and `failed` are called on the GUI thread."""

    busy_changed = Signal(bool)
    progressed = Signal(object)
    failed = Signal(object)
    undo_offered = Signal(object)
    _delivered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        self._asked: dict[int, _Job] = {}
        self._last = 0
        self._tasks = 0
        self._stop_asked = threading.Event()
        self._undo: Undoing | None = None
        self._delivered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._work, name="operations", daemon=True)
        self._thread.start()

    # --- asking

    def run(
        self,
        operation: Operation[T],
        then: Then[T] | None = None,
        *,
        failed: Callable[[Failure], None] | None = None,
    ) -> None:
        """Queue a short operation: a step of an interview, a look at a list."""
        self._queue(_Job(operation, then, failed, is_task=False))

    def task(
        self,
        operation: Task[T],
        then: Then[T] | None = None,
        *,
        failed: Callable[[Failure], None] | None = None,
    ) -> None:
        """Queue a long operation that tells its progress and can be cancelled."""
        self._tasks += 1
        self._stop_asked.clear()
        if self._tasks == 1:
            self.busy_changed.emit(True)
        self._queue(_Job(lambda: operation(_Reporter(self)), then, failed, is_task=True))

    def cancel(self) -> None:
        """Ask the running task to stop at the next safe place."""
        self._stop_asked.set()

    @property
    def busy(self) -> bool:
        """Whether a task runs or waits."""
        return self._tasks > 0

    @property
    def idle(self) -> bool:
        """Whether everything asked for was done and delivered."""
        return not self._asked

    # --- taking back

    def offer_undo(
        self, words: Callable[[], str], operation: Operation[T], then: Then[T] | None = None
    ) -> None:
        """Let the last thing be taken back; a later offer replaces this one. `words` is asked again
        when the window speaks another language."""
        self._undo = (operation, then)
        self.undo_offered.emit(UndoOffer(words))

    def undo(self) -> None:
        """Take back what was offered last; nothing when nothing is offered."""
        if self._undo is None:
            return
        operation, then = self._undo
        self.withdraw_undo()
        self.run(operation, then)

    def withdraw_undo(self) -> None:
        """What was offered can no longer be taken back."""
        if self._undo is not None:
            self._undo = None
            self.undo_offered.emit(None)

    def forget(self) -> None:
        """What was asked for is still done, but what comes of it is not shown any more. Refusals
        are told all the same, to everybody: who asked may be gone."""
        for number, job in self._asked.items():
            self._asked[number] = replace(job, then=None, failed=None)

    # --- waiting and ending

    def wait_idle(self) -> None:
        """Let everything asked for be done and delivered; the window stays alive meanwhile."""
        flags = QEventLoop.ProcessEventsFlag
        while self._asked:  # sleeping between events: spinning would slow the operations down
            QCoreApplication.processEvents(flags.ExcludeUserInputEvents | flags.WaitForMoreEvents)

    def close(self) -> None:
        """Finish what was asked for, then end the thread. What is asked for later is not done."""
        self.cancel()
        self.wait_idle()
        self._is_closed = True
        self._numbers.put(None)
        self._thread.join()

    # --- the thread

    _is_closed = False

    def _queue(self, job: _Job) -> None:
        if self._is_closed:
            return
        self._last += 1
        self._asked[self._last] = job
        self._numbers.put(self._last)

    def _work(self) -> None:
        while (number := self._numbers.get()) is not None:
            result, failure = _outcome(self._asked[number].operation)
            self._delivered.emit((number, result, failure))
            del result, failure  # an answer may be in them

    def _deliver(self, delivered: tuple[int, Any, Failure | None]) -> None:
        number, result, failure = delivered
        job = self._asked.pop(number)
        if job.is_task:
            self._tasks -= 1
            if not self._tasks:
                self.busy_changed.emit(False)
        if failure is not None:
            told = job.failed if _is_there(job.failed) else None
            (told or self.failed.emit)(failure)
        elif job.then is not None and _is_there(job.then):
            job.then(result)

    def report(self, report: ProgressReport) -> None:
        """Called by a task on the operations' thread. Raises Cancelled when asked to stop."""
        self.progressed.emit(report)
        if self._stop_asked.is_set():
            raise Cancelled


def _is_there(function: Callable[..., None] | None) -> bool:
    """Whether the page that a result is for is still there: another one of the same flow may have
    taken its place while the operation ran."""
    owner: object = getattr(function, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)


class _Reporter:
    """The Progress of a task."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner

    def step(self, done: int, total: int, what: str = "") -> None:
        self._runner.report(ProgressReport(done, total, what))


def _outcome(operation: Callable[[], Any]) -> tuple[Any, Failure | None]:
    try:
        return operation(), None
    except (FieldKitError, StorageError) as refusal:
        return None, failure_of(refusal)
    except BaseException as fault:  # noqa: BLE001 - the door: whatever breaks becomes a page, not a
        # crash; a panic in a library of ours in Rust is no Exception, and would end the thread
        return None, failure_of(fault)


def failure_of(error: BaseException) -> Failure:
    """An error as people see it. What we did not foresee is told by its places only."""
    told = in_our_words(error)
    if isinstance(told, FieldKitError | StorageError):
        return Failure(told.code, told.message, told.next_step)
    return Failure("unexpected", "", detail=describe_fault(error))
