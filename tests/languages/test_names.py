from __future__ import annotations

import pytest

from fieldkit.languages.names import form_language_name, own_name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("el", "Ελληνικά"),
        ("en", "English"),
        ("ar", "العربية"),
        ("fa", "فارسی"),
        ("fr", "Français"),
        ("fa-AF", "دری"),
        ("ku", "Kurdî"),
        ("uk", "Українська"),
        ("zu", "isiZulu"),
        ("qps", "qps"),
        ("no such code", "no such code"),
    ],
)
def test_a_language_is_named_in_itself(code: str, name: str) -> None:
    assert own_name(code) == name


@pytest.mark.parametrize(
    ("code", "given", "shown"),
    [
        ("el", "Greek (el)", "Ελληνικά"),
        ("ar", "", "العربية"),
        ("xx", "hazaragi  (xx)", "Hazaragi"),
        ("Kurmanji", "Kurmanji", "Kurmanji"),
        ("zzz", "", "zzz"),
        ("default", "default", "Default"),
    ],
)
def test_a_language_of_a_form_keeps_a_name_where_cldr_has_none(
    code: str, given: str, shown: str
) -> None:
    assert form_language_name(code, given) == shown
