from __future__ import annotations

import pytest

from fieldkit.languages.direction import is_rtl


@pytest.mark.parametrize(
    "code",
    ["ar", "fa", "ur", "ckb", "ps", "he", "fa-AF", "fa_AF", "AR", "ku-Arab", "uz_Arab_AF", "prs"],
)
def test_these_are_written_from_right_to_left(code: str) -> None:
    assert is_rtl(code)


@pytest.mark.parametrize(
    "code", ["el", "en", "fr", "zh", "zh-Hant", "ku", "ku_TR", "so", "bn", "uk", "ar-Latn", "", "x"]
)
def test_these_are_written_from_left_to_right(code: str) -> None:
    assert not is_rtl(code)


@pytest.mark.parametrize("name", ["Arabic", "Farsi", "Dari", "urdu "])
def test_a_language_without_a_code_is_known_by_its_english_name(name: str) -> None:
    assert is_rtl(name)


def test_of_the_two_pseudo_languages_one_runs_from_right_to_left() -> None:
    assert is_rtl("qps-rtl")
    assert not is_rtl("qps")
