"""How a function says what it takes and gives, so that arguments are converted before the call.

A function is plain Python over plain values; only the few that need the context node or the
environment receive them, as their first two arguments.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from fieldkit.forms.xpath.errors import WrongArguments
from fieldkit.forms.xpath.values import Value


class Kind(Enum):
    """What a parameter or a result is."""

    NUMBER = "number"
    STRING = "string"
    BOOLEAN = "boolean"
    NODES = "nodes"
    ANY = "any"
    LAZY = "lazy"  # not evaluated: the function receives the closure


NUMBER, STRING, BOOLEAN = Kind.NUMBER, Kind.STRING, Kind.BOOLEAN
NODES, ANY, LAZY = Kind.NODES, Kind.ANY, Kind.LAZY


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the library.

    `takes` are the kinds of the parameters, of which the last `optional` may be left out; `rest`
    is the kind of any further arguments. `in_context` functions are called with the context node
    and the Context first. `of_context_node` ones take the context node when called without
    arguments, like `string()`.
    """

    name: str
    call: Callable[..., Value]
    takes: tuple[Kind, ...]
    gives: Kind
    optional: int = 0
    rest: Kind | None = None
    in_context: bool = False
    of_context_node: bool = False

    def kinds(self, count: int) -> tuple[Kind, ...]:
        """The kinds of `count` arguments. Raises WrongArguments when so many do not fit."""
        most = len(self.takes)
        if count < most - self.optional or (count > most and self.rest is None):
            raise WrongArguments(f"{self.name}() cannot be called with {count} arguments.")
        if self.rest is None or count <= most:
            return self.takes[:count]
        return self.takes + (self.rest,) * (count - most)
