"""Every text of the shipped forms stands in all five languages, and says that it is a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from library_workbooks import FORMS, LANGUAGES, Row, sheet, texts

SCRIPTS = {
    "Ελληνικά (el)": re.compile(r"[Ͱ-Ͽἀ-῿]"),
    "English (en)": re.compile(r"[A-Za-z]"),
    "العربية (ar)": re.compile(r"[ء-ي]"),
    "فارسی (fa)": re.compile(r"[ء-یپچژگک]"),
    "Français (fr)": re.compile(r"[A-Za-zÀ-ÿ]"),
}
ARABIC = re.compile(r"[؀-ۿ]")
ISOLATE = re.compile(r"\u2066[^\u2066\u2069]*\u2069")
CODES = re.compile(r"FK-\w{4}-\w{4}|\d{4}-\d|n-\d{4}-\d|\$\{rights_due\}")
TRANSLATED = ("label", "hint", "constraint_message", "required_message")
WITHOUT_LABEL = ("calculate", "start", "end", "end_group", "end_repeat")


def every_text(form: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """(where, column, text by language) of every text in the workbook."""
    for tab in ("survey", "choices"):
        for row in sheet(form, tab):
            where = f"{row.get('list_name', tab)}/{row.get('name', '')}"
            for column in TRANSLATED:
                if written := texts(row, column):
                    yield where, column, written


@pytest.mark.parametrize("form", FORMS)
def test_a_text_that_stands_in_one_language_stands_in_all_five(form: str) -> None:
    for where, column, written in every_text(form):
        assert set(written) == set(LANGUAGES), f"{where} {column}"
        assert all(text.strip() == text for text in written.values()), f"{where} {column}"


@pytest.mark.parametrize("form", FORMS)
def test_nothing_that_needs_a_text_is_without_one(form: str) -> None:
    def lacking(row: Row) -> list[str]:
        needed = [] if row["type"] in WITHOUT_LABEL else ["label"]
        needed += ["constraint_message"] if "constraint" in row else []
        needed += ["required_message"] if "required" in row else []
        return [column for column in needed if not texts(row, column)]

    missing = {row["name"]: lack for row in sheet(form, "survey") if (lack := lacking(row))}
    assert missing == {}
    assert all(texts(row, "label") for row in sheet(form, "choices"))


@pytest.mark.parametrize("form", FORMS)
def test_each_language_is_written_in_its_own_letters(form: str) -> None:
    for where, column, written in every_text(form):
        for language, text in written.items():
            assert SCRIPTS[language].search(text), f"{where} {column} {language}"
            if language not in ("العربية (ar)", "فارسی (fa)"):
                assert not ARABIC.search(text), f"{where} {column} {language}"


@pytest.mark.parametrize("form", FORMS)
def test_arabic_and_farsi_use_their_own_kaf_and_yeh(form: str) -> None:
    for where, column, written in every_text(form):
        assert not re.search(r"[یکپچژگ۰-۹]", written["العربية (ar)"]), f"{where} {column}"
        assert not re.search(r"[يكىة٠-٩]", written["فارسی (fa)"]), f"{where} {column}"


@pytest.mark.parametrize("form", FORMS)
def test_the_same_answers_are_quoted_in_every_language(form: str) -> None:
    for where, column, written in every_text(form):
        quoted = {tuple(sorted(re.findall(r"\$\{\w+\}", text))) for text in written.values()}
        assert len(quoted) == 1, f"{where} {column}"


@pytest.mark.parametrize("form", FORMS)
def test_codes_inside_right_to_left_text_are_isolated(form: str) -> None:
    for where, column, written in every_text(form):
        for language in ("العربية (ar)", "فارسی (fa)"):
            outside = ISOLATE.sub("", written[language])
            assert not CODES.search(outside), f"{where} {column} {language}"
            assert not re.search("[\u2066\u2069]", outside), f"{where} {column} {language}"


@pytest.mark.parametrize("form", FORMS)
def test_choices_of_a_list_can_be_told_apart_in_every_language(form: str) -> None:
    lists: dict[tuple[str, str], list[str]] = {}
    for row in sheet(form, "choices"):
        for language, text in texts(row, "label").items():
            lists.setdefault((row["list_name"], language), []).append(text)
    alike = [key for key, labels in lists.items() if len(labels) != len(set(labels))]
    assert alike == []


@pytest.mark.parametrize("form", FORMS)
def test_every_language_says_how_far_it_may_be_trusted(form: str) -> None:
    marks = sheet(form, "fk_translations")
    assert tuple(mark["language"] for mark in marks) == LANGUAGES
    for mark in marks:
        date.fromisoformat(mark["date"])
        assert mark["form_title"]
        assert mark["origin"] == ("author" if mark["language"] == "English (en)" else "machine")
        assert mark["state"] in ("draft", "reviewed")
        assert mark["state"] == "draft" or mark.get("reviewer"), mark["language"]


@pytest.mark.parametrize("form", FORMS)
def test_the_default_language_is_one_of_the_columns(form: str) -> None:
    [settings] = sheet(form, "settings")
    assert settings["default_language"] in LANGUAGES
