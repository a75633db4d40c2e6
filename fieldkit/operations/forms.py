"""What people do with a form before it goes to the field: check it and fill it in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from fieldkit.forms import FormDefinition, FormError, FormSession, Host, Moment, load
from fieldkit.forms.definition import definition_from_package, load_package
from fieldkit.forms.errors import Defect
from fieldkit.forms.findings import Finding, Place, UnreadableForm, error, warning
from fieldkit.forms.problems import CONSTRAINT
from fieldkit.forms.workbook import FormCheck, check_file
from fieldkit.model.clock import Clock, Randomness
from fieldkit.model.counting import counted
from fieldkit.model.errors import AnswerRefused
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
from fieldkit.operations.form_drafts import TakenUp, take_up

_SEED_SIZE = 8


def check_forms(paths: Iterable[Path], clock: Clock) -> list[FormCheck]:
    """Check each form as far as it goes: its sheets, its conversion, and a first start."""
    return [_check(path, clock) for path in paths]


def _check(path: Path, clock: Clock) -> FormCheck:
    try:
        checked = check_file(path)
    except UnreadableForm as fault:
        return FormCheck(path, [error(fault.code, Place(), fault.message, fault.next_step)])
    if checked.package is None:
        return checked
    try:
        package = checked.package
        definition = definition_from_package(package)
        lost = [_reads_nothing(defect, checked) for defect in definition.defects if defect.hides]
        if lost:
            return replace(checked, findings=[*lost, *checked.findings], package=None)
        checked = replace(checked, findings=[*checked.findings, *_loose_ends(definition, checked)])
        FormSession(load_package(package), Moment(clock.now(), bytes(_SEED_SIZE)))
    except FormError as fault:
        place = (
            checked.place_of(fault.question, fault.construct or "name")
            if fault.question
            else Place()
        )
        said = error(f"engine-{fault.code}", place, fault.message, fault.next_step)
        return replace(checked, findings=[said, *checked.findings], package=None)
    return checked


def _loose_ends(definition: FormDefinition, checked: FormCheck) -> list[Finding]:
    """What the form says about nothing: it changes nothing, and may not be what was meant."""
    return [
        warning(
            "loose-end",
            checked.place_of(defect.question, defect.construct),
            defect.message,
            "Correct the name there, or remove it.",
        )
        for defect in definition.defects
    ]


def _reads_nothing(defect: Defect, checked: FormCheck) -> Finding:
    """An expression that would silently read a blank: the field's door, load_package, is shut."""
    name = "${name}" if checked.outline.entries else "the path (/data/name or ../name)"
    return error(
        "engine-unknown-reference",
        checked.place_of(defect.question, defect.construct),
        defect.message,
        f"Write {name} for the answer to a question (inside square brackets: current()/../name), "
        "and put words in quotation marks.",
    )


@dataclass(frozen=True)
class Reply:
    """What became of one line: `code` is "" when it was taken, else why it was refused.

    `problem` is `constraint` for an answer that was taken and breaks the constraint of its
    question; `message` is the form's own sentence then, which may quote answers.
    """

    number: int
    path: str
    code: str = ""
    message: str = field(default="", repr=False)
    problem: str = ""

    @property
    def taken(self) -> bool:
        """True when the line took effect."""
        return not self.code


@dataclass(frozen=True)
class Filled:
    """A form filled in from a file: what became of each line, the OpenRosa submission, and the
    draft as it stood before it was finished. `taken` is what it began with."""

    replies: Sequence[Reply]
    submission: bytes
    draft: bytes
    taken: TakenUp

    def __repr__(self) -> str:
        return f"Filled({len(self.replies)} lines)"


def fill(
    form: Path,
    lines: Iterable[str],
    clock: Clock,
    randomness: Randomness,
    *,
    begun: Path | None = None,
) -> Filled:
    """Answer a form line by line, outside any vault: for trying forms out, not for field work.

    `begun` is the file of a draft or a submission to go on from. A refused line changes nothing and
    the next one is read. Raises WorkbookErrors, UnreadableForm or FormError when the form itself
    cannot run, BadDraft when the draft is of another version.
    """
    definition = load(form)
    moment = Moment(clock.now(), randomness.token(_SEED_SIZE))
    if begun is None:
        taken = TakenUp(FormSession(definition, moment, host=Host()), made_with=definition.version)
    else:
        taken = take_up(definition, begun.read_bytes(), moment)
    session = taken.session
    replies: list[Reply] = []
    for number, text in enumerate(lines, start=1):
        if text.strip():
            session.moment = Moment(clock.now(), randomness.token(_SEED_SIZE))
            replies.append(_take(number, text, session))
    session.moment = Moment(clock.now(), randomness.token(_SEED_SIZE))
    draft = taken.draft()
    session.finish()
    return Filled(replies, session.submission(), draft, taken)


def _take(number: int, text: str, session: FormSession) -> Reply:
    try:
        line = read_line(text)
        path = _apply(line, session)
        asks = isinstance(line, AnswerLine) and session.is_there(path)
        found = session.problem(path) if asks else None
        if found is None or found.kind != CONSTRAINT:
            return Reply(number, path)
        return Reply(number, path, message=found.message, problem=found.kind)
    except AnswerRefused as refused:
        return Reply(number, refused.path, refused.code, refused.message)
    except BadLine as refused:
        return Reply(number, "", refused.code, str(refused))


def _apply(line: Line, session: FormSession) -> str:
    """Let a line take effect; returns the path it was about. Raises AnswerRefused."""
    match line:
        case AnswerLine(path, value):
            session.answer(path, value)
            return path
        case AddRepeatLine(path):
            return session.add_repeat(path)
        case RemoveRepeatLine(path):
            session.remove_repeat(path)
            return path
        case LanguageLine(code):
            session.set_language(code)
            return ""
        case FinishLine():
            _must_be_complete(session)
            return ""


def _must_be_complete(session: FormSession) -> None:
    problems = session.validate()
    if problems:
        questions = counted(len(problems), "question needs", "questions need")
        raise AnswerRefused(
            problems[0].path,
            f"The record is not complete: {questions} an answer that fits.",
            code="incomplete",
        )
