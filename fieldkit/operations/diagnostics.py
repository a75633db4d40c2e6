"""What may be said when something breaks: where, never what.

An exception's message may quote an answer (`could not convert string to float: …`), so an
unexpected error is reported by its type and the places it passed through. Our own errors
(`FieldKitError`, `StorageError`) are written for people and hold no answer; they may be shown.
"""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
import traceback
import warnings
from types import TracebackType
from typing import TextIO

from fieldkit import platform


def describe_fault(error: BaseException) -> str:
    """The type of `error`, its causes and their places; no message, no values."""
    lines: list[str] = []
    current: BaseException | None = error
    while current is not None:
        lines.append(f"{type(current).__module__}.{type(current).__qualname__}")
        for frame in traceback.extract_tb(current.__traceback__):
            lines.append(f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}")
        current = current.__cause__ or (
            None if current.__suppress_context__ else current.__context__
        )
    return "\n".join(lines)


class TemplateFormatter(logging.Formatter):
    """Logs the message template without its arguments, and faults without their messages."""

    def format(self, record: logging.LogRecord) -> str:
        text = f"{record.levelname} {record.name}: {record.msg if record.args else ''}".rstrip()
        if not record.args and record.name.startswith("fieldkit"):
            text = f"{record.levelname} {record.name}: {record.msg}"
        if record.exc_info and record.exc_info[1] is not None:
            text += "\n" + describe_fault(record.exc_info[1])
        return text


def install() -> None:
    """Make every way out of this process follow the policy; called once, at the start."""
    platform.forbid_core_dumps()
    faulthandler.enable()  # prints frames, never values
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(TemplateFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    sys.excepthook = _excepthook
    threading.excepthook = lambda given: _report(given.exc_value)
    sys.unraisablehook = lambda given: _report(given.exc_value)
    warnings.showwarning = _show_warning


def _excepthook(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    _report(error)


def _report(error: BaseException | None) -> None:
    if error is not None:
        sys.stderr.write("FieldKit met an unexpected fault.\n" + describe_fault(error) + "\n")


def _show_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """A warning by its kind and place: a library may quote a cell in its words."""
    sys.stderr.write(f"{category.__name__} at {_short(filename)}:{lineno}\n")


def _short(filename: str) -> str:
    marker = filename.rfind("fieldkit")
    return filename[marker:] if marker >= 0 else filename.rsplit("/", 1)[-1]
