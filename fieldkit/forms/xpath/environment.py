"""What an expression may ask of the world around it. A session and `form eval` each answer it.

An environment is asked only while an expression is evaluated; it holds the clock, the seed and
the documents of one step, so that the same step gives the same values again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from random import Random
from typing import Protocol

from fieldkit.forms.instance import Node


class Environment(Protocol):
    """The surroundings of an evaluation."""

    @property
    def document(self) -> Node:
        """The document node of the primary instance: where `/` starts."""
        ...

    @property
    def timezone(self) -> tzinfo:
        """The zone whose midnight a date means."""
        ...

    @property
    def random(self) -> Random:
        """The source of `random()`, `uuid()` and unseeded `randomize()` in this step."""
        ...

    def now(self) -> datetime:
        """The instant of this step, time zone aware."""
        ...

    def instance(self, instance_id: str) -> Node:
        """The `<instance>` element (or document node) that holds the root of a secondary instance.

        Raises UnknownInstance.
        """
        ...

    def lookup(
        self, instance_id: str, columns: tuple[str, ...], values: tuple[str, ...]
    ) -> list[Node]:
        """The `root/item` nodes in which each column reads exactly the value beside it, in order.

        Must equal `instance(id)/root/item[column = value and …]`, only faster. The list is not the
        caller's own. Raises UnknownInstance.
        """
        ...

    def holding(
        self,
        instance_id: str,
        columns: Sequence[str],
        test: Callable[[str, str], bool],
        text: str,
    ) -> list[Node]:
        """The `root/item` nodes that `test` finds `text`, which is not blank, in one of whose
        columns.

        Must equal `instance(id)/root/item[test(column, text) or …]`, only faster. Raises
        UnknownInstance.
        """
        ...

    def itext(self, text_id: str) -> str:
        """The text `text_id` in the active language, or "" where there is none."""
        ...

    def choice_name(self, value: str, question: str, node: Node) -> str:
        """The label of choice `value` of the question at path `question`, seen from `node`.

        Raises EvaluationError when the path names no question with choices.
        """
        ...

    def property(self, name: str) -> str:
        """A property of the computer (`deviceid`, `username` …), or "" where it has none."""
        ...

    def pulldata(self, instance_id: str, column: str, key_column: str, key: str) -> str:
        """The cell `column` of the first row where `key_column` reads `key`, or ""."""
        ...
