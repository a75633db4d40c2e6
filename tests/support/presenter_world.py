"""A vault with forms, opened for presenters: no Qt, no window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import interview_world as world

from fieldkit.forms import FormPackage, definition_from_package, package_from_file
from fieldkit.forms.library import LIBRARY
from fieldkit.model.clock import SeededRandomness
from fieldkit.ui.models.interview import (
    InterviewView,
    Item,
    QuestionView,
    RosterView,
    RowView,
    StepView,
)
from fieldkit.ui.presenters.access import Access
from fieldkit.ui.presenters.interview import InterviewPresenter
from fieldkit.vault import forms_store

INTAKE = "intake_household"
GREEK_ARABIC = ("el", "ar")


def access_to(folder: Path, seed: int = 1) -> Access:
    """The vault at `folder`, unlocked."""
    access = Access(world.clock(), SeededRandomness(seed))
    access.take(world.open_vault(folder))
    return access


def add_package(access: Access, package: FormPackage) -> str:
    """Put a form into the vault; its id."""
    definition = definition_from_package(package)
    with access.vault.transaction():
        forms_store.add_form(
            access.vault,
            definition.form_id,
            definition.version or "1",
            definition.form_hash,
            package.to_bytes(),
        )
    return definition.form_id


def add_intake(access: Access) -> str:
    """Put the shipped intake form into the vault; its id."""
    return add_package(access, package_from_file(LIBRARY / f"{INTAKE}.xlsx"))


def begin(access: Access, form: str, languages: tuple[str, str] = ("", "")) -> InterviewPresenter:
    return InterviewPresenter.begin(access, form, languages)


def again(access: Access, record: str, languages: tuple[str, str] = ("", "")) -> InterviewPresenter:
    return InterviewPresenter.take_up(access, record, languages)


def questions(items: tuple[Item, ...]) -> Iterator[QuestionView]:
    """All questions among items, those in rows included."""
    for item in items:
        if isinstance(item, QuestionView):
            yield item
        elif isinstance(item, RosterView):
            for row in item.rows:
                yield from questions(row.items)


def question(view: InterviewView, name: str) -> QuestionView:
    """The question of the current section with that name; the first where rows repeat it."""
    return next(each for each in questions(view.items) if each.path.endswith(f"/{name}"))


def rows(view: InterviewView) -> list[RowView]:
    """The rows of the current section's repeats."""
    return [row for item in view.items if isinstance(item, RosterView) for row in item.rows]


def shown(step: StepView) -> InterviewView:
    """The view of a step that left the record where it is."""
    assert step.view is not None
    return step.view


def problem_texts(step: StepView) -> tuple[str, str]:
    """The words of a refusal, leading language and second."""
    assert step.problem is not None
    second = step.problem.second
    return step.problem.lead.text, second.text if second is not None else ""
