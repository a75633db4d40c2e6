"""One scripted interview, through the same operation as a real one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fieldkit.demo.people import Person
from fieldkit.demo.respondent import Respondent, Value, member_answers
from fieldkit.model.errors import AnswerRefused
from fieldkit.operations.interview import Declined, Interview
from fieldkit.operations.replay import definition_path

MEMBERS = "member"
SIZE = "hh_size"


@dataclass(frozen=True)
class Told:
    """What came of an interview: the record and whether the person said no."""

    record: str
    form_id: str
    declined: bool


def hold(interview: Interview, respondent: Respondent) -> Told:
    """Ask every question that is asked, in form order, in the person's language; then finish."""
    form_id = interview.definition.form_id
    _speak(interview, respondent.person.language)
    for number, path in enumerate(_questions(interview)):
        if _answer(interview, respondent, path) is Declined:
            return Told(interview.record, form_id, declined=True)
        if number == 12:  # the mediator reads a few questions in Greek, then goes back
            _speak(interview, "el")
        elif number == 16:
            _speak(interview, respondent.person.language)
    interview.finish()
    return Told(interview.record, form_id, declined=False)


def grow(interview: Interview, respondent: Respondent, newborn: str) -> None:
    """A sent household gets one more member; the record becomes a new version."""
    interview.reopen()
    size_path = next(path for path in interview.session.paths() if path.endswith(f"/{SIZE}"))
    interview.answer(size_path, str(int(interview.session.value(size_path)) + 1))
    row = _add_member(interview)
    interview.answer(f"{row}/m_name", newborn)
    interview.answer(f"{row}/m_relation", "child")
    interview.answer(f"{row}/m_dob_precision", "full")
    interview.answer(f"{row}/m_dob", respondent.today)
    interview.finish()


def correct(interview: Interview, name: str, value: str) -> None:
    """The laptop corrects one answer of a record that was sent."""
    interview.reopen()
    path = next(each for each in interview.session.paths() if each.endswith(f"/{name}"))
    interview.answer(path, value)
    interview.finish()


def _speak(interview: Interview, code: str) -> None:
    """Switch to the form's name for a language, e.g. `Ελληνικά (el)` for `el`."""
    for name in interview.definition.languages:
        if name == code or name.endswith(f"({code})"):
            interview.set_language(name)
            return


def _questions(interview: Interview) -> Iterator[str]:
    """The paths of questions as they come up; rows that appear on the way are visited too."""
    seen: set[str] = set()
    while True:
        path = next((each for each in interview.session.paths() if each not in seen), None)
        if path is None:
            return
        seen.add(path)
        if _is_asked(interview, path):
            yield path


def _is_asked(interview: Interview, path: str) -> bool:
    node = interview.definition.nodes[definition_path(path)]
    session = interview.session
    answered_by_person = node.is_leaf and bool(node.control) and node.control != "trigger"
    return answered_by_person and session.relevant(path) and not session.readonly(path)


def _answer(interview: Interview, respondent: Respondent, path: str) -> type[object] | None:
    node = interview.definition.nodes[definition_path(path)]
    session = interview.session
    choices = [choice.value for choice in session.choices(path)] if node.is_select else []
    value = _value(respondent, path, node.name, node.type, choices, session.required(path))
    if value is None:
        return None
    try:
        outcome = interview.answer(path, value)
    except AnswerRefused:
        # A combination the form does not take: a person would be asked again; this one skips.
        return None
    if node.name == SIZE:
        _list_members(interview, respondent.person)
    return type(outcome)


def _value(
    respondent: Respondent, path: str, name: str, kind: str, choices: list[str], required: bool
) -> Value | None:
    if f"/{MEMBERS}[" in path:
        position = int(path.rpartition(f"/{MEMBERS}[")[2].partition("]")[0])
        known = member_answers(respondent.person, position, respondent.mood)
        if name in known:
            return known[name]
    return respondent.answer(name, kind, choices, required=required)


def _list_members(interview: Interview, person: Person) -> None:
    repeat = _member_path(interview)
    if repeat is None:
        return
    while interview.session.count(repeat) < len(person.household):
        interview.add_repeat(repeat)
    while interview.session.count(repeat) > max(1, len(person.household)):
        interview.remove_repeat(f"{repeat}[{interview.session.count(repeat)}]")


def _add_member(interview: Interview) -> str:
    repeat = _member_path(interview)
    if repeat is None:
        raise LookupError(f"the form has no repeat called {MEMBERS}")
    interview.add_repeat(repeat)
    return f"{repeat}[{interview.session.count(repeat)}]"


def _member_path(interview: Interview) -> str | None:
    paths = (path for path in interview.definition.nodes if path.endswith(f"/{MEMBERS}"))
    return next(paths, None)
