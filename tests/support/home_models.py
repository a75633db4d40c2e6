"""Home with everything on it, made up: for tests and pictures of the page alone."""

from __future__ import annotations

from fieldkit.ui.models.form_name import FormName
from fieldkit.ui.models.home import (
    Coordination,
    DraftLine,
    Exchange,
    Fate,
    FinishedLine,
    FormCard,
    HomeView,
    Whereabouts,
)
from fieldkit.ui.models.interview import FormLanguage
from fieldkit.ui.models.join import Standing

INTAKE = FormName(
    "Intake of person and household",
    "en",
    (
        ("en", "Intake of person and household"),
        ("el", "Υποδοχή προσώπου και νοικοκυριού"),
        ("ar", "استقبال الشخص والأسرة"),
    ),
)
SURVEY = FormName("Field research survey for the Integration Monitor Index", "en")
LANGUAGES = (
    FormLanguage("el", "Ελληνικά", is_draft=False, number=1),
    FormLanguage("en", "English", is_draft=False, number=2),
    FormLanguage("ar", "العربية", is_draft=True, number=3),
)
FORMS = (
    FormCard("intake", "1", INTAKE, LANGUAGES),
    FormCard("survey", "1", SURVEY, LANGUAGES[:2]),
)
LAPTOP = Whereabouts(Standing.JOINED, "Δείγμα · Sample", "dimos", "laptop-1", "north")
AT = "2026-11-21T08:02:00.000Z"


def code(number: int) -> str:
    return f"FK-{number:04d}-ABCD"


def draft(number: int, *, missing: int = 0, is_new: bool = True, person: str = "") -> DraftLine:
    return DraftLine(f"draft-{number}", INTAKE, person, AT, AT, missing, is_new)


def finished(number: int, fate: Fate = Fate.READY, reason: str = "") -> FinishedLine:
    return FinishedLine(
        f"record-{number}", (INTAKE, SURVEY)[number % 2], code(number), AT, fate, reason=reason
    )


REFUSAL = FinishedLine("refusal", INTAKE, "", "2026-11", Fate.SENT, is_refusal=True)


def full(place: Whereabouts = LAPTOP, coordination: Coordination | None = None) -> HomeView:
    """Something in every list."""
    return HomeView(
        place=place,
        forms=FORMS,
        drafts=(draft(1, missing=12, person=code(1)), draft(2), draft(3, is_new=False)),
        ready=(finished(1), finished(2), finished(3)),
        sent=(
            finished(4, Fate.REJECTED, "copied-vault"),
            finished(5, Fate.SENT),
            finished(6, Fate.CONFIRMED),
            REFUSAL,
        ),
        exchange=Exchange(1, 4, AT, 3),
        coordination=coordination,
    )


def coordinator() -> HomeView:
    place = Whereabouts(Standing.COORDINATOR, "Δείγμα · Sample", "dimos")
    return full(place, Coordination(24, 1, 2, 0, AT))


def empty(standing: Standing = Standing.JOINED) -> HomeView:
    """A new laptop."""
    return HomeView(Whereabouts(standing), forms=() if standing is Standing.NO_KIT else FORMS)


def long(count: int = 1000) -> HomeView:
    """So many of everything."""
    return HomeView(
        LAPTOP,
        FORMS,
        tuple(draft(each, person=code(each)) for each in range(count)),
        tuple(finished(each) for each in range(count)),
        tuple(finished(count + each, Fate.CONFIRMED) for each in range(count)),
    )
