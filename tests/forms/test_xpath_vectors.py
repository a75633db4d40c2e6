"""The worked examples of the form library, each with the value JavaRosa gave for it."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest
from xpath_world import shared

from fieldkit.forms.evaluation import Case, evaluate

VENDORED = Path(__file__).parent / "vectors" / "xpath_vectors.tsv"
THAT_DAY = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)


def rows() -> list[tuple[str, str, str]]:
    source = shared("domain", "xpath_vectors.tsv")
    with (source if source.exists() else VENDORED).open(encoding="utf-8", newline="") as stream:
        lines = list(csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return [(name, expression, expected) for name, expression, expected in lines]


def test_all_rows_are_there() -> None:
    assert len(rows()) == 86


@pytest.mark.parametrize(("name", "expression", "expected"), rows())
def test_the_value_is_that_of_javarosa(name: str, expression: str, expected: str) -> None:
    found = evaluate(Case(name, expression, "string", tz="Europe/Athens"), instant=THAT_DAY)
    assert found.type == "string", found.message
    # JavaRosa writes whole numbers with a decimal, XPath without.
    assert found.value in (expected, expected.removesuffix(".0"))
