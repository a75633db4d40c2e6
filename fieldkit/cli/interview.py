"""`fieldkit interview`: an interview without a window, through the same operation as the window."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import click

from fieldkit.cli.lines import STANDARD_INPUT, LineReader
from fieldkit.cli.options import FOLDER, read_passphrase
from fieldkit.cli.replies import Replies
from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import SystemClock, SystemRandomness
from fieldkit.model.errors import AnswerRefused, FieldKitError
from fieldkit.model.records import RecordState
from fieldkit.operations import interview as operation
from fieldkit.operations.answer_lines import (
    AddRepeatLine,
    AnswerLine,
    BadLine,
    FinishLine,
    LanguageLine,
    Line,
    RemoveRepeatLine,
    read_line,
)
from fieldkit.operations.interview import Interview
from fieldkit.operations.steps import DoesNotFit, Outcome
from fieldkit.platform import StorageError
from fieldkit.vault import open_vault

PATIENCE: Final = 1.0
ANSWERS = click.Path(exists=True, dir_okay=False, allow_dash=True)


@click.command()
@click.argument("folder", metavar="V", type=FOLDER)
@click.option("--form", "form_id", default=None, help="Begin a new record of this form.")
@click.option("--resume", "record", default=None, metavar="RECORD", help="Go on with a record.")
@click.option("--answers", required=True, type=ANSWERS, help="JSON Lines; '-': standard input.")
@click.option("--user", default=None, help="Who opens it (default: the only or first user).")
@click.option(
    "--passphrase-file",
    default=None,
    metavar="FILE",
    help="Read the passphrase from the first line of FILE, or of standard input with '-'.",
)
def interview(
    folder: Path,
    form_id: str | None,
    record: str | None,
    answers: str,
    user: str | None,
    passphrase_file: str | None,
) -> None:
    """Fill in a record of the vault V from JSON Lines.

    One object a line: {"answer": path, "value": v}, {"add_repeat": path}, {"remove_repeat": path},
    {"language": code}, {"finish": true}. Each is answered by one line, in order, after it is on
    the disk: {"saved": n, "record": id, "path": p} or {"refused": code, "path": p, "message": m}.
    A refused line ends nothing: the lines after it are taken, and the exit code is 0.
    """
    if (form_id is None) == (record is None):
        raise click.UsageError("Give either --form or --resume.")
    standard = LineReader(STANDARD_INPUT)
    passphrase = _passphrase(passphrase_file, standard)
    lines = standard if answers == "-" else LineReader(os.open(answers, os.O_RDONLY))
    with open_vault(folder, user=user, passphrase=passphrase, clock=SystemClock()) as vault:
        if record is not None:
            running = operation.resume(vault, record, SystemClock(), SystemRandomness())
        else:
            running = operation.start(vault, form_id or "", SystemClock(), SystemRandomness())
        _talk(running, lines)


def _passphrase(source: str | None, standard: LineReader) -> HiddenBytes:
    """The passphrase; from standard input it is the first line, and answers may follow."""
    if source != "-":
        return read_passphrase(source)
    typed = standard.readline().rstrip(b"\r\n")
    if not typed:
        raise FieldKitError("No passphrase was given; nothing was opened.", code="no-passphrase")
    return HiddenBytes(typed)


def _talk(running: Interview, lines: LineReader) -> None:
    """Take every line and answer it. Raises at the end what the disk refused on the way."""
    replies = Replies()
    finished_before = running.state is not RecordState.DRAFT
    trouble: FieldKitError | StorageError | None = None
    while True:
        if replies.are_waiting and not lines.ready_within(PATIENCE):
            replies.say_held()
        line = lines.readline()
        if not line:
            break
        path = ""
        try:
            asked = read_line(line)
            path = _path(asked)
            if finished_before:  # it stays finished until a step is taken
                running.reopen_with_next_step()
                finished_before = False
            replies.outcome(_take(running, asked))
        except DoesNotFit as refusal:
            replies.refusal(refusal.code, path, refusal.problem.message)
        except (AnswerRefused, BadLine) as refusal:
            replies.refusal(refusal.code, path, refusal.message)
        except (FieldKitError, StorageError) as error:
            trouble = error
            replies.refusal(error.code, path, error.message)
    replies.end()
    if trouble is not None:
        raise trouble


def _take(running: Interview, line: Line) -> Outcome:
    match line:
        case AnswerLine(path, value):
            return running.answer(path, value)
        case AddRepeatLine(path):
            return running.add_repeat(path)
        case RemoveRepeatLine(path):
            return running.remove_repeat(path)
        case LanguageLine(code):
            return running.set_language(code)
        case FinishLine():
            return running.finish()


def _path(line: Line) -> str:
    return "" if isinstance(line, LanguageLine | FinishLine) else line.path
