"""What the check says about languages and about sensitivity."""

from __future__ import annotations

from pathlib import Path

from workbook_making import Rows, write_xlsx

from fieldkit.forms.workbook import check_workbook
from fieldkit.forms.workbook.coverage import Share

SURVEY: Rows = [
    ["type", "name", "label::English (en)", "label::Ελληνικά (el)", "hint::English (en)",
     "constraint", "constraint_message::English (en)", "constraint_message::Ελληνικά (el)",
     "fk_sensitivity"],
    ["text", "name", "Name", "Όνομα", "As on paper", None, None, None, "identifier"],
    ["integer", "age", "Age", None, None, ". < 120", "Too old", "Πολύ", "special_by_policy"],
    ["select_one yn", "well", "Well?", "Καλά;", None, None, None, None, "special"],
    ["calculate", "code", None, None, None, None, None, None, None],
    ["note", "bye", "Bye", "Γεια"],
]  # fmt: skip
CHOICES: Rows = [
    ["list_name", "name", "label::English (en)", "label::Ελληνικά (el)"],
    ["yn", "yes", "Yes", "Ναι"],
    ["yn", "no", "No", None],
]


def test_languages_are_counted_by_kind_of_text(tmp_path: Path) -> None:
    check = check_workbook(write_xlsx(tmp_path / "f.xlsx", {"survey": SURVEY, "choices": CHOICES}))
    english, greek = check.languages
    assert (english.language, greek.language) == ("English (en)", "Ελληνικά (el)")
    assert english.complete
    assert not greek.complete
    assert dict(greek.shares) == {
        "labels": Share(3, 4),
        "hints": Share(0, 1),
        "messages": Share(1, 1),
        "choices": Share(1, 2),
    }


def test_untagged_questions_count_as_identifiers(tmp_path: Path) -> None:
    check = check_workbook(write_xlsx(tmp_path / "f.xlsx", {"survey": SURVEY, "choices": CHOICES}))
    assert {tag: list(names) for tag, names in check.sensitivity.questions.items()} == {
        "identifier": ["name", "code"],
        "special": ["well"],
        "special_by_policy": ["age"],
        "ordinary": [],
    }
    assert list(check.sensitivity.untagged) == ["code"]
