"""Every refusal an operation can give has words in the window's language."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from PySide6.QtWidgets import QApplication

import fieldkit
from fieldkit.model.errors import FieldKitError
from fieldkit.platform import StorageError
from fieldkit.ui.failure_words import AREAS, details, happened, is_worded, next_step
from fieldkit.ui.language import language
from fieldkit.ui.runner import Failure, failure_of

PACKAGE = Path(fieldkit.__file__).parent
# Said at the command line only: files of scenarios, cases and lines that no window reads.
COMMAND_LINE = {"scenario-file", "evaluation-case", "syntax"}
ROOMS_WITHOUT_REFUSALS = ("cli", "__main__")


def _rooms() -> Iterator[str]:
    for module in pkgutil.walk_packages([str(PACKAGE)], "fieldkit."):
        room = module.name.split(".")[1]
        if room not in ROOMS_WITHOUT_REFUSALS and not module.name.startswith("fieldkit.ui."):
            yield module.name
    yield "fieldkit.ui.presenters.access"


def _below(root: type) -> set[type]:
    return {root}.union(*(_below(child) for child in root.__subclasses__()))


@cache
def _raised_codes() -> Mapping[str, str]:
    """Every code with one place that gives it: of classes, and of calls that make an error. Read
    once: it takes a second to go through the sources."""
    for name in _rooms():
        importlib.import_module(name)
    classes = _below(FieldKitError) | _below(StorageError)
    names = {each.__name__ for each in classes} | {"__init__"}
    codes = {vars(each)["code"]: each.__qualname__ for each in classes if "code" in vars(each)}
    codes[StorageError("").code] = StorageError.__qualname__
    for path in PACKAGE.rglob("*.py"):
        if path.relative_to(PACKAGE).parts[0] == "cli":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in names:
                codes |= dict.fromkeys(_given_codes(node), f"{path.name}:{node.lineno}")
    return MappingProxyType(codes)


def _name(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _given_codes(call: ast.Call) -> Iterator[str]:
    for word in call.keywords:
        if word.arg == "code" and isinstance(word.value, ast.Constant):
            yield str(word.value.value)


def test_every_code_has_words() -> None:
    raised = _raised_codes()
    assert len(raised) > 100
    missing = {
        code: place
        for code, place in raised.items()
        if not is_worded(code) and code not in COMMAND_LINE
    }
    assert missing == {}


def test_what_is_excused_is_still_raised_and_still_without_words() -> None:
    assert _raised_codes().keys() >= COMMAND_LINE
    assert not any(is_worded(code) for code in COMMAND_LINE)


def test_no_code_is_told_twice_and_none_is_told_for_nothing() -> None:
    told = [code for area in AREAS for code in area]
    assert len(told) == len(set(told))
    # What a report says of a file it did not take: never raised as an error.
    said_in_reports = {"old-number"}
    assert set(told) - _raised_codes().keys() == said_in_reports


def test_words_are_plain_and_hold_no_command_line() -> None:
    for area in AREAS:
        for told in area.values():
            for words in (told.happened, told.next_step):
                assert "fieldkit " not in words
                assert "--" not in words
                assert "{" not in words
            assert told.happened


def test_a_known_code_is_told_in_our_words(qapp: QApplication) -> None:
    failure = Failure("wrong-passphrase", "The user or the passphrase is wrong.", "Check it.")
    assert happened(failure) == (
        "The name or the passphrase is not right. Nothing was opened or changed."
    )
    assert "Caps Lock" in next_step(failure)
    assert details(failure) == ""


def test_an_unknown_code_keeps_its_own_words_and_says_that_they_are_english(
    qapp: QApplication,
) -> None:
    failure = Failure("something-new", "It did not work.", "Do something else.")
    assert happened(failure) == "It did not work."
    assert next_step(failure) == "Do something else."
    language().set("el")
    assert happened(failure) != failure.message
    assert "It did not work." in happened(failure)


def test_what_goes_wrong_inside_says_what_is_saved_and_gives_places_to_copy(
    qapp: QApplication,
) -> None:
    failure = failure_of(_fault("an answer"))
    assert "What was called saved is saved" in happened(failure)
    assert next_step(failure)
    assert "test_ui_failure_words" in details(failure)
    assert "an answer" not in happened(failure) + next_step(failure) + details(failure)


def _fault(planted: str) -> Exception:
    try:
        raise ValueError(planted)
    except ValueError as fault:
        return fault


def test_listed_places_come_beside_the_words(qapp: QApplication) -> None:
    failure = Failure("identifiers-found", "2 cells look so:\nmembers, row 3\nmembers, row 4\n")
    assert "Nothing was published" in happened(failure)
    assert details(failure) == "members, row 3\nmembers, row 4"
