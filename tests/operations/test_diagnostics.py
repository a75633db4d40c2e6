"""Faults are reported by their place, never by their words."""

from __future__ import annotations

import logging

from fieldkit.operations.diagnostics import TemplateFormatter, describe_fault

NAME = "Zahra Planted"


def _fault() -> BaseException:
    try:
        try:
            float(NAME)
        except ValueError as error:
            raise KeyError(NAME) from error
    except KeyError as error:
        return error


def test_a_fault_names_types_and_places_only() -> None:
    said = describe_fault(_fault())
    assert NAME not in said
    assert "builtins.KeyError" in said
    assert "builtins.ValueError" in said
    assert "_fault" in said


def test_a_log_line_shows_its_template_and_no_argument() -> None:
    record = logging.LogRecord(
        "library", logging.WARNING, "f.py", 1, "cannot read %s", (NAME,), None
    )
    said = TemplateFormatter().format(record)
    assert NAME not in said
    assert "cannot read %s" in said


def test_a_library_that_formats_its_own_text_is_not_quoted() -> None:
    record = logging.LogRecord("library", logging.ERROR, "f.py", 1, f"bad {NAME}", (), None)
    assert NAME not in TemplateFormatter().format(record)


def test_a_logged_exception_shows_no_message() -> None:
    fault = _fault()
    record = logging.LogRecord(
        "fieldkit.x", logging.ERROR, "f.py", 1, "import stopped", (), (type(fault), fault, None)
    )
    said = TemplateFormatter().format(record)
    assert NAME not in said
    assert "import stopped" in said
