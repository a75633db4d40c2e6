"""docs/forms/constructs.md: every form on it runs as it says, and every limit stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_forms import NOW
from xpath_world import REPOSITORY

from fieldkit.forms import FormSession, constructs, ignored
from fieldkit.forms.constructs import Construct
from fieldkit.forms.definition import load_package
from fieldkit.forms.workbook import check_workbook

PAGE = (REPOSITORY / "docs" / "forms" / "constructs.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```(?P<head>\S[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_FORM = "xlsform"

Block = tuple[str, str]


def _examples() -> Iterator[list[Block]]:
    """The blocks of each example: the files beside the form, the form, and what it shows."""
    example: list[Block] = []
    for found in _BLOCK.finditer(PAGE):
        head = found["head"]
        ended = any(each == _FORM for each, _ in example)
        if ended and (head == _FORM or "." in head):
            yield example
            example = []
        example.append((head, found["text"]))
    yield example


EXAMPLES = list(_examples())


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_a_form_on_the_page_runs_as_the_page_says(example: list[Block], tmp_path: Path) -> None:
    for head, text in example:
        name = "form.md" if head == _FORM else head
        if "." in name:
            (tmp_path / name).write_text(text, encoding="utf-8")
    check = check_workbook(tmp_path / "form.md")
    assert check.package is not None, [str(finding) for finding in check.findings]
    session = FormSession(load_package(check.package), NOW)
    shown = 0
    for head, text in example:
        lines = text.splitlines()
        what, _, path = head.partition(" ")
        if what == "paths":
            shown += 1
            assert [each for each in session.paths()[1:] if "/meta" not in each] == lines
        elif what == "answers":
            for line in lines:
                session.answer(*line.split(" = "))
        elif what == "choices":
            shown += 1
            assert [f"{each.value} {each.label}" for each in session.choices(path)] == lines
    assert shown, "an example shows its questions or its choices"


def test_the_page_names_every_construct_with_limits() -> None:
    named = {**vars(constructs), **vars(ignored)}
    known = [each for each in named.values() if isinstance(each, Construct)]
    text = " ".join(PAGE.split())
    assert [each.name for each in known if each.name not in text] == []
