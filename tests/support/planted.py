"""A planted name, and every way in which an error could let it out."""

from __future__ import annotations

import logging
import traceback

from fieldkit.operations.diagnostics import TemplateFormatter, describe_fault

NAME = "Ζαραθούστρα-Planted"


def everything_said_about(error: BaseException) -> str:
    """All texts in which this error could reach a screen, a log or a crash file."""
    record = logging.LogRecord(
        "fieldkit.somewhere", logging.ERROR, "f.py", 1, "it failed", (),
        (type(error), error, error.__traceback__),
    )  # fmt: skip
    said = [describe_fault(error), TemplateFormatter().format(record)]
    if type(error).__module__.startswith("fieldkit"):
        # Ours are shown to people as they are, and a debugger prints them whole.
        said += [str(error), repr(error), repr(error.args), *traceback.format_exception(error)]
        said += [str(getattr(error, "message", "")), str(getattr(error, "next_step", ""))]
    return "\n".join(said)
