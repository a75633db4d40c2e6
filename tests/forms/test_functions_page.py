"""docs/forms/functions.md: every function and operator is on it, and every example is true."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

import pytest
from xpath_world import REPOSITORY

from fieldkit.forms import FormPackage, FormSession, Host, Moment, definition_from_package
from fieldkit.forms.xpath import known_functions, known_operators

PAGE = (REPOSITORY / "docs" / "forms" / "functions.md").read_text(encoding="utf-8")
FORM = PAGE.split("```xml\n")[1].split("```")[0]
NOON = Moment.at("2026-11-22T10:00:00")
HOST = Host({"deviceid": "laptop-4"}, "Europe/Athens")

LINE = re.compile(r"- `(?P<subject>[^`]+)`: \S.* `(?P<example>[^`]+)` → `(?P<result>[^`]*)`")
ITEMS = [line for line in PAGE.splitlines() if line.startswith("- ")]
FOUND = [LINE.fullmatch(line) for line in ITEMS]
EXAMPLES = [(found["subject"], found["example"], found["result"]) for found in FOUND if found]


def subjects(section: str = "") -> list[str]:
    text = PAGE.split(f"## {section}\n")[1].split("\n## ")[0] if section else PAGE
    found = [LINE.fullmatch(line) for line in text.splitlines()]
    return [match["subject"] for match in found if match]


def result(expression: str) -> str:
    form = FORM.replace("EXPRESSION", escape(expression, {'"': "&quot;"}))
    definition = definition_from_package(FormPackage(form.encode()))
    return FormSession(definition, NOON, host=HOST).value("/visit/result")


def test_every_line_has_a_meaning_and_an_example() -> None:
    assert [line for line, found in zip(ITEMS, FOUND, strict=True) if found is None] == []


@pytest.mark.parametrize(("subject", "example", "expected"), EXAMPLES)
def test_an_example_gives_what_the_page_says(subject: str, example: str, expected: str) -> None:
    assert subject.partition("(")[0].strip("[ ]") in example
    assert result(example) == expected


def test_the_page_lists_exactly_the_functions_there_are() -> None:
    listed = [subject.partition("(")[0] for subject in subjects() if "(" in subject]
    assert sorted(listed) == sorted(known_functions())


def test_the_page_lists_exactly_the_operators_there_are() -> None:
    assert sorted(subjects("Operators")) == sorted(known_operators())
