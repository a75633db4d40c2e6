"""What was typed is not what the question takes."""

from __future__ import annotations


class NotRead(ValueError):
    """`message` says why, marked for translation, and never quotes what was typed."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
