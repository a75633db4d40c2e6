"""The one root of our errors, so that the edges can tell a refusal from a fault.

A message is for people: what happened, what it means for their data, what to do next. It never
holds an answer. `code` is for machines and tests.
"""

from __future__ import annotations


class FieldKitError(Exception):
    """Something we refuse or cannot do, said in words. Exit code 1 at the command line.

    `code` is a short stable identifier (`wrong-passphrase`), `message` a sentence or two for the
    person at the screen, `next_step` what she can do about it (may be empty).
    """

    code: str = "error"

    def __init__(self, message: str, *, code: str | None = None, next_step: str = "") -> None:
        super().__init__(message if not next_step else f"{message} {next_step}")
        self.message = message
        self.next_step = next_step
        if code is not None:
            self.code = code


class AnswerRefused(FieldKitError):
    """An answer the form does not take. `path` names the question, never the answer.

    Codes: `unknown-path`, `irrelevant`, `readonly`, `type`, `choice`, `constraint`, `gate`,
    `repeat`, `language`, `incomplete`, `finished`.
    """

    code = "answer-refused"

    def __init__(self, path: str, message: str, *, code: str) -> None:
        super().__init__(message, code=code)
        self.path = path
