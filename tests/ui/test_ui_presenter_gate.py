"""The gate through the presenter: nothing identifying is on the disk before the yes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import presenter_world as world
import pytest
from interview_fixtures import folder, template_vault
from interview_world import CODE, GATED, NAME
from vault_pages import decrypted

from fieldkit.operations.verify import verify_vault
from fieldkit.ui.models.interview import Fate, Gate
from fieldkit.ui.presenters.access import Access
from fieldkit.ui.presenters.interview import InterviewPresenter
from fieldkit.vault import records

__all__ = ["folder", "template_vault"]

GATE = "/visit/may_continue"


@pytest.fixture
def access(folder: Path) -> Iterator[Access]:
    opened = world.access_to(folder)
    yield opened
    opened.lock()


@pytest.fixture
def visit(access: Access) -> InterviewPresenter:
    return world.begin(access, GATED, ("el", "en"))


def on_disk(access: Access, *words: str) -> list[str]:
    content = decrypted(access.vault)
    return [word for word in words if word.encode() in content]


def test_what_identifies_waits_in_memory_and_is_never_written(
    access: Access, visit: InterviewPresenter
) -> None:
    assert visit.answer("/visit/place", "the square").fate is Fate.SAVED
    saved_at = visit.view().saved_at
    steps = [
        visit.answer("/visit/subject_code", CODE),
        visit.answer("/visit/name", NAME),
        visit.add_row("/visit/member"),
    ]
    steps.append(visit.answer(world.shown(steps[-1]).focus, "Σαμάρα"))
    steps.append(visit.answer("/visit/age", "41"))
    assert [step.fate for step in steps] == [Fate.HELD] * 5
    # Everything a page can do besides: languages, going about, typing nonsense, the review, undo.
    visit.speak("el")
    visit.answer("/visit/age", f"{NAME}!")
    visit.answer("/visit/subject_code", f"not {CODE}")
    visit.review()
    assert not visit.finish().ok
    visit.remove_row(steps[2].key)
    visit.put_back()
    view = visit.view()
    assert view.gate is Gate.CLOSED
    assert view.saved_at == saved_at
    assert view.held == 9  # five, the language, the row out, the row back, its name
    assert on_disk(access, "the square", CODE, NAME, "Σαμάρα") == ["the square"]
    assert all(check.ok for check in verify_vault(access.vault))


def test_the_yes_saves_what_waited(access: Access, visit: InterviewPresenter) -> None:
    visit.answer("/visit/name", NAME)
    step = visit.answer(GATE, "yes")
    view = world.shown(step)
    assert (step.fate, view.held, view.gate) == (Fate.SAVED, 0, Gate.OPEN)
    assert world.question(view, "name").value == NAME
    assert on_disk(access, NAME) == []  # sealed in its column as well
    again = world.again(access, view.record)
    assert world.question(again.view(), "name").value == NAME


def test_the_no_leaves_nothing_of_the_visit(access: Access, visit: InterviewPresenter) -> None:
    visit.answer("/visit/place", "the square")
    visit.answer("/visit/name", NAME)
    assert visit.answer(GATE, "no").fate is Fate.DECLINED
    assert on_disk(access, "the square", NAME) == []
    assert records.lines(access.vault)[0].kind == records.REFUSAL


def test_finishing_waits_for_permission(visit: InterviewPresenter) -> None:
    visit.answer("/visit/name", NAME)
    finished = visit.finish()
    (problem,) = finished.review.problems
    assert (finished.ok, problem.key) == (False, GATE)
    assert problem.problem.lead.text == "The question for permission comes first."
    view = visit.go_to(problem.key)
    assert (view.current, view.focus) == (problem.section, GATE)
    visit.answer(GATE, "yes")
    assert visit.finish().ok
