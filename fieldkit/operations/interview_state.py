"""An interview as it stands, to look at: what waits for the gate, what is saved, where it was.

Nothing here changes anything. `Interview` is this with the steps that do.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

from fieldkit.forms import FormDefinition, FormSession
from fieldkit.model.errors import AnswerRefused
from fieldkit.model.records import RecordState
from fieldkit.operations import gate
from fieldkit.operations.record_writer import RecordWriter
from fieldkit.operations.steps import Saved, Stamp
from fieldkit.vault import Vault, records
from fieldkit.vault.journal import Entry, StepKind


@dataclass
class InterviewState:
    """One record being filled in: the session, its steps so far, and how many of them wait.

    `_history` holds every step in order; its last `_held` are in memory only, as is `_reopening`,
    the step that takes a finished record up again together with the next.
    """

    vault: Vault
    definition: FormDefinition
    session: FormSession
    stamp: Stamp
    record: str
    state: RecordState
    _writer: RecordWriter
    _history: list[Entry]
    _held: int = 0
    _over: bool = False
    _refusal: Saved | None = None
    _reopening: Entry | None = None

    def __repr__(self) -> str:
        return f"<Interview {self.record}>"

    @property
    def gate_is_open(self) -> bool:
        """Whether identifying answers may be stored: no gate, or its answer is yes."""
        return gate.is_open(self.session)

    @property
    def held(self) -> int:
        """How many steps wait in memory for the gate."""
        return self._held

    @property
    def over(self) -> bool:
        """Whether the record is gone: refused or discarded."""
        return self._over

    @property
    def was_sent(self) -> bool:
        """Whether a version of the record was sealed to be sent: from then on it is corrected or
        erased, not discarded."""
        return not self._over and records.line(self.vault, self.record).head != ""

    def last_place(self) -> str:
        """The path of the question answered, or the row added, in the last step that still has its
        place in the form; "" where there was none."""
        kinds = (StepKind.ANSWER, StepKind.ADD_REPEAT)
        for entry in reversed(self._history):
            if entry.kind in kinds:
                with contextlib.suppress(AnswerRefused):  # its row is gone: the step before it
                    path = self.session.path(entry.key)
                    if self.session.relevant(path):
                        return path
        return ""

    def last_saved_at(self) -> str:
        """The instant of the last step on the disk; "" where nothing is."""
        reopening = 1 if self._reopening is not None else 0
        on_disk = len(self._history) - self._held - reopening
        return self._history[on_disk - 1].at if on_disk > 0 else ""
