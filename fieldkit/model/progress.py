"""How a long operation tells how far it is, and hears that somebody wants it to stop."""

from __future__ import annotations

from typing import Final, Protocol

from fieldkit.model.errors import FieldKitError


class Cancelled(FieldKitError):
    """The person asked to stop; what was finished before stays finished."""

    code = "cancelled"

    def __init__(self) -> None:
        super().__init__("Stopped. What was finished until then stays; the rest was not begun.")


class Progress(Protocol):
    """Told by an operation between its transactions, never inside one."""

    def step(self, done: int, total: int, what: str = "") -> None:
        """`done` of `total` parts are finished; `what` names the next one, never an answer.

        Raises Cancelled when the person asked to stop.
        """
        ...


class _Silent:
    def step(self, done: int, total: int, what: str = "") -> None:
        """Nobody listens."""


NO_PROGRESS: Final[Progress] = _Silent()
