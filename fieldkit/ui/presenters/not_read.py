"""What was typed is not what the question takes."""

from __future__ import annotations


class NotRead(ValueError):
    """`message` says why, marked for translation, and never quotes what was typed. `fields` are
    those that are wrong, counted from 0, of a question that has several; () where it has one."""

    def __init__(self, message: str, fields: tuple[int, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.fields = fields
