"""The answers of `fieldkit interview`: one line for each line it was given, in the same order.

A step held at the gate has no answer yet; its line and all lines after it wait until the gate
question is answered, the input ends, or a person seems to wait.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from fieldkit.cli.options import echo_json
from fieldkit.operations.steps import Held, Outcome, Saved

Reply = dict[str, object]


@dataclass
class Replies:
    """Prints answers as soon as they are true."""

    _waiting: list[Held | Reply] = field(default_factory=list["Held | Reply"], repr=False)

    @property
    def are_waiting(self) -> bool:
        """Whether a line has no answer yet."""
        return bool(self._waiting)

    def outcome(self, outcome: Outcome) -> None:
        """Answer a step that was taken."""
        if isinstance(outcome, Held):
            self._waiting.append(outcome)
            return
        if isinstance(outcome, Saved):
            self._release_saved()
            echo_json(_saved(outcome))
            return
        self._release("gate", "Permission was not given; nothing that was said is kept.")
        echo_json(_saved(outcome))  # the fact of the refusal is what was saved

    def refusal(self, code: str, path: str, message: str) -> None:
        """Answer a step that was refused."""
        reply = _refused(code, path, message)
        if self._waiting:
            self._waiting.append(reply)
        else:
            echo_json(reply)

    def say_held(self) -> None:
        """Somebody waits: say of each waiting line that it is in memory only."""
        self._release("held", "Kept in memory only, until the question for permission is answered.")

    def end(self) -> None:
        """The input ended before the gate was decided."""
        self._release(
            "gate", "The question for permission was never answered; this answer was not kept."
        )

    def _release_saved(self) -> None:
        for reply in self._waiting:
            echo_json(_saved(reply) if isinstance(reply, Held) else reply)
        self._waiting.clear()

    def _release(self, code: str, message: str) -> None:
        for reply in self._waiting:
            held = isinstance(reply, Held)
            echo_json(_refused(code, reply.path, message) if held else reply)
        self._waiting.clear()


def _saved(outcome: Outcome) -> Reply:
    return {"saved": outcome.step, "record": outcome.record, "path": outcome.path}


def _refused(code: str, path: str, message: str) -> Reply:
    return {"refused": code, "path": path, "message": message}
