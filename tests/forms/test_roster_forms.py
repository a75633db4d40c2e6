"""Rosters as ODK authors write them: rows that offer other rows, names of choices out of rows."""

from __future__ import annotations

from pathlib import Path

from small_forms import NOW
from workbook_making import Rows, write_xlsx

from fieldkit.forms import FormSession, load

PETS: Rows = [
    ["type", "name", "label", "calculation", "choice_filter", "relevant"],
    ["begin_repeat", "pet", "Pet"],
    ["calculate", "pos", None, "position(..)"],
    ["select_one ${kind}", "same", "Kind", None, "position() != current()/../pos and kind != ''"],
    ["text", "kind", "Another kind", None, None, "${same} = ''"],
    ["end_repeat"],
]
ROSTER: Rows = [
    ["type", "name", "label", "calculation", "repeat_count"],
    ["integer", "size", "Size"],
    ["begin_repeat", "member", "Member", None, "${size}"],
    ["select_one sex", "sex", "Sex"],
    ["end_repeat"],
    ["calculate", "first", None, "jr:choice-name(indexed-repeat(${sex}, ${member}, 1), '${sex}')"],
]
SEXES: Rows = [["list_name", "name", "label"], ["sex", "f", "Female"], ["sex", "m", "Male"]]


def session_of(folder: Path, survey: Rows) -> FormSession:
    path = write_xlsx(folder / "form.xlsx", {"survey": survey, "choices": SEXES})
    return FormSession(load(path), NOW)


def test_a_row_may_offer_what_was_answered_in_the_other_rows(tmp_path: Path) -> None:
    session = session_of(tmp_path, PETS)
    session.answer("/data/pet[1]/kind", "dog")
    for _ in range(2):
        session.add_repeat("/data/pet")
    session.answer("/data/pet[2]/kind", "cat")
    assert [each.value for each in session.choices("/data/pet[3]/same")] == ["dog", "cat"]
    session.answer("/data/pet[3]/same", "dog")
    assert not session.relevant("/data/pet[3]/kind")
    session.answer("/data/pet[1]/kind", "bird")
    assert session.value("/data/pet[3]/same") == ""
    assert session.relevant("/data/pet[3]/kind")
    before = session.submission()
    session.recompute()
    assert session.submission() == before


def test_the_name_of_a_choice_is_blank_while_its_repeat_has_no_row(tmp_path: Path) -> None:
    session = session_of(tmp_path, ROSTER)
    assert session.value("/data/first") == ""
    session.answer("/data/size", 2)
    session.answer("/data/member[1]/sex", "f")
    assert session.value("/data/first") == "Female"
