"""A vault with forms, opened for presenters: no Qt, no window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import zip_longest
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


def add_form(access: Access, instance: str, model: str = "", body: str = "", gate: str = "") -> str:
    """Put a small form into the vault, given by its instance, the rest of its model and its body;
    its id."""
    metadata = {"fk_gate": gate} if gate else {}
    return add_package(access, FormPackage(xform(instance, model, body), metadata=metadata))


def xform(instance: str, model: str = "", body: str = "") -> bytes:
    """An XForm with the parts given."""
    return f"""<h:html xmlns="http://www.w3.org/2002/xforms"
 xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa"
 xmlns:orx="http://openrosa.org/xforms" xmlns:fk="https://fieldkit.gr/ns/xforms">
<h:head><h:title>Small form</h:title><model>
<instance>{instance}</instance>{model}</model></h:head>
<h:body>{body}</h:body></h:html>""".encode()


def add_intake(access: Access) -> str:
    """Put the shipped intake form into the vault; its id."""
    return add_package(access, _intake())


@cache
def _intake() -> FormPackage:
    """Read once: a workbook takes longer than all the tests of a file."""
    return package_from_file(LIBRARY / f"{INTAKE}.xlsx")


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


def difference(one: object, other: object, at: str = "") -> str:
    """Where two view models first differ (`[0].items[2].label`), "" where they do not."""
    if one == other:
        return ""
    if is_dataclass(one) and type(one) is type(other):
        parts = [
            (f".{each.name}", getattr(one, each.name), getattr(other, each.name))
            for each in fields(one)
        ]
    elif isinstance(one, list | tuple) and isinstance(other, list | tuple):
        pairs = enumerate(zip_longest(one, other))
        parts = [(f"[{place}]", mine, its) for place, (mine, its) in pairs]
    else:
        return at or "everything"
    return next(found for name, mine, its in parts if (found := difference(mine, its, at + name)))


def problem_texts(step: StepView) -> tuple[str, str]:
    """The words of a refusal, leading language and second."""
    assert step.problem is not None
    second = step.problem.second
    return step.problem.lead.text, second.text if second is not None else ""
