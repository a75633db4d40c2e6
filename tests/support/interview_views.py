"""View models made by hand: a form about a household in Greek and Arabic, and a long one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from fieldkit.ui.models.interview import (
    Bilingual,
    ChoiceView,
    Fate,
    FormLanguage,
    InterviewView,
    Item,
    Languages,
    QuestionKind,
    QuestionView,
    RosterView,
    RowView,
    SectionLine,
    SectionState,
    StepView,
)
from fieldkit.ui.models.words import Words

GREEK_ARABIC = Languages(
    (
        FormLanguage("el", "Ελληνικά", is_draft=False, number=1),
        FormLanguage("en", "English", is_draft=False, number=2),
        FormLanguage("ar", "العربية", is_draft=True, number=3),
        FormLanguage("fa", "فارسی", is_draft=True, number=4),
    ),
    worker="el",
    respondent="ar",
)


def both(greek: str, arabic: str = "") -> Bilingual:
    """A text in Greek, and in Arabic where one is given."""
    return Bilingual(Words(greek, "el"), Words(arabic, "ar") if arabic else None)


def choices(count: int) -> tuple[ChoiceView, ...]:
    """So many choices, `c1` and on."""
    return tuple(
        ChoiceView(f"c{number}", both(f"Επιλογή {number}", f"خيار {number}"))
        for number in range(1, count + 1)
    )


YES_NO = (ChoiceView("yes", both("Ναι", "نعم")), ChoiceView("no", both("Όχι", "لا")))


def question(
    name: str, kind: QuestionKind = QuestionKind.TEXT, value: str = "", **changes: object
) -> QuestionView:
    """A question called `name`; its key is its name."""
    made = QuestionView(
        key=name,
        path=f"/data/{name}",
        kind=kind,
        label=both(f"Ερώτηση {name}", f"سؤال {name}"),
        value=value,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def select_one(name: str, count: int = 2, value: str = "", **changes: object) -> QuestionView:
    """A choice of so many."""
    offered = YES_NO if count == 2 else choices(count)
    return question(name, QuestionKind.SELECT_ONE, value, choices=offered, **changes)


def select_multiple(name: str, count: int = 5, value: str = "", **changes: object) -> QuestionView:
    """Some of so many."""
    return question(name, QuestionKind.SELECT_MULTIPLE, value, choices=choices(count), **changes)


def row(key: str, position: int, name: str = "", missing: int = 0, *items: Item) -> RowView:
    """A row of the roster; without items it asks for a name and an age."""
    inside = items or (
        question(f"{key}/name", value=name),
        question(f"{key}/age", QuestionKind.INTEGER),
    )
    return RowView(key, f"/data/member[{position}]", position, name, missing, tuple(inside))


def roster(
    *rows: RowView, key: str = "members", is_free: bool = True, asked_for: int | None = None
) -> RosterView:
    """The members of a household."""
    label = both("Μέλος του νοικοκυριού", "فرد من الأسرة")
    return RosterView(key, "/data/member", label, rows, is_free, asked_for)


def section(
    name: str,
    state: SectionState = SectionState.STARTED,
    answered: int = 1,
    asked: int = 3,
    missing: int = 0,
) -> SectionLine:
    """A line of the list of sections."""
    return SectionLine(
        name, both(f"Ενότητα {name}", f"قسم {name}"), state, answered, asked, missing
    )


SECTIONS = (section("first"), section("second"), section("third"))


def view(*items: Item, current: str = "first", **changes: object) -> InterviewView:
    """A page with these items."""
    made = InterviewView(
        record="uuid:1",
        form_id="visit",
        title="Επίσκεψη",
        languages=GREEK_ARABIC,
        sections=SECTIONS,
        current=current,
        items=items,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def step(key: str, shown: InterviewView | None, fate: Fate = Fate.SAVED) -> StepView:
    """What came of an answer to `key`."""
    return StepView(fate, key, shown)


def with_value(shown: InterviewView, key: str, value: str, **changes: object) -> InterviewView:
    """The same page with another answer to `key`."""
    return replace(shown, items=_changed(shown.items, key, {"value": value, **changes}))


def _changed(items: Iterable[Item], key: str, changes: dict[str, object]) -> tuple[Item, ...]:
    made: list[Item] = []
    for item in items:
        if isinstance(item, RosterView):
            rows = (replace(each, items=_changed(each.items, key, changes)) for each in item.rows)
            made.append(replace(item, rows=tuple(rows)))
        elif isinstance(item, QuestionView) and item.key == key:
            made.append(replace(item, **changes))  # type: ignore[arg-type]
        else:
            made.append(item)
    return tuple(made)


def thirty() -> tuple[Item, ...]:
    """Thirty questions of the usual mixture."""
    made: list[Item] = []
    for number in range(10):
        made += [
            question(f"t{number}", required=number % 2 == 0, hint=both("Μια υπόδειξη", "ملاحظة")),
            select_one(f"s{number}", 5),
            question(f"n{number}", QuestionKind.INTEGER),
        ]
    return tuple(made)
