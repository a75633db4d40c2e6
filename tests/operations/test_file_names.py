"""Names that people give become names that every disk takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldkit.operations.file_names import LONGEST, free_folder, plain_name


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ("dimos_deigma", "dimos-deigma"),
        ("Δήμος Δείγμα", "dimos-deigma"),
        ("  Team / North  ", "team-north"),
        ("../../etc", "etc"),
        ("…", "other"),
        ("", "other"),
        ("CON", "con-1"),
        ("lpt1", "lpt1-1"),
        ("a" * 100, "a" * LONGEST),
    ],
)
def test_a_name_is_plain(words: str, plain: str) -> None:
    assert plain_name(words, "other") == plain


def test_arabic_names_become_latin_letters() -> None:
    assert plain_name("بلدية", "other").isascii()


def test_a_folder_that_is_there_gets_a_number(tmp_path: Path) -> None:
    for expected in ("vault", "vault-2", "vault-3"):
        folder = free_folder(tmp_path, "vault")
        assert folder.name == expected
        folder.mkdir()
