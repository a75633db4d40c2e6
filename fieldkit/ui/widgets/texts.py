"""Words on a page: labels that wrap, follow the language, and look as their role says."""

from __future__ import annotations

from collections.abc import Callable

from fieldkit.ui.language import bind
from fieldkit.ui.theme import set_role
from fieldkit.ui.widgets.code_label import CodeLabel
from fieldkit.ui.widgets.text_label import TextLabel

Message = str | Callable[[], str]


def title(message: Message = "", **fields: object) -> TextLabel:
    """The name of a page."""
    return label("title", message, **fields)


def heading(message: Message = "", **fields: object) -> TextLabel:
    """The name of a part of a page."""
    return label("heading", message, **fields)


def body(message: Message = "", **fields: object) -> TextLabel:
    """What is said in sentences."""
    return label("body", message, **fields)


def muted(message: Message = "", **fields: object) -> TextLabel:
    """A sentence that stands back."""
    return label("muted", message, **fields)


def small(message: Message = "", **fields: object) -> TextLabel:
    """A remark below something."""
    return label("small", message, **fields)


def label(role: str, message: Message = "", **fields: object) -> TextLabel:
    """A wrapping label of any role; without a message it is filled later, by bind or setText."""
    made = TextLabel()
    set_role(made, role)
    if message:
        bind(made, "setText", message, **fields)
    return made


def code(shown: str = "") -> CodeLabel:
    """A code to read, compare or copy."""
    return CodeLabel(shown)
