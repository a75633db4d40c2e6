"""The seeded respondent: sits through any form and gives each question a plausible answer.

Knows the shipped forms' question names where an answer must fit the person, and falls back to the
question's type everywhere else, so that a new form in the library is walked without new code here.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from fieldkit.demo.people import Person

Value = str | list[str]


@dataclass
class Respondent:
    """A person, a worker's place and a seeded mood. `answer` gives None for "skip"."""

    person: Person
    subject: str
    today: str
    municipality: str
    team: str
    mood: random.Random
    number: int
    fixed: dict[str, Value | None] = field(default_factory=dict[str, "Value | None"])

    def __post_init__(self) -> None:
        self.fixed = {**_visit(self), **_names(self.person), **_birth(self.person), **self.fixed}

    def answer(self, name: str, kind: str, choices: list[str], *, required: bool) -> Value | None:
        """What the person says to question `name`; `choices` are the codes now offered."""
        if name in self.fixed:
            return self.fixed[name]
        if not required and self.mood.random() < 0.12:
            return None
        return _by_kind(kind).get(kind, _text)(self, name, choices)


def member_answers(person: Person, position: int, mood: random.Random) -> dict[str, Value | None]:
    """The answers about household member number `position` (from 1)."""
    known = mood.random() < 0.6
    return {
        "m_name": person.household[position - 1],
        "m_relation": "spouse" if position == 1 and mood.random() < 0.5 else "child",
        "m_dob_precision": "full" if known else "year",
        "m_dob": f"20{mood.randint(10, 22)}-0{mood.randint(1, 9)}-1{mood.randint(0, 9)}",
        "m_birth_year": str(mood.randint(2009, 2022)),
    }


def _visit(who: Respondent) -> dict[str, Value | None]:
    return {
        "visit_date": who.today,
        "municipality_code": who.municipality,
        "team_code": who.team,
        "interview_locale": who.person.language,
        "subject_code": who.subject,
        "may_continue": "no" if who.person.declines else "yes",
        "adult": "yes",
        "capacity": "adult",
        "event_type": "first",
        "notice_version": "n-2026-1",
        "understood": "yes",
        "wave": "2026-2",
        "stratum": f"{who.number % 3 + 1:03d}",
        "district": f"00{who.number % 4 + 1}",
        "design_weight": None,
        "hh_size": str(len(who.person.household) + 1),
        "requests": ["greek", "health"],
        "request_words": who.person.words,
        "one_change": who.person.words,
        "note_neutral": who.person.note,
        "municipality_lives": "=1+1" if who.number % 5 == 2 else who.municipality,
        "country_birth": who.person.country,
        "nationality": who.person.country,
        "nationality_2": None,
        "lang_main": who.person.spoken,
        "needs_numbers": "yes" if who.person.afm else "no",
        "docs_held": ["asylum_card", "afm"] if who.person.afm else ["asylum_card"],
        "afm": who.person.afm or None,
        "phone": f"+30 69{who.number:08d}",
        "address": f"Οδός Δείγματος {who.number}",
        "referral_limits": "Όχι στον παλιό εργοδότη",
        "review_on": None,
    }


def _names(person: Person) -> dict[str, Value | None]:
    return {
        "name_document": None,
        "name_native": person.native,
        "name_given": person.given,
        "name_father": None,
        "name_grandfather": None,
        "has_family_name": "yes" if person.family else "no",
        "name_family": person.family or None,
        "name_called": person.called,
    }


def _birth(person: Person) -> dict[str, Value | None]:
    told = person.precision == "told"
    precision = "year" if told else person.precision
    return {
        "dob_precision": precision,
        "dob_calendar": "persian" if told else "gregorian",
        "dob_as_told": person.birth or None,
        "dob_date": person.birth or None,
        "dob_year": str(int(person.birth) + 621) if told else person.birth or None,
        "age_estimate": person.birth or None,
    }


def _one(who: Respondent, name: str, choices: list[str]) -> Value | None:
    return who.mood.choice(choices) if choices else None


def _several(who: Respondent, name: str, choices: list[str]) -> Value | None:
    if name == "notice_topics":
        return [code for code in choices if code != "cannot"]
    open_codes = [code for code in choices if code not in ("none", "pnta", "dk", "cannot")]
    return who.mood.sample(open_codes, min(len(open_codes), who.mood.randint(1, 3)))


def _whole(who: Respondent, name: str, choices: list[str]) -> Value | None:
    return str(2015 + who.mood.randint(0, 9) if "year" in name else who.mood.randint(1, 6))


def _date(who: Respondent, name: str, choices: list[str]) -> Value | None:
    return f"2027-0{who.mood.randint(1, 9)}-15"


def _text(who: Respondent, name: str, choices: list[str]) -> Value | None:
    return None


_Giver = Callable[[Respondent, str, list[str]], "Value | None"]


def _by_kind(kind: str) -> dict[str, _Giver]:
    return {
        "select_one": _one,
        "select_multiple": _several,
        "integer": _whole,
        "int": _whole,
        "decimal": _whole,
        "date": _date,
        "text": _text,
        "string": _text,
    }
