"""Translations go out as JSON Lines and come back, checked line by line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from installers.catalogues.__main__ import main
from installers.catalogues.checkout import Checkout
from installers.catalogues.pofile import read_po

PAGE = """from fieldkit.ui.language import ntext, text
# Translators: a button.
text("Save")
ntext("{count} record of {team}", "{count} records of {team}", 2, team=team)
"""
SIX = [
    "لا سجلات لفريق {team}", "سجل لفريق {team}", "سجلان لفريق {team}",
    "{count} سجلات لفريق {team}", "{count} سجلا لفريق {team}", "{count} سجل لفريق {team}",
]  # fmt: skip


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    page = tmp_path / "fieldkit" / "ui" / "page.py"
    page.parent.mkdir(parents=True)
    page.write_text(PAGE, encoding="utf-8")
    for command in ("extract", "update"):
        main(["--root", str(tmp_path), command])
    return Checkout(tmp_path)


def fill(checkout: Checkout, code: str, *lines: object) -> int:
    file = checkout.root / "given.jsonl"
    written = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    file.write_text("\n".join(written), encoding="utf-8")
    return main(["--root", str(checkout.root), "fill", code, str(file)])


def strings(checkout: Checkout, code: str) -> list[tuple[str, ...]]:
    return [entry.strings for entry in read_po(checkout.po(code)).entries]


def test_what_is_missing_goes_out_with_all_a_translator_needs(
    checkout: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(checkout.root), "untranslated", "ar"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        {
            "msgid": "Save",
            "fields": [],
            "comment": "Translators: a button.",
            "where": ["fieldkit/ui/page.py:3"],
        },
        {
            "msgid": "{count} record of {team}",
            "msgid_plural": "{count} records of {team}",
            "forms": [
                [0], [1], [2], [3, 4, 5, 6, 7], [11, 12, 13, 14, 15], [100, 101, 102, 200, 201],
            ],
            "fields": ["count", "team"],
            "where": ["fieldkit/ui/page.py:4"],
        },
    ]  # fmt: skip


def test_translations_come_back_into_their_file(
    checkout: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    plural = {"msgid": "{count} record of {team}", "msgstrs": SIX}
    assert fill(checkout, "ar", {"msgid": "Save", "msgstr": "حفظ"}, "", plural) == 0
    assert strings(checkout, "ar") == [("حفظ",), tuple(SIX)]
    assert strings(checkout, "fa") == [("",), ("", "")]
    capsys.readouterr()
    main(["--root", str(checkout.root), "untranslated", "ar"])
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "no JSON"),
        ("[]", "no such msgid"),
        ({"msgid": "Gone", "msgstr": "حفظ"}, "no such msgid"),
        ({"msgid": "Save"}, "msgstr"),
        ({"msgid": "Save", "msgstrs": ["حفظ"]}, "msgstr"),
        ({"msgid": "Save", "msgstr": "Hifz"}, "Arabic"),
        ({"msgid": "Save", "msgstr": "حفظ {name}"}, "fields"),
        ({"msgid": "{count} record of {team}", "msgstr": SIX[0]}, "msgstrs"),
        ({"msgid": "{count} record of {team}", "msgstrs": SIX[:2]}, "6 form"),
    ],
)
def test_a_wrong_line_is_refused_and_the_others_are_taken(
    checkout: Checkout, capsys: pytest.CaptureFixture[str], line: object, words: str
) -> None:
    good = {"msgid": "{count} record of {team}", "msgstrs": SIX}
    assert fill(checkout, "ar", good, line) == 1
    printed = capsys.readouterr().out
    assert "given.jsonl:2: " in printed
    assert words in printed
    assert "1 filled, 1 refused" in printed
    assert strings(checkout, "ar") == [("",), tuple(SIX)]
