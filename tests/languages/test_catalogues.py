"""The catalogues as the window meets them: compiled, looked up, guarded."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fieldkit.languages.catalogues import Catalogue, CatalogueMissing, available, catalogue, load
from installers.catalogues.languages import LANGUAGES
from installers.catalogues.pofile import Entry, PoFile, mo_bytes, read_po
from installers.catalogues.update import updated

CHECKOUT = Path(__file__).parents[2]
_KEY = re.compile(r"\bF\d{1,2}\b|%\d")
HOURS = ("{count} hour", "{count} hours")


def compiled(code: str, *entries: Entry, state: str = "draft") -> Catalogue:
    empty = updated(PoFile({"X-Translation-State": state}), PoFile(), LANGUAGES[code])
    return Catalogue(code, mo_bytes(PoFile(empty.headers, entries)))


def test_a_message_comes_back_translated() -> None:
    greek = compiled("el", Entry("Save", strings=("Αποθήκευση",)))
    assert greek.text("Save") == "Αποθήκευση"
    assert greek.has("Save")


def test_what_is_not_translated_comes_back_in_english_and_says_so() -> None:
    greek = compiled("el", Entry("Save", strings=("",)))
    assert greek.text("Save") == "Save"
    assert not greek.has("Save")
    assert greek.ntext(*HOURS, 1) == "{count} hour"
    assert greek.ntext(*HOURS, 2) == "{count} hours"


def test_the_empty_message_is_not_the_header_of_the_file() -> None:
    greek = compiled("el", Entry("Save", strings=("Αποθήκευση",)))
    assert greek.text("") == ""
    assert not greek.has("")


@pytest.mark.parametrize("count", [0, 1, 2, 3, 10, 11, 99, 100, 102, 103])
def test_arabic_takes_the_form_that_goes_with_the_number(count: int) -> None:
    forms = ("لا ساعات", "ساعة", "ساعتان", "{count} ساعات", "{count} ساعة", "{count} من الساعات")
    arabic = compiled("ar", Entry(*HOURS, forms))
    few, many = range(3, 11), range(11, 100)
    wanted = 3 if count % 100 in few else 4 if count % 100 in many else 5
    assert arabic.ntext(*HOURS, count) == forms[count if count < 3 else wanted]


@pytest.mark.parametrize("translation", ["ساعة {n}", "ساعة", "{name} {x}", "{name", "{name!r}"])
def test_a_translation_that_lost_or_invented_a_field_is_not_used(translation: str) -> None:
    arabic = compiled("ar", Entry("Saved for {name}", strings=(translation,)))
    assert arabic.text("Saved for {name}") == "Saved for {name}"
    assert not arabic.has("Saved for {name}")


def test_a_plural_form_may_say_its_number_in_words_and_invents_no_field() -> None:
    good = compiled("el", Entry(*HOURS, ("μία ώρα", "{count} ώρες")))
    bad = compiled("el", Entry(*HOURS, ("μία {ώρα}", "{count} ώρες")))
    assert good.ntext(*HOURS, 1) == "μία ώρα"
    assert good.has(HOURS[0])
    assert bad.ntext(*HOURS, 1) == "{count} hour"


def test_a_draft_says_that_it_is_one() -> None:
    assert compiled("el").is_draft
    assert not compiled("en", state="reviewed").is_draft


def test_the_window_offers_five_languages_and_each_is_there() -> None:
    assert available() == ["el", "en", "ar", "fa", "fr"] == list(LANGUAGES)
    assert [catalogue(code).code for code in available()] == available()
    assert not catalogue("en").is_draft
    assert catalogue("el") is catalogue("el")


@pytest.mark.parametrize("code", ["ar", "fa"])
def test_numbers_are_written_in_the_digits_of_the_language(code: str) -> None:
    """But for names of keys, and numbers that stand for a field."""
    entries = read_po(CHECKOUT / "locales" / code / "LC_MESSAGES" / "fieldkit.po").entries
    said = ((string, _KEY.sub("", string)) for entry in entries for string in entry.strings)
    assert [string for string, left in said if re.search("[0-9]", left)] == []


def test_pseudo_languages_are_there_but_not_offered() -> None:
    english, pseudo = catalogue("en"), catalogue("qps")
    assert {"qps", "qps-rtl"}.isdisjoint(available())
    assert english.text("Cancel") == "Cancel"
    assert pseudo.text("Cancel") != "Cancel"
    assert "\u202e" in catalogue("qps-rtl").text("Cancel")


def test_what_was_never_marked_stays_plain_in_a_pseudo_language() -> None:
    assert catalogue("qps").text("nobody marked this") == "nobody marked this"
    assert not catalogue("qps").has("nobody marked this")


@pytest.mark.parametrize("code", ["de", "", "../el", "EL"])
def test_a_language_that_is_not_offered_is_refused(code: str) -> None:
    with pytest.raises(CatalogueMissing, match="not translated"):
        catalogue(code)


def test_a_catalogue_that_was_not_compiled_is_refused_and_not_english(tmp_path: Path) -> None:
    with pytest.raises(CatalogueMissing, match="make env"):
        load("el", tmp_path)
